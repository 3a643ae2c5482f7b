//! The memory layout of a map for one image: element type, segments and blocks of channels, border and strides.

use crate::value::DType;
use std::sync::Arc;

/// Number of channels in a block, which lie side by side for each pixel (the 16 of nChw16c); the same for every
/// instruction set.
pub const LANES: usize = 16;

/// Alignment, in bytes, of arenas and of the buffers in them: a cache line.
pub const ALIGN: usize = 64;

/// The number of channels of a map, and their division into segments and blocks.
///
/// The channels form one or more segments (consecutive channels, as those of one branch of a concat that was written in
/// place), and each segment is divided into blocks of `lanes` channels, the last of which can have unused lanes. So
/// branches of any width lie side by side without being copied. A segment whose channels fill all lanes of its blocks
/// is merged with the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channels {
    lanes: usize,
    segments: Arc<[usize]>,
}

/// Largest number of segments of a map. A concat that would have more gets one segment, into which its branches are
/// copied.
const MOST_SEGMENTS: usize = 32;

/// A block of channels in a [`Channels`], with the channels that it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChannelBlock {
    /// Index of the block among those of the map, from 0.
    pub block: usize,
    /// Index of the block's first channel among those of the map, from 0.
    pub first: usize,
    /// Number of channels in the block, from 1 to [`Channels::lanes`]; values in the other lanes have no meaning.
    pub len: usize,
}

impl Channels {
    /// Creates the division of `channels` channels into one segment of blocks of [`LANES`].
    pub fn blocked(channels: usize) -> Channels {
        Channels {
            lanes: LANES,
            segments: [channels].into(),
        }
    }

    /// Creates the division of `channels` channels into one block of as many lanes, so that all channels of a pixel lie
    /// side by side, as in NHWC.
    pub fn interleaved(channels: usize) -> Channels {
        Channels {
            lanes: channels,
            segments: [channels].into(),
        }
    }

    /// Concatenates the channels of several maps, in order: the segments of all of them one behind the other (each
    /// merged with the next if it fills its blocks), or one segment if there would be more than 32. The result is in
    /// blocks of [`LANES`].
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

    /// Returns the division of the channels of `range` that keeps them where they are; `None` if the first of them does
    /// not begin a block of [`LANES`].
    pub(crate) fn part(&self, range: std::ops::Range<usize>) -> Option<Channels> {
        let begins = self.holding(range.start).first == range.start;
        if self.lanes != LANES || !begins {
            return None;
        }
        let mut segments = Vec::new();
        let mut before = 0;
        for segment in self.segments.iter() {
            let first = range.start.max(before);
            before += segment;
            let end = range.end.min(before);
            if first < end {
                segments.push(end - first);
            }
        }
        Some(Channels {
            lanes: LANES,
            segments: segments.into(),
        })
    }

    /// Returns the number of channels, without unused lanes.
    #[inline]
    pub fn count(&self) -> usize {
        self.segments.iter().sum()
    }

    /// Returns the number of lanes of a block: [`LANES`], or the number of channels if they were created by
    /// [`Channels::interleaved`].
    #[inline]
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// Returns `true` if all channels of a pixel lie side by side in one block without unused lanes, as in NHWC; true
    /// also of exactly 16 channels in blocks of 16.
    pub fn is_interleaved(&self) -> bool {
        !self.is_segmented() && self.lanes == self.count()
    }

    /// Returns `true` if there are several segments, so that some block before the last one has unused lanes.
    pub fn is_segmented(&self) -> bool {
        self.segments.len() > 1
    }

    /// Returns the number of blocks, partly used ones included.
    #[inline]
    pub fn blocks(&self) -> usize {
        let blocks = self.segments.iter().map(|len| len.div_ceil(self.lanes));
        blocks.sum()
    }

    /// Returns the block with this index, counted from 0 over all segments.
    ///
    /// # Panics
    /// Panics if there are not that many blocks.
    #[inline]
    pub fn block(&self, block: usize) -> ChannelBlock {
        self.find(|candidate, segment| {
            let at = block - candidate.block;
            (at < segment.div_ceil(self.lanes)).then_some(at)
        })
    }

    /// Returns the block that holds the channel with this index among those of the map.
    ///
    /// # Panics
    /// Panics if there is no such channel.
    pub fn holding(&self, channel: usize) -> ChannelBlock {
        self.find(|candidate, segment| {
            let at = channel - candidate.first;
            (at < segment).then_some(at / self.lanes)
        })
    }

