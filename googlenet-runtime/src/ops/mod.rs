//! The operations: for each its typed layer, its way to the kernels, and a naive reference.

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod concat;
mod conv;
mod dense;
mod dropout;
mod eager;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
mod lrn;
mod max_pool;
mod operands;
#[cfg(any(test, feature = "reference"))]
mod reference;
mod softmax;
mod window;
mod zero_pad;

pub use activate::Activate;
pub use add::Add;
pub use avg_pool::AvgPool2d;
pub use batch_norm::BatchNorm;
pub use concat::Concat;
pub use conv::Conv2d;
pub use dense::Dense;
pub use dropout::Dropout;
pub use flatten::Flatten;
pub use global_avg_pool::GlobalAvgPool2d;
pub use global_max_pool::GlobalMaxPool2d;
pub use lrn::Lrn;
pub use max_pool::MaxPool2d;
pub use operands::Operands;
pub use softmax::Softmax;
pub use window::{Ceil, Dilated, Pad, PaddingRule, Same, Valid, Window, WindowRule};
pub use zero_pad::ZeroPad2d;

use crate::kernel::{self, ConvPrimitive, PackedWeights, SourceWeights, Target, Weights, Worker};
use crate::{Layer, Weight};
use batch_norm::ToAffine;
use googlenet_dsl::op::{Elementwise, Op, Padding, Window as WindowValue};
use googlenet_dsl::plan::{Region, Step};

/// A step that is to run.
pub(crate) struct StepArgs<'a> {
    pub(crate) step: &'a Step,
    /// What [`Operator::weight_plan`] made.
    pub(crate) packed: Option<&'a PackedWeights>,
    /// What [`Operator::pack`] wrote, for all steps.
    pub(crate) weights: &'a Weights,
    /// The product that runs next.
    pub(crate) next: Option<&'a ConvPrimitive>,
}

impl<'a> StepArgs<'a> {
    /// A step without weights of its own.
    pub(crate) fn of(step: &'a Step, weights: &'a Weights) -> StepArgs<'a> {
        StepArgs {
            step,
            packed: None,
            weights,
            next: None,
        }
    }

    /// Runs a thread's share of it.
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

    /// What is applied to the result.
    fn activation(&self) -> Elementwise {
        self.step.activation()
    }
}

/// The layers of a step that have weights.
pub(crate) struct StepWeights<'l> {
    /// That of the operation.
    pub(crate) layer: &'l Layer,
    /// The batch normalisation that is applied to its result.
    pub(crate) batch_norm: Option<&'l Layer>,
}

impl<'l> StepWeights<'l> {
    /// Those of a step, of all of its layers in order.
    pub(crate) fn of(step: &Step, layers: &[&'l Layer]) -> StepWeights<'l> {
        let at = step
            .batch_norm()
            .and_then(|id| step.layers.iter().position(|layer| *layer == id));
        StepWeights {
            layer: layers[0],
            batch_norm: at.map(|at| layers[at]),
        }
    }
}

/// How an operation runs.
pub(crate) trait Operator {
    /// How the kernel wants the weights of a step to lie; `None` for operations without. It does not depend on their
    /// values.
    fn weight_plan(&self, _step: &Step, _target: Target) -> Option<PackedWeights> {
        None
    }

    /// Writes the weights of a step as they were to lie, over zeros.
    fn pack(
        &self,
        _sources: &StepWeights<'_>,
        _packed: &PackedWeights,
        _step: &Step,
        _values: &mut [f32],
    ) {
    }

    /// Runs a thread's share of a step.
    fn run(&self, worker: &Worker<'_>, args: &StepArgs<'_>);

    /// The same for one image, by plain loops over dense NHWC values, summed in `f64`.
    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32>;
}

macro_rules! operators {
    ($($name:ident),*) => {
        /// The operation's way of running.
        pub(crate) fn operator(op: &Op) -> &dyn Operator {
            match op {
                $(Op::$name(op) => op,)*
                _ => unreachable!("the list has every operation"),
            }
        }
    };
}

googlenet_dsl::for_each_op!(operators);

/// The window over a whole map.
fn whole(input: &Region) -> WindowValue {
    let size = input.layout.size.map(|size| size as u32);
    WindowValue::new(size, size, Padding::Valid)
}

/// Writes the weights of a convolution or dense layer, with those of the batch normalisation behind it.
fn pack(sources: &StepWeights<'_>, packed: &PackedWeights, values: &mut [f32]) {
    let weight = |name: &str| sources.layer.weight(name).map(Weight::values);
    let affine = sources.batch_norm.and_then(|layer| match layer.op() {
        Op::BatchNorm(norm) => norm.affine(layer),
        _ => None,
    });
    let source = SourceWeights {
        kernel: weight("kernel").unwrap_or(&[]),
        bias: weight("bias"),
        affine: affine.as_ref(),
    };
    packed.primitive().pack(&source, values);
}

/// Runs a convolution or dense layer.
fn conv_step(worker: &Worker<'_>, args: &StepArgs<'_>) {
    let primitive = args.packed.expect("a product is packed").primitive();
    kernel::conv(
        worker,
        &args.inputs()[0],
        args.output(),
        primitive,
        args.weights,
        args.next,
        args.activation(),
    );
}
