//! Regions: where the values of inputs and results lie in the memories of a run.

use super::layout::{Channels, LANES, Layout};
use crate::shape::Shape;
use crate::value::DType;
use crate::variants::variants;
use std::sync::Arc;

/// Where the values of an input or result lie for one image: a memory, an offset and a layout (oneDNN: memory
/// descriptor).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// Memory in which the values lie: the caller's image, an arena, or tap scratch.
    pub place: Place,
    /// Offset of the first channel of the first pixel inside the border, in bytes from the beginning of the image's
    /// part of the memory.
    pub offset: usize,
    /// Shape of the values. For a flattened map that is read in place it is the vector, while `layout` is that of the
    /// map.
    pub shape: Shape,
    /// Element type, blocks, border and strides of the values.
    pub layout: Arc<Layout>,
}

/// A memory of a run in which regions lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The image that the caller passes, as NHWC; only read.
    Input,
    /// The arena of a session, which holds the results that steps store; for a single layer
    /// ([`LayerPlan`](super::LayerPlan)) it also holds the inputs.
    Arena,
    /// Scratch memory for results that fusion does not store, and that are recomputed because the caller asked for them
    /// (taps).
    TapScratch,
}

variants!(Place {
    Input,
    Arena,
    TapScratch
});

impl Region {
    /// Creates a region; `offset` is that of the first channel of the first pixel, in bytes from the beginning of the
    /// image's part of the memory.
    #[must_use]
    pub fn new(
        place: Place,
        offset: usize,
        shape: Shape,
        layout: impl Into<Arc<Layout>>,
    ) -> Region {
        Region {
            place,
            offset,
            shape,
            layout: layout.into(),
        }
    }

    /// Returns the region of an input of this shape in the caller's memory: NHWC, `f32`, without border, from offset 0
    /// on.
    #[must_use]
    pub fn external(shape: Shape) -> Region {
        let channels = Channels::interleaved(shape.channels());
        Region {
            place: Place::Input,
            offset: 0,
            shape,
            layout: Layout::new(DType::F32, shape.spatial(), [0; 4], channels).into(),
        }
    }

    /// Returns the range of bytes, in the image's part of the memory, from the beginning of the first block's border to
    /// the end of the last block's. It wraps around if the offset leaves no room for the border.
    #[inline]
    pub fn span(&self) -> std::ops::Range<usize> {
        let layout = &self.layout;
        let start = self.offset.wrapping_sub(layout.origin_bytes());
        start..start.wrapping_add(layout.bytes())
    }

    /// Returns `true` if two regions lie in different memories, if their spans ([`Region::span`]) do not overlap, or if
    /// they are different channels of one NHWC map, or different blocks of the groups of one map.
    pub fn is_disjoint(&self, other: &Region) -> bool {
        let (a, b) = (self.span(), other.span());
        self.place != other.place
            || a.end <= b.start
            || b.end <= a.start
            || self.is_other_slice(other)
            || self.has_other_blocks(other)
    }

    /// Returns `true` if the regions are different blocks of channels of one map whose groups have several.
    fn has_other_blocks(&self, other: &Region) -> bool {
        let (before, behind) = match self.offset <= other.offset {
            true => (self, other),
            false => (other, self),
        };
        let (a, b) = (&*before.layout, &*behind.layout);
        let of_one = a.dtype == b.dtype
            && a.size == b.size
            && a.border == b.border
            && a.side == b.side
            && a.strides() == b.strides();
        let block = LANES * a.dtype.size();
        let group = a.block_stride * a.dtype.size();
        // The distance of the first pixels of their first groups.
        let apart = (behind.offset + a.phase * block).checked_sub(before.offset + b.phase * block);
        let blocks = a.channels.blocks() + a.spare;
        a.side > 1
            && of_one
            && apart.is_some_and(|apart| {
                let first = apart / group * a.side + b.phase;
                apart.is_multiple_of(group) && first >= a.phase + blocks
            })
    }

    /// Returns `true` if the regions are slices of one NHWC map, with different channels.
    fn is_other_slice(&self, other: &Region) -> bool {
        let (a, b) = (&*self.layout, &*other.layout);
        let strides = |layout: &Layout| {
            let Layout {
                dtype,
                size,
                border,
                pixel_stride,
                row_stride,
                ..
            } = layout;
            (*dtype, *size, *border, *pixel_stride, *row_stride)
        };
        let (first, second, lanes) = match self.offset <= other.offset {
            true => (self.offset, other.offset, a.channels.lanes()),
            false => (other.offset, self.offset, b.channels.lanes()),
        };
        let apart = (second - first) / a.dtype.size();
        let wide = [a, b].map(|layout| layout.channels.lanes());
        a.is_slice()
            && b.is_slice()
            && strides(a) == strides(b)
            && apart >= lanes
            && apart + wide[usize::from(self.offset <= other.offset)] <= a.pixel_stride
    }

    /// Returns `true` if two regions have the same element type, height and width, division of channels into blocks and,
    /// as NHWC, distance between pixels, so that their rows correspond block by block; borders, groups, other strides and
    /// zero points may differ.
    pub fn same_layout(&self, other: &Region) -> bool {
        let (a, b) = (&self.layout, &other.layout);
        a.dtype == b.dtype
            && a.size == b.size
            && a.channels == b.channels
            && (a.pixel_stride == b.pixel_stride || a.is_in_blocks() && b.is_in_blocks())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_map_of_groups_are_apart_where_their_blocks_are() {
        let whole = Layout::new(DType::U8, [2, 3], [1; 4], Channels::blocked(150));
        let part = |begin: usize, end: usize| {
            let offset = 128 + whole.origin_bytes() + whole.block_offset(begin);
            let channels = Channels::blocked((end - begin) * LANES);
            let shape = Shape::map(2, 3, channels.count());
            Region::new(Place::Arena, offset, shape, whole.part(begin, channels))
        };
        let blocks = whole.channels.blocks();
        let ranges =
            (0..blocks).flat_map(|begin| (begin + 1..=blocks).map(move |end| (begin, end)));
        for (begin, end) in ranges.clone() {
            for (first, last) in ranges.clone() {
                let apart = end <= first || last <= begin;
                let (a, b) = (part(begin, end), part(first, last));
                assert_eq!(a.is_disjoint(&b), apart, "{begin}..{end}, {first}..{last}");
                assert!(a.span().end <= 128 + whole.bytes());
            }
        }
        let mut other = part(0, 1);
        other.offset += 1;
        assert!(!other.is_disjoint(&part(1, 2)), "no block of the same map");
    }
}
