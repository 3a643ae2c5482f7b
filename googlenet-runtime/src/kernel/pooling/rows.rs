//! Rows under a window.

use googlenet_dsl::plan::LANES;

/// Where rows of a block begin.
#[derive(Debug, Clone, Copy)]
pub(in crate::kernel) struct Rows {
    /// The first ones, wherever they lie.
    near: [*const f32; Rows::NEAR],
    /// From the last of those on, from one row to the next.
    stride: usize,
}

impl Rows {
    /// Rows that lie anywhere.
    pub(in crate::kernel) const NEAR: usize = 4;

    /// Rows one behind the other.
    pub(in crate::kernel) fn behind(first: *const f32, stride: usize) -> Rows {
        Rows {
            near: std::array::from_fn(|row| first.wrapping_add(row * stride)),
            stride,
        }
    }

    /// A few rows.
    pub(in crate::kernel) fn few(near: [*const f32; Rows::NEAR]) -> Rows {
        Rows { near, stride: 0 }
    }

    /// The same rows from a column on.
    #[inline(always)]
    pub(super) fn shifted(&self, column: usize) -> Rows {
        let mut rows = *self;
        for row in &mut rows.near {
            *row = row.wrapping_add(column * LANES);
        }
        rows
    }

    #[inline(always)]
    pub(super) fn at(&self, row: usize) -> *const f32 {
        match self.near.get(row) {
            Some(first) => *first,
            None => {
                let behind = row + 1 - Rows::NEAR;
                self.near[Rows::NEAR - 1].wrapping_add(behind * self.stride)
            }
        }
    }
}
