//! Padding in numbers. Files never leave it to their readers: `auto_pad` is deprecated, and what `ceil_mode` means has
//! differed between versions of the readers.

use googlenet_dsl::op::Window;
use googlenet_dsl::plan::reach;
use googlenet_dsl::shape::Shape;

/// The padding of a window's input, in ONNX's order: above, left, below, right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pads {
    /// What the layer adds.
    pub(super) given: [i64; 4],
    /// What the last windows cover beyond that, where the layer rounds its sizes up.
    pub(super) beyond: [i64; 4],
}

impl Pads {
    pub(super) fn of(window: &Window, input: Shape) -> Pads {
        let [_, _, below, right] = reach(*window, input);
        let overhang = [below, right];
        let axis = |at: usize| {
            let [before, after] = window.axis(at).padding(input.spatial()[at]);
            let beyond = overhang[at].saturating_sub(after);
            [before, after, beyond].map(|size| size as i64)
        };
        let [[above, below, beyond_below], [left, right, beyond_right]] = [axis(0), axis(1)];
        Pads {
            given: [above, left, below, right],
            beyond: [0, 0, beyond_below, beyond_right],
        }
    }

    /// All of it. With it `floor((input + padding - kernel) / stride) + 1`, ONNX's rule where nothing is rounded up,
    /// gives as many outputs as the layer has.
    pub(super) fn sum(&self) -> [i64; 4] {
        [0, 1, 2, 3].map(|at| self.given[at] + self.beyond[at])
    }
}
