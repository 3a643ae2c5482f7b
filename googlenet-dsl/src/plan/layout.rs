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
/// A pixel of a map has 64 bytes side by side, a *group* of [`Layout::side`] blocks of 16 channels: one block of `f32`, two of
/// `bf16`, four of 8-bit integers. Maps of one block and NHWC maps have groups of that one block.
///
/// In the pixel of row `y` and column `x`, counted from the first pixel inside the border, lane `c` of block `b` lies
/// at `block_offset(b) + y * row_stride + x * pixel_stride + c` elements from the first channel of the first pixel.
///
/// In maps of other types than `f32` everything in a map's groups holds finite values, so that kernels can multiply it by zero
/// weights: the border, lanes without a channel, and the blocks of [`Layout::spare`]. A step writes zeros (more exactly
/// the zero point) to the border and the spare blocks of its result before it runs, and its kernel finite values to all lanes
/// of the blocks. Other blocks of a group belong to other maps, and a kernel leaves them as they are.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Layout {
    /// Type of the elements in memory.
    pub dtype: DType,
    /// Value of the element that represents zero, as the zero point of ONNX's `QuantizeLinear`; 0 unless the map is
    /// quantised. The border is filled with it.
    pub zero_point: i16,
    /// What one step of an element stands for, positive and finite: the value of an element is `scale` times its difference to
    /// the zero point. 1 unless the map is quantised.
    pub scale: f32,
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
    /// Number of elements from the first lane of a pixel in one group of blocks to the first lane of the same pixel in
    /// the next group.
    pub block_stride: usize,
    /// Number of blocks of channels in a group, which lie side by side in each pixel.
    pub side: usize,
    /// Number of blocks of other maps in front of the map's first block in its first group, less than
    /// [`Layout::side`]: not 0 only in maps that are a part of a larger one, such as branches of a concat.
    pub phase: usize,
    /// Number of blocks of the map's last group, behind the map's last block, that belong to no map.
    pub spare: usize,
}

// Scales are numbers.
impl Eq for Layout {}

impl std::fmt::Debug for Layout {
    // Descriptions of packed weights contain this text: that of groups of one block stays as it is.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut fields = f.debug_struct("Layout");
        fields
            .field("dtype", &self.dtype)
            .field("zero_point", &self.zero_point)
            .field("size", &self.size)
            .field("border", &self.border)
            .field("channels", &self.channels)
            .field("pixel_stride", &self.pixel_stride)
            .field("row_stride", &self.row_stride)
            .field("block_stride", &self.block_stride);
        if self.scale != 1.0 {
            fields.field("scale", &self.scale);
        }
        if self.side > 1 {
            fields
                .field("side", &self.side)
                .field("phase", &self.phase)
                .field("spare", &self.spare);
        }
        fields.finish()
    }
}

/// Distance, in bytes, at which addresses fall on the same set of a first-level cache. [`Layout::new`] enlarges a
/// distance between blocks of channels that is a multiple of this constant.
const ALIASING: usize = 4096;

impl Layout {
    /// Creates the layout of a map that is not part of a larger one, without gaps between pixels and rows, and with
    /// zero point 0. Groups whose distance would be a multiple of 4096 bytes are [`ALIGN`] bytes further apart, as they
    /// would share the same sets of a first-level cache.
    #[must_use]
    pub fn new(dtype: DType, size: [usize; 2], border: Border, channels: Channels) -> Layout {
        let side = match channels.blocks() {
            1 => 1,
            _ => Layout::group(dtype),
        };
        Layout::of_side(side, dtype, size, border, channels)
    }

    /// Creates a layout as [`Layout::new`] does, with each block by itself, whatever the type: that of what training saves
    /// beside maps of `f32`, whose strides it has.
    #[must_use]
    pub fn apart(dtype: DType, size: [usize; 2], border: Border, channels: Channels) -> Layout {
        Layout::of_side(1, dtype, size, border, channels)
    }

