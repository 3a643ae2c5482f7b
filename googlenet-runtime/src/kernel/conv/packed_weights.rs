//! Layout and position of a step's packed weights in the arena of all steps.

use super::primitive::ConvPrimitive;
use super::transposed::Transposed;
use crate::kernel::Weights;
use googlenet_dsl::plan::{ALIGN, Layout};

/// Layout and position of one step's packed weights in the arena of the weights of all steps. The weights themselves
/// are not included.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one a step")]
pub(crate) enum PackedWeights {
    /// A convolution or dense layer: the primitive, with the position of its packed weights in the arena.
    Conv(ConvPrimitive),
    /// Weights of a normalisation or scaling of channels that is a step of its own: a factor for each lane of each
    /// channel block, then a summand for each.
    Affine {
        /// Position of the first factor in the arena, in `f32` values.
        offset: usize,
        /// Number of lanes of all channel blocks.
        lanes: usize,
    },
    /// Weights of a `prelu`: a slope for each lane of each channel block.
    Slopes {
        /// Position of the first slope in the arena, in `f32` values.
        offset: usize,
        /// Number of lanes of all channel blocks.
        lanes: usize,
    },
    /// A transposed convolution.
    Transposed {
        problem: Transposed,
        /// Position of the first packed value in the arena, in `f32` values.
        offset: usize,
    },
}

impl PackedWeights {
    /// Creates the layout of the factors and summands of a batch normalisation over a map with the layout `layout`.
    /// Their position is the beginning of the arena until [`PackedWeights::place`] sets it.
    pub(crate) fn affine(layout: &Layout) -> PackedWeights {
        PackedWeights::Affine {
            offset: 0,
            lanes: layout.channels.blocks() * layout.channels.lanes(),
        }
    }

    /// Creates the layout of the slopes of a `prelu` over a map with the layout `layout`, at the beginning of the arena
    /// until [`PackedWeights::place`] sets their position.
    pub(crate) fn slopes(layout: &Layout) -> PackedWeights {
        PackedWeights::Slopes {
            offset: 0,
            lanes: layout.channels.blocks() * layout.channels.lanes(),
        }
    }

    /// Creates the layout of the weights of a transposed convolution, at the beginning of the arena.
    pub(crate) fn transposed(problem: Transposed) -> PackedWeights {
        PackedWeights::Transposed { problem, offset: 0 }
    }

    /// Returns the problem of a transposed convolution, and its packed values in `weights`, the weights of all steps.
    ///
    /// # Panics
    /// Panics if these are other weights.
    pub(crate) fn transposed_weights<'w>(
        &'w self,
        weights: &'w Weights,
    ) -> (&'w Transposed, &'w [f32]) {
        match self {
            PackedWeights::Transposed { problem, offset } => (
                problem,
                &weights.values::<f32>()[*offset..][..problem.len()],
            ),
            _ => unreachable!("expected the weights of a transposed convolution"),
        }
    }

    /// Returns the number of packed weights, in `f32` values.
    pub(crate) fn len(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.len(),
            PackedWeights::Affine { lanes, .. } => 2 * lanes,
            PackedWeights::Slopes { lanes, .. } => *lanes,
            PackedWeights::Transposed { problem, .. } => problem.len(),
        }
    }

    /// Returns the number of bytes of the packed weights, rounded up to a multiple of [`ALIGN`].
    pub(crate) fn bytes(&self) -> usize {
        (self.len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Returns the number of bytes of private scratch memory that each thread needs to run the step; 0 for others
    /// than convolutions and dense layers.
    pub(crate) fn scratch_bytes(&self) -> usize {
        match self {
            PackedWeights::Conv(primitive) => primitive.scratch_bytes(),
            PackedWeights::Affine { .. }
            | PackedWeights::Slopes { .. }
            | PackedWeights::Transposed { .. } => 0,
        }
    }

    /// Sets the position of the weights in the arena, in bytes, a multiple of [`ALIGN`].
    pub(crate) fn place(&mut self, offset: usize) {
        let offset = offset / size_of::<f32>();
        match self {
            PackedWeights::Conv(primitive) => primitive.place(offset),
            PackedWeights::Affine { offset: place, .. }
            | PackedWeights::Slopes { offset: place, .. }
            | PackedWeights::Transposed { offset: place, .. } => *place = offset,
        }
    }

    /// Returns the primitive of a convolution or dense layer.
    ///
    /// # Panics
    /// Panics if these are the weights of another operation.
    pub(crate) fn primitive(&self) -> &ConvPrimitive {
        match self {
            PackedWeights::Conv(primitive) => primitive,
            _ => unreachable!("expected the weights of a convolution or dense layer"),
        }
    }

    /// Returns the factors and the summands of a batch normalisation, one of each for every lane of every channel
    /// block, as slices of `weights`, the weights of all steps.
    ///
    /// # Panics
    /// Panics if these are the weights of another operation.
    pub(crate) fn factors<'w>(&self, weights: &'w Weights) -> (&'w [f32], &'w [f32]) {
        match self {
            PackedWeights::Affine { offset, lanes } => {
                weights.values::<f32>()[*offset..][..2 * lanes].split_at(*lanes)
            }
            _ => unreachable!("expected the weights of a batch normalisation"),
        }
    }

    /// Returns the slopes of a `prelu`, one for every lane of every channel block, as a slice of `weights`, the weights
    /// of all steps.
    ///
    /// # Panics
    /// Panics if these are the weights of another operation.
    pub(crate) fn slopes_in<'w>(&self, weights: &'w Weights) -> &'w [f32] {
        match self {
            PackedWeights::Slopes { offset, lanes } => {
                &weights.values::<f32>()[*offset..][..*lanes]
            }
            _ => unreachable!("expected the weights of a `prelu`"),
        }
    }
}
