//! Regions: the places of values in the memories of a run.

use super::layout::{Channels, Layout};
use crate::shape::Shape;
use crate::value::DType;
use crate::variants::variants;
use std::sync::Arc;

/// The place of one image's values: a memory, an offset and a layout (oneDNN: memory descriptor).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// Memory in which the values lie.
    pub place: Place,
    /// Offset of the first channel of the first pixel, in bytes from the beginning of the image's part of the memory.
    pub offset: usize,
    /// Shape of the values. For a flattened map it is the vector, while `layout` is that of the map.
    pub shape: Shape,
    /// Memory layout of the values.
    pub layout: Arc<Layout>,
}

/// The memories that the regions of a run lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The image that the caller passes; only read.
    Input,
    /// The session's arena, which holds the results of all steps.
    Arena,
    /// Scratch memory for the results that are recomputed for taps, because fusion does not store them.
    TapScratch,
}

variants!(Place {
    Input,
    Arena,
    TapScratch
});

impl Region {
    /// Returns the region of a shape in a layout, whose first channel of the first pixel lies `offset` bytes from the
    /// beginning of its memory.
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

    /// Returns the region of an input that the caller passes: NHWC, `f32`, without border.
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

    /// Returns the range of bytes that the region occupies in its memory, the border included.
    pub fn span(&self) -> std::ops::Range<usize> {
        let layout = &self.layout;
        let start = self.offset.wrapping_sub(layout.origin_bytes());
        start..start.wrapping_add(layout.bytes())
    }

    /// Returns `true` if two regions share no byte.
    pub fn is_disjoint(&self, other: &Region) -> bool {
        let (a, b) = (self.span(), other.span());
        self.place != other.place || a.end <= b.start || b.end <= a.start
    }

    /// Returns `true` if two regions have the same element type, size and division of channels, so that their elements
    /// correspond block by block; borders and strides may differ.
    pub fn same_layout(&self, other: &Region) -> bool {
        let (a, b) = (&self.layout, &other.layout);
        a.dtype == b.dtype && a.size == b.size && a.channels == b.channels
    }
}