    fn of_side(
        side: usize,
        dtype: DType,
        size: [usize; 2],
        border: Border,
        channels: Channels,
    ) -> Layout {
        let [height, width] = size;
        let [top, left, bottom, right] = border;
        let blocks = channels.blocks();
        let pixel_stride = channels.lanes() * side;
        let row_stride = (left + width + right) * pixel_stride;
        let mut block_stride = (top + height + bottom) * row_stride;
        if blocks > side && (block_stride * dtype.size()).is_multiple_of(ALIASING) {
            block_stride += ALIGN / dtype.size();
        }
        Layout {
            dtype,
            zero_point: 0,
            scale: 1.0,
            size,
            border,
            channels,
            pixel_stride,
            row_stride,
            block_stride,
            side,
            phase: 0,
            spare: blocks.next_multiple_of(side) - blocks,
        }
    }

    /// Returns the number of blocks of channels in a group of a map of several blocks: those of [`ALIGN`] bytes.
    pub(super) const fn group(dtype: DType) -> usize {
        ALIGN / (LANES * dtype.size())
    }

    /// Returns the layout of the channels `channels` of this map, which begin with the block with the index `block`. The
    /// first channel of its first pixel lies [`Layout::block_offset`] of that block behind this map's.
    #[must_use]
    pub fn part(&self, block: usize, channels: Channels) -> Layout {
        let ends = block + channels.blocks() == self.channels.blocks();
        Layout {
            phase: (self.phase + block) % self.side,
            spare: if ends { self.spare } else { 0 },
            channels,
            ..self.clone()
        }
    }

    /// Returns the number of elements from the first lane of a pixel in the first block of channels to the first lane of
    /// the same pixel in the block with this index.
    #[inline(always)]
    pub fn block_offset(&self, block: usize) -> usize {
        if self.side == 1 {
            return block * self.block_stride;
        }
        let place = self.phase + block;
        let group = place / self.side * self.block_stride;
        group + place % self.side * LANES - self.phase * LANES
    }

    /// Returns the number of groups in which blocks of the map lie.
    #[inline]
    pub fn groups(&self) -> usize {
        (self.phase + self.channels.blocks()).div_ceil(self.side)
    }

    /// Returns the range of the indices of the map's blocks that lie in the group with this index among those of the map.
    #[inline]
    pub fn blocks_of_group(&self, group: usize) -> std::ops::Range<usize> {
        let first = (group * self.side).saturating_sub(self.phase);
        let end = (group + 1) * self.side - self.phase;
        first..end.min(self.channels.blocks())
    }

    /// Returns this layout with `zero_point` as the value of the element that represents zero.
    #[must_use]
    pub fn with_zero_point(mut self, zero_point: i16) -> Layout {
        self.zero_point = zero_point;
        self
    }

    /// Returns this layout with `scale` as what one step of an element stands for.
    #[must_use]
    pub fn with_scale(mut self, scale: f32) -> Layout {
        self.scale = scale;
        self
    }

    /// Returns the number of elements from the beginning of the first block's border to the end of the last block's,
    /// unused lanes, spare blocks and gaps between groups included. In a slice the last element is that of the slice's last
    /// channel.
    #[inline]
    pub fn len(&self) -> usize {
        let own = self.channels.lanes() * (1 + self.spare);
        let between = self.pixel_stride - own;
        self.block_offset(self.channels.blocks() - 1) + self.rows() * self.row_stride - between
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
        self.pixel_stride != self.channels.lanes() * self.side
    }

    /// Returns `true` if the channels lie in blocks of 16, in groups of any number of blocks; `false` for NHWC with
    /// another number of channels, or as a slice.
    #[inline]
    pub fn is_in_blocks(&self) -> bool {
        self.channels.lanes() == LANES && !self.is_slice()
    }

