//! Where the inputs of a product lie: memory of which each pixel has 64 bytes side by side, or a power of two less.

use super::super::descriptor::ConvDescriptor;
use googlenet_dsl::plan::{ALIGN, Channels, LANES, Layout};
use googlenet_dsl::value::DType;

/// Strides of the inputs, in bytes, and the channels of a pixel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// Size of an element.
    pub(super) element: usize,
    /// Bytes from a pixel to the next, also the bytes of a pixel in one group of channels: 64, or a power of two less
    /// if there is one group only.
    pub(super) pixel: usize,
    /// Bytes from a row to the next.
    pub(super) row: usize,
    /// Bytes from a group of channels to the next.
    pub(super) group: usize,
    /// Number of groups.
    pub(super) groups: usize,
    /// Number of blocks of other maps in front of the first one in the first group.
    pub(super) phase: usize,
    /// Bytes from the beginning of the first pixel's first group to the first input under the first window; negative
    /// where the window begins in the border.
    pub(super) first: isize,
    /// Division of the channels into blocks.
    pub(super) channels: Channels,
}

impl Grid {
    /// Returns the grid of inputs of type `dtype` that are read where they lie; `None` if they must be copied first:
    /// elements of another type, NHWC, windows that reach beyond the border, and floating-point numbers beside others
    /// that need not be finite, as a zero weight makes NaN of such: in groups that are shared with other maps, or
    /// behind the taps of windows that are smaller than 64 bytes.
    pub(super) fn in_place(descriptor: &ConvDescriptor, dtype: DType) -> Option<Grid> {
        let layout = &*descriptor.input;
        let blocks = layout.phase + layout.channels.blocks() + layout.spare;
        let shared = layout.phase > 0 || !blocks.is_multiple_of(layout.side);
        let fits = layout.dtype == dtype
            && layout.is_in_blocks()
            && !descriptor.is_clipped()
            && (dtype == DType::U8
                || !shared
                    && pixel_bytes(descriptor, dtype.size()) <= layout.pixel_stride * dtype.size());
        fits.then(|| Grid::of(layout, descriptor))
    }

    fn of(layout: &Layout, descriptor: &ConvDescriptor) -> Grid {
        let element = layout.dtype.size();
        let [pixel, row, group] = layout.strides().map(|stride| stride * element);
        let [top, left, ..] = descriptor.reach;
        Grid {
            element,
            pixel,
            row,
            group,
            groups: layout.groups(),
            phase: layout.phase,
            first: -((top * row + left * pixel) as isize),
            channels: layout.channels.clone(),
        }
    }

    /// Returns the grid of a copy of the inputs with all rows and columns under the windows, whose elements have
    /// `element` bytes. A pixel of few channels takes as many as the next power of two, at least four. Of at most four
    /// channels the copy is compact even where steps read beyond the window, so that a NaN there reaches windows that
    /// end beside it.
    pub(super) fn of_copy(descriptor: &ConvDescriptor, element: usize) -> Grid {
        let layout = &*descriptor.input;
        let count = layout.channels.count();
        let channels = match layout.is_in_blocks() {
            true => layout.channels.clone(),
            false => Channels::blocked(count),
        };
        let lanes = match channels.blocks() {
            1 if count <= 4 => 4,
            1 => count
                .next_power_of_two()
                .max(pixel_bytes(descriptor, element) / element),
            _ => ALIGN / element,
        };
        let [top, left, bottom, right] = descriptor.reach;
        let [height, width] = layout.size;
        let pixel = lanes * element;
        let row = (left + width + right) * pixel;
        Grid {
            element,
            pixel,
            row,
            group: (top + height + bottom) * row,
            groups: channels.blocks().div_ceil(lanes.div_ceil(LANES)),
            phase: 0,
            first: 0,
            channels,
        }
    }

    /// Returns the number of channels of a pixel in a group, those without a channel of the map included.
    pub(super) fn lanes(&self) -> usize {
        self.pixel / self.element
    }

    /// Returns the number of bytes of all groups.
    pub(super) fn bytes(&self) -> usize {
        self.groups * self.group
    }
}

/// Returns the least number of bytes of a pixel with which the taps of a row of a window that lie side by side have 64
/// bytes; any number for 8-bit integers, of which a zero weight makes zero in any case.
fn pixel_bytes(descriptor: &ConvDescriptor, element: usize) -> usize {
    let side_by_side = match descriptor.window.dilation[1] {
        _ if element == 1 => ALIGN,
        1 => descriptor.window.kernel[1] as usize,
        _ => 1,
    };
    ALIGN / (1 << side_by_side.min(ALIGN).ilog2())
}
