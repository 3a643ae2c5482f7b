//! The operations: for each one its typed layer, the calls of the kernels, and a naive reference.

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod broadcast;
mod channel_scale;
mod channel_shuffle;
mod concat;
mod conv;
mod conv_transpose;
mod dense;
mod depth_to_space;
mod dropout;
mod eager;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
mod l2_norm;
mod layer_norm;
mod layer_weights;
mod lrn;
mod max_pool;
mod maximum;
mod multiply;
mod operands;
mod prelu;
#[cfg(any(test, feature = "reference"))]
mod reference;
mod reshape;
#[cfg(any(test, feature = "reference"))]
mod rounding;
mod slice;
mod softmax;
mod space_to_depth;
#[cfg(feature = "train")]
mod training;
mod upsample;
mod window;
mod zero_pad;

pub use activate::Activate;
pub use add::Add;
pub use avg_pool::AvgPool2d;
pub use batch_norm::BatchNorm;
pub use channel_scale::ChannelScale;
pub use channel_shuffle::ChannelShuffle;
pub use concat::Concat;
pub use conv::Conv2d;
pub use conv_transpose::ConvTranspose2d;
pub use dense::Dense;
pub use depth_to_space::DepthToSpace;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use global_avg_pool::GlobalAvgPool2d;
pub use global_max_pool::GlobalMaxPool2d;
pub use l2_norm::L2Norm;
pub use layer_norm::LayerNorm;
pub use lrn::Lrn;
pub use max_pool::MaxPool2d;
pub use maximum::Maximum;
pub use multiply::Multiply;
pub use operands::Operands;
pub use prelu::Prelu;
#[cfg(any(test, feature = "reference"))]
pub(crate) use reference::ReferenceLayer;
#[cfg(all(feature = "train", any(test, feature = "reference")))]
pub(crate) use reference::ReferenceTraining;
#[cfg(any(test, all(feature = "quantize", feature = "reference")))]
pub(crate) use reference::apply as reference_value;
pub use reshape::Reshape;
#[cfg(any(test, feature = "reference"))]
pub(crate) use rounding::{magnitudes, softmax_bounds, sum_magnitudes};
pub use slice::Slice;
pub use softmax::Softmax;
pub use space_to_depth::SpaceToDepth;
pub use upsample::Upsample2d;
pub use window::{Ceil, Dilated, Pad, PaddingRule, Same, SameLower, Valid, Window, WindowRule};
pub use zero_pad::ZeroPad2d;

use crate::Layer;
use crate::kernel::{
    self, Affine, ConvPrimitive, LaneTable, PackedWeights, Quantized, Share, SourceWeights, Target,
    Weights, Worker,
};
use batch_norm::ToAffine;
use googlenet_dsl::op::{Elementwise, Op, Padding, Window as WindowValue};
use googlenet_dsl::plan::{Region, Step};
pub(crate) use layer_weights::LayerWeights;
#[cfg(feature = "train")]
pub(crate) use layer_weights::WeightPart;
#[cfg(feature = "train")]
use training::prepared_forward;
#[cfg(feature = "train")]
#[allow(unused_imports)]
pub(crate) use training::{LayerGradients, Prepared, Train, TrainArgs, trainer};

/// Arguments of [`Operator::run`]: a step of a plan, the packed weights, and the layer whose weights are prefetched.
pub(crate) struct StepArgs<'a> {
    pub(crate) step: &'a Step,
    /// Layout of the step's packed weights, from [`Operator::weight_plan`]; `None` for a step without weights.
    pub(crate) packed: Option<&'a PackedWeights>,
    /// Packed weights of all steps of the program, as [`Operator::pack`] wrote them. The step reads its own ones, whose
    /// offset is in `packed`.
    pub(crate) weights: &'a Weights,
    /// Convolution primitive of the next convolution or dense layer that the thread runs after this step, and its share
    /// there. Its weights are prefetched if this step is a convolution or dense layer, too; `None` prefetches nothing.
    pub(crate) next: Option<(&'a ConvPrimitive, Share)>,
    /// Table of the step's moves of channels, from [`Operator::lane_table`]; without it each run makes what it needs.
    pub(crate) lanes: Option<&'a LaneTable>,
    /// `true` if threads divide whole rows of a pooling's result, instead of the rows of its blocks of channels.
    pub(crate) whole_rows: bool,
}

