//! An imported network as a list of steps in the order of execution.

use super::step::{Step, StepId};

/// An imported network without blocks, branches and names of its own. A step reads [`INPUT`](super::step::INPUT) or
/// earlier steps by their ids.
#[derive(Debug)]
pub(crate) struct FlatNetwork {
    /// Height, width and channels of the input.
    pub(crate) input: [u32; 3],
    /// All steps, those of heads included; the step at index `i` has the id `i + 1`.
    pub(crate) steps: Vec<Step>,
    /// Steps whose results the network returns, in order; results of heads are not among them.
    pub(crate) outputs: Vec<StepId>,
    /// Heads of training, such as auxiliary classifiers.
    pub(crate) heads: Vec<HeadSteps>,
}

/// A head of training (an auxiliary classifier): steps that only training runs, beside the network.
#[derive(Debug)]
pub(crate) struct HeadSteps {
    /// Ids of the head's steps in the order of execution.
    pub(crate) steps: Vec<StepId>,
    /// The step of the network whose result the head reads, or [`INPUT`](super::step::INPUT).
    pub(crate) from: StepId,
    /// The step of the head whose result the loss is computed from.
    pub(crate) output: StepId,
    /// Factor of the head's loss.
    pub(crate) weight: f32,
}
