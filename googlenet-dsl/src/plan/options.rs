//! What a plan is made for.

use crate::value::DType;

/// What a plan is made for, beside the graph. Nothing here comes from the processor, so that the size of the arena is a
/// constant of the network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// The type of activations in the arena. What the caller gives is `f32` for all of them.
    pub dtype: DType,
}
