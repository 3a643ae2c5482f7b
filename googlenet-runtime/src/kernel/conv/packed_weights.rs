//! How the weights of steps lie in the arena that they share.

use super::primitive::ConvPrimitive;
use crate::kernel::Weights;
use googlenet_dsl::plan::{ALIGN, Layout};

/// How a layer's weights lie in the arena that it shares with others.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one a step")]
pub(crate) enum PackedWeights {
    /// Of a convolution or dense layer.
    Conv(ConvPrimitive),
    /// A factor for each lane of each block, then a summand for each.
    Affine {
        /// Values in front of them in their arena.
        offset: usize,
        /// Lanes of all blocks.
        lanes: usize,
    },
}

impl PackedWeights {
    /// The factors and summands of a region's lanes.
    pub(crate) fn affine(layout: &Layout) -> PackedWeights {
        PackedWeights::Affine {
            offset: 0,
            lanes: layout.channels.blocks() * layout.channels.lanes(),
        }
    }

    /// Number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.len(),
            PackedWeights::Affine { lanes, .. } => 2 * lanes,
        }
    }

    /// Number of bytes, a multiple of [`ALIGN`].
    pub(crate) fn bytes(&self) -> usize {
        (self.len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Bytes of memory that a thread needs.
    pub(crate) fn scratch_bytes(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.scratch_bytes(),
            PackedWeights::Affine { .. } => 0,
        }
    }

    /// Says at which byte of their arena they begin, a multiple of [`ALIGN`].
    pub(crate) fn place(&mut self, offset: usize) {
        let offset = offset / size_of::<f32>();
        match self {
            PackedWeights::Conv(primitive) => primitive.place(offset),
            PackedWeights::Affine { offset: place, .. } => *place = offset,
        }
    }

    /// The product's weights.
    ///
    /// # Panics
    /// They are another operation's.
    pub(crate) fn primitive(&self) -> &ConvPrimitive {
        match self {
            PackedWeights::Conv(primitive) => primitive,
            PackedWeights::Affine { .. } => unreachable!("a product is packed as panels"),
        }
    }

    /// The factors and the summands.
    ///
    /// # Panics
    /// They are another operation's.
    pub(crate) fn factors<'w>(&self, weights: &'w Weights) -> (&'w [f32], &'w [f32]) {
        match self {
            PackedWeights::Affine { offset, lanes } => {
                weights.values::<f32>()[*offset..][..2 * lanes].split_at(*lanes)
            }
            PackedWeights::Conv(_) => {
                unreachable!("batch normalisation is packed as factors and summands")
            }
        }
    }
}
