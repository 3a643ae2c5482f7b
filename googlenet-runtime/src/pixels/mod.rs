//! Arithmetic on pixels that decoded images and data for training share: sizes, resizing, luma, normalisation.

mod luma;
mod normalize;
mod resample;
mod size;

pub(crate) use luma::luma;
pub(crate) use normalize::Normalization;
pub(crate) use resample::resample;
pub(crate) use size::{check_size, offset, resized_size};
