//! Data gradients of sliding windows: convolutions without strides that compute the gradient of a window's input from
//! that of its output.

use super::window::{Axis, Window};
use crate::shape::Shape;
use crate::value::Padding;

/// A part of the gradient of a window's input along one axis: rows or columns a stride apart, which a convolution of
/// stride 1 computes from the gradient of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AxisGradient {
    /// First row or column of the input.
    pub first: usize,
    /// Number of rows or columns from one to the next, the stride of the window.
    pub step: usize,
    /// Number of rows or columns of the input.
    pub count: usize,
    /// First tap of the window that reaches them; with 0 for `taps`, none does.
    pub tap: usize,
    /// Number of taps of the window from one that reaches them to the next.
    pub tap_step: usize,
    /// Number of taps that reach them, which the convolution has in reverse order.
    pub taps: usize,
    /// Dilation of the convolution.
    pub dilation: usize,
    /// Number of first rows or columns of the output that the convolution leaves out; its padding is then 0.
    pub skipped: usize,
    /// Number of rows or columns by which the convolution reaches beyond the edges of the output.
    pub padding: [usize; 2],
}

impl AxisGradient {
    /// Returns `true` if the gradient of these rows or columns is zero, as no tap on the output reaches them.
    pub fn is_zero(&self, output: usize) -> bool {
        self.taps == 0 || self.skipped >= output
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    match b {
        0 => a,
        _ => greatest_common_divisor(b, a % b),
    }
}

impl Axis {
    /// Returns the parts of the gradient of `input` rows or columns of a window that makes `output` of them. Each row or
    /// column of the input is in one part.
    pub fn gradient(
        &self,
        input: usize,
        output: usize,
    ) -> impl Iterator<Item = AxisGradient> + use<> {
        let axis = *self;
        let (stride, dilation) = (axis.stride(), axis.dilation());
        let common = greatest_common_divisor(stride, dilation);
        let [before, _] = axis.padding(input);
        // Row `i` of the input is in the part of the remainder of `i + before` by the stride.
        (0..stride).filter_map(move |remainder| {
            let skipped = before.saturating_sub(remainder).div_ceil(stride);
            let first = skipped * stride + remainder - before;
            let count = input.checked_sub(first)?.div_ceil(stride);
            let (tap_step, dilation) = (stride / common, dilation / common);
            let tap = (0..axis.kernel().min(tap_step))
                .find(|tap| tap * axis.dilation() % stride == remainder);
            let taps = tap.map_or(0, |tap| (axis.kernel() - tap).div_ceil(tap_step));
            let tap = tap.unwrap_or(0);
            // Output row under the last tap for the first row of the part, relative to the first output row.
            let back = tap * axis.dilation() / stride + taps.saturating_sub(1) * dilation;
            let before = back.saturating_sub(skipped);
            let skipped = skipped.saturating_sub(back);
            let reach = taps.saturating_sub(1) * dilation + count;
            let after = reach.saturating_sub(before + output.saturating_sub(skipped));
            (count > 0).then_some(AxisGradient {
                first,
                step: stride,
                count,
                tap,
                tap_step,
                taps,
                dilation,
                skipped,
                padding: [before, after],
            })
        })
    }
}

impl Window {
    /// Returns the window of the convolution that computes the gradient of this one's input, a map of shape `input`,
    /// from that of its output, a map of shape `output`: stride 1, explicit padding, and the kernel's taps in reverse
    /// order. It makes a map of height and width of `input` of one of `output`.
    ///
    /// `None` if there is no such window: if this one has strides, if its padding is wider than its dilated kernel
    /// less one, or if the shapes are no maps. [`Axis::gradient`] has the parts of all windows.
    pub fn gradient(&self, input: Shape, output: Shape) -> Option<Window> {
        let (Shape::Map { .. }, Shape::Map { .. }) = (input, output) else {
            return None;
        };
        if self.stride != [1, 1] {
            return None;
        }
        let mut edges = [0; 4];
        for at in 0..2 {
            let (inputs, outputs) = (input.spatial()[at], output.spatial()[at]);
            let part = self.axis(at).gradient(inputs, outputs).next()?;
            if part.skipped > 0 {
                return None;
            }
            edges[at] = u32::try_from(part.padding[0]).ok()?;
            edges[at + 2] = u32::try_from(part.padding[1]).ok()?;
        }
        Some(Window {
            padding: Padding::Explicit(edges),
            ceil: false,
            ..*self
        })
    }

