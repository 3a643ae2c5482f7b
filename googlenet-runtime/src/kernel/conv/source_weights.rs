//! What is packed.

use googlenet_dsl::plan::Layout;

/// The weights of a layer, and what follows in the same step.
pub(crate) struct SourceWeights<'w> {
    /// H x W x in / parts x out.
    pub(crate) kernel: &'w [f32],
    pub(crate) bias: Option<&'w [f32]>,
    pub(crate) affine: Option<&'w Affine>,
}

/// What follows a product in the same step: each output times its factor plus its summand.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    /// The factors by channel.
    pub(crate) factor: Vec<f64>,
    /// The summands by channel.
    pub(crate) summand: Vec<f64>,
}

impl SourceWeights<'_> {
    /// What an output begins with.
    pub(super) fn bias(&self, output: usize) -> f32 {
        let bias = self.bias.map_or(0.0, |bias| f64::from(bias[output]));
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        let summand = self.affine.map_or(0.0, |affine| affine.summand[output]);
        (bias * factor + summand) as f32
    }
}

impl Affine {
    /// Writes the factors of each lane of each block, then the summands.
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
