//! Weights rounded so that their errors compensate each other in the sums of the calibration images.

use super::moments::Moments;
use super::noise::Noise;
use super::weights::{LARGEST, QuantizedWeights};
use crate::kernel::SourceWeights;

/// Number of output channels that are rounded side by side.
const CHANNELS: usize = 16;

/// Number of rows that are factored side by side.
const ROWS: usize = 8;

/// Number of sums that a product of two rows is divided into.
const LANES: usize = 8;

/// What errors of the weights do to the sums of a layer: the factor `L` of the second moments `L Lᵀ` of what it reads, with
/// rows and columns in ascending order of the moments of single values. An error of the sums has the mean square `‖Lᵀd‖²`, where
/// `d` are the errors of the weights.
#[derive(Debug)]
pub(super) struct ErrorFactor {
    /// Which row of the kernel belongs to a row of the factor.
    order: Vec<usize>,
    /// Lower triangle, row by row.
    rows: Vec<f64>,
}

impl ErrorFactor {
    /// Returns the factor of these moments, those of distances from means if `centered`, of so many images. To single values is
    /// added what the mean value has, 1 % of it or with fewer than 100 images one part of as many as there are images: so
    /// far weights follow only these images. `None` if all values are 0.
    pub(super) fn of(moments: Moments, centered: bool, images: u64) -> Option<ErrorFactor> {
        let values = moments.values();
        let matrix = moments.matrix(centered)?;
        let at = |i: usize, j: usize| matrix[i.max(j) * (i.max(j) + 1) / 2 + i.min(j)];
        let mean = (0..values).map(|i| at(i, i)).sum::<f64>() / values.max(1) as f64;
        if mean.is_nan() || mean <= 0.0 {
            return None;
        }
        let damping = mean * (1.0 / images.max(1) as f64).clamp(0.01, 1.0);
        let mut order: Vec<usize> = (0..values).collect();
        order.sort_by(|i, j| at(*i, *i).total_cmp(&at(*j, *j)));
        let mut rows = Vec::with_capacity(matrix.len());
        for (at_i, i) in order.iter().enumerate() {
            rows.extend(order[..=at_i].iter().map(|j| at(*i, *j)));
            rows[start(at_i) + at_i] += damping;
        }
        drop(matrix);
        is_factored(&mut rows, values).then_some(ErrorFactor { order, rows })
    }
}

/// Replaces the lower triangle of a positive definite matrix by its Cholesky factor; returns `false` if it is none.
fn is_factored(rows: &mut [f64], len: usize) -> bool {
    for first in (0..len).step_by(ROWS) {
        let end = len.min(first + ROWS);
        let (above, own) = rows.split_at_mut(start(first));
        // Each row above is read once for several rows.
        for j in 0..first {
            let row = &above[start(j)..=start(j) + j];
            for i in first..end {
                let own = &mut own[start(i) - start(first)..];
                own[j] = (own[j] - dot(&own[..j], &row[..j])) / row[j];
            }
        }
        for i in first..end {
            let (before, own) = own.split_at_mut(start(i) - start(first));
            for j in first..i {
                let row = &before[start(j) - start(first)..];
                own[j] = (own[j] - dot(&own[..j], &row[..j])) / row[j];
            }
            let pivot = own[i] - dot(&own[..i], &own[..i]);
            if pivot.is_nan() || pivot <= 0.0 {
                return false;
            }
            own[i] = pivot.sqrt();
        }
    }
    true
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a, rest_of_a) = a.as_chunks::<LANES>();
    let (b, rest_of_b) = b.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (a, b) in a.iter().zip(b) {
        for at in 0..LANES {
            sums[at] += a[at] * b[at];
        }
    }
    let rest = rest_of_a.iter().zip(rest_of_b).map(|(a, b)| a * b);
    sums.iter().sum::<f64>() + rest.sum::<f64>()
}

/// Returns where a row of a triangle begins.
fn start(row: usize) -> usize {
    row * (row + 1) / 2
}

impl QuantizedWeights {
    /// Rounds the kernel again, weight by weight of each output channel, where those that follow take over what the errors of
    /// those before make of the sums: up or down is decided so that the mean square of the sums' errors on the calibration
    /// images grows least (GPTQ; Frantar et al., "Accurate post-training quantization for generative pre-trained
    /// transformers", 2023; in the form of Chee et al., "QuIP", 2023, theorem 6). Scales stay as they are. Returns what the
    /// sums are, and what they lose.
    pub(super) fn compensate(&mut self, source: &SourceWeights<'_>, factor: &ErrorFactor) -> Noise {
        let outputs = self.outputs();
        let limit = f64::from(LARGEST);
        let mut noise = Noise::default();
        let mut carried = vec![[[0.0; CHANNELS]; 2]; factor.order.len()];
        for first in (0..outputs).step_by(CHANNELS) {
            let count = CHANNELS.min(outputs - first);
            carried.fill([[0.0; CHANNELS]; 2]);
            for (at, row) in factor.order.iter().enumerate().rev() {
                let own = &factor.rows[start(at)..=start(at) + at];
                // Weights, and their errors.
                let mut steps = [[0.0; CHANNELS]; 2];
                for channel in 0..count {
                    let output = first + channel;
                    let place = row * outputs + output;
                    let scale = f64::from(self.scales[output]);
                    let weight = f64::from(source.weight(place, output)) / scale;
                    let [sum, lost] = [0, 1].map(|side| carried[at][side][channel]);
                    let wanted = weight - lost / own[at];
                    let stored = wanted.round_ties_even().clamp(-limit, limit);
                    self.kernel[place] = stored as i8;
                    let error = stored - weight;
                    steps[0][channel] = weight;
                    steps[1][channel] = error;
                    noise.add_parts(
                        (scale * (sum + own[at] * weight)).powi(2),
                        (scale * (lost + own[at] * error)).powi(2),
                    );
                }
                for (carried, own) in carried.iter_mut().zip(&own[..at]) {
                    for (carried, steps) in carried.iter_mut().zip(&steps) {
                        for (sum, step) in carried.iter_mut().zip(steps) {
                            *sum += own * step;
                        }
                    }
                }
            }
        }
        noise
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_gives_the_matrix_back() {
        let mut rows = vec![4.0, 2.0, 5.0, -2.0, 1.0, 6.0];
        let before = rows.clone();
        assert!(is_factored(&mut rows, 3));
        let at = |i: usize, j: usize| if j > i { 0.0 } else { rows[start(i) + j] };
        for i in 0..3 {
            for j in 0..=i {
                let product: f64 = (0..3).map(|k| at(i, k) * at(j, k)).sum();
                assert!((product - before[start(i) + j]).abs() < 1e-12, "{i}, {j}");
            }
        }
        // More rows than are factored side by side: a matrix `min(i, j)` has a factor of ones.
        let mut rows: Vec<f64> = (1..=21).flat_map(|i| (1..=i).map(f64::from)).collect();
        assert!(is_factored(&mut rows, 21));
        assert!(rows.iter().all(|value| (value - 1.0).abs() < 1e-9));
        assert!(!is_factored(&mut [1.0, 2.0, 1.0], 2));
        assert!(!is_factored(&mut [0.0], 1));
    }
}