    /// Returns the number of rows and columns beyond the edges of the output, above, left, below and right, that the
    /// convolutions reach which compute the gradient of the input of this window, strides or not, from that of its
    /// output: the border with which they need not test for edges. All 0 if the shapes are no maps.
    pub fn gradient_border(&self, input: Shape, output: Shape) -> [usize; 4] {
        let mut border = [0; 4];
        if let (Shape::Map { .. }, Shape::Map { .. }) = (input, output) {
            for at in 0..2 {
                let (inputs, outputs) = (input.spatial()[at], output.spatial()[at]);
                for part in self.axis(at).gradient(inputs, outputs) {
                    if !part.is_zero(outputs) {
                        border[at] = border[at].max(part.padding[0]);
                        border[at + 2] = border[at + 2].max(part.padding[1]);
                    }
                }
            }
        }
        border
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(size: [usize; 2]) -> Shape {
        Shape::map(size[0], size[1], 1)
    }

    #[test]
    fn each_pair_of_input_and_output_is_in_one_part() {
        let mut pairs = 0;
        for case in 0u32..20_000 {
            let pick = |divisor: u32, modulus: u32| case / divisor % modulus;
            let (kernel, stride) = (1 + pick(1, 5), 1 + pick(5, 4));
            let (dilation, before) = (1 + pick(20, 4), pick(80, 5));
            let (after, input) = (pick(400, 4), 1 + pick(1600, 12) as usize);
            let window = Window {
                dilation: [dilation; 2],
                ceil: pick(7, 2) == 1,
                ..Window::new(
                    [kernel; 2],
                    [stride; 2],
                    Padding::Explicit([before, before, after, after]),
                )
            };
            let axis = window.axis(0);
            let Some(output) = axis.output_size(input) else {
                continue;
            };
            let mut expected = Vec::new();
            for place in 0..output {
                for tap in 0..kernel as usize {
                    let at = place * stride as usize + tap * dilation as usize;
                    if (before as usize..before as usize + input).contains(&at) {
                        expected.push((at - before as usize, tap, place));
                    }
                }
            }
            let mut found = Vec::new();
            let mut covered = vec![0; input];
            for part in axis.gradient(input, output) {
                for row in 0..part.count {
                    let at = part.first + row * part.step;
                    covered[at] += 1;
                    for tap in 0..part.taps {
                        let from = row + tap * part.dilation + part.skipped;
                        let place = from.wrapping_sub(part.padding[0]);
                        if place < output {
                            let own = part.tap + (part.taps - 1 - tap) * part.tap_step;
                            found.push((at, own, place));
                            assert!(!part.is_zero(output));
                        } else if !part.is_zero(output) {
                            let reach = part.padding[0] + output + part.padding[1];
                            assert!(place.wrapping_add(part.padding[0]) < reach);
                        }
                    }
                }
            }
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "{window:?} over {input}");
            assert_eq!(covered, vec![1; input], "{window:?} over {input}");
            pairs += found.len();
        }
        assert!(pairs > 100_000, "{pairs}");
    }

    #[test]
    fn windows_without_strides_have_one_for_the_gradient() {
        let window = |kernel, padding| Window::new(kernel, [1, 1], padding);
        let same = window([3, 5], Padding::Same);
        let gradient = same.gradient(map([7, 9]), map([7, 9])).expect("a window");
        assert_eq!(gradient.padding, Padding::Explicit([1, 2, 1, 2]));
        let valid = window([3, 4], Padding::Valid);
        let gradient = valid.gradient(map([7, 9]), map([5, 6])).expect("a window");
        assert_eq!(gradient.padding, Padding::Explicit([2, 3, 2, 3]));
        assert_eq!(gradient.slide("test", map([5, 6])), Ok([7, 9]));
        let wide = window([1, 1], Padding::Explicit([1, 0, 0, 0]));
        assert_eq!(wide.gradient(map([4, 4]), map([5, 4])), None);
        let strided = Window::new([3, 3], [2, 2], Padding::Same);
        assert_eq!(strided.gradient(map([8, 8]), map([4, 4])), None);
        assert_eq!(
            strided.gradient_border(map([8, 8]), map([4, 4])),
            [1, 1, 0, 0]
        );
    }
}
