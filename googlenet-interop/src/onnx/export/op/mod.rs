//! Translation of operations to ONNX nodes and constants, one file per operation.

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
mod pixel;
mod sliding;
mod softmax;
mod translate;
mod zero_pad;

use googlenet_dsl::op::Op;
use translate::Translate;

macro_rules! translations {
    ($($name:ident),*) => {
        /// Returns the operation as the trait object that translates layers with this operation.
        pub(super) fn translation(op: &Op) -> &dyn Translate {
            match op {
                $(Op::$name(op) => op,)*
                _ => unreachable!("the list has every operation"),
            }
        }
    };
}

googlenet_dsl::for_each_op!(translations);
