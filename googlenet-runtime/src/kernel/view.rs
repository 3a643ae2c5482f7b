//! Typed views of memory regions, through which kernels read and write rows of maps.

use super::element::Element;
use googlenet_dsl::plan::{LANES, Layout};
use std::marker::PhantomData;

/// View of one image's region as elements of type `T`. [`RunContext::view`](super::RunContext::view), which creates all
/// views, checks the region's bounds and element type.
pub(super) struct View<'r, T> {
    /// Address of the first channel of the first pixel, behind the border.
    pub(super) start: *mut T,
    pub(super) layout: &'r Layout,
    /// Number of blocks of channels.
    blocks: usize,
}

impl<'r, T> View<'r, T> {
    /// Creates a view whose first pixel lies at `start`.
    ///
    /// # Safety
    /// All elements of the layout must lie inside memory that stays allocated while the view, and the rows and pixels that it
    /// gives, are used.
    pub(super) unsafe fn new(start: *mut T, layout: &'r Layout) -> View<'r, T> {
        View {
            start,
            layout,
            blocks: layout.channels.blocks(),
        }
    }
}

impl<T> Clone for View<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for View<'_, T> {}

impl<T: Element> View<'_, T> {
    /// Returns row `y` of the channel block with index `block`, without the border.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    pub(super) fn row<'v>(&self, block: usize, y: usize) -> Row<'v, T> {
        Row {
            start: self.address(block, y),
            layout: RowLayout::of(self.layout),
            values: PhantomData,
        }
    }

    /// Returns row `y` of the channel block with index `block` for writing, without the border.
    ///
    /// # Safety
    /// No other code may read or write the lanes of the block in the row while the result lives.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    pub(super) unsafe fn row_mut<'v>(&self, block: usize, y: usize) -> RowMut<'v, T> {
        RowMut {
            start: self.address(block, y),
            layout: RowLayout::of(self.layout),
            values: PhantomData,
        }
    }

    /// Returns all elements of row `y` of the channel block with index `block`: the lanes of the first pixel, then of the
    /// next.
    ///
    /// # Panics
    /// Panics if the map has no such row or block, or if elements of others lie between its pixels.
    #[inline(always)]
    pub(super) fn whole_row<'v>(&self, block: usize, y: usize) -> &'v [T] {
        let row = RowLayout::of(self.layout);
        // SAFETY: the row lies inside the region, which was checked to lie inside its memory. No thread writes to the
        // row meanwhile, as the plan lets a step read only results of earlier phases.
        unsafe { std::slice::from_raw_parts(self.address(block, y), row.whole_len()) }
    }

    /// Returns row `y` of the channel block with index `block` for writing, with the elements of [`View::whole_row`].
    ///
    /// # Safety
    /// No other code may read or write the row while the slice lives.
    #[inline(always)]
    pub(super) unsafe fn whole_row_mut<'v>(&self, block: usize, y: usize) -> &'v mut [T] {
        let row = RowLayout::of(self.layout);
        // SAFETY: the row lies inside the region, as in `whole_row`; the caller guarantees exclusive access.
        unsafe { std::slice::from_raw_parts_mut(self.address(block, y), row.whole_len()) }
    }

    /// Returns `len` elements of row `y` of the channel block with index `block` for writing, from element `first` of
    /// the row on. Panics if they exceed the row.
    ///
    /// # Safety
    /// No other code may read or write these elements while the slice lives.
    #[inline(always)]
    pub(super) unsafe fn pixel_mut<'v>(
        &self,
        block: usize,
        y: usize,
        first: usize,
        len: usize,
    ) -> &'v mut [T] {
        assert!(first + len <= self.row_len());
        // SAFETY: the elements lie inside the row, as asserted, and the row inside the region; the caller guarantees
        // exclusive access.
        unsafe { std::slice::from_raw_parts_mut(self.address(block, y).add(first), len) }
    }

    /// Returns the address of the first channel of panel `panel` in the first pixel of row `y`, without the border. A
    /// panel is a channel block or, in NHWC, 16 consecutive channels, the last panel of fewer.
    ///
    /// # Panics
    /// Panics if the map has no such row or panel.
    #[inline(always)]
    pub(super) fn panel(&self, panel: usize, y: usize) -> *mut T {
        match self.layout.is_in_blocks() {
            true => self.address(panel, y),
            false => {
                assert!(panel * LANES < self.layout.channels.count());
                self.address(0, y).wrapping_add(panel * LANES)
            }
        }
    }

    /// Returns the number of channels of a panel; 16 for all panels in blocks.
    pub(super) fn panel_len(&self, panel: usize) -> usize {
        match self.layout.is_in_blocks() {
            true => LANES,
            false => LANES.min(self.layout.channels.count() - panel * LANES),
        }
    }

    /// Returns the channels of pixel `x` of row `y` in the channel block with index `block`, unused lanes included.
    ///
    /// # Panics
    /// Panics if the map has no such pixel or block.
    pub(super) fn pixel<'v>(&self, block: usize, y: usize, x: usize) -> &'v [T] {
        self.row(block, y).pixel(x)
    }

    /// Returns the number of elements from the first lane of a row to its last one, those of others between included.
    fn row_len(&self) -> usize {
        let between = self.layout.pixel_stride - self.layout.channels.lanes();
        self.layout.size[1] * self.layout.pixel_stride - between
    }

    /// Returns the address of the first lane of the first pixel of row `y` of a channel block.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    pub(super) fn address(&self, block: usize, y: usize) -> *mut T {
        assert!(y < self.layout.size[0] && block < self.blocks);
        self.start
            .wrapping_add(self.layout.block_offset(block) + y * self.layout.row_stride)
    }
}

