//! What the planner has to know of an operation.

use super::Window;
use crate::value::Elementwise;
use crate::variants::variants;

/// What an operation needs of the plan, and what it leaves to it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PlanNeeds {
    /// The layouts in which it can read its inputs, beside whole blocks of channels.
    pub reads: InputLayouts,
    /// The window that reads zeros around the input, so that the input needs a border as wide as it reaches over.
    pub border: Option<Window>,
    /// How its result is divided into blocks, and who writes it.
    pub result: ResultStorage,
    /// Whether the result is the input's memory under another name, wherever the layouts allow it.
    pub is_view: bool,
    /// Whether it works in place: it finds its input where its result is to be.
    pub in_place: bool,
    /// What it can apply to its result before it is stored.
    pub takes: &'static [EpilogueKind],
    /// What it is behind an operation that takes it.
    pub epilogue: Option<Epilogue>,
}

/// Layouts of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputLayouts {
    /// All channels of a pixel side by side, as the caller gives them.
    pub nhwc: bool,
    /// Segments, each of which begins with a block of its own.
    pub segments: bool,
    /// A map where the operation reads the vector that the map is flattened to.
    pub flattened_map: bool,
}

/// How a result is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultStorage {
    /// The caller gives it; it is copied where a reader needs another layout or a border.
    External,
    /// In whole blocks.
    Blocks,
    /// With the segments of its inputs, where all of these have the same.
    LikeInputs,
    /// As the segments of all inputs one behind the other, so that inputs can be written there in the first place.
    Joined,
}

variants!(ResultStorage {
    External,
    Blocks,
    LikeInputs,
    Joined
});

/// What is applied to a result before it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Epilogue {
    /// A factor and a summand for each channel.
    BatchNorm,
    /// A function of each value.
    Elementwise(Elementwise),
    /// The maximum under a window; only the pooled map is stored.
    MaxPool(Window),
}

variants!(Epilogue {
    BatchNorm,
    Elementwise,
    MaxPool
});

/// The kinds of [`Epilogue`], in the order in which they are applied; a step has one of each at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EpilogueKind {
    /// [`Epilogue::BatchNorm`].
    BatchNorm,
    /// [`Epilogue::Elementwise`].
    Elementwise,
    /// [`Epilogue::MaxPool`].
    MaxPool,
}

variants!(EpilogueKind {
    BatchNorm,
    Elementwise,
    MaxPool
});

impl PlanNeeds {
    /// An operation that reads blocks and segments, and stores its result with the segments of its inputs.
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
    /// Its kind.
    pub fn kind(&self) -> EpilogueKind {
        match self {
            Epilogue::BatchNorm => EpilogueKind::BatchNorm,
            Epilogue::Elementwise(_) => EpilogueKind::Elementwise,
            Epilogue::MaxPool(_) => EpilogueKind::MaxPool,
        }
    }
}
