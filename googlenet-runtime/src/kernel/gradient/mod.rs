//! Kernels of the backward pass.

mod panels;
mod shared;
mod sums;

pub(crate) use shared::SharedValues;
#[allow(unused_imports)]
pub(crate) use sums::{channel_sums, combine_sums};