    /// Returns the strides from a pixel to the next, from a row to the next and from a group of blocks to the next.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the places of all lanes of a map, of each block those of all pixels with the border, counted from the
    /// beginning of the first block's border.
    fn places(layout: &Layout) -> Vec<Vec<usize>> {
        let columns = layout.border[1] + layout.size[1] + layout.border[3];
        let pixels = layout.rows() * columns;
        let block = |block: usize| {
            let pixel = move |at: usize| {
                layout.block_offset(block)
                    + at / columns * layout.row_stride
                    + at % columns * layout.pixel_stride
            };
            let lanes = (0..pixels).flat_map(|at| (0..LANES).map(move |lane| pixel(at) + lane));
            lanes.collect()
        };
        (0..layout.channels.blocks()).map(block).collect()
    }

    fn map(dtype: DType, channels: usize) -> Layout {
        Layout::new(dtype, [3, 4], [1, 0, 1, 2], Channels::blocked(channels))
    }

    #[test]
    fn groups_have_64_bytes_a_pixel() {
        for &dtype in DType::ALL {
            for channels in 1..=200 {
                let layout = map(dtype, channels);
                let blocks = layout.channels.blocks();
                let group = 4 / dtype.size();
                assert_eq!(layout.side, if blocks == 1 { 1 } else { group });
                assert_eq!(layout.spare, blocks.next_multiple_of(layout.side) - blocks);
                let places = places(&layout);
                let mut all: Vec<usize> = places.concat();
                let last = all[all.len() - 1];
                assert_eq!(layout.len(), last + 1 + layout.spare * LANES);
                all.sort_unstable();
                all.dedup();
                assert_eq!(all.len(), blocks * 5 * 6 * LANES, "no lane lies twice");
                let of_groups = (0..layout.groups()).flat_map(|at| layout.blocks_of_group(at));
                assert!(of_groups.eq(0..blocks), "each block is in one group");
                for (block, places) in places.iter().enumerate() {
                    let group = block / layout.side * layout.side;
                    let apart = (block - group) * LANES;
                    assert_eq!(places[0], layout.block_offset(group) + apart);
                }
            }
        }
    }

    #[test]
    fn with_groups_of_one_block_offsets_are_multiples_of_the_stride() {
        for layout in [map(DType::F32, 70), map(DType::I32, 70)] {
            for block in 0..5 {
                assert_eq!(layout.block_offset(block), block * layout.block_stride);
            }
            assert_eq!(layout.len(), 4 * layout.block_stride + 5 * 6 * LANES);
        }
    }

    #[test]
    fn parts_lie_where_their_blocks_lie_in_the_whole() {
        for &dtype in DType::ALL {
            let whole = map(dtype, 150);
            let (all, blocks) = (places(&whole), whole.channels.blocks());
            for begin in 0..blocks {
                for end in begin + 1..=blocks {
                    let part = whole.part(begin, Channels::blocked((end - begin) * LANES));
                    let moved: Vec<Vec<usize>> = places(&part)
                        .into_iter()
                        .map(|block| {
                            block
                                .iter()
                                .map(|at| at + whole.block_offset(begin))
                                .collect()
                        })
                        .collect();
                    assert_eq!(moved, all[begin..end], "{dtype}: blocks {begin} to {end}");
                    let last = all[end - 1].last().copied().unwrap_or_default();
                    let rest = if end == blocks { whole.spare } else { 0 };
                    let expected = last + 1 + rest * LANES - whole.block_offset(begin);
                    assert_eq!(part.len(), expected, "{dtype}: blocks {begin} to {end}");
                    let of_groups = (0..part.groups()).flat_map(|at| part.blocks_of_group(at));
                    assert!(of_groups.eq(0..end - begin));
                    for inner in 0..end - begin {
                        let again = part.part(inner, Channels::blocked(LANES));
                        assert_eq!(
                            again.phase,
                            whole.part(begin + inner, Channels::blocked(LANES)).phase
                        );
                    }
                }
            }
        }
    }
}
