//! The modes in which a head exists.

/// The modes in which a head exists: training only, or inference too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In training only.
    Training,
    /// In training and in inference, where the head's result is a further output of the network.
    Always,
}

impl When {
    /// All variants.
    pub const ALL: [When; 2] = [When::Training, When::Always];

    /// Value of the option `when` for a head that does not give it.
    pub const DEFAULT: When = When::Training;

    /// Returns the name in descriptions.
    pub fn word(self) -> &'static str {
        match self {
            When::Training => "training",
            When::Always => "always",
        }
    }
}
