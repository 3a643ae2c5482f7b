//! Magnitudes of the terms of Winograd convolution, from which the bound on its rounding errors follows (Barabasz,
//! Anderson, Soodhalter and Gregg, "Error analysis and improving the accuracy of Winograd convolution for deep neural
//! networks", ACM Transactions on Mathematical Software 46 (4), 2020, section 4).
//!
//! With the transforms B of inputs, G of kernels and A of products, the outputs of a tile are
//! `A (sum over channels of (G g) * (B d))`, and each is off by at most n unit roundoffs times
//! `|A| (sum over channels of |G g| * (|B| |d|))`: an input of a tile enters the errors of all outputs of the tile, also of
//! those whose windows it does not lie under. n is the number of roundings of a term: in both passes of the transform of
//! the inputs, of the weight (transformed in `f64` and rounded once), in the sum of products, and in both passes of the
//! transform of the products. |B| has the absolute factors of the operations as they are computed, which are larger than
//! those of B where an input is added and subtracted again.
//!
//! Where x is the largest absolute input of a channel under the tile, `|A| (|G| |g| * (|B| |d|))` is at most x times the sum of
//! the absolute weights of the channel's kernel times a factor for each axis, which depends on the number of its points
//! (outputs plus taps minus one) alone:
//!
//! | points | 1, 2 | 3 | 4 | 5 | 6 |
//! |---|---|---|---|---|---|
//! | factor | 1 | 3 | 4 | 15.4 | 18.3 |

use super::super::descriptor::ConvDescriptor;
use super::super::magnitudes::{ROUNDINGS, biases, factor};
use super::super::source_weights::PackSource;
use super::super::tile::sum_roundings;
use super::tiling::TileKind;
use super::transform::{MAX_POINTS, kernel_row};
use super::{KernelPart, Winograd};
use crate::kernel::rounding::{FLUSHED, Magnitudes, SMALLEST};

type Matrix = [[f64; MAX_POINTS]; MAX_POINTS];

/// Returns the absolute factors of each input of a tile of `points` points in each point's value, as
/// [`input`](super::transform::input) computes it, indexed by point and input, and the number of roundings on the way.
#[rustfmt::skip]
fn input_factors(points: usize) -> (Matrix, usize) {
    let (rows, roundings): (&[&[f64]], usize) = match points {
        3 => (&[&[1.0, 1.0], &[0.0, 1.0, 1.0], &[0.0, 3.0]], 1),
        4 => (&[&[1.0, 0.0, 1.0], &[0.0, 1.0, 0.0, 1.0], &[0.0, 1.5, 1.5], &[0.0, 1.5, 1.5]], 2),
        5 => (&[
            &[1.0, 2.0, 1.0, 2.0],
            &[0.0, 0.5, 1.0, 0.5, 1.0],
            &[0.0, 1.5, 4.5, 3.0],
            &[0.0, 0.5, 1.5, 1.0],
            &[0.0, 2.5, 0.0, 2.5],
        ], 3),
        6 => (&[
            &[1.0, 1.5, 2.0, 1.5, 1.0],
            &[0.0, 1.0, 1.5, 2.0, 1.5, 1.0],
            &[0.0, 1.0, 2.5, 2.5, 1.0],
            &[0.0, 1.0, 2.5, 2.5, 1.0],
            &[0.0, 2.0, 1.0, 2.0, 1.0],
            &[0.0, 0.5, 1.0, 0.5, 1.0],
        ], 3),
        _ => (&[&[1.0], &[0.0, 1.0]], 0),
    };
    let mut factors = Matrix::default();
    for (factors, row) in factors.iter_mut().zip(rows) {
        factors[..row.len()].copy_from_slice(row);
    }
    (factors, roundings)
}

/// Returns the absolute factors of each point's product in each output of a tile, indexed by output and point, and the
/// number of roundings on the way.
fn output_factors(points: usize, outputs: usize) -> (Matrix, usize) {
    let mut factors = Matrix::default();
    for (output, factors) in factors[..outputs].iter_mut().enumerate() {
        let power = |base: f64| base.powi(output as i32);
        let finite = [power(0.0), 0.0, 1.0, 1.0, power(0.5), power(2.0)];
        factors[..points].copy_from_slice(&finite[..points]);
        if output + 1 == outputs && points > 1 {
            factors[1] = 1.0;
        }
    }
    (factors, points - 1)
}

