//! The properties of an operation that decide how it is planned.

use super::Window;
use crate::value::Elementwise;
use crate::variants::variants;

/// The properties of an operation that decide how it is planned: fusion, memory and layouts.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PlanNeeds {
    /// Layouts in which the operation can read its inputs, beside whole blocks of channels, which it always can.
    pub reads: InputLayouts,
    /// Window whose taps beyond the edges are read as zeros from memory, so that the input needs a border as wide as
    /// the window reaches; `None` for operations that need no border.
    pub border: Option<Window>,
    /// Layout of the result's channels, and whether the caller or the operation provides the result.
    pub result: ResultStorage,
    /// Whether the result is a view of the input's memory wherever the layouts allow it, so that no step runs.
    pub is_view: bool,
    /// Whether the operation runs in place, as a second step: a first step copies the input to the region of the
    /// result, and the operation overwrites it there.
    pub in_place: bool,
    /// Kinds of epilogues that the operation can apply to its result before storing it.
    pub takes: &'static [EpilogueKind],
    /// Epilogue as which the operation can be fused behind another one that takes it; `None` if it cannot be fused.
    pub epilogue: Option<Epilogue>,
}

/// Layouts in which an operation can read an input, beside whole blocks of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputLayouts {
    /// NHWC: all channels of a pixel side by side, as in the caller's image.
    pub nhwc: bool,
    /// Several segments, each of which begins with a block of its own, as in a concat whose branches were written in
    /// place.
    pub segments: bool,
    /// The layout of a map, where the operation reads the vector to which that map is flattened.
    pub flattened_map: bool,
}

/// The memory and the channel layout in which a result is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultStorage {
    /// In the caller's memory, as NHWC; copied into the arena if a reader needs another layout or a border.
    External,
    /// In the arena, in whole blocks of one segment.
    Blocks,
    /// In the arena, with the segments of the inputs if all inputs have the same ones and as many channels as the
    /// result, otherwise in whole blocks.
    LikeInputs,
    /// In the arena, with the segments of all inputs one behind the other (concat), so that inputs can be written there
    /// in place.
    Joined,
}

variants!(ResultStorage {
    External,
    Blocks,
    LikeInputs,
    Joined
});

/// A function that is applied to a step's result before it is stored (oneDNN: post-op).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Epilogue {
    /// Batch normalisation: a factor and a summand for each channel.
    BatchNorm,
    /// A function of each value.
    Elementwise(Elementwise),
    /// Maximum pooling with this window; only the pooled map is stored.
    MaxPool(Window),
}

variants!(Epilogue {
    BatchNorm,
    Elementwise,
    MaxPool
});

/// The kind of an [`Epilogue`]. A step has at most one epilogue of each kind, applied in the order of the variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EpilogueKind {
    /// Kind of [`Epilogue::BatchNorm`].
    BatchNorm,
    /// Kind of [`Epilogue::Elementwise`].
    Elementwise,
    /// Kind of [`Epilogue::MaxPool`].
    MaxPool,
}

variants!(EpilogueKind {
    BatchNorm,
    Elementwise,
    MaxPool
});

impl PlanNeeds {
    /// Needs of an operation that reads blocks and segments, stores its result with the segments of its inputs, and
    /// takes part in no fusion; other operations differ from it field by field.
    pub(super) const PLAIN: PlanNeeds = PlanNeeds {
        reads: InputLayouts {
            nhwc: false,
            segments: true,
            flattened_map: false,
        },
        border: None,
        result: ResultStorage::LikeInputs,
        is_view: false,
        in_place: false,
        takes: &[],
        epilogue: None,
    };
}

impl Epilogue {
    /// Returns the kind of the epilogue.
    pub fn kind(&self) -> EpilogueKind {
        match self {
            Epilogue::BatchNorm => EpilogueKind::BatchNorm,
            Epilogue::Elementwise(_) => EpilogueKind::Elementwise,
            Epilogue::MaxPool(_) => EpilogueKind::MaxPool,
        }
    }
}
