//! Addresses of the map rows under a pooling window.

use crate::kernel::number::Number;
use crate::kernel::view::View;
use googlenet_dsl::plan::{LANES, MOST_POOLED_ROWS};
use std::ops::Range;

/// Addresses of the map rows under one row of pooling windows, all of the same channel block. The rows need not lie in
/// one piece of memory: for a fused pooling, some lie in a band (rows that are computed together), others among the
/// rows carried over from the band before.
#[derive(Debug, Clone, Copy)]
pub(in crate::kernel) struct Rows<T: Number = f32> {
    /// Address of the first pixel of each row, for the first [`Rows::EXPLICIT_ROWS`] rows, which may lie anywhere;
    /// entries beyond the last row are not read.
    near: [*const T; MOST_POOLED_ROWS],
    /// Number of elements from one row to the next, for the rows from the last of `near` on.
    stride: usize,
    /// Number of pixels of each row.
    columns: usize,
    /// Number of elements from a pixel to the next.
    pub(super) step: usize,
    /// Number of channels of the panel, from 1 to 16.
    pub(super) len: usize,
    /// `true` if each pixel has memory for 16 channels.
    in_blocks: bool,
    pub(super) scaling: T::Scaling,
}

impl<T: Number> Rows<T> {
    /// Returns the rows of panel `panel` of a map from row `first` on, `step` rows apart.
    pub(super) fn of(source: &View<'_, T>, panel: usize, first: usize, step: usize) -> Rows<T> {
        let layout = source.layout;
        let start = source.panel(panel, first).cast_const();
        let stride = step * layout.row_stride;
        Rows {
            near: std::array::from_fn(|row| start.wrapping_add(row * stride)),
            stride,
            columns: layout.size[1],
            step: layout.pixel_stride,
            len: source.panel_len(panel),
            in_blocks: layout.is_in_blocks(),
            scaling: T::scaling(layout),
        }
    }

    /// Returns `true` if each pixel has memory for 16 channels.
    pub(super) fn in_blocks(&self) -> bool {
        self.in_blocks
    }

    /// Returns the same rows restricted to a range of columns, which then count from 0.
    ///
    /// # Panics
    /// Panics if the range exceeds the rows' columns.
    #[inline(always)]
    pub(super) fn part(&self, columns: Range<usize>) -> Rows<T> {
        assert!(
            columns.start <= columns.end && columns.end <= self.columns,
            "the columns lie inside the map"
        );
        let mut rows = *self;
        rows.columns = columns.len();
        for row in &mut rows.near {
            *row = row.wrapping_add(columns.start * self.step);
        }
        rows
    }

    /// Returns the address of the first pixel of row `row`, an index from 0. Rows from [`Rows::EXPLICIT_ROWS`] on exist
    /// only if the rows are evenly spaced.
    #[inline(always)]
    pub(super) fn at(&self, row: usize) -> *const T {
        match self.near.get(row) {
            Some(first) => *first,
            None => {
                let strided = row + 1 - MOST_POOLED_ROWS;
                self.near[MOST_POOLED_ROWS - 1].wrapping_add(strided * self.stride)
            }
        }
    }
}

impl Rows {
    /// Number of rows whose addresses are stored one by one; the most rows of a window that [`Rows::from_addresses`]
    /// supports.
    pub(in crate::kernel) const EXPLICIT_ROWS: usize = MOST_POOLED_ROWS;

    /// Creates any number of evenly spaced rows, in blocks of 16 channels, from the address `first` on: `stride` `f32`
    /// values from one row to the next, `columns` pixels each.
    pub(in crate::kernel) fn strided(first: *const f32, stride: usize, columns: usize) -> Rows {
        Rows {
            near: std::array::from_fn(|row| first.wrapping_add(row * stride)),
            stride,
            columns,
            step: LANES,
            len: LANES,
            in_blocks: true,
            scaling: (),
        }
    }

    /// Creates at most [`Rows::EXPLICIT_ROWS`] rows at arbitrary addresses, in blocks of 16 channels,
    /// `columns` pixels each. If there are fewer,
    /// the remaining addresses are not used.
    pub(in crate::kernel) fn from_addresses(
        near: [*const f32; Rows::EXPLICIT_ROWS],
        columns: usize,
    ) -> Rows {
        Rows {
            near,
            stride: 0,
            columns,
            step: LANES,
            len: LANES,
            in_blocks: true,
            scaling: (),
        }
    }
}
