//! Kernels of the backward pass.

mod shared;
mod weights;

pub(crate) use shared::SharedValues;
pub(crate) use weights::WeightGradient;
