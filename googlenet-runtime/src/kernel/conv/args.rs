//! Arguments with which a convolution algorithm runs.

use super::descriptor::ConvDescriptor;
use googlenet_dsl::op::Elementwise;

/// Descriptor, weights and addresses of one convolution over all images of a run; strides and weights count `f32`
/// values.
#[derive(Clone, Copy)]
pub(super) struct ConvArgs<'a> {
    pub(super) descriptor: &'a ConvDescriptor,
    /// Packed weights of this primitive, bias included, without those of other primitives in the arena.
    pub(super) weights: &'a [f32],
    pub(super) activation: Elementwise,
    /// Address of the first pixel of the input map of the first image; the map's border lies before it.
    pub(super) from: *const f32,
    /// Address of the first pixel of the output map of the first image; the map's border lies before it. With a fused
    /// pooling, each band (rows that are computed together) replaces it by
    /// [`RowBand::target`](super::fused_pool::RowBand::target).
    pub(super) to: *mut f32,
    /// Number of values from the input map of one image to that of the next.
    pub(super) from_image: usize,
    /// Number of values from the output map of one image to that of the next; with a fused pooling, from one pooled map
    /// to the next.
    pub(super) to_image: usize,
    /// Number of images of the run.
    pub(super) images: usize,
    /// Packed weights that this thread reads first in the next primitive, to be prefetched into the cache. Empty if
    /// there is no next primitive.
    pub(super) prefetch: &'a [f32],
}
