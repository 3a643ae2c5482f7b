//! Layout of the packed weights of steps in their common arena.

use super::primitive::ConvPrimitive;
use crate::kernel::Weights;
use googlenet_dsl::plan::{ALIGN, Layout};

/// Layout and position of one step's packed weights in the arena of all steps.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one a step")]
pub(crate) enum PackedWeights {
    /// Weights of a convolution or dense layer.
    Conv(ConvPrimitive),
    /// Weights of a batch normalisation: a factor for each lane of each channel block, then a summand for each.
    Affine {
        /// Position of the first factor in the arena, in values.
        offset: usize,
        /// Number of lanes of all channel blocks.
        lanes: usize,
    },
}

impl PackedWeights {
    /// Creates the layout of factors and summands for the lanes of a region with that layout, at the beginning of the
    /// arena.
    pub(crate) fn affine(layout: &Layout) -> PackedWeights {
        PackedWeights::Affine {
            offset: 0,
            lanes: layout.channels.blocks() * layout.channels.lanes(),
        }
    }

    /// Returns the number of packed weights, in values.
    pub(crate) fn len(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.len(),
            PackedWeights::Affine { lanes, .. } => 2 * lanes,
        }
    }

    /// Returns the number of bytes, rounded up to a multiple of [`ALIGN`].
    pub(crate) fn bytes(&self) -> usize {
        (self.len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Returns the number of bytes of scratch memory that each thread needs to run the step.
    pub(crate) fn scratch_bytes(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.scratch_bytes(),
            PackedWeights::Affine { .. } => 0,
        }
    }

    /// Sets the position in the arena, in bytes, a multiple of [`ALIGN`].
    pub(crate) fn place(&mut self, offset: usize) {
        let offset = offset / size_of::<f32>();
        match self {
            PackedWeights::Conv(primitive) => primitive.place(offset),
            PackedWeights::Affine { offset: place, .. } => *place = offset,
        }
    }

    /// Returns the convolution primitive.
    ///
    /// # Panics
    /// Panics if these are the weights of a batch normalisation.
    pub(crate) fn primitive(&self) -> &ConvPrimitive {
        match self {
            PackedWeights::Conv(primitive) => primitive,
            PackedWeights::Affine { .. } => {
                unreachable!("expected the weights of a convolution or dense layer")
            }
        }
    }

    /// Returns the factors and the summands, one for each lane of each channel block, as slices of the arena `weights`.
    ///
    /// # Panics
    /// Panics if these are the weights of a convolution or dense layer.
    pub(crate) fn factors<'w>(&self, weights: &'w Weights) -> (&'w [f32], &'w [f32]) {
        match self {
            PackedWeights::Affine { offset, lanes } => {
                weights.values::<f32>()[*offset..][..2 * lanes].split_at(*lanes)
            }
            PackedWeights::Conv(_) => {
                unreachable!("expected the weights of a batch normalisation")
            }
        }
    }
}
