//! Windows of poolings along one axis, seen from the inputs: which windows cover a row or column, and with which tap.

use googlenet_dsl::op::Window;

/// Pooling windows along one axis, in rows (vertical axis) or columns (horizontal axis).
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows {
    pub(super) kernel: usize,
    pub(super) stride: usize,
    pub(super) dilation: usize,
    /// Padding before the first and behind the last input.
    pub(super) padding: [usize; 2],
    pub(super) inputs: usize,
    pub(super) outputs: usize,
}

impl Windows {
    /// Creates the windows along axis 0 (rows) or 1 (columns) of `inputs` rows or columns, `outputs` in all.
    pub(super) fn new(window: Window, axis: usize, inputs: usize, outputs: usize) -> Windows {
        Windows {
            kernel: window.kernel[axis] as usize,
            stride: window.stride[axis] as usize,
            dilation: window.dilation[axis] as usize,
            padding: window.axis(axis).padding(inputs),
            inputs,
            outputs,
        }
    }

    /// Returns the first tap of window `place` that lies inside the input, the input under it, and the number of taps
    /// from there on that lie inside.
    #[inline(always)]
    pub(super) fn taps(&self, place: usize) -> (usize, usize, usize) {
        let (start, before) = (place * self.stride, self.padding[0]);
        let skipped = before.saturating_sub(start).div_ceil(self.dilation);
        let first = start + skipped * self.dilation - before;
        let inside = self.inputs.saturating_sub(first).div_ceil(self.dilation);
        (
            skipped,
            first,
            inside.min(self.kernel.saturating_sub(skipped)),
        )
    }

    /// Returns the number of taps of window `place` that lie inside the input or, if `padded`, in its padding. Taps must
    /// lie side by side.
    #[inline(always)]
    pub(super) fn counted(&self, place: usize, padded: bool) -> usize {
        let [before, after] = self.padding;
        let (first, end) = match padded {
            true => (0, before + self.inputs + after),
            false => (before, before + self.inputs),
        };
        let start = place * self.stride;
        (start + self.kernel).min(end) - start.max(first)
    }

    /// Returns the windows over input `place`, the last first.
    #[inline(always)]
    pub(super) fn over(&self, place: usize) -> Over {
        let at = place + self.padding[0];
        Over {
            next: at / self.stride + 1,
            distance: at % self.stride,
            windows: *self,
        }
    }
}

/// The windows over one input: see [`Windows::over`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Over {
    /// Index of the next window, plus 1.
    next: usize,
    /// Distance of the input from the beginning of the next window.
    distance: usize,
    windows: Windows,
}

impl Over {
    /// Returns the windows over the input behind. Only for windows of which none was taken.
    #[inline(always)]
    pub(super) fn behind(self) -> Over {
        match self.distance + 1 == self.windows.stride {
            true => Over {
                next: self.next + 1,
                distance: 0,
                ..self
            },
            false => Over {
                distance: self.distance + 1,
                ..self
            },
        }
    }

    /// Takes the next window: returns its index, and that of its tap on the input.
    #[inline(always)]
    pub(super) fn take(&mut self) -> Option<(usize, usize)> {
        let Windows {
            kernel,
            stride,
            dilation,
            outputs,
            ..
        } = self.windows;
        loop {
            if self.next == 0 || self.distance > (kernel - 1) * dilation {
                return None;
            }
            let (output, distance) = (self.next - 1, self.distance);
            self.next = output;
            self.distance += stride;
            if output >= outputs {
                continue;
            }
            if dilation == 1 {
                return Some((output, distance));
            }
            if distance.is_multiple_of(dilation) {
                return Some((output, distance / dilation));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use googlenet_dsl::op::Padding;

    #[test]
    fn windows_over_inputs_are_those_whose_taps_lie_there() {
        for (kernel, stride, dilation, padding, inputs, outputs) in [
            (3, 2, 1, Padding::Same, 7, 4),
            (3, 2, 1, Padding::Valid, 8, 4),
            (2, 3, 1, Padding::Valid, 8, 3),
            (3, 1, 2, Padding::Explicit([1, 1, 2, 2]), 9, 8),
        ] {
            let window = Window {
                dilation: [dilation; 2],
                ..Window::new([kernel; 2], [stride; 2], padding)
            };
            let windows = Windows::new(window, 0, inputs, outputs);
            let mut expected = Vec::new();
            for output in 0..outputs {
                let (first_tap, first, count) = windows.taps(output);
                for tap in 0..count {
                    expected.push((first + tap * dilation as usize, output, first_tap + tap));
                }
            }
            let mut got = Vec::new();
            let mut over = windows.over(0);
            for place in 0..inputs {
                let mut these = over;
                while let Some((output, tap)) = these.take() {
                    got.push((place, output, tap));
                }
                over = over.behind();
            }
            expected.sort_unstable();
            got.sort_unstable();
            assert_eq!(got, expected);
        }
    }
}
