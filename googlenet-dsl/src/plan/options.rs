//! What a plan is made for.

use crate::value::DType;

/// What a plan is made for, beside the graph. Nothing here comes from the processor, so that the size of the arena is a
/// constant of the network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanOptions {
    /// The type of activations in the arena; the caller's input is always `f32`. Types other than `f32` can be planned, and
    /// no session runs them.
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