impl<'a> StepArgs<'a> {
    /// Creates the arguments of a step that has no weights and prefetches none.
    pub(crate) fn of(step: &'a Step, weights: &'a Weights) -> StepArgs<'a> {
        StepArgs {
            step,
            packed: None,
            weights,
            next: None,
            lanes: None,
            whole_rows: false,
        }
    }

    /// Runs one thread's share of the step, for all images: clears the border of the output unless the step works in
    /// place, then runs the operation.
    pub(crate) fn run(&self, worker: &Worker<'_>) {
        if !self.step.is_in_place() {
            kernel::clear_border(worker, self.output());
        }
        operator(&self.step.op).run(worker, self);
    }

    fn inputs(&self) -> &'a [Region] {
        &self.step.inputs
    }

    fn output(&self) -> &'a Region {
        self.step.output()
    }

    /// Returns the activation that is applied to each value of the result before the value is stored.
    fn activation(&self) -> Elementwise {
        self.step.activation()
    }
}

/// What the packed weights of one step are made from: the layers of the operation and of the fused batch normalisation,
/// and the factor of a fused sum.
pub(crate) struct StepWeights<'l> {
    /// Layer of the step's operation, the first of the step's layers.
    pub(crate) layer: LayerWeights<'l>,
    /// Layer of the batch normalisation that is fused into the step; `None` if there is none.
    pub(crate) batch_norm: Option<LayerWeights<'l>>,
    /// Factor of each channel of the result, behind the batch normalisation, before a fused sum; `None` if all are 1.
    pub(crate) scale: Option<Affine>,
}

