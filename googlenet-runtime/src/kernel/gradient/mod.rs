//! Kernels of the backward pass.

mod inputs;
mod shared;

pub(crate) use inputs::InputGradient;
pub(crate) use shared::SharedValues;
