//! Where values lie.

use super::layout::{Channels, Layout};
use crate::shape::Shape;
use crate::value::DType;
use crate::variants::variants;
use std::sync::Arc;

/// Where an image's values lie.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Region {
    /// The memory that holds it.
    pub place: Place,
    /// The first channel of the first pixel, in bytes from the memory's beginning.
    pub offset: usize,
    /// The shape of what lies there.
    pub shape: Shape,
    /// Its layout. A flattened map keeps the map's.
    pub layout: Arc<Layout>,
}

/// The memories of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The caller's image.
    Input,
    /// The session's arena.
    Arena,
    /// Memory for results that are wanted beside the network's.
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

    /// What the caller gives: NHWC, `f32`.
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

    /// All bytes that belong to the region, those of its border included.
    pub fn span(&self) -> std::ops::Range<usize> {
        let layout = &self.layout;
        let start = self.offset.wrapping_sub(layout.origin_bytes());
        start..start.wrapping_add(layout.bytes())
    }

    /// Whether two regions share no byte.
    pub fn is_disjoint(&self, other: &Region) -> bool {
        let (a, b) = (self.span(), other.span());
        self.place != other.place || a.end <= b.start || b.end <= a.start
    }

    /// Whether the elements of two regions have one type and one order.
    pub fn same_layout(&self, other: &Region) -> bool {
        let (a, b) = (&self.layout, &other.layout);
        a.dtype == b.dtype && a.size == b.size && a.channels == b.channels
    }
}
