//! Kernels of the backward pass.

mod shared;

pub(crate) use shared::SharedValues;
