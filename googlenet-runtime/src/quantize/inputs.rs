//! Means of what convolutions and dense layers read.

use super::patches::position;
use super::quantization::Quantization;
use googlenet_dsl::op::{Axis, Op};
use googlenet_dsl::shape::Shape;

/// What a step of the quantised values is in the sums of those before.
const ONE: f64 = (1 << 20) as f64;

/// Sums over images of each value of a result, before and after it is quantised: integers, so that the order of the images does
/// not matter.
#[derive(Debug, Clone, Default)]
pub(super) struct InputSums {
    /// Sums in parts of 1 / 2^20 of a step, and in steps.
    sums: Vec<[i64; 2]>,
    images: u64,
}

impl InputSums {
    /// Adds the values of an image.
    pub(super) fn add(&mut self, values: &[f32], quantization: Quantization) {
        self.sums.resize(values.len(), [0; 2]);
        let scale = f64::from(quantization.scale);
        for ([before, after], value) in self.sums.iter_mut().zip(values) {
            let steps = (f64::from(*value) / scale * ONE).round_ties_even() as i64;
            *before = before.saturating_add(steps);
            let stored = quantization.quantize(*value);
            *after += i64::from(stored) - i64::from(quantization.zero_point);
        }
        self.images += 1;
    }

    /// Returns the means over the images of what each row of a kernel is multiplied with, in steps: by tap and input channel
    /// the mean over all positions of the window, before and after the values are quantised; `None` if there was no image.
    /// `input` and `output` are the shapes of what `op`, a convolution in one group or a dense layer, reads and gives.
    pub(super) fn of_rows(&self, op: &Op, input: Shape, output: Shape) -> Option<[Vec<f64>; 2]> {
        let images = (self.images > 0).then_some(self.images as f64)?;
        let mean = |at: usize, side: usize| {
            let unit = if side == 0 { ONE } else { 1.0 };
            self.sums[at][side] as f64 / unit / images
        };
        let Op::Conv(conv) = op else {
            return Some(
                [0, 1].map(|side| (0..self.sums.len()).map(|at| mean(at, side)).collect()),
            );
        };
        let ([height, width], channels) = (input.spatial(), input.channels());
        let [rows, columns] = output.spatial();
        let [down, right] = [conv.window.axis(0), conv.window.axis(1)];
        let places = (rows * columns) as f64;
        let side = |side: usize| {
            let mut means = Vec::with_capacity(down.kernel() * right.kernel() * channels);
            for row in 0..down.kernel() {
                let ys = positions(down, row, rows, height);
                for column in 0..right.kernel() {
                    let xs = positions(right, column, columns, width);
                    let mut sums = vec![0.0; channels];
                    for y in &ys {
                        for x in &xs {
                            let first = (y * width + x) * channels;
                            for (channel, sum) in sums.iter_mut().enumerate() {
                                *sum += mean(first + channel, side);
                            }
                        }
                    }
                    means.extend(sums.into_iter().map(|sum| sum / places));
                }
            }
            means
        };
        Some([0, 1].map(side))
    }
}

/// Returns the rows or columns, of `inputs`, that a tap of a window reads at its `outputs` positions, without those of the
/// padding.
fn positions(axis: Axis, tap: usize, outputs: usize, inputs: usize) -> Vec<usize> {
    let positions = (0..outputs).filter_map(|place| position(axis, place, tap, inputs));
    positions.collect()
}
