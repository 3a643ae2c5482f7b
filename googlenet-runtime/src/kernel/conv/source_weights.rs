//! Weights of a layer before they are packed, with a batch normalisation that packing folds into them.

use googlenet_dsl::plan::Layout;

/// Weights of a convolution or dense layer, and the batch normalisation that the same step applies to the result before
/// the activation.
pub(crate) struct SourceWeights<'w> {
    /// Kernel, laid out as height x width x (input channels / groups) x output channels; that of a transposed
    /// convolution as height x width x (output channels / groups) x input channels.
    pub(crate) kernel: &'w [f32],
    /// Bias of each output channel; `None` if all are zero.
    pub(crate) bias: Option<&'w [f32]>,
    /// Batch normalisation of the result as factor and summand of each output channel; `None` if the step has no batch
    /// normalisation.
    pub(crate) affine: Option<&'w Affine>,
}

/// Scaling of each channel, `value * factor + summand`: the form to which a batch normalisation is reduced.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    /// Factor of each channel, by the channel's index in the map.
    pub(crate) factor: Vec<f64>,
    /// Summand of each channel, by the channel's index in the map.
    pub(crate) summand: Vec<f64>,
}

impl SourceWeights<'_> {
    /// Returns value `at` of the kernel, a factor of output channel `output`, with the batch normalisation folded in.
    pub(super) fn weight(&self, at: usize, output: usize) -> f32 {
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        (f64::from(self.kernel[at]) * factor) as f32
    }

    /// Returns the initial value of the sum of output channel `output`, `bias * factor + summand`: the layer's bias
    /// with the batch normalisation folded in, computed in `f64`.
    pub(super) fn bias(&self, output: usize) -> f32 {
        let bias = self.bias.map_or(0.0, |bias| f64::from(bias[output]));
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        let summand = self.affine.map_or(0.0, |affine| affine.summand[output]);
        (bias * factor + summand) as f32
    }
}

impl Affine {
    /// Writes the factors of all lanes of all channel blocks of a map with that layout to `values`, then the summands.
    /// Lanes without a channel are left unchanged.
    ///
    /// # Panics
    /// Panics if `values` is too short.
    pub(crate) fn pack(&self, layout: &Layout, values: &mut [f32]) {
        let lanes = layout.channels.lanes();
        let (factor, summand) = values.split_at_mut(layout.channels.blocks() * lanes);
        for block in layout.channels.iter() {
            for lane in 0..block.len {
                factor[block.block * lanes + lane] = self.factor[block.first + lane] as f32;
                summand[block.block * lanes + lane] = self.summand[block.first + lane] as f32;
            }
        }
    }
}
