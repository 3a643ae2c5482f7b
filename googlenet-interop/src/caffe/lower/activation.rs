//! Lowering of layers that are an activation function. The function becomes part of the step whose result it is applied
//! to if that step is a convolution, dense layer or sum without an activation and nothing else reads its result.
//! Otherwise it becomes a step of its own.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::op::{Activation, Op};

impl Lowering<'_, '_> {
    pub(super) fn relu(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("relu_param");
        let function = match view.real("negative_slope") {
            None => Activation::Relu,
            Some((0.0, _)) => Activation::Relu,
            Some((slope, span)) if slope < 0.0 => {
                self.only("negative_slope", span, "0 or more");
                return None;
            }
            Some((slope, _)) => Activation::LeakyRelu { slope },
        };
        self.activation(node, input, function)
    }

    pub(super) fn activation(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        function: Activation,
    ) -> Option<StepId> {
        if input != INPUT
            && let Some(step) = self.sole_reader_step(node)
            && matches!(step.op, Op::Conv(_) | Op::Dense(_) | Op::Add(_))
            && step.activation == Activation::None
        {
            step.activation = function;
            return Some(input);
        }
        self.push(node, function.into(), vec![input])?;
        self.last()
    }
}