impl Winograd {
    /// Returns the magnitudes of the outputs of one image, in the order height, width, channels, as `input` is. The batch
    /// normalisation is folded in.
    pub(in super::super) fn magnitudes(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        input: &[f64],
    ) -> Magnitudes {
        let outputs = descriptor.output.channels.count();
        let biases = biases(source, outputs);
        let mut values = vec![0.0; descriptor.pixels() * outputs];
        let parts = self.parts.iter();
        let weights: Vec<Vec<f64>> = parts
            .map(|part| self.weights(descriptor, source, part))
            .collect();
        for down in 0..self.axes[0].tiles() {
            for across in 0..self.axes[1].tiles() {
                let (rows, y) = self.axes[0].tile(down);
                let (columns, x) = self.axes[1].tile(across);
                let tile = Tile {
                    kinds: [rows, columns],
                    first: [y, x],
                };
                let mut products = vec![0.0; self.points[0] * self.points[1] * outputs];
                for (part, weights) in self.parts.iter().zip(&weights) {
                    self.products(descriptor, part, &tile, weights, input, &mut products);
                }
                let [down, across] = tile
                    .kinds
                    .map(|kind| output_factors(kind.points, kind.outputs).0);
                for (row, down) in down[..rows.outputs].iter().enumerate() {
                    for (column, across) in across[..columns.outputs].iter().enumerate() {
                        let pixel = (y + row) * descriptor.output.size[1] + x + column;
                        let to = &mut values[pixel * outputs..][..outputs];
                        to.copy_from_slice(&biases);
                        for point in 0..self.points[0] * self.points[1] {
                            let [high, low] = [point / self.points[1], point % self.points[1]];
                            let factor = down[high] * across[low];
                            let products = &products[point * outputs..][..outputs];
                            for (to, product) in to.iter_mut().zip(products) {
                                *to += factor * product;
                            }
                        }
                    }
                }
            }
        }
        Magnitudes {
            values,
            roundings: self.roundings(),
        }
    }

    /// Returns the largest number of roundings that a product of an input and a weight passes through.
    fn roundings(&self) -> usize {
        let of_axis = |axis: usize| {
            let kinds = self.axes[axis].kinds.iter();
            let of_kind = |kind: &TileKind| {
                let parts = self.parts.iter();
                let inputs = parts.map(|part| input_factors(kind.outputs + part.taps[axis] - 1).1);
                inputs.max().unwrap_or(0) + output_factors(kind.points, kind.outputs).1
            };
            kinds.map(of_kind).max().unwrap_or(0)
        };
        // The bias is added, and then what an epilogue adds.
        of_axis(0) + of_axis(1) + sum_roundings(&self.segments) + ROUNDINGS + 1
    }

    /// Returns the absolute transformed weights of a kernel part, indexed by point, channel and output channel.
    fn weights(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: &KernelPart,
    ) -> Vec<f64> {
        let outputs = descriptor.output.channels.count();
        let [_, across] = self.points;
        let mut weights = vec![0.0; self.points[0] * across * self.depth * outputs];
        for tap in 0..part.taps[0] * part.taps[1] {
            let tap = [tap / part.taps[1], tap % part.taps[1]];
            let place = [part.start[0] + tap[0], part.start[1] + tap[1]];
            for channel in 0..self.depth {
                let from = match &self.fold {
                    None => Some((place, channel)),
                    Some(fold) => fold.source(place, channel),
                };
                let Some((place, from)) = from else {
                    continue;
                };
                let from = source.kernel.position(place, 0, from, 0);
                for point in 0..self.points[0] * across {
                    let high = kernel_row(point / across, part.taps[0])[tap[0]];
                    let low = kernel_row(point % across, part.taps[1])[tap[1]];
                    let to = &mut weights[(point * self.depth + channel) * outputs..][..outputs];
                    for (output, to) in to.iter_mut().enumerate() {
                        let weight = source.kernel.values[from + output * source.kernel.output];
                        *to += high * low * f64::from(weight) * factor(source, output);
                    }
                }
            }
        }
        let magnitude = |weight: &mut f64| *weight = weight.abs() + FLUSHED;
        weights.iter_mut().for_each(magnitude);
        weights
    }

    /// Adds to `products`, indexed by point and output channel, the magnitudes of the products of a tile and a kernel part
    /// with the weights of [`Winograd::weights`].
    fn products(
        &self,
        descriptor: &ConvDescriptor,
        part: &KernelPart,
        tile: &Tile,
        weights: &[f64],
        input: &[f64],
        products: &mut [f64],
    ) {
        let points = [0, 1].map(|axis| tile.kinds[axis].outputs + part.taps[axis] - 1);
        let [high, low] = points.map(|points| input_factors(points).0);
        let outputs = products.len() / (self.points[0] * self.points[1]);
        for channel in 0..self.depth {
            let mut inputs = Matrix::default();
            for (row, inputs) in inputs[..points[0]].iter_mut().enumerate() {
                for (column, value) in inputs[..points[1]].iter_mut().enumerate() {
                    let place = [
                        tile.first[0] + part.start[0] + row,
                        tile.first[1] + part.start[1] + column,
                    ];
                    *value = self.input(descriptor, input, place, channel).abs() + 2.0 * SMALLEST;
                }
            }
            for (down, high) in high[..points[0]].iter().enumerate() {
                for (across, low) in low[..points[1]].iter().enumerate() {
                    let mut transformed = 0.0;
                    for (row, inputs) in inputs[..points[0]].iter().enumerate() {
                        let sum = (0..points[1]).map(|column| low[column] * inputs[column]);
                        transformed += high[row] * sum.sum::<f64>();
                    }
                    let point = down * self.points[1] + across;
                    let weights = &weights[(point * self.depth + channel) * outputs..][..outputs];
                    let products = &mut products[point * outputs..][..outputs];
                    for (product, weight) in products.iter_mut().zip(weights) {
                        *product += transformed * weight;
                    }
                }
            }
        }
    }

