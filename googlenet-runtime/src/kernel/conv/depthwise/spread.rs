//! Rows of an input that are copied, with their padding, into a thread's scratch memory, each lane's channel to that
//! lane: for inputs without a sufficient border, or whose channels do not lie as those of the outputs.

use super::super::args::ConvArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::window_rows::copy_window_rows;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Number of `f32` values that are copied at a time, if one row of outputs needs no more: half of a first-level cache.
const USUAL_VALUES: usize = 1 << 12;

/// Largest number of `f32` values that are copied at a time.
const MOST_VALUES: usize = 1 << 15;

/// Sizes of the rows that a thread copies at a time for one panel.
#[derive(Debug)]
pub(super) struct SpreadRows {
    /// Number of pixels of a row, padding included.
    width: usize,
    /// Number of rows of outputs that are computed from one copy.
    pub(super) outputs: usize,
    /// Number of `f32` values of scratch memory that a thread needs.
    len: usize,
}

impl SpreadRows {
    /// Returns the rows for a descriptor; `None` if one row of outputs needs more than [`MOST_VALUES`].
    pub(super) fn new(descriptor: &ConvDescriptor) -> Option<SpreadRows> {
        let [_, left, _, right] = descriptor.reach;
        let width = left.checked_add(descriptor.input.size[1])?;
        let width = width.checked_add(right)?;
        let stride = descriptor.window.stride[0] as usize;
        let reach = descriptor.window.axis(0).reach();
        let values = |outputs: usize| {
            let rows = (outputs - 1).checked_mul(stride)?.checked_add(reach)?;
            rows.checked_mul(width)?.checked_mul(LANES)
        };
        let fits =
            |outputs: usize, most: usize| values(outputs).is_some_and(|values| values <= most);
        let mut outputs = 1;
        while outputs < descriptor.output.size[0] && fits(outputs + 1, USUAL_VALUES) {
            outputs += 1;
        }
        fits(outputs, MOST_VALUES).then_some(SpreadRows {
            width,
            outputs,
            len: values(outputs)?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns the number of values of a copied row.
    pub(super) fn row_len(&self) -> usize {
        self.width * LANES
    }

    /// Copies the rows of image `image` under the windows of the rows `outputs` of panel `panel` to `to`, padding
    /// included. Lanes without a channel become zero.
    ///
    /// # Safety
    /// `to` must have room for [`SpreadRows::len`] values that no other code accesses; the input of `args` must be valid
    /// for its layout, and not be written meanwhile.
    pub(super) unsafe fn copy(
        &self,
        args: &ConvArgs<'_>,
        [image, panel]: [usize; 2],
        outputs: &Range<usize>,
        to: *mut f32,
    ) {
        let descriptor = args.descriptor;
        let input = &*descriptor.input;
        let [_, multiplier] = descriptor.channels_per_group();
        let channels = descriptor.panel(panel);
        let used = channels.len();
        let mut lanes = [0; LANES];
        for (output, place) in channels.zip(&mut lanes) {
            let channel = output / multiplier;
            let block = input.channels.holding(channel);
            *place = block.block * input.block_stride + channel - block.first;
        }
        let side_by_side = lanes[..used].is_sorted_by(|a, b| a + 1 == *b);
        let copy = |from: *const f32, inner: &mut [f32]| {
            for (x, to) in inner.chunks_exact_mut(LANES).enumerate() {
                let from = from.wrapping_add(x * input.pixel_stride);
                // SAFETY: the pixel lies inside the input, which the caller guarantees, and so do its channels.
                unsafe {
                    if side_by_side {
                        let from = std::slice::from_raw_parts(from.add(lanes[0]), used);
                        to[..used].copy_from_slice(from);
                    } else {
                        for (to, lane) in to[..used].iter_mut().zip(&lanes) {
                            *to = *from.add(*lane);
                        }
                    }
                }
                to[used..].fill(0.0);
            }
        };
        // SAFETY: the caller guarantees the room for all rows.
        unsafe { copy_window_rows(args, image, outputs, LANES, to, copy) };
    }
}
