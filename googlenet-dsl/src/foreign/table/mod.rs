//! The table of foreign words. Each list is sorted without regard to capitals, `-` and `_`, and has the tool that a
//! word comes from, or none if it is common.

mod keys;
mod kinds;
mod options;
mod training;
mod values;

pub(crate) use keys::{BLOCK, BUDGET, HEAD, INPUT, PREPROCESS, PUBLISHED, TOP};
pub(crate) use kinds::KINDS;
pub(crate) use options::OPTIONS;
pub(crate) use training::{AUGMENT, FLIPS, LOSS, LOSSES, OPTIMIZER, OPTIMIZERS, RATE, TRAINING};
pub(crate) use values::{
    ACTIVATIONS, CHOICES, COLORS, DTYPES, INITIALIZERS, NAMES, PADDINGS, PRECISIONS, WHEN,
};
