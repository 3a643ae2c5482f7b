//! The caller's choices for a plan.

use crate::value::DType;

/// The caller's choices for a plan. None depends on the processor, so that the size of the arena is a constant of the
/// network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Element type of the results in the arena, by default `f32`; the caller's input is always `f32`. Plans of other
    /// types can be made, but no session runs them.
    pub dtype: DType,
}

impl PlanOptions {
    /// Returns the options with another element type of the results.
    #[must_use]
    pub const fn with_dtype(mut self, dtype: DType) -> PlanOptions {
        self.dtype = dtype;
        self
    }
}
