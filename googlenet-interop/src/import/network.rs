//! A network as a list of steps in the order of execution.

use super::step::{Step, StepId};

/// A network as steps. A step reads [`INPUT`](super::step::INPUT) or earlier steps by their ids.
#[derive(Debug)]
pub(crate) struct FlatNetwork {
    /// Height, width and channels of the input.
    pub(crate) input: [u32; 3],
    /// The steps; the one at index `i` has the id `i + 1`.
    pub(crate) steps: Vec<Step>,
    pub(crate) outputs: Vec<StepId>,
    pub(crate) heads: Vec<HeadSteps>,
}

/// A head of training: its steps, the step that it reads, its result, and the weight of its loss.
#[derive(Debug)]
pub(crate) struct HeadSteps {
    pub(crate) steps: Vec<StepId>,
    pub(crate) from: StepId,
    pub(crate) output: StepId,
    pub(crate) weight: f32,
}
