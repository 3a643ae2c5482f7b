//! Rows of the input under the windows of some rows of outputs, copied with their padding.

use super::super::args::ConvArgs;
use std::ops::Range;

/// Copies the rows of image `image` of the input that lie under the windows of the rows `outputs`, each to a row of
/// `lanes` values a pixel, padding included. `copy` fills a row without its padding from the address of the input's row;
/// padding becomes zero.
///
/// # Safety
/// `to` must have room for all rows, which no other code accesses.
pub(super) unsafe fn copy_window_rows(
    args: &ConvArgs<'_>,
    image: usize,
    outputs: &Range<usize>,
    lanes: usize,
    to: *mut f32,
    mut copy: impl FnMut(*const f32, &mut [f32]),
) {
    let descriptor = args.descriptor;
    let input = &*descriptor.input;
    let [top, left, _, right] = descriptor.reach;
    let row_len = (left + input.size[1] + right) * lanes;
    let stride = descriptor.window.stride[0] as usize;
    let rows = (outputs.len() - 1) * stride + descriptor.window.axis(0).reach();
    for row in 0..rows {
        // SAFETY: the caller guarantees the room for all rows.
        let to = unsafe { std::slice::from_raw_parts_mut(to.add(row * row_len), row_len) };
        let y = (outputs.start * stride + row).wrapping_sub(top);
        if y >= input.size[0] {
            to.fill(0.0);
            continue;
        }
        let (before, rest) = to.split_at_mut(left * lanes);
        let (inner, after) = rest.split_at_mut(input.size[1] * lanes);
        before.fill(0.0);
        after.fill(0.0);
        let from = args
            .from
            .wrapping_add(image * args.from_image + y * input.row_stride);
        copy(from, inner);
    }
}
