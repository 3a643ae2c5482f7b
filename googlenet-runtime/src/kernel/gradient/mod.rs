//! Kernels of the backward pass.

mod activation;
mod claims;
mod clear;
mod loss;
mod panels;
mod shared;
mod sums;

#[allow(unused_imports)]
pub(crate) use activation::activation_gradient;
pub(crate) use claims::{ClaimedMemories, Claims, DisjointRanges};
pub(crate) use clear::clear;
pub(crate) use loss::{Loss, LossOutput, Targets, loss};
pub(crate) use shared::SharedValues;
#[allow(unused_imports)]
pub(crate) use sums::{channel_sums, combine_sums};
