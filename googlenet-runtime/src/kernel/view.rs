//! Typed views of regions.

use super::element::Element;
use googlenet_dsl::plan::Layout;

/// A checked region of one image, whose elements have the type.
pub(super) struct View<'r, T> {
    /// The first channel of the first pixel.
    pub(super) start: *mut T,
    pub(super) layout: &'r Layout,
    /// Elements of the layout.
    len: usize,
}

impl<'r, T> View<'r, T> {
    /// A region with that layout, all of which lies in memory that is borrowed.
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
    /// The elements of a row of a block: pixel behind pixel, all lanes.
    #[inline(always)]
    pub(super) fn row<'v>(&self, block: usize, y: usize) -> &'v [T] {
        // SAFETY: the address and as many elements are inside the region, which was checked. That nobody writes them
        // meanwhile is the plan's part: a step reads what earlier phases have written.
        unsafe { std::slice::from_raw_parts(self.address(block, y), self.row_len()) }
    }

    /// The same, to write.
    ///
    /// # Safety
    /// Nobody else reads or writes the row as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn row_mut<'v>(&self, block: usize, y: usize) -> &'v mut [T] {
        // SAFETY: as above; the caller answers for the rest.
        unsafe { std::slice::from_raw_parts_mut(self.address(block, y), self.row_len()) }
    }

    /// Some elements of a row, to write.
    ///
    /// # Safety
    /// Nobody else reads or writes them as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn pixel_mut<'v>(
        &self,
        block: usize,
        y: usize,
        first: usize,
        len: usize,
    ) -> &'v mut [T] {
        assert!(first + len <= self.row_len());
        // SAFETY: as above; the caller answers for the rest.
        unsafe { std::slice::from_raw_parts_mut(self.address(block, y).add(first), len) }
    }

    /// The first element of a row of a block. What lies behind it, up to the end of the region, may be reached from there.
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
