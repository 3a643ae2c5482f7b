//! What the gradients of an operation are computed from ([`GradientNeeds`]).

use crate::value::DType;

/// What the gradients of an operation are computed from, beside the gradient of its result and the values of its
/// weights. The planner of training keeps these values until the backward pass has read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct GradientNeeds {
    /// Whether the gradients of the weights are computed from the values of the inputs.
    pub weights_read_inputs: bool,
    /// Whether the gradients of the inputs are computed from the values of the inputs.
    pub inputs_read_inputs: bool,
    /// Whether the gradients of the inputs are computed from the values of the result.
    pub inputs_read_result: bool,
    /// Type of the elements that the forward pass stores beside the result, one for each element of the result; `None`
    /// for operations that store nothing else.
    pub saves: Option<DType>,
    /// Number of sums over the pixels of each channel of the result that the gradients of the weights consist of or are
    /// computed from, such as one for a bias, and two for factor and summand of a normalisation; 0 for none.
    pub sums: usize,
    /// Whether the forward pass of training first computes mean and variance of each channel over all images of the
    /// batch.
    pub batch_statistics: bool,
}

impl GradientNeeds {
    /// Needs of an operation without weights, the gradient of whose input is computed from that of its result alone.
    /// Other operations differ from it field by field.
    pub(super) const NONE: GradientNeeds = GradientNeeds {
        weights_read_inputs: false,
        inputs_read_inputs: false,
        inputs_read_result: false,
        saves: None,
        sums: 0,
        batch_statistics: false,
    };

    /// Needs of a convolution or dense layer, with a bias or without.
    pub(super) const fn product(bias: bool) -> GradientNeeds {
        GradientNeeds {
            weights_read_inputs: true,
            sums: bias as usize,
            ..GradientNeeds::NONE
        }
    }
}
