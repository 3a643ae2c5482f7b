//! When a head is there.

/// When a head is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// In training only.
    Training,
    /// In training and in inference, where its result is one more output.
    Always,
}

impl When {
    /// All variants.
    pub const ALL: [When; 2] = [When::Training, When::Always];

    /// What holds where a head does not say.
    pub const DEFAULT: When = When::Training;

    /// The word that files use.
    pub fn word(self) -> &'static str {
        match self {
            When::Training => "training",
            When::Always => "always",
        }
    }
}
