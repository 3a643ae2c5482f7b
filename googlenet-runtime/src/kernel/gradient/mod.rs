//! Kernels of the backward pass.

mod activation;
mod avg_pool;
mod batch_norm;
mod channels;
mod claims;
mod clear;
mod combine;
mod copies;
mod dropout;
mod given;
mod inputs;
mod loss;
mod lrn;
mod max_pool;
mod pad;
mod panels;
mod pixel_norm;
mod resize;
mod rows;
mod scale;
mod shared;
mod square_sums;
mod sums;
mod transposed;
mod weights;
mod windows;

pub(crate) use activation::activation_gradient;
pub(crate) use avg_pool::avg_pool_gradient;
pub(crate) use batch_norm::{
    BatchNormal, Statistics, batch_moments, combine_normal_sums, combine_statistics,
    image_statistics, normal_gradient, normal_sums, normalise, statistics_len,
};
pub(crate) use channels::pick_gradient;
pub(crate) use claims::{ClaimedMemories, Claims, DisjointRanges};
pub(crate) use clear::clear;
pub(crate) use combine::combine_gradient;
pub(crate) use copies::{copy_gradient, depth_to_space_gradient, space_to_depth_gradient};
#[cfg(any(test, feature = "reference"))]
pub(crate) use dropout::Kept;
pub(crate) use dropout::dropout;
pub(crate) use given::write_given;
pub(crate) use inputs::InputGradient;
pub(crate) use loss::{ImageLoss, LossOutput, Targets, loss};
pub(crate) use lrn::{lrn_gradient, lrn_gradient_scratch};
pub(crate) use max_pool::{max_pool_gradient, max_pool_with_taps, searched_max_pool_gradient};
pub(crate) use pad::zero_pad_gradient;
pub(crate) use pixel_norm::{
    l2_norm_gradient, layer_norm_gradient, layer_norm_sums, softmax_gradient,
};
pub(crate) use resize::resize_gradient;
pub(crate) use scale::{combine_all_sums, prelu_gradient, product_sums, scale_gradient};
pub(crate) use shared::SharedValues;
pub(crate) use square_sums::square_sums;
#[allow(unused_imports)]
pub(crate) use sums::{channel_sums, combine_sums};
pub(crate) use transposed::transposed_kernel_gradient;
pub(crate) use weights::WeightGradient;
