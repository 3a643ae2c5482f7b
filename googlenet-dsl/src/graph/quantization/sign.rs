//! Layers whose results are never negative, whatever the weights.

use crate::graph::Graph;
use crate::op::{Activation, Elementwise, Op};

impl Graph {
    /// Returns, by id, whether the values of a layer's result are never negative: whether that follows from the operations,
    /// whatever the weights. `input` says whether it holds of the network's input.
    pub fn non_negative(&self, input: bool) -> Vec<bool> {
        let mut known: Vec<bool> = Vec::with_capacity(self.len());
        for id in self.ids() {
            let inputs: Vec<bool> = self.inputs(id).iter().map(|input| known[*input]).collect();
            known.push(match self.op(id) {
                Op::Input(_) => input,
                op => op.is_non_negative(&inputs),
            });
        }
        known
    }
}

impl Op {
    /// Returns whether the values of the operation's result, its activation included, are never negative, whatever the
    /// weights; `inputs` says of each of its inputs whether its values are not. `false` for the network's input.
    pub fn is_non_negative(&self, inputs: &[bool]) -> bool {
        let before = match self {
            Op::Input(_)
            | Op::Conv(_)
            | Op::Dense(_)
            | Op::ConvTranspose(_)
            | Op::BatchNorm(_)
            | Op::ChannelScale(_)
            | Op::LayerNorm(_) => false,
            Op::Softmax(_) => true,
            Op::Add(add) => {
                inputs.iter().all(|input| *input) && add.scale.iter().all(|factor| *factor >= 0.0)
            }
            Op::Maximum(_) => inputs.iter().any(|input| *input),
            // Means, products, norms and copies keep the sign, and a `prelu` changes negative values alone.
            Op::MaxPool(_)
            | Op::AvgPool(_)
            | Op::GlobalMaxPool(_)
            | Op::GlobalAvgPool(_)
            | Op::ZeroPad(_)
            | Op::Lrn(_)
            | Op::Activate(_)
            | Op::Prelu(_)
            | Op::Dropout(_)
            | Op::Flatten(_)
            | Op::Concat(_)
            | Op::Multiply(_)
            | Op::Slice(_)
            | Op::ChannelShuffle(_)
            | Op::Reshape(_)
            | Op::L2Norm(_)
            | Op::SpaceToDepth(_)
            | Op::DepthToSpace(_)
            | Op::Upsample(_) => inputs.iter().all(|input| *input),
        };
        self.activation().is_non_negative(before)
    }
}

impl Activation {
    /// Returns whether the activation's values are never negative; `arguments` says whether its arguments are not.
    pub fn is_non_negative(self, arguments: bool) -> bool {
        let Some(function) = self.elementwise() else {
            // Softmax.
            return true;
        };
        match function {
            Elementwise::Relu
            | Elementwise::Relu6
            | Elementwise::Sigmoid
            | Elementwise::HardSigmoid { .. }
            | Elementwise::Softplus => true,
            Elementwise::Clip { low, high } => low >= 0.0 || arguments && high >= 0.0,
            Elementwise::None
            | Elementwise::LeakyRelu { .. }
            | Elementwise::Elu { .. }
            | Elementwise::Tanh
            | Elementwise::Swish
            | Elementwise::HardSwish
            | Elementwise::Gelu { .. } => arguments,
        }
    }
}