    /// Returns the block that `within` selects in the first segment for which it returns `Some`. `within` takes the
    /// segment's first block (of which only the indices `block` and `first` are set) and the segment's number of
    /// channels, and returns the index of a block in the segment.
    ///
    /// # Panics
    /// Panics if `within` returns `None` for all segments.
    #[inline]
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

    /// Iterates over all blocks in the order of their channels.
    pub fn iter(&self) -> impl Iterator<Item = ChannelBlock> + Clone + '_ {
        (0..self.blocks()).map(|block| self.block(block))
    }
}

/// The number of rows and columns around a map, `[top, left, bottom, right]`, that hold zeros (more exactly the
/// layout's zero point), so that convolutions need not test for edges.
pub type Border = [usize; 4];

/// The memory layout of a map for one image.
///
/// In the pixel of row `y` and column `x`, counted from the first pixel inside the border, lane `c` of block `b` lies
/// at `b * block_stride + y * row_stride + x * pixel_stride + c` elements from the first channel of the first pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// Type of the elements in memory.
    pub dtype: DType,
    /// Value of the element that represents zero, as the zero point of ONNX's `QuantizeLinear`; 0 unless the map is
    /// quantised. The border is filled with it.
    pub zero_point: i16,
    /// Height and width of the map in pixels, without its border.
    pub size: [usize; 2],
    /// Number of rows and columns of zeros around the map: top, left, bottom, right.
    pub border: Border,
    /// Channels of the map and their division into blocks.
    pub channels: Channels,
    /// Number of elements from the first lane of a pixel to the first lane of the pixel to its right, in the same block
    /// of channels.
    pub pixel_stride: usize,
    /// Number of elements from the first lane of a pixel to the first lane of the pixel below, in the same block of
    /// channels.
    pub row_stride: usize,
    /// Number of elements from the first lane of a pixel in one block of channels to the first lane of the same pixel
    /// in the next block.
    pub block_stride: usize,
}

/// Distance, in bytes, at which addresses fall on the same set of a first-level cache. [`Layout::new`] enlarges a
/// distance between blocks of channels that is a multiple of this constant.
const ALIASING: usize = 4096;

impl Layout {
    /// Creates the layout of a map that is not part of a larger one, without gaps between pixels and rows, and with
    /// zero point 0. Blocks whose distance would be a multiple of 4096 bytes are [`ALIGN`] bytes further apart, as they
    /// would share the same sets of a first-level cache.
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

    /// Returns this layout with `zero_point` as the value of the element that represents zero.
    #[must_use]
    pub fn with_zero_point(mut self, zero_point: i16) -> Layout {
        self.zero_point = zero_point;
        self
    }

    /// Returns the number of elements from the beginning of the first block's border to the end of the last block's,
    /// unused lanes and gaps between blocks included. In a slice the last element is that of the slice's last channel.
    #[inline]
    pub fn len(&self) -> usize {
        let between = self.pixel_stride - self.channels.lanes();
        (self.channels.blocks() - 1) * self.block_stride + self.rows() * self.row_stride - between
    }

    /// Returns the number of bytes from the beginning of the first block's border to the end of the last block's,
    /// unused lanes and gaps between blocks included.
    #[inline]
    pub fn bytes(&self) -> usize {
        self.len() * self.dtype.size()
    }

    /// Returns `false`, as a map has at least one element.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Returns `true` if the map is a part of the channels of a larger NHWC map, so that other channels lie between
    /// those of a pixel and of the next.
    pub fn is_slice(&self) -> bool {
        self.pixel_stride != self.channels.lanes()
    }

    /// Returns `true` if the channels lie in blocks of 16; `false` for NHWC with another number of channels, or as a
    /// slice.
    #[inline]
    pub fn is_in_blocks(&self) -> bool {
        self.channels.lanes() == LANES && !self.is_slice()
    }

    /// Returns the strides from a pixel to the next, from a row to the next and from a block of channels to the next.
    pub fn strides(&self) -> [usize; 3] {
        [self.pixel_stride, self.row_stride, self.block_stride]
    }

    /// Returns the number of rows of the map, those of its border included.
    #[inline]
    pub fn rows(&self) -> usize {
        self.border[0] + self.size[0] + self.border[2]
    }

    /// Returns the offset of the map's first pixel from the beginning of the first block's border, in elements.
    #[inline]
    pub fn origin(&self) -> usize {
        self.border[0] * self.row_stride + self.border[1] * self.pixel_stride
    }

    /// Returns the offset of the map's first pixel from the beginning of the first block's border, in bytes.
    #[inline]
    pub fn origin_bytes(&self) -> usize {
        self.origin() * self.dtype.size()
    }
}
