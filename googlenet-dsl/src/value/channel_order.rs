//! The order of the channels that stand for the pixels of a block, where maps of pixels become maps of channels.

use super::word::words;

/// The order of the channels that hold the pixels of a block, with the words of ONNX's `DepthToSpace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChannelOrder {
    /// Depth, column, row: all channels of the block's first pixel, then those of the next pixel, row by row, as in
    /// TensorFlow.
    Dcr,
    /// Column, row, depth: all pixels of the first channel, row by row, then those of the next channel, as in PyTorch's
    /// `PixelShuffle`.
    Crd,
}

impl ChannelOrder {
    /// The order where a description gives none.
    pub const DEFAULT: ChannelOrder = ChannelOrder::Dcr;
}

words!(
    ChannelOrder,
    "order of channels",
    [Dcr = "dcr", Crd = "crd"]
);
