//! Batch normalisation: the typed layer [`BatchNorm`], its conversion to factors and summands, and running the
//! operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::{LayerWeights, Operator, StepArgs, StepWeights, eager};
use crate::kernel::{self, Affine, PackedWeights, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
#[cfg(all(feature = "train", any(test, feature = "reference")))]
use crate::ops::reference::ReferenceTraining;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::BatchNorm as Op;
use googlenet_dsl::plan::Step;

typed_layer! {
    /// Batch normalisation over the channels of tensors of shape `S`, with the moving statistics.
    BatchNorm<S>
}

impl<S: Shape> BatchNorm<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread. The first call packs the
    /// weights.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

/// Conversion of a batch normalisation to one factor and one summand for each channel: `x * factor + summand`.
pub(super) trait ToAffine {
    /// Returns the factor and the summand of each channel, computed in `f64` from the weights of `layer`, which must be
    /// the layer of this operation; `None` if the layer has no moving statistics.
    fn affine(&self, layer: &LayerWeights<'_>) -> Option<Affine>;
}

impl ToAffine for Op {
    fn affine(&self, layer: &LayerWeights<'_>) -> Option<Affine> {
        let values = |name: &str| layer.get(name);
        let (mean, variance) = (values("moving_mean")?, values("moving_variance")?);
        let (gamma, beta) = (values("gamma"), values("beta"));
        let channels = 0..mean.len();
        let factor = |c: usize| {
            let gamma = gamma.map_or(1.0, |gamma| f64::from(gamma[c]));
            gamma / (f64::from(variance[c]) + f64::from(self.epsilon)).sqrt()
        };
        let summand =
            |c: usize| beta.map_or(0.0, |beta| f64::from(beta[c])) - f64::from(mean[c]) * factor(c);
        Some(Affine {
            factor: channels.clone().map(factor).collect(),
            summand: channels.map(summand).collect(),
        })
    }
}

impl Operator for Op {
    fn weight_plan(&self, step: &Step, _target: Target) -> Option<PackedWeights> {
        Some(PackedWeights::affine(&step.output().layout))
    }

    fn pack(
        &self,
        sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        step: &Step,
        values: &mut [f32],
    ) {
        if let Some(affine) = self.affine(&sources.layer) {
            affine.pack(&step.output().layout, values);
        }
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let packed = args.packed.expect("batch normalisation is packed");
        let (factor, summand) = packed.factors(args.weights);
        kernel::affine(
            worker,
            &args.inputs()[0],
            args.output(),
            factor,
            summand,
            args.activation(),
        );
    }

    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64> {
        reference::batch_norm(self, layer, inputs[0])
    }

    #[cfg(all(feature = "train", any(test, feature = "reference")))]
    fn exact_in_training(
        &self,
        layer: &ReferenceLayer<'_>,
        images: &[Vec<&[f64]>],
        training: ReferenceTraining,
    ) -> Vec<Vec<f64>> {
        if training.inference {
            return images
                .iter()
                .map(|inputs| self.exact(layer, inputs))
                .collect();
        }
        reference::with_statistics_of_batch(self, layer, images)
    }
}
