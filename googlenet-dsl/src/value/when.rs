//! The modes in which a head exists.

/// The modes in which a head exists: training only, or inference too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In training only; inference leaves the head out.
    Training,
    /// In training and in inference, where the head's result is a further output of the network.
    Always,
}

impl When {
    /// Both modes.
    pub const ALL: [When; 2] = [When::Training, When::Always];

    /// Value of the option `when` for a head that does not give it.
    pub const DEFAULT: When = When::Training;

    /// Returns the name of the mode in descriptions: `training` or `always`.
    pub fn word(self) -> &'static str {
        match self {
            When::Training => "training",
            When::Always => "always",
        }
    }
}
