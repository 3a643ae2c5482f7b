//! Batch normalisation.

#[cfg(any(test, feature = "reference"))]
mod reference;

use super::Operator;
use crate::kernel::{self, Packed, Run};
use crate::layer::typed_layer;
use crate::tensor::{Shape, Tensor};
use crate::{Layer, Weight};
use googlenet_dsl::op::BatchNorm as Op;
use googlenet_dsl::plan::Region;

typed_layer! {
    /// Batch normalisation over the channels of tensors of shape `S`, with moving statistics.
    BatchNorm<S>
}

impl<S: Shape> BatchNorm<S> {
    /// Every shape suits.
    pub const CHECK: () = ();

    /// Runs the layer on the calling thread.
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        self.layer.forward(&[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn pack(&self, layer: &Layer) -> Option<Packed> {
        let values = |name: &str| layer.weight(name).map(Weight::values);
        let (mean, variance) = (values("moving_mean")?, values("moving_variance")?);
        let (gamma, beta) = (values("gamma"), values("beta"));
        let channels = 0..mean.len();
        let factor = |c: usize| {
            let gamma = gamma.map_or(1.0, |gamma| f64::from(gamma[c]));
            gamma / (f64::from(variance[c]) + f64::from(self.epsilon)).sqrt()
        };
        let summand =
            |c: usize| beta.map_or(0.0, |beta| f64::from(beta[c])) - f64::from(mean[c]) * factor(c);
        Some(Packed::Affine {
            factor: channels.clone().map(|c| factor(c) as f32).collect(),
            summand: channels.map(|c| summand(c) as f32).collect(),
        })
    }

    fn run(&self, run: &mut Run<'_>, inputs: &[Region], output: &Region, packed: Option<&Packed>) {
        let Some(Packed::Affine { factor, summand }) = packed else {
            unreachable!("batch normalisation is packed as factors and summands")
        };
        kernel::affine(run, &inputs[0], output, factor, summand);
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        reference::batch_norm(self, layer, inputs[0])
    }
}
