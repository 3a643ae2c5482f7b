//! The zeros that operations read around their input.

use super::layout::Border;
use crate::op::{Op, Window};
use crate::shape::Shape;

/// A border that makes a map more than so many times larger, and larger by so many pixels, is left out; the kernel then
/// leaves out the taps that lie outside.
const MOST_TIMES: usize = 4;
const MOST_PIXELS: usize = 1024;

/// What an operation reads beyond the edge of its input; nothing where that is no zeros, or out of proportion.
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

/// How far a window reaches beyond the edges of a map.
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