    /// Returns the input, of the folded map if strides are folded, that lies `place` rows and columns behind the first one
    /// under the windows of output row and column 0; zero outside the map.
    fn input(
        &self,
        descriptor: &ConvDescriptor,
        input: &[f64],
        place: [usize; 2],
        channel: usize,
    ) -> f64 {
        let [top, left, ..] = descriptor.reach;
        let (place, channel) = match &self.fold {
            None => (
                [place[0].wrapping_sub(top), place[1].wrapping_sub(left)],
                channel,
            ),
            Some(fold) => fold.pixel(place, channel),
        };
        let [height, width] = descriptor.input.size;
        match place[0] < height && place[1] < width {
            true => {
                let channels = descriptor.input.channels.count();
                input[(place[0] * width + place[1]) * channels + channel]
            }
            false => 0.0,
        }
    }
}

/// A tile: its kind along both axes, and its first output row and column.
struct Tile {
    kinds: [TileKind; 2],
    first: [usize; 2],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::arch::Portable;

    /// Largest errors of the input transform in unit roundoffs times the magnitude, over random inputs.
    fn check<const P: usize>() {
        use super::super::transform::input;
        use crate::kernel::arch::Simd;
        let (factors, roundings) = input_factors(P);
        let mut most: f64 = 0.0;
        for case in 0..2000 {
            let values: [f32; P] = std::array::from_fn(|at| {
                let power = crate::weights::formula(case, 50 + at as u64) * 3.0;
                (crate::weights::formula(case, at as u64) * 2f64.powf(power)) as f32
            });
            // SAFETY: every processor can run the portable instruction set.
            let got = unsafe { input::<Portable, P>(values.map(|x| Portable::broadcast(x))) };
            for point in 0..P {
                // Products with the transform of a kernel whose only tap is the first are the values themselves.
                let exact: f64 = (0..P)
                    .map(|at| exact_factor::<P>(point, at) * f64::from(values[at]))
                    .sum();
                let magnitude: f64 = (0..P)
                    .map(|at| factors[point][at] * f64::from(values[at]).abs())
                    .sum();
                let error = (f64::from(got[point][0]) - exact).abs();
                let bound = Magnitudes {
                    values: vec![magnitude],
                    roundings,
                }
                .bounds()[0];
                assert!(
                    error <= bound,
                    "point {point} of {P}: {error:e} of {bound:e}"
                );
                most = most.max(error / bound);
            }
        }
        assert!(roundings == 0 || most > 0.2, "{P} points: {most}");
    }

    /// The factor of an input in a point's value, which is exact for inputs of one digit.
    fn exact_factor<const P: usize>(point: usize, at: usize) -> f64 {
        use super::super::transform::input;
        use crate::kernel::arch::Simd;
        let unit: [f32; P] = std::array::from_fn(|of| if of == at { 1.0 } else { 0.0 });
        // SAFETY: every processor can run the portable instruction set.
        let got = unsafe { input::<Portable, P>(unit.map(|x| Portable::broadcast(x))) };
        let factor = f64::from(got[point][0]);
        assert!(
            factor.abs() <= input_factors(P).0[point][at],
            "{P} {point} {at}"
        );
        factor
    }

    /// Returns the largest sum, over the inputs of a tile along one axis, of the absolute factors of input times tap in an
    /// output.
    fn amplification(outputs: usize, taps: usize) -> f64 {
        let points = outputs + taps - 1;
        let (inputs, results) = (input_factors(points).0, output_factors(points, outputs).0);
        let of = |output: usize, tap: usize| {
            let point = |point: usize| {
                let all: f64 = inputs[point].iter().sum();
                results[output][point] * kernel_row(point, taps)[tap].abs() * all
            };
            (0..points).map(point).sum::<f64>()
        };
        let pairs = (0..outputs).flat_map(|output| (0..taps).map(move |tap| of(output, tap)));
        pairs.fold(0.0, f64::max)
    }

    #[test]
    fn the_table_of_factors_is_right() {
        for (points, factor) in [(2, 1.0), (3, 3.0), (4, 4.0), (5, 15.4), (6, 18.3)] {
            let all = (2..points.min(6)).map(|taps| amplification(points + 1 - taps, taps));
            let most = all.fold(if points == 2 { 1.0 } else { 0.0 }, f64::max);
            assert!(most <= factor && most > factor - 0.1, "{points}: {most}");
        }
    }

    #[test]
    fn transforms_of_inputs_err_within_their_factors() {
        check::<1>();
        check::<2>();
        check::<3>();
        check::<4>();
        check::<5>();
        check::<6>();
    }
}
