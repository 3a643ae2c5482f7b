//! Kernels of the backward pass.

mod activation;
mod channels;
mod claims;
mod clear;
mod combine;
mod copies;
mod given;
mod inputs;
mod loss;
mod pad;
mod panels;
mod resize;
mod rows;
mod scale;
mod shared;
mod sums;
mod transposed;
mod weights;

#[allow(unused_imports)]
pub(crate) use activation::activation_gradient;
pub(crate) use channels::pick_gradient;
pub(crate) use claims::{ClaimedMemories, Claims, DisjointRanges};
pub(crate) use clear::clear;
pub(crate) use combine::combine_gradient;
pub(crate) use copies::{copy_gradient, depth_to_space_gradient, space_to_depth_gradient};
pub(crate) use given::write_given;
pub(crate) use inputs::InputGradient;
pub(crate) use loss::{Loss, LossOutput, Targets, loss};
pub(crate) use pad::zero_pad_gradient;
pub(crate) use resize::resize_gradient;
pub(crate) use scale::{combine_all_sums, prelu_gradient, product_sums, scale_gradient};
pub(crate) use shared::SharedValues;
#[allow(unused_imports)]
pub(crate) use sums::{channel_sums, combine_sums};
pub(crate) use transposed::transposed_kernel_gradient;
pub(crate) use weights::WeightGradient;
