//! The borders of zeros that are stored around maps because the windows of operations reach over the edges.

use super::layout::Border;
use crate::op::{Op, Window};
use crate::shape::Shape;

/// Factor in the limit on borders: with its border a map has at most `MOST_TIMES * pixels + MOST_PIXELS` pixels, where
/// `pixels` is the number without it. A larger border is not stored, and the kernel skips the taps outside the map
/// instead.
const MOST_TIMES: usize = 4;

/// Constant part, in pixels, of the limit on borders; see [`MOST_TIMES`].
const MOST_PIXELS: usize = 1024;

/// Returns the border that an operation needs around an input of this shape, in rows and columns. All 0 if the
/// operation reads no border, if the input is a vector, or if the map with its border would have more than `MOST_TIMES
/// * pixels + MOST_PIXELS` pixels.
pub(super) fn border(op: &Op, input: Shape) -> Border {
    op.plan_needs()
        .border
        .map_or([0; 4], |window| limited(reach(window, input), input))
}

/// Returns the border that the gradient of an operation's input needs around the gradient of its result, which has the
/// shape `output`, in rows and columns; 0 where [`border`] is.
pub(super) fn gradient_border(op: &Op, input: Shape, output: Shape) -> Border {
    let window = op.plan_needs().border;
    window.map_or([0; 4], |window| {
        limited(window.gradient_border(input, output), output)
    })
}

/// Returns the border unless it would be too large for a map of this shape.
fn limited(border: Border, input: Shape) -> Border {
    let [height, width] = input.spatial();
    if pixels(border, input) > MOST_TIMES * height * width + MOST_PIXELS {
        return [0; 4];
    }
    border
}

/// Returns the number of pixels of a map of this shape with the border.
fn pixels(border: Border, input: Shape) -> usize {
    let [height, width] = input.spatial();
    let [top, left, bottom, right] = border;
    let rows = top.saturating_add(height).saturating_add(bottom);
    let columns = left.saturating_add(width).saturating_add(right);
    rows.saturating_mul(columns)
}

/// Returns the height and width of the map of the pixels under all positions of a window, side by side, each position's by
/// themselves, if kernels that copy their inputs copy these: if a map of this shape is not stored with a border that
/// contains them, and the copy has fewer pixels than one of the map with that border.
pub fn gathered(window: Window, input: Shape) -> Option<[usize; 2]> {
    let outputs = window.slide("window", input).ok()?;
    let border = reach(window, input);
    let size = [0, 1].map(|at| outputs[at].saturating_mul(window.kernel[at] as usize));
    let is_far = limited(border, input) != border;
    (is_far && size[0].saturating_mul(size[1]) < pixels(border, input)).then_some(size)
}

/// Returns, for each edge, the larger of the two borders' numbers of rows or columns.
pub(super) fn widest(a: Border, b: Border) -> Border {
    std::array::from_fn(|at| a[at].max(b[at]))
}

/// Returns how many rows or columns beyond each edge of a map some position of the window covers: above, left, below,
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
