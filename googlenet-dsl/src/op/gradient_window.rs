//! Data gradients of sliding windows: convolutions without strides that compute the gradient of a window's input from
//! that of its output.

use super::window::{Axis, Window};
use crate::shape::Shape;

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
    /// column of the input is in one part. If there is one row or column of output, each tap has a part of its own, so
    /// that none lies beyond the edges.
    pub fn gradient(
        &self,
        input: usize,
        output: usize,
    ) -> impl Iterator<Item = AxisGradient> + use<> {
        let mut axis = *self;
        let [before, _] = axis.padding(input);
        if output == 1 {
            axis = axis.with_stride(axis.stride().max(axis.reach()));
        }
        let (stride, dilation) = (axis.stride(), axis.dilation());
        let common = greatest_common_divisor(stride, dilation);
        // Rows whose distances from the padding's first one have equal remainders by the stride are in one part.
        (0..stride.min(input)).map(move |first| {
            let (skipped, remainder) = ((first + before) / stride, (first + before) % stride);
            let count = (input - first).div_ceil(stride);
            let (tap_step, dilation) = (stride / common, dilation / common);
            let tap = match axis.dilation() {
                1 => Some(remainder).filter(|tap| *tap < axis.kernel()),
                apart => {
                    (0..axis.kernel().min(tap_step)).find(|tap| tap * apart % stride == remainder)
                }
            };
            let taps = tap.map_or(0, |tap| (axis.kernel() - tap).div_ceil(tap_step));
            let tap = tap.unwrap_or(0);
            // Output row under the last tap for the first row of the part, relative to the first output row.
            let back = tap * axis.dilation() / stride + taps.saturating_sub(1) * dilation;
            let before = back.saturating_sub(skipped);
            let skipped = skipped.saturating_sub(back);
            let reach = taps.saturating_sub(1) * dilation + count;
            let after = reach.saturating_sub(before + output.saturating_sub(skipped));
            AxisGradient {
                first,
                step: stride,
                count,
                tap,
                tap_step,
                taps,
                dilation,
                skipped,
                padding: [before, after],
            }
        })
    }
}

impl Window {
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
    use crate::value::Padding;

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
    fn borders_are_what_the_taps_reach() {
        let border = |window: Window, size: [usize; 2]| {
            let output = window.slide("test", map(size)).expect("a window that fits");
            window.gradient_border(map(size), map(output))
        };
        let window = |kernel, padding| Window::new(kernel, [1, 1], padding);
        assert_eq!(border(window([3, 5], Padding::Same), [7, 9]), [1, 2, 1, 2]);
        assert_eq!(border(window([3, 4], Padding::Valid), [7, 9]), [2, 3, 2, 3]);
        let wide = window([1, 1], Padding::Explicit([1, 0, 0, 0]));
        assert_eq!(border(wide, [4, 4]), [0; 4]);
        let strided = Window::new([3, 3], [2, 2], Padding::Same);
        assert_eq!(border(strided, [8, 8]), [1, 1, 0, 0]);
        assert_eq!(border(window([7, 7], Padding::Valid), [7, 9]), [0, 6, 0, 6]);
    }
}
