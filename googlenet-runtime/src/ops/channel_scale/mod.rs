//! A factor and a summand for each channel: the typed layer [`ChannelScale`], and running the operation.

#[cfg(feature = "train")]
mod backward;
#[cfg(any(test, feature = "reference"))]
mod reference;

use super::batch_norm::ToAffine;
use super::{LayerWeights, Operator, StepArgs, StepWeights, eager};
use crate::kernel::{self, Affine, PackedWeights, Target, Worker};
use crate::layer::typed_layer;
#[cfg(any(test, feature = "reference"))]
use crate::ops::reference::ReferenceLayer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::ChannelScale as Op;
use googlenet_dsl::plan::{Layout, Step};

typed_layer! {
    /// A factor and a summand for each channel of tensors of shape `S`.
    ChannelScale<S>
}

impl<S: Shape> ChannelScale<S> {
    /// Empty compile-time check, as every shape is allowed.
    pub const CHECK: () = ();

    /// Returns the layer's result for each image of `x`, computed on the calling thread.
    #[inline]
    pub fn forward(&self, x: &Tensor<S>) -> Tensor<S> {
        eager::forward(&self.0, &[x.as_slice()], x.batch())
    }
}

impl ToAffine for Op {
    fn affine(&self, layer: &LayerWeights<'_>) -> Option<Affine> {
        gamma_and_beta(layer)
    }
}

/// Returns the weights `gamma` and `beta` of a layer as factor and summand of each channel, 1 and 0 for the one that is
/// not there; `None` if it has neither.
pub(super) fn gamma_and_beta(layer: &LayerWeights<'_>) -> Option<Affine> {
    let values = |name: &str| layer.get(name);
    let (gamma, beta) = (values("gamma"), values("beta"));
    let channels = gamma.or(beta)?.len();
    let of = |values: Option<&[f32]>, otherwise: f64| match values {
        Some(values) => values.iter().copied().map(f64::from).collect(),
        None => vec![otherwise; channels],
    };
    Some(Affine {
        factor: of(gamma, 1.0),
        summand: of(beta, 0.0),
    })
}

/// Writes the weights `gamma` and `beta` of a layer as factors and summands of all lanes of all channel blocks of a map
/// with that layout to `values`, 1 and 0 for those that are not there. Those of lanes without a channel are 0.
pub(super) fn pack_gamma_and_beta(layer: &LayerWeights<'_>, layout: &Layout, values: &mut [f32]) {
    let lanes = layout.channels.lanes();
    let (factors, summands) = values.split_at_mut(layout.channels.blocks() * lanes);
    let write = |to: &mut [f32], from: Option<&[f32]>, otherwise: f32| {
        for block in layout.channels.iter() {
            let (to, unused) = to[block.block * lanes..][..lanes].split_at_mut(block.len);
            unused.fill(0.0);
            match from {
                Some(from) => to.copy_from_slice(&from[block.first..][..block.len]),
                None => to.fill(otherwise),
            }
        }
    };
    write(factors, layer.get("gamma"), 1.0);
    write(summands, layer.get("beta"), 0.0);
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
        pack_gamma_and_beta(&sources.layer, &step.output().layout, values);
    }

    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>) {
        let packed = args.packed.expect("factors and summands are packed");
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
        reference::channel_scale(self, layer, inputs[0])
    }
}
