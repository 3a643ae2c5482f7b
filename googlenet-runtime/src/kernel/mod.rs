//! Compute kernels and all other code that touches raw memory, behind functions that check their arguments.
//!
//! A [`RunContext`] holds the addresses of the memory in which one run computes. Each kernel is called once on every
//! thread, with the thread's [`Worker`] and the [`Region`](googlenet_dsl::plan::Region)s that the kernel reads and
//! writes. Threads divide the outputs among themselves and never split a sum, so results do not depend on the number of
//! threads.
#![allow(unsafe_code)]

mod activation;
mod arch;
mod arena;
mod broadcast;
mod channel_means;
mod channels;
mod conv;
mod copies;
mod element;
mod elementwise;
#[cfg(feature = "train")]
mod gradient;
#[cfg(feature = "quantize")]
mod gram;
mod lanes;
mod lrn;
mod number;
mod peak;
mod pixel_norm;
mod pooling;
mod prelu;
mod resize;
#[cfg(any(test, feature = "reference"))]
mod rounding;
mod run;
mod share;
mod softmax;
mod system;
#[cfg(test)]
pub(crate) mod tests;
mod vector_math;
mod view;
mod weights;

pub use arch::Isa;
pub(crate) use arch::Target;
pub(crate) use arch::amx::HeldTiles;
pub(crate) use arena::Arena;
pub(crate) use broadcast::{Combine, combine};
pub(crate) use channels::{depth_to_space, pick_channels, space_to_depth};
pub(crate) use copies::{clear_border, concat, concat_table, copy, zero_pad};
pub(crate) use elementwise::{add, affine};
#[cfg(all(feature = "train", any(test, feature = "reference")))]
pub(crate) use gradient::Kept;
#[cfg(feature = "train")]
pub(crate) use gradient::{
    BatchNormal, ClaimedMemories, Claims, DisjointRanges, ImageLoss, InputGradient, LossOutput,
    SharedValues, Statistics, Targets, WeightGradient, activation_gradient, avg_pool_gradient,
    batch_moments, channel_sums, clear, combine_all_sums, combine_gradient, combine_normal_sums,
    combine_statistics, combine_sums, copy_gradient, depth_to_space_gradient, dropout,
    image_statistics, l2_norm_gradient, layer_norm_gradient, layer_norm_sums, loss, lrn_gradient,
    lrn_gradient_scratch, max_pool_gradient, max_pool_with_taps, normal_gradient, normal_sums,
    normalise, pick_gradient, prelu_gradient, product_sums, resize_gradient, scale_gradient,
    searched_max_pool_gradient, softmax_gradient, space_to_depth_gradient, square_sums,
    statistics_len, transposed_kernel_gradient, write_given, zero_pad_gradient,
};
#[cfg(feature = "quantize")]
pub(crate) use gram::add_gram;
pub(crate) use lanes::LaneTable;
pub(crate) use lrn::lrn;
#[cfg(feature = "image")]
pub(crate) use softmax::softmax_of;
pub(crate) use softmax::{softmax, softmax_between};

pub(crate) use channel_means::channel_means;
#[cfg(feature = "train")]
pub(crate) use conv::{Added, Epilogue, KernelView};
pub(crate) use conv::{
    Affine, ConvPrimitive, PACKING, PackedWeights, Quantized, SourceWeights, Traffic, Transposed,
    Tuner, conv_transpose, run_conv,
};
pub(crate) use peak::{Unit, no_tiles, peak};
pub(crate) use pixel_norm::{l2_norm, layer_norm};
pub(crate) use pooling::{avg_pool, max_pool};
pub(crate) use prelu::prelu;
pub(crate) use resize::{Resampling, resize};
#[cfg(any(test, feature = "reference"))]
pub(crate) use rounding::{FLUSHED, Magnitudes, activated, relative_error};
pub(crate) use run::{RunContext, Worker};
pub(crate) use share::{MANY, Share};
pub(crate) use system::{Barrier, Pool, map};
pub(crate) use weights::{MappedValues, StaticValues, Weights};