impl<'l> StepWeights<'l> {
    /// Returns the layer of the step's operation, which may have no weights, and that of its fused batch normalisation.
    /// `layers` are the layers of the step, in the order of `step.layers`.
    pub(crate) fn of(step: &Step, layers: &[&'l Layer]) -> StepWeights<'l> {
        let at = step
            .batch_norm()
            .and_then(|id| step.layers.iter().position(|layer| *layer == id));
        StepWeights {
            layer: LayerWeights::of(layers[0]),
            batch_norm: at.map(|at| LayerWeights::of(layers[at])),
            scale: (step.scale() != 1.0).then(|| {
                let channels = step.output().layout.channels.count();
                Affine::uniform(channels, f64::from(step.scale()))
            }),
        }
    }
}

/// The functions with which an operation packs its weights and runs, and its naive reference.
pub(crate) trait Operator {
    /// Returns the layout in which the kernel of a step reads its packed weights on `_target`; `None` for an operation
    /// without weights. The layout does not depend on the weights' values.
    fn weight_plan(&self, _step: &Step, _target: Target) -> Option<PackedWeights> {
        None
    }

    /// Returns the layout of the packed weights of a step whose weights are quantised; `None` for an operation that
    /// computes no products of 8-bit integers.
    fn quantized_plan(
        &self,
        _step: &Step,
        _target: Target,
        _weights: Quantized,
    ) -> Option<PackedWeights> {
        None
    }

    /// Returns the table of a step that moves channels between blocks; `None` for all others.
    fn lane_table(&self, _step: &Step) -> Option<LaneTable> {
        None
    }

    /// Packs the weights of the layers `_sources` for a step into `_values`, in the layout `_packed`, the result of
    /// [`Operator::weight_plan`] for this step: writes all values that are read, zeros to lanes without a channel. Does
    /// nothing for an operation without weights.
    fn pack(
        &self,
        _sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        _step: &Step,
        _values: &mut [f32],
    ) {
    }

    /// Runs one thread's share of a step, for all images.
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>);

    /// Computes a layer for one image with plain loops, in `f64`. `inputs` are the values of each operand; they and the
    /// result are dense, in the order height, width, channels.
    #[cfg(any(test, feature = "reference"))]
    fn exact(&self, layer: &ReferenceLayer<'_>, inputs: &[&[f64]]) -> Vec<f64>;

    /// Computes a layer for one image as [`Operator::exact`] does, and rounds the result.
    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        let values = |input: &&[f32]| input.iter().copied().map(f64::from).collect();
        let inputs: Vec<Vec<f64>> = inputs.iter().map(values).collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let result = self.exact(&ReferenceLayer::of(layer), &inputs);
        result.into_iter().map(|x| x as f32).collect()
    }

    /// Computes a layer for the images of a batch as training does, with plain loops, in `f64`; by default each as
    /// [`Operator::exact`] does. `images` has for each image the values of each operand.
    #[cfg(all(feature = "train", any(test, feature = "reference")))]
    #[allow(dead_code)]
    fn exact_in_training(
        &self,
        layer: &ReferenceLayer<'_>,
        images: &[Vec<&[f64]>],
        _training: ReferenceTraining,
    ) -> Vec<Vec<f64>> {
        let image = |inputs: &Vec<&[f64]>| self.exact(layer, inputs);
        images.iter().map(image).collect()
    }
}

macro_rules! operators {
    ($($name:ident),*) => {
        /// Returns the implementation of [`Operator`] for an operation.
        pub(crate) fn operator(op: &Op) -> &dyn Operator {
            match op {
                $(Op::$name(op) => op,)*
                _ => unreachable!("the list has every operation"),
            }
        }
    };
}

googlenet_dsl::for_each_op!(operators);

/// Returns the window without padding that covers the whole map of the region `input`.
fn whole(input: &Region) -> WindowValue {
    let size = input.layout.size.map(|size| size as u32);
    WindowValue::new(size, size, Padding::Valid)
}

/// Writes the packed weights of a convolution or dense layer to `values`; a fused batch normalisation and the factor of a
/// fused sum are folded into them.
fn pack(sources: &StepWeights<'_>, packed: &PackedWeights, values: &mut [f32]) {
    source_weights(sources, |source| packed.primitive().pack(source, values));
}

/// Calls `pack` with the weights of a convolution or dense layer, and with the batch normalisation and the factor that are
/// fused with it as one scaling of channels, and returns its result.
pub(crate) fn source_weights<T>(
    sources: &StepWeights<'_>,
    pack: impl FnOnce(&SourceWeights<'_>) -> T,
) -> T {
    let weight = |name: &str| sources.layer.get(name);
    let affine = sources
        .batch_norm
        .as_ref()
        .and_then(|layer| match layer.op() {
            Op::BatchNorm(norm) => norm.affine(layer),
            Op::ChannelScale(scale) => scale.affine(layer),
            _ => None,
        });
    let affine = match (affine, &sources.scale) {
        (Some(affine), Some(scale)) => Some(affine.then(scale)),
        (affine, scale) => affine.or_else(|| scale.clone()),
    };
    let source = SourceWeights {
        kernel: weight("kernel").unwrap_or(&[]),
        bias: weight("bias"),
        affine: affine.as_ref(),
    };
    pack(&source)
}

/// Runs one thread's share of a convolution or dense layer, for all images.
fn conv_step(worker: &Worker<'_>, args: &StepArgs<'_>) {
    let primitive = args
        .packed
        .expect("weights of a convolution are packed")
        .primitive();
    kernel::run_conv(
        worker,
        [&args.inputs()[0], args.output()],
        primitive,
        args.weights,
        args.next,
        args.activation().into(),
        args.step.summand(),
    );
}
