//! The borders of zeros that operations read around their inputs.

use super::layout::Border;
use crate::op::{Op, Window};
use crate::shape::Shape;

/// Factor of a map's pixels in the largest size of the map with its border, `MOST_TIMES * pixels + MOST_PIXELS`. A
/// larger border is left out, and the kernel skips the taps outside the map instead.
const MOST_TIMES: usize = 4;

/// Constant part, in pixels, of the largest size of a map with its border; see [`MOST_TIMES`].
const MOST_PIXELS: usize = 1024;

/// Returns the border that an operation needs around its input; no border if the operation reads no zeros there, or if
/// the map with its border would have more than `MOST_TIMES * pixels + MOST_PIXELS` pixels.
pub(super) fn border(op: &Op, input: Shape) -> Border {
    let Some(window) = op.plan_needs().border else {
        return [0; 4];
    };
    let border = reach(window, input);
    let [height, width] = input.spatial();
    let [top, left, bottom, right] = border;
    let rows = top.saturating_add(height).saturating_add(bottom);
    let columns = left.saturating_add(width).saturating_add(right);
    if rows.saturating_mul(columns) > MOST_TIMES * height * width + MOST_PIXELS {
        return [0; 4];
    }
    border
}

/// Returns the rows and columns beyond each edge of a map that some position of the window covers: above, left, below,
/// right. All 0 if the window does not fit the map, or if the input is a vector.
pub fn reach(window: Window, input: Shape) -> Border {
    let Ok(outputs) = window.slide("window", input) else {
        return [0; 4];
    };
    let sizes = input.spatial();
    let [[top, bottom], [left, right]] = [0, 1].map(|at| {
        let axis = window.axis(at);
        let before = axis.padding(sizes[at])[0];
        let last = (outputs[at] - 1) * window.stride[at] as usize;
        let end = last.saturating_add(axis.reach());
        [before, end.saturating_sub(before + sizes[at])]
    });
    [top, left, bottom, right]
}
