//! The modes in which a head exists.

use super::word::words;

/// The modes in which a head exists: training only, or inference too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// In training only; inference leaves the head out.
    Training,
    /// In training and in inference, where the head's result is a further output of the network.
    Always,
}

impl When {
    /// Value of the option `when` for a head that does not give it.
    pub const DEFAULT: When = When::Training;
}

words!(
    When,
    "time of a head",
    [Training = "training", Always = "always"]
);
