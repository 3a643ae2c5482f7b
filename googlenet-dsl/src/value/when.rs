//! The modes in which a head (a side chain, such as an auxiliary classifier) exists.

use super::word::words;

/// The modes in which a head (a side chain, such as an auxiliary classifier) exists: training only, or training and
/// inference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// In training only; the network of inference leaves the head out.
    Training,
    /// In training and in inference, where the head's result is a further output of the network.
    Always,
}

impl When {
    /// The mode of heads without the key `when` in the description.
    pub const DEFAULT: When = When::Training;
}

words!(
    When,
    "time of a head",
    [Training = "training", Always = "always"]
);
