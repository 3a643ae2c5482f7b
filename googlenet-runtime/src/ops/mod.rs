//! The operations: for each its typed layer, its way to the kernels, and a naive reference.

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod concat;
mod conv;
mod dense;
mod dropout;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
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

use crate::Layer;
use crate::kernel::{Packed, Run};
use googlenet_dsl::op::{Op, Padding, Window as WindowValue};
use googlenet_dsl::plan::Region;
use googlenet_dsl::shape::Shape as Value;

/// How an operation runs.
pub(crate) trait Operator {
    /// The weights as the kernel wants them; `None` for operations without weights.
    fn pack(&self, _layer: &Layer) -> Option<Packed> {
        None
    }

    /// Runs a step of a plan.
    fn run(&self, run: &mut Run<'_>, inputs: &[Region], output: &Region, packed: Option<&Packed>);

    /// The same for one picture, by plain loops over dense NHWC values, summed in `f64`.
    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32>;
}

/// The operation's way of running.
pub(crate) fn operator(op: &Op) -> &dyn Operator {
    match op {
        Op::Input(op) => op,
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

/// The window over a whole map, and the vector it makes as a map of one pixel.
fn whole(input: &Region, output: &Region) -> (WindowValue, Region) {
    let kernel = input.shape.spatial().map(|size| size as u32);
    let window = WindowValue::new(kernel, kernel, Padding::Valid);
    let shape = Value::map(1, 1, output.shape.channels());
    (window, Region { shape, ..*output })
}
