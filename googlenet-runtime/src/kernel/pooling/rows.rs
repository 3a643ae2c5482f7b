//! Rows under a window.

use googlenet_dsl::plan::{LANES, MOST_POOLED_ROWS};
use std::ops::Range;

/// Where rows of a block begin.
#[derive(Debug, Clone, Copy)]
pub(in crate::kernel) struct Rows {
    /// The first ones, wherever they lie.
    near: [*const f32; Rows::NEAR],
    /// From the last of those on, from one row to the next.
    stride: usize,
    /// Pixels of each.
    columns: usize,
}

impl Rows {
    /// Rows that lie anywhere.
    pub(in crate::kernel) const NEAR: usize = MOST_POOLED_ROWS;

    /// Rows one behind the other.
    pub(in crate::kernel) fn behind(first: *const f32, stride: usize, columns: usize) -> Rows {
        Rows {
            near: std::array::from_fn(|row| first.wrapping_add(row * stride)),
            stride,
            columns,
        }
    }

    /// A few rows.
    pub(in crate::kernel) fn few(near: [*const f32; Rows::NEAR], columns: usize) -> Rows {
        Rows {
            near,
            stride: 0,
            columns,
        }
    }

    /// Some columns of the same rows.
    ///
    /// # Panics
    /// The rows have no such columns.
    #[inline(always)]
    pub(super) fn part(&self, columns: Range<usize>) -> Rows {
        assert!(
            columns.start <= columns.end && columns.end <= self.columns,
            "the columns lie inside the map"
        );
        let mut rows = *self;
        rows.columns = columns.len();
        for row in &mut rows.near {
            *row = row.wrapping_add(columns.start * LANES);
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
