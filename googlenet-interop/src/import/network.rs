//! A network as a list of steps, in the order in which they run.

use super::step::{Step, StepId};

/// A network as steps. A step reads [`INPUT`](super::step::INPUT) or earlier ones by their ids.
#[derive(Debug)]
pub(crate) struct FlatNetwork {
    /// Height, width, channels.
    pub(crate) input: [u32; 3],
    /// The step at place `i` has the id `i + 1`.
    pub(crate) steps: Vec<Step>,
    pub(crate) outputs: Vec<StepId>,
    pub(crate) heads: Vec<HeadSteps>,
}

/// A chain of training.
#[derive(Debug)]
pub(crate) struct HeadSteps {
    pub(crate) steps: Vec<StepId>,
    pub(crate) from: StepId,
    pub(crate) output: StepId,
    pub(crate) weight: f32,
}
