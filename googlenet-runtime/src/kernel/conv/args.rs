//! Arguments with which an algorithm runs.

use super::descriptor::ConvDescriptor;
use googlenet_dsl::op::Elementwise;

/// Descriptor, weights and addresses of one convolution over all images of a run.
#[derive(Clone, Copy)]
pub(super) struct ConvArgs<'a> {
    pub(super) descriptor: &'a ConvDescriptor,
    /// Packed weights of this primitive only.
    pub(super) weights: &'a [f32],
    pub(super) activation: Elementwise,
    /// Address of the first pixel of the first input image.
    pub(super) from: *const f32,
    /// Address of the first pixel of the first output image.
    pub(super) to: *mut f32,
    /// Number of values from one input image to the next.
    pub(super) from_image: usize,
    /// Number of values from one output image to the next.
    pub(super) to_image: usize,
    pub(super) images: usize,
    /// Weights that this thread reads first in the next primitive; they are prefetched. Empty if there is no next
    /// primitive.
    pub(super) prefetch: &'a [f32],
}
