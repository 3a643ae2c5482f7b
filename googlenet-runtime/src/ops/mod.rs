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
mod lrn;
mod max_pool;
mod operands;
#[cfg(any(test, feature = "reference"))]
mod reference;
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
pub use window::{Ceil, Dilated, Pad, PaddingRule, Same, Valid, Window, WindowRule};
pub use zero_pad::ZeroPad2d;

use crate::kernel::{self, Affine, Packed, Product, Share, Source, Target, Weights};
use crate::{Layer, Weight};
use batch_norm::ToAffine;
use googlenet_dsl::op::{Activation, Op, Padding, Window as WindowValue};
use googlenet_dsl::plan::Region;

/// What an operation is given to run.
pub(crate) struct Task<'a> {
    /// What it reads, by slot.
    pub(crate) inputs: &'a [Region],
    /// Where its result goes.
    pub(crate) output: &'a Region,
    /// What is applied to the result; a softmax is applied afterwards.
    pub(crate) activation: Activation,
    /// What [`Operator::pack`] made.
    pub(crate) packed: Option<&'a Packed>,
    /// What [`Operator::fill`] wrote, for all steps.
    pub(crate) weights: &'a Weights,
    /// The product that runs next.
    pub(crate) next: Option<&'a Product>,
}

/// How an operation runs.
pub(crate) trait Operator {
    /// How the kernel wants the weights to lie; `None` for operations without. It does not depend on their values.
    /// `chain` is the layer and those that are applied to its result in the same step.
    fn pack(
        &self,
        _chain: &[&Layer],
        _inputs: &[Region],
        _output: &Region,
        _target: Target,
    ) -> Option<Packed> {
        None
    }

    /// Writes the weights as they were to lie, over zeros. `chain` is the layer and those that are applied to its result
    /// in the same step, with their weights.
    fn fill(&self, _chain: &[&Layer], _packed: &Packed, _output: &Region, _values: &mut [f32]) {}

    /// Runs a thread's share of a step.
    fn run(&self, share: &Share<'_>, task: &Task<'_>);

    /// The same for one picture, by plain loops over dense NHWC values, summed in `f64`.
    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32>;
}

/// The operation's way of running.
///
/// # Panics
/// It is the network's input, which no layer computes.
pub(crate) fn operator(op: &Op) -> &dyn Operator {
    match op {
        Op::Input(_) => unreachable!("no layer computes the network's input"),
        Op::Conv(op) => op,
        Op::MaxPool(op) => op,
        Op::AvgPool(op) => op,
        Op::GlobalMaxPool(op) => op,
        Op::GlobalAvgPool(op) => op,
        Op::ZeroPad(op) => op,
        Op::Lrn(op) => op,
        Op::BatchNorm(op) => op,
        Op::Activate(op) => op,
        Op::Dense(op) => op,
        Op::Dropout(op) => op,
        Op::Flatten(op) => op,
        Op::Concat(op) => op,
        Op::Add(op) => op,
    }
}

/// The window over a whole map.
fn whole(input: &Region) -> WindowValue {
    let size = input.layout.size.map(|size| size as u32);
    WindowValue::new(size, size, Padding::Valid)
}

/// What stands behind the first layer of a chain as factors and summands, where there is something.
fn affine(chain: &[&Layer]) -> Option<Affine> {
    chain[1..].iter().find_map(|layer| match layer.op() {
        Op::BatchNorm(norm) => norm.affine(layer),
        _ => None,
    })
}

/// The pooling at the end of a chain, where there is one.
fn pooling(chain: &[&Layer]) -> Option<WindowValue> {
    match chain.last().map(|layer| layer.op()) {
        Some(Op::MaxPool(pool)) => Some(pool.window),
        _ => None,
    }
}

/// Writes the weights of a convolution or dense layer, with what stands behind it in its chain.
fn fill(chain: &[&Layer], packed: &Packed, values: &mut [f32]) {
    let weight = |name: &str| chain[0].weight(name).map(Weight::values);
    let affine = affine(chain);
    let source = Source {
        kernel: weight("kernel").unwrap_or(&[]),
        bias: weight("bias"),
        affine: affine.as_ref(),
    };
    packed.product().fill(&source, values);
}

/// Runs a convolution or dense layer.
fn product(share: &Share<'_>, task: &Task<'_>) {
    let product = task.packed.expect("a product is packed").product();
    kernel::conv(
        share,
        &task.inputs[0],
        task.output,
        product,
        task.weights,
        task.next,
        task.activation,
    );
}
