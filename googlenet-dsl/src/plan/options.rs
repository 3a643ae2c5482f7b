//! The choices with which a plan is made.

use crate::value::DType;

/// The choices of the caller with which a plan is made. None depends on the processor, so that the size of the arena is
/// a constant of the network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Element type of the results in the arena; the caller's input is always `f32`. Plans of other types than `f32`
    /// can be made, but no session runs them.
    pub dtype: DType,
}

impl PlanOptions {
    /// Returns the options with another type of activations.
    #[must_use]
    pub const fn with_dtype(mut self, dtype: DType) -> PlanOptions {
        self.dtype = dtype;
        self
    }
}
