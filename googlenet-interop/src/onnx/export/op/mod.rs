//! Translation of operations to ONNX nodes and constants, one file per operation.

mod activate;
mod add;
mod avg_pool;
mod batch_norm;
mod channel_scale;
mod channel_shuffle;
mod concat;
mod conv;
mod conv_transpose;
mod dense;
mod depth_to_space;
mod dropout;
mod flatten;
mod global_avg_pool;
mod global_max_pool;
mod input;
mod l2_norm;
mod layer_norm;
mod lrn;
mod max_pool;
mod maximum;
mod multiply;
mod pixel;
mod prelu;
mod reshape;
mod slice;
mod sliding;
mod softmax;
mod space_to_depth;
mod translate;
mod upsample;
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
