//! Panels of maps: the 16 channels, or fewer, that one vector holds, pixel by pixel.

use crate::kernel::Worker;
use crate::kernel::arch::Simd;
use crate::kernel::view::View;
use googlenet_dsl::plan::{ChannelBlock, Channels, LANES, Layout, Region};

/// Returns the number of panels of a map: its blocks, or the number of vectors that hold the channels of a pixel in
/// NHWC.
pub(super) fn panels(channels: &Channels) -> usize {
    match channels.lanes() {
        LANES => channels.blocks(),
        _ => channels.count().div_ceil(LANES),
    }
}

/// Returns the index of the first channel of a panel, and the number of its channels.
pub(super) fn channels_of(channels: &Channels, panel: usize) -> (usize, usize) {
    match channels.lanes() {
        LANES => {
            let ChannelBlock { first, len, .. } = channels.block(panel);
            (first, len)
        }
        _ => (panel * LANES, LANES.min(channels.count() - panel * LANES)),
    }
}

/// Returns `true` if panels of the maps hold the same channels: if both are in blocks, which are the same, or neither
/// has several segments.
pub(super) fn same_panels(a: &Layout, b: &Layout) -> bool {
    a.channels.count() == b.channels.count()
        && (a.channels == b.channels || !a.channels.is_segmented() && !b.channels.is_segmented())
}

/// Checks that two regions have the same height and width, and panels with the same channels.
///
/// # Panics
/// Panics if they do not.
pub(super) fn check_same(a: &Region, b: &Region) {
    assert!(
        a.layout.size == b.layout.size && same_panels(&a.layout, &b.layout),
        "a gradient has the shape and the blocks of its value"
    );
}

/// Checks that two regions, whose sizes may differ, have panels with the same channels.
///
/// # Panics
/// Panics if they do not.
pub(super) fn check_panels(a: &Region, b: &Region) {
    assert!(
        same_panels(&a.layout, &b.layout),
        "a gradient has the blocks of its value"
    );
}

/// Returns a view of a region of image `image` that a kernel writes while it reads the regions `reads` of that image.
///
/// # Panics
/// Panics if the region shares a byte with one of them, or where the run's views panic.
pub(super) fn written<'r, const N: usize>(
    worker: &Worker<'_>,
    region: &'r Region,
    image: usize,
    reads: [&Region; N],
) -> View<'r, f32> {
    for other in reads {
        assert!(
            region.is_disjoint(other),
            "a kernel does not write what it reads"
        );
    }
    worker.run.output(region, image, &[])
}

/// Row of a panel of a map.
#[derive(Clone, Copy)]
pub(super) struct PanelRow {
    /// Address of the panel's first channel of the first pixel.
    start: *mut f32,
    /// Number of values from a pixel to the next.
    step: usize,
    /// Number of the panel's channels that may be read and written: 16 in blocks, unused lanes included.
    len: usize,
}

impl PanelRow {
    /// Returns row `y` of panel `panel`.
    ///
    /// # Panics
    /// Panics if the map has no such row or panel.
    #[inline(always)]
    pub(super) fn of(view: &View<'_, f32>, panel: usize, y: usize) -> PanelRow {
        PanelRow {
            start: view.panel(panel, y),
            step: view.layout.pixel_stride,
            len: view.panel_len(panel),
        }
    }

    /// Loads the channels of pixel `x`; what the lanes behind them hold is unspecified.
    ///
    /// # Safety
    /// The row must have the pixel, nobody may write it meanwhile, and the processor must have the instruction set `S`.
    #[inline(always)]
    pub(super) unsafe fn load<S: Simd>(&self, x: usize) -> S::Vector {
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let from = self.start.add(x * self.step);
            match self.len {
                LANES => S::load(from),
                len => S::load_part(from, len),
            }
        }
    }

    /// Returns the first `len` channels of pixel `x`, at most the panel's.
    ///
    /// # Safety
    /// The row must have the pixel, and nobody may write it while the slice lives.
    #[inline(always)]
    pub(super) unsafe fn values<'v>(&self, x: usize, len: usize) -> &'v [f32] {
        // SAFETY: the caller guarantees the pixel.
        unsafe { std::slice::from_raw_parts(self.start.add(x * self.step), len) }
    }

    /// Returns the first `len` channels of pixel `x`, at most the panel's, for writing.
    ///
    /// # Safety
    /// The row must have the pixel, and no other code may access it while the slice lives.
    #[inline(always)]
    pub(super) unsafe fn values_mut<'v>(&self, x: usize, len: usize) -> &'v mut [f32] {
        // SAFETY: the caller guarantees the pixel.
        unsafe { std::slice::from_raw_parts_mut(self.start.add(x * self.step), len) }
    }

    /// Stores the channels of pixel `x`.
    ///
    /// # Safety
    /// The row must have the pixel, no other code may access it, and the processor must have the instruction set `S`.
    #[inline(always)]
    pub(super) unsafe fn store<S: Simd>(&self, x: usize, value: S::Vector) {
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let to = self.start.add(x * self.step);
            match self.len {
                LANES => S::store(to, value),
                len => S::store_part(to, value, len),
            }
        }
    }

    /// Stores the channels of pixel `x`, or adds to what is there, and returns what is there then.
    ///
    /// # Safety
    /// As for [`PanelRow::store`].
    #[inline(always)]
    pub(super) unsafe fn put<S: Simd>(
        &self,
        x: usize,
        value: S::Vector,
        accumulate: bool,
    ) -> S::Vector {
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let value = match accumulate {
                true => S::add(self.load::<S>(x), value),
                false => value,
            };
            self.store::<S>(x, value);
            value
        }
    }
}

/// Row of a panel of a map of bytes.
#[derive(Clone, Copy)]
pub(super) struct ByteRow {
    start: *mut u8,
    step: usize,
    len: usize,
}

impl ByteRow {
    /// Returns row `y` of panel `panel`.
    ///
    /// # Panics
    /// Panics if the map has no such row or panel.
    #[inline(always)]
    pub(super) fn of(view: &View<'_, u8>, panel: usize, y: usize) -> ByteRow {
        ByteRow {
            start: view.panel(panel, y),
            step: view.layout.pixel_stride,
            len: view.panel_len(panel),
        }
    }

    /// Loads the bytes of pixel `x` as numbers; lanes without a channel are unspecified.
    ///
    /// # Safety
    /// As for [`PanelRow::load`].
    #[inline(always)]
    pub(super) unsafe fn load<S: Simd>(&self, x: usize) -> S::Vector {
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let from = self.start.add(x * self.step);
            if self.len == LANES {
                return S::load_bytes(from);
            }
            let mut bytes = [0; LANES];
            std::ptr::copy_nonoverlapping(from, bytes.as_mut_ptr(), self.len);
            S::load_bytes(bytes.as_ptr())
        }
    }

    /// Stores whole numbers from 0 to 255 as the bytes of pixel `x`.
    ///
    /// # Safety
    /// As for [`PanelRow::store`].
    #[inline(always)]
    pub(super) unsafe fn store<S: Simd>(&self, x: usize, value: S::Vector) {
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let to = self.start.add(x * self.step);
            if self.len == LANES {
                return S::store_bytes(to, value);
            }
            let mut bytes = [0; LANES];
            S::store_bytes(bytes.as_mut_ptr(), value);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, self.len);
        }
    }
}
