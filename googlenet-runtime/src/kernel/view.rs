//! Typed views of memory regions, through which kernels read and write rows of maps.

use super::element::Element;
use googlenet_dsl::plan::Layout;

/// View of one image's region as elements of type `T`. [`RunContext::view`](super::RunContext::view), which creates all
/// views, checks the region's bounds and element type.
pub(super) struct View<'r, T> {
    /// Address of the first channel of the first pixel, behind the border.
    pub(super) start: *mut T,
    pub(super) layout: &'r Layout,
    /// Number of elements of the region of one image, with border, unused lanes and gaps.
    len: usize,
}

impl<'r, T> View<'r, T> {
    /// Creates a view whose first pixel lies at `start`. Nothing is checked: all elements of the layout must lie inside
    /// memory that stays allocated while the view is used.
    pub(super) fn new(start: *mut T, layout: &'r Layout) -> View<'r, T> {
        View {
            start,
            layout,
            len: layout.len(),
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
    /// Returns the elements of row `y` of the channel block with index `block`: all lanes of the first pixel, then of
    /// the next. The border is not included.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    pub(super) fn row<'v>(&self, block: usize, y: usize) -> &'v [T] {
        // SAFETY: the row lies inside the region, which was checked to lie inside its memory. No thread writes to the
        // row meanwhile, as the plan lets a step read only results of earlier phases.
        unsafe { std::slice::from_raw_parts(self.address(block, y), self.row_len()) }
    }

    /// Returns row `y` of the channel block with index `block` for writing, with the elements of [`View::row`].
    ///
    /// # Safety
    /// No other code may read or write the row while the slice lives.
    #[inline(always)]
    pub(super) unsafe fn row_mut<'v>(&self, block: usize, y: usize) -> &'v mut [T] {
        // SAFETY: the row lies inside the region, as in `row`; the caller guarantees exclusive access.
        unsafe { std::slice::from_raw_parts_mut(self.address(block, y), self.row_len()) }
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

    /// Returns the address of the first element of row `y` of the channel block with index `block`, without the border.
    /// Elements behind it, up to the end of the region, may be read through this address.
    ///
    /// # Panics
    /// Panics if the map has no such row or block.
    #[inline(always)]
    pub(super) fn row_start(&self, block: usize, y: usize) -> *const T {
        self.address(block, y)
    }

    fn row_len(&self) -> usize {
        self.layout.size[1] * self.layout.pixel_stride
    }

    #[inline(always)]
    fn address(&self, block: usize, y: usize) -> *mut T {
        assert!(y < self.layout.size[0] && block * self.layout.block_stride < self.len);
        self.start
            .wrapping_add(block * self.layout.block_stride + y * self.layout.row_stride)
    }
}
