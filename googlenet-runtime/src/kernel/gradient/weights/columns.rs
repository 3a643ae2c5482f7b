//! Taps of one row of the window as one run of values: in an NHWC input of few channels the channels under neighbouring
//! taps lie side by side, as those in the result do.

use super::patches::Patch;
use super::{Tap, WeightGradient};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Layout;
use std::ops::Range;

/// Number of channels from which on the taps are not taken together.
const CHANNELS: usize = 8;

/// How the taps of a row of the window are taken together.
#[derive(Debug)]
pub(super) struct Columns {
    /// Number of taps.
    pub(super) taps: usize,
    /// Number of columns of the input before the first one that windows reach over.
    before: usize,
    /// Number of columns of outputs.
    outputs: usize,
    /// Number of images, rows and columns of the input that a thread copies for a patch; `None` if the input has a
    /// border that is wide enough.
    copied: Option<[usize; 3]>,
    channels: usize,
}

/// Memory from which tiles read the input: address of the first pixel, and numbers of values from one image, row and
/// pixel to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) start: *const f32,
    pub(super) image_stride: usize,
    pub(super) row_stride: usize,
    pub(super) pixel_stride: usize,
}

impl Source {
    /// Returns the address of a pixel, which may lie outside the map.
    pub(super) fn pixel(&self, image: usize, [y, x]: [isize; 2]) -> *const f32 {
        let at = |index: isize, stride: usize| index.wrapping_mul(stride as isize);
        self.start
            .wrapping_add(image * self.image_stride)
            .wrapping_offset(at(y, self.row_stride))
            .wrapping_offset(at(x, self.pixel_stride))
    }
}

impl Columns {
    /// Returns how taps are taken together; `None` if they are not. `most` is the size of a patch.
    pub(super) fn new(
        window: Window,
        groups: usize,
        input: &Layout,
        gradient: &Layout,
        most: [usize; 3],
    ) -> Option<Columns> {
        let channels = input.channels.count();
        let [taps, dilation] = [window.kernel[1], window.dilation[1]].map(|of| of as usize);
        let is_run = input.channels.is_interleaved() && !input.is_slice() && dilation == 1;
        if !is_run || groups > 1 || channels >= CHANNELS || taps == 1 {
            return None;
        }
        let [down, right] = window.stride.map(|step| step as usize);
        let [before, _] = window.axis(1).padding(input.size[1]);
        let end = (gradient.size[1] - 1) * right + taps;
        let behind = end.saturating_sub(before + input.size[1]);
        let is_wide = input.border[1] >= before && input.border[3] >= behind;
        let [images, rows, columns] = most;
        let rows = ((rows - 1) * down).saturating_add(window.axis(0).reach());
        let copied = [
            images,
            rows.min(input.size[0]),
            (columns - 1) * right + taps,
        ];
        Some(Columns {
            taps,
            before,
            outputs: gradient.size[1],
            copied: (!is_wide).then_some(copied),
            channels,
        })
    }

    /// Returns the tap that stands for all of them.
    pub(super) fn tap(&self) -> Tap {
        Tap {
            first: -(self.before as isize),
            outputs: 0..self.outputs,
        }
    }

    /// Returns the number of values that a thread copies for a patch.
    pub(super) fn len(&self) -> usize {
        let sizes = self.copied.map_or(0, |sizes| sizes.iter().product());
        sizes * self.channels
    }

    /// Copies the pixels under the windows of a patch to `to`, with zeros outside the map, if the input has no border.
    /// Returns the memory from which the patch is computed.
    ///
    /// # Safety
    /// `source` must be valid for the input; `to` must have room for [`Columns::len`] values that no other code accesses.
    pub(super) unsafe fn copy(
        &self,
        of: &WeightGradient,
        source: Source,
        patch: &Patch,
        to: *mut f32,
    ) -> Source {
        let Some([_, rows, columns]) = self.copied else {
            return source;
        };
        let channels = self.channels;
        let (first, last) = (&of.taps[0][0], &of.taps[0][of.taps[0].len() - 1]);
        let begin = first.input(patch.rows.start, of.stride[0]).max(0);
        let end = last.input(patch.rows.end - 1, of.stride[0]) + 1;
        let end = end.min(of.input.size[0] as isize).max(begin);
        let left = of.taps[1][0].input(patch.columns.start, of.stride[1]);
        let inside = self.inside(left, columns, of.input.size[1]);
        let to = Source {
            start: to,
            image_stride: rows * columns * channels,
            row_stride: columns * channels,
            pixel_stride: channels,
        };
        for image in patch.images.clone() {
            for y in begin..end {
                let at = to
                    .pixel(image - patch.images.start, [y - begin, 0])
                    .cast_mut();
                let len = inside.len() * channels;
                // SAFETY: the patch has no more images, rows and columns than there is room for, and those inside the map
                // are valid.
                unsafe {
                    let row = std::slice::from_raw_parts_mut(at, columns * channels);
                    row[..inside.start * channels].fill(0.0);
                    row[inside.end * channels..].fill(0.0);
                    let from = source.pixel(image, [y, left + inside.start as isize]);
                    let from = std::slice::from_raw_parts(from, len);
                    row[inside.start * channels..][..len].copy_from_slice(from);
                }
            }
        }
        Source {
            start: to
                .pixel(0, [-begin, -left])
                .wrapping_sub(patch.images.start * to.image_stride),
            ..to
        }
    }

    /// Returns those of `columns` columns, of which the first is column `left` of the map, that lie inside the map.
    fn inside(&self, left: isize, columns: usize, width: usize) -> Range<usize> {
        let start = (-left).max(0).min(columns as isize);
        let end = (width as isize - left).clamp(start, columns as isize);
        start as usize..end as usize
    }
}