/// Sizes of the rows of a map.
#[derive(Clone, Copy)]
struct RowLayout {
    pixels: usize,
    lanes: usize,
    /// Elements from a pixel to the next. Of a slice of an NHWC map, and of groups of several blocks, those behind the
    /// lanes belong to other maps and blocks.
    step: usize,
}

impl RowLayout {
    #[inline(always)]
    fn of(layout: &Layout) -> RowLayout {
        RowLayout {
            pixels: layout.size[1],
            lanes: layout.channels.lanes(),
            step: layout.pixel_stride,
        }
    }

    /// Returns the position of pixel `x`.
    #[inline(always)]
    fn pixel(self, x: usize) -> usize {
        assert!(x < self.pixels, "pixel {x} of a row of {}", self.pixels);
        x * self.step
    }

    /// Returns the number of elements of a row without others between its pixels.
    #[inline(always)]
    fn whole_len(self) -> usize {
        assert_eq!(self.step, self.lanes, "nothing lies between pixels");
        self.pixels * self.lanes
    }
}

/// A row of a channel block.
#[derive(Clone, Copy)]
pub(super) struct Row<'v, T> {
    start: *const T,
    layout: RowLayout,
    values: PhantomData<&'v [T]>,
}

impl<'v, T: Element> Row<'v, T> {
    /// Returns the lanes of pixel `x`, unused ones included.
    ///
    /// # Panics
    /// Panics if the row has no such pixel.
    #[inline(always)]
    pub(super) fn pixel(&self, x: usize) -> &'v [T] {
        // SAFETY: the pixel lies inside the row, and the row inside the region, which was checked to lie inside its
        // memory. No thread writes to the lanes meanwhile, as the plan lets a step read only results of earlier phases.
        unsafe {
            let pixel = self.start.add(self.layout.pixel(x));
            std::slice::from_raw_parts(pixel, self.layout.lanes)
        }
    }
}

/// A row of a channel block for writing.
pub(super) struct RowMut<'v, T> {
    start: *mut T,
    layout: RowLayout,
    values: PhantomData<&'v mut [T]>,
}

impl<T: Element> RowMut<'_, T> {
    /// Returns the lanes of pixel `x`, unused ones included.
    ///
    /// # Panics
    /// Panics if the row has no such pixel.
    #[inline(always)]
    pub(super) fn pixel(&mut self, x: usize) -> &mut [T] {
        // SAFETY: as in `Row::pixel`; who created the row guarantees that nothing else accesses its lanes.
        unsafe {
            let pixel = self.start.add(self.layout.pixel(x));
            std::slice::from_raw_parts_mut(pixel, self.layout.lanes)
        }
    }
}
