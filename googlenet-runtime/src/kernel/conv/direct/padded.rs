//! Rows of an NHWC input that are copied, with their padding, into a thread's scratch memory, for a convolution whose
//! windows reach over edges where there is no border in memory.

use super::super::args::ConvArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::tile::full;
use super::window_rows::copy_window_rows;
use googlenet_dsl::plan::{Channels, Layout};
use std::ops::{Range, RangeInclusive};

/// Numbers of output pixels that are computed from one copy of rows: so many that few register tiles have less than the
/// usual number of pixels, and so few that the rows stay in the first-level cache. Rows of more pixels are copied one by
/// one.
const PIXELS: RangeInclusive<usize> = 56..=256;

/// Largest number of `f32` values that are copied at a time. Convolutions that need more test each tap instead.
const MAX_VALUES: usize = 1 << 14;

/// Layout and size of the rows that a thread copies at a time.
#[derive(Debug)]
pub(super) struct PaddedRows {
    /// Layout of the copied rows: dense NHWC, with the padding as a part of the map.
    pub(super) layout: Layout,
    /// Number of rows of outputs that are computed from one copy.
    pub(super) outputs: usize,
}

/// Rows in a thread's scratch memory, from which outputs of one image are computed.
#[derive(Clone, Copy)]
pub(super) struct Copied {
    /// Address of the first row, which lies under the windows of output row `first`.
    pub(super) from: *const f32,
    /// Index of the first output row that is computed from the rows.
    pub(super) first: usize,
}

impl PaddedRows {
    /// Returns the rows for a descriptor; `None` if its input is not NHWC, if the border in memory suffices, or if too
    /// many values would be copied.
    pub(super) fn new(descriptor: &ConvDescriptor) -> Option<PaddedRows> {
        let channels = descriptor.input.channels.count();
        if !descriptor.is_clipped() || !descriptor.input.channels.is_interleaved() {
            return None;
        }
        let [_, left, _, right] = descriptor.reach;
        let width = left
            .checked_add(descriptor.input.size[1])?
            .checked_add(right)?;
        let rows = |outputs: usize| {
            let steps = (outputs - 1).checked_mul(descriptor.window.stride[0] as usize)?;
            steps.checked_add(descriptor.window.axis(0).reach())
        };
        let values = |outputs: usize| rows(outputs)?.checked_mul(width)?.checked_mul(channels);
        let fits = |outputs: &usize| values(*outputs).is_some_and(|values| values <= MAX_VALUES);
        let [height, columns] = descriptor.output.size;
        let least = PIXELS.start().div_ceil(columns).min(height);
        let most = (PIXELS.end() / columns).clamp(least, height);
        let tile = full(descriptor.isa)[0];
        let unused = |outputs: usize| {
            let pixels = outputs * columns;
            (pixels.next_multiple_of(tile) - pixels) as f64 / pixels as f64
        };
        let fewest = |a: &usize, b: &usize| unused(*a).total_cmp(&unused(*b));
        let outputs = (least..=most).rev().filter(fits).min_by(fewest);
        let outputs = outputs.or_else(|| (1..least).rev().find(fits))?;
        Some(PaddedRows {
            layout: Layout::new(
                descriptor.input.dtype,
                [rows(outputs)?, width],
                [0; 4],
                Channels::interleaved(channels),
            ),
            outputs,
        })
    }

    /// Returns the number of `f32` values of scratch memory that a thread needs.
    pub(super) fn len(&self) -> usize {
        self.layout.len()
    }

    /// Copies the rows of image `image` under the windows of the output rows `outputs` to `to`, padding included.
    ///
    /// # Safety
    /// `to` must have room for [`PaddedRows::len`] values that no other code accesses; the input of `args` must be valid
    /// for its layout, and not be written meanwhile.
    pub(super) unsafe fn copy(
        &self,
        args: &ConvArgs<'_>,
        image: usize,
        outputs: &Range<usize>,
        to: *mut f32,
    ) -> Copied {
        let input = &*args.descriptor.input;
        let pixels = match input.is_slice() {
            true => input.size[1],
            false => 1,
        };
        let copy = |from: *const f32, inner: &mut [f32]| {
            let each = inner.len() / pixels;
            for (pixel, to) in inner.chunks_exact_mut(each).enumerate() {
                // SAFETY: the pixel's channels, or those of the whole row, lie inside the input, which the caller
                // guarantees.
                let from = unsafe {
                    std::slice::from_raw_parts(from.add(pixel * input.pixel_stride), each)
                };
                to.copy_from_slice(from);
            }
        };
        // SAFETY: the caller guarantees the room for all rows.
        unsafe { copy_window_rows(args, image, outputs, self.layout.pixel_stride, to, copy) };
        Copied {
            from: to.cast_const(),
            first: outputs.start,
        }
    }
}
