//! How an image's values lie in memory.

use crate::value::DType;
use std::sync::Arc;

/// Channels of a block, on every machine.
pub const LANES: usize = 16;

/// What regions and arenas begin at a multiple of, in bytes: a cache line.
pub const ALIGN: usize = 64;

/// The channels of a map and how they are grouped into blocks.
///
/// A map is a row of segments, one for each branch of a concat that was written in place; each begins with a block of
/// its own, so that branches of any width lie side by side without being moved. Segments whose channels fill their
/// blocks are one with the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channels {
    lanes: usize,
    segments: Arc<[usize]>,
}

/// A concat of more branches that do not fill their blocks gets one segment, into which they are copied.
const MOST_SEGMENTS: usize = 32;

/// The channels of one block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChannelBlock {
    /// The place of the block.
    pub block: usize,
    /// Its first channel.
    pub first: usize,
    /// Number of its channels; the other lanes hold nothing that counts.
    pub len: usize,
}

impl Channels {
    /// Blocks of [`LANES`].
    pub fn blocked(channels: usize) -> Channels {
        Channels {
            lanes: LANES,
            segments: [channels].into(),
        }
    }

    /// All channels of a pixel side by side, as in NHWC.
    pub fn interleaved(channels: usize) -> Channels {
        Channels {
            lanes: channels,
            segments: [channels].into(),
        }
    }

    /// The channels of several maps one behind the other, each from a block of its own.
    #[must_use]
    pub fn join<'c>(parts: impl IntoIterator<Item = &'c Channels>) -> Channels {
        let mut segments: Vec<usize> = Vec::new();
        for part in parts.into_iter().flat_map(|part| part.segments.iter()) {
            match segments.last_mut() {
                Some(last) if last.is_multiple_of(LANES) => *last += part,
                _ => segments.push(*part),
            }
        }
        if segments.len() > MOST_SEGMENTS {
            return Channels::blocked(segments.iter().sum());
        }
        Channels {
            lanes: LANES,
            segments: segments.into(),
        }
    }

    /// Number of channels.
    pub fn count(&self) -> usize {
        self.segments.iter().sum()
    }

    /// Channels of a block: [`LANES`], or all of them.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Whether the channels of a pixel lie side by side.
    pub fn is_interleaved(&self) -> bool {
        !self.is_segmented() && self.lanes == self.count()
    }

    /// Whether blocks that are not the last have lanes without a channel.
    pub fn is_segmented(&self) -> bool {
        self.segments.len() > 1
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        let blocks = self.segments.iter().map(|len| len.div_ceil(self.lanes));
        blocks.sum()
    }

    /// The block of that place.
    ///
    /// # Panics
    /// There are not as many.
    pub fn block(&self, block: usize) -> ChannelBlock {
        self.find(|candidate, segment| {
            let at = block - candidate.block;
            (at < segment.div_ceil(self.lanes)).then_some(at)
        })
    }

    /// The block that holds a channel.
    ///
    /// # Panics
    /// There is no such channel.
    pub fn holding(&self, channel: usize) -> ChannelBlock {
        self.find(|candidate, segment| {
            let at = channel - candidate.first;
            (at < segment).then_some(at / self.lanes)
        })
    }

    /// A block of the first segment where `within` finds it, given the segment's first block and channels.
    fn find(&self, within: impl Fn(ChannelBlock, usize) -> Option<usize>) -> ChannelBlock {
        let mut first = ChannelBlock::default();
        for segment in self.segments.iter() {
            if let Some(at) = within(first, *segment) {
                return ChannelBlock {
                    block: first.block + at,
                    first: first.first + at * self.lanes,
                    len: self.lanes.min(segment - at * self.lanes),
                };
            }
            first.block += segment.div_ceil(self.lanes);
            first.first += segment;
        }
        panic!("a block of {} channels", self.count())
    }

    /// The blocks in order, with their channels.
    pub fn iter(&self) -> impl Iterator<Item = ChannelBlock> + '_ {
        (0..self.blocks()).map(|block| self.block(block))
    }
}

/// Rows above and below, columns before and behind a map: `[top, left, bottom, right]`. They hold the element that stands
/// for zero, which is what convolutions read beyond the edge.
pub type Border = [usize; 4];

/// The place of each value: channel `c` of a block `b` of the pixel in row `y` and column `x` lies at
/// `b * block_stride + y * row_stride + x * pixel_stride + c` elements from the first.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// The type of its elements.
    pub dtype: DType,
    /// The element that stands for zero, as a number: 0 but for quantised maps.
    pub zero_point: i16,
    /// Height and width of the map.
    pub size: [usize; 2],
    /// What lies around it.
    pub border: Border,
    /// Its channels.
    pub channels: Channels,
    /// Elements from one column to the next.
    pub pixel_stride: usize,
    /// Elements from one row to the next.
    pub row_stride: usize,
    /// Elements from one block to the next.
    pub block_stride: usize,
}

/// Blocks so many bytes apart fall on the same lines of a first-level cache.
const ALIASING: usize = 4096;

impl Layout {
    /// A map of its own with a border.
    #[must_use]
    pub fn new(dtype: DType, size: [usize; 2], border: Border, channels: Channels) -> Layout {
        let [height, width] = size;
        let [top, left, bottom, right] = border;
        let pixel_stride = channels.lanes();
        let row_stride = (left + width + right) * pixel_stride;
        let mut block_stride = (top + height + bottom) * row_stride;
        if channels.blocks() > 1 && (block_stride * dtype.size()).is_multiple_of(ALIASING) {
            block_stride += ALIGN / dtype.size();
        }
        Layout {
            dtype,
            zero_point: 0,
            size,
            border,
            channels,
            pixel_stride,
            row_stride,
            block_stride,
        }
    }

    /// Returns the layout with another element that stands for zero.
    #[must_use]
    pub fn with_zero_point(mut self, zero_point: i16) -> Layout {
        self.zero_point = zero_point;
        self
    }

    /// Elements that the map takes, its border included.
    pub fn len(&self) -> usize {
        (self.channels.blocks() - 1) * self.block_stride + self.rows() * self.row_stride
    }

    /// Bytes that the map takes, its border included.
    pub fn bytes(&self) -> usize {
        self.len() * self.dtype.size()
    }

    /// A map has at least one element.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Rows with those of the border.
    pub fn rows(&self) -> usize {
        self.border[0] + self.size[0] + self.border[2]
    }

    /// How many elements behind the beginning of the border the first pixel lies.
    pub fn origin(&self) -> usize {
        self.border[0] * self.row_stride + self.border[1] * self.pixel_stride
    }

    /// The same in bytes.
    pub fn origin_bytes(&self) -> usize {
        self.origin() * self.dtype.size()
    }

    /// Whether values lie in the order height, width, channels without gaps.
    pub fn is_dense(&self) -> bool {
        let one_pixel = self.size == [1, 1] && self.block_stride == LANES;
        let in_order = self.channels.is_interleaved() || one_pixel && !self.channels.is_segmented();
        in_order && self.border == [0; 4]
    }
}
