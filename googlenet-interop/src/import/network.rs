//! An imported network as a list of steps in the order of execution.

use super::step::{INPUT, Step, StepId};
use googlenet_dsl::op::Op;
use googlenet_runtime::quantize::Quantization;

/// An imported network as a flat list of steps, not yet grouped into blocks and branches and without the names of a
/// description. A step reads the network's input ([`INPUT`](super::step::INPUT)) or earlier steps by their ids.
#[derive(Debug, Clone)]
pub(crate) struct FlatNetwork {
    /// Height, width and channels of the input.
    pub(crate) input: [u32; 3],
    /// All steps in the order of execution, those of heads included; the step at index `i` has the id `i + 1`.
    pub(crate) steps: Vec<Step>,
    /// Ids of the steps whose results the network returns, in the order of the outputs; results of heads are not among
    /// them.
    pub(crate) outputs: Vec<StepId>,
    /// The heads (branches that only training runs, such as auxiliary classifiers), each as the ids of its steps.
    pub(crate) heads: Vec<HeadSteps>,
    /// How the imported file rounds the input to 8-bit integers; `None` if it does not.
    pub(crate) quantization: Option<Quantization>,
}

/// A head of training (an auxiliary classifier): steps that only training runs, beside the network.
#[derive(Debug, Clone)]
pub(crate) struct HeadSteps {
    /// Ids of the head's steps in the order of execution.
    pub(crate) steps: Vec<StepId>,
    /// Id of the step outside of the head whose result the head reads, or [`INPUT`](super::step::INPUT).
    pub(crate) from: StepId,
    /// Id of the head's step from whose result the head's loss is computed.
    pub(crate) output: StepId,
    /// Factor by which training multiplies the head's loss.
    pub(crate) weight: f32,
}

impl FlatNetwork {
    /// Returns the number of filters of each channel if the step `id` is a convolution of each channel by itself, which
    /// a description writes as `depthwise_conv`; `None` for any other step.
    pub(crate) fn multiplier(&self, id: StepId) -> Option<u32> {
        let step = &self.steps[id - 1];
        let Op::Conv(conv) = &step.op else {
            return None;
        };
        let channels = match step.inputs[0] {
            INPUT => self.input[2] as usize,
            before => self.steps[before - 1].shape.channels(),
        };
        let is_apart = conv.groups > 1 && conv.groups as usize == channels;
        is_apart.then_some(conv.filters / conv.groups)
    }
}
