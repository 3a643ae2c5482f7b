//! Arguments with which a convolution algorithm runs, and what becomes of its sums before they are stored.

use super::descriptor::ConvDescriptor;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::Layout;

/// What is added to the sums of a convolution, beside its bias, before the activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Added {
    Nothing,
    /// The values that the output region holds; not with a fused pooling.
    #[cfg_attr(not(any(test, feature = "train")), allow(dead_code))]
    Output,
    /// The values of a region with the strides of the output region, this many values behind those of the output;
    /// not with a fused pooling.
    Behind(isize),
}

impl Added {
    /// Returns the number of values from an output to the value that is added to it; `None` if nothing is.
    pub(super) fn distance(self) -> Option<isize> {
        match self {
            Added::Nothing => None,
            Added::Output => Some(0),
            Added::Behind(distance) => Some(distance),
        }
    }
}

/// What becomes of the sums of a convolution before they are stored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Epilogue {
    pub(crate) added: Added,
    /// Function that is applied to each value of the result.
    pub(crate) activation: Elementwise,
}

impl From<Elementwise> for Epilogue {
    fn from(activation: Elementwise) -> Epilogue {
        Epilogue {
            added: Added::Nothing,
            activation,
        }
    }
}

/// Descriptor, weights and addresses of one convolution over all images of a run; strides and weights count `f32`
/// values.
#[derive(Clone, Copy)]
pub(super) struct ConvArgs<'a> {
    pub(super) descriptor: &'a ConvDescriptor,
    /// Packed weights of this primitive, bias included, without those of other primitives in the arena.
    pub(super) weights: &'a [f32],
    pub(super) epilogue: Epilogue,
    /// Address of the first pixel of the input map of the first image; the map's border lies before it.
    pub(super) from: *const f32,
    /// Address of the first pixel of the output map of the first image; the map's border lies before it. With a fused
    /// pooling, each band (rows that are computed together) replaces it by
    /// [`Band::target`](super::fused_pool::Band::target).
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

/// Descriptor, weights and addresses of one convolution of maps that are no `f32` values, over all images of a run;
/// distances count bytes.
#[derive(Clone, Copy)]
pub(super) struct ByteArgs<'a> {
    pub(super) descriptor: &'a ConvDescriptor,
    /// Packed weights of this primitive, biases or initial sums included.
    pub(super) weights: &'a [f32],
    /// Distance from each output to what is added to it, an element of the outputs' type; `None` if nothing is.
    pub(super) added: Option<isize>,
    /// Layout of what is added.
    pub(super) added_layout: &'a Layout,
    pub(super) activation: Elementwise,
    /// First channel of the first pixel of the input map of the first image.
    pub(super) from: *const u8,
    /// First channel of the first pixel of the output map of the first image.
    pub(super) to: *mut u8,
    /// Distance from the input map of one image to that of the next.
    pub(super) from_image: usize,
    /// Distance from the output map of one image to that of the next.
    pub(super) to_image: usize,
    pub(super) images: usize,
    /// Packed weights that this thread reads first in the next primitive.
    pub(super) prefetch: &'a [f32],
}
