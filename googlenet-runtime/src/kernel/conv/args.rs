//! What an algorithm is given to run.

use super::descriptor::ConvDescriptor;
use googlenet_dsl::op::Elementwise;

/// A problem's images in a run.
#[derive(Clone, Copy)]
pub(super) struct ConvArgs<'a> {
    pub(super) descriptor: &'a ConvDescriptor,
    /// The product's weights.
    pub(super) weights: &'a [f32],
    pub(super) activation: Elementwise,
    /// The first pixel of the first image.
    pub(super) from: *const f32,
    pub(super) to: *mut f32,
    /// Values from one image to the next.
    pub(super) from_image: usize,
    pub(super) to_image: usize,
    pub(super) images: usize,
    /// What this thread reads first in the next product; it is prefetched.
    pub(super) behind: &'a [f32],
}
