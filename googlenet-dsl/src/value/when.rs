//! When a head is there.

use super::word::words;

/// When a head is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// In training only.
    Training,
    /// In training and in inference, where its result is one more output.
    Always,
}

impl When {
    /// What holds where a head does not say.
    pub const DEFAULT: When = When::Training;
}

words!(
    When,
    "time of a head",
    [Training = "training", Always = "always"]
);
