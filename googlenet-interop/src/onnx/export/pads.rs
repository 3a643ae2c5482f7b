//! Padding of windows as explicit numbers. Files never contain `auto_pad`, which is deprecated, or `ceil_mode`, whose
//! meaning differs between versions of runtimes.

use googlenet_dsl::op::Window;
use googlenet_dsl::plan::reach;
use googlenet_dsl::shape::Shape;

/// The padding of a window's input in rows or columns, in ONNX's order: above, left, below, right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pads {
    /// Rows and columns with which the layer itself pads its input.
    pub(super) given: [i64; 4],
    /// Rows below and columns on the right that the last windows cover beyond `given`, where the layer rounds its
    /// output size up; 0 above and on the left.
    pub(super) overhang: [i64; 4],
}

impl Pads {
    /// Returns the padding of a layer with this window that reads a map of the shape `input`.
    pub(super) fn of(window: &Window, input: Shape) -> Pads {
        let [_, _, below, right] = reach(*window, input);
        let overhang = [below, right];
        let axis = |at: usize| {
            let [before, after] = window.axis(at).padding(input.spatial()[at]);
            let overhang = overhang[at].saturating_sub(after);
            [before, after, overhang].map(|size| size as i64)
        };
        let [[above, below, beyond_below], [left, right, beyond_right]] = [axis(0), axis(1)];
        Pads {
            given: [above, left, below, right],
            overhang: [0, 0, beyond_below, beyond_right],
        }
    }

    /// Returns `given` plus `overhang`. With this padding ONNX's rule without rounding up, `floor((input + padding -
    /// kernel) / stride) + 1` for a kernel with its dilation, yields the layer's output size.
    pub(super) fn sum(&self) -> [i64; 4] {
        [0, 1, 2, 3].map(|at| self.given[at] + self.overhang[at])
    }
}
