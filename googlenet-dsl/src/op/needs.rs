//! The properties of an operation that decide how it is planned ([`PlanNeeds`]), and the epilogues of steps.

use super::Window;
use crate::value::Elementwise;
use crate::variants::variants;

/// The properties of an operation that decide how it is planned: the layouts of its inputs and result, in-place
/// storage, and fusion with other layers into one step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PlanNeeds {
    /// Layouts in which the operation can read its inputs, beside blocks of 16 channels in one segment, which every
    /// operation can read.
    pub reads: InputLayouts,
    /// Whether the operation can store its result as NHWC, beside blocks of 16 channels.
    pub stores_nhwc: StoresNhwc,
    /// Window whose taps beyond the map's edges are read as zeros from memory, so that a border as wide as the window
    /// reaches is stored around the input (unless it would be too large; kernels then skip those taps). `None` for
    /// operations that need no border.
    pub border: Option<Window>,
    /// Memory in which the result lies, and how its channels are divided into segments.
    pub result: ResultStorage,
    /// Whether the result is a view of the input's memory, so that no step runs. A step copies the input nevertheless
    /// where the input's layout cannot be that of the result, as with most maps that `flatten` reads.
    pub is_view: bool,
    /// Range of the input's channels, the second number exclusive, of which the result is a copy; `None` for other
    /// operations. Where they fill blocks of 16 channels, the result is a view of the input's memory, and no step runs.
    pub part: Option<[u32; 2]>,
    /// Whether the operation works in place: a first step copies the input to the region of the result, and a second
    /// step runs the operation on that copy.
    pub in_place: bool,
    /// Kinds of epilogues (functions that are applied to a result before it is stored) that the operation can take from
    /// layers behind it, beside its own option `activation`.
    pub takes: &'static [EpilogueKind],
    /// Epilogue as which the operation can be fused into the step of the operation before it, if that takes this kind
    /// of epilogue; `None` if the operation always has a step of its own.
    pub epilogue: Option<Epilogue>,
}

/// Layouts in which an operation can read an input, beside blocks of 16 channels in one segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputLayouts {
    /// Whether the operation can read NHWC: all channels of a pixel side by side, as in the caller's image.
    pub nhwc: bool,
    /// Whether the operation can read NHWC also where the map is a part of the channels of a larger one (a slice), so
    /// that other channels lie between those of a pixel and of the next.
    pub slices: bool,
    /// Whether the operation can read several segments (ranges of channels, one for each branch of a concat), each of
    /// which begins with a new block of 16 channels, so that blocks before the last one can have unused lanes.
    pub segments: bool,
    /// Whether the operation, which reads a vector, can read the map from which `flatten` makes that vector, in the
    /// map's own layout.
    pub flattened_map: bool,
}

/// Whether an operation can store its result as NHWC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoresNhwc {
    /// Never.
    No,
    /// As a map of its own.
    Whole,
    /// Also as a slice, a part of the channels of a larger NHWC map, such as a branch of a concat.
    Slices,
}

variants!(StoresNhwc { No, Whole, Slices });

/// The memory in which an operation's result is stored, and the division of its channels into segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResultStorage {
    /// In the caller's memory, as NHWC, for the network's input; copied into the arena if a reader needs another layout
    /// or a border.
    External,
    /// In the arena, in blocks of 16 channels, as one segment.
    Blocks,
    /// In the arena, with the segments of the inputs if all inputs have the same segments and as many channels as the
    /// result, otherwise as one segment.
    LikeInputs,
    /// In the arena, with the segments of all inputs one behind the other (concat), so that the steps of the inputs can
    /// write there in place; as one segment if a reader cannot read several, or if there would be too many.
    Joined,
}

variants!(ResultStorage {
    External,
    Blocks,
    LikeInputs,
    Joined
});

/// A function that a step applies to its result before it stores the result (oneDNN: post-op).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Epilogue {
    /// Batch normalisation, with the weights of the layer that it comes from.
    BatchNorm,
    /// The sum of two results, each multiplied by its factor.
    Add {
        /// Factors: of an operation in the order of its operands; of a step first that of the step's own result, then that
        /// of what the step reads as its last input, which is 1.
        scales: [f32; 2],
    },
    /// A function of each element, such as ReLU.
    Elementwise(Elementwise),
    /// Maximum pooling with this window over the step's result; only the pooled map is stored.
    MaxPool(Window),
}

variants!(Epilogue {
    BatchNorm,
    Add,
    Elementwise,
    MaxPool
});

/// The kind of an [`Epilogue`], without its parameters. A step has at most one epilogue of each kind, applied in the
/// order of these variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EpilogueKind {
    /// Batch normalisation, [`Epilogue::BatchNorm`].
    BatchNorm,
    /// The sum of two results, [`Epilogue::Add`].
    Add,
    /// A function of each element, [`Epilogue::Elementwise`].
    Elementwise,
    /// Maximum pooling, [`Epilogue::MaxPool`].
    MaxPool,
}

variants!(EpilogueKind {
    BatchNorm,
    Add,
    Elementwise,
    MaxPool
});

impl InputLayouts {
    /// Blocks of 16 channels in one segment or several.
    pub(super) const BLOCKS: InputLayouts = PlanNeeds::PLAIN.reads;

    /// The layouts of [`InputLayouts::BLOCKS`], and NHWC as a map of its own.
    pub(super) const NHWC: InputLayouts = InputLayouts {
        nhwc: true,
        ..InputLayouts::BLOCKS
    };

    /// The layouts of [`InputLayouts::NHWC`], and slices of NHWC.
    pub(super) const SLICES: InputLayouts = InputLayouts {
        slices: true,
        ..InputLayouts::NHWC
    };
}

impl PlanNeeds {
    /// Needs of an operation that reads segments but not NHWC, reads no border, stores its result with the segments of
    /// its inputs, stores no NHWC, and takes part in no fusion. Other operations differ from it field by field.
    pub(super) const PLAIN: PlanNeeds = PlanNeeds {
        reads: InputLayouts {
            nhwc: false,
            slices: false,
            segments: true,
            flattened_map: false,
        },
        stores_nhwc: StoresNhwc::No,
        border: None,
        result: ResultStorage::LikeInputs,
        is_view: false,
        part: None,
        in_place: false,
        takes: &[],
        epilogue: None,
    };
}

impl Epilogue {
    /// Returns which variant the epilogue is, without what it contains: the function of [`Epilogue::Elementwise`] or
    /// the window of [`Epilogue::MaxPool`].
    pub fn kind(&self) -> EpilogueKind {
        match self {
            Epilogue::BatchNorm => EpilogueKind::BatchNorm,
            Epilogue::Add { .. } => EpilogueKind::Add,
            Epilogue::Elementwise(_) => EpilogueKind::Elementwise,
            Epilogue::MaxPool(_) => EpilogueKind::MaxPool,
        }
    }
}
