//! Limits at which quantised values differ least from those that they stand for.

use super::histogram::Histogram;
use super::quantization::Quantization;

/// Number of the limits that are compared for a range.
const CANDIDATES: usize = 128;

/// Values by which a bin is represented, as many at equal distances.
const POINTS: usize = 4;

/// Returns, of limits that are parts of `range`, in equal steps from an eighth to the whole, those at which the sum of the
/// squares of the differences between values and their quantised forms is smallest; the largest of several that are as good
/// (Nagel et al., "A white paper on neural network quantization", 2021, section 3.1). The values of a bin count as spread
/// evenly over it, but for those that are 0, which lose nothing.
pub(super) fn limits(histogram: &Histogram, range: [f32; 2], is_non_negative: bool) -> [f32; 2] {
    let edges = histogram.edges();
    let zero = histogram.bin(0.0);
    let filled: Vec<(usize, f64)> = (histogram.counts().iter().enumerate())
        .map(|(bin, count)| match bin == zero {
            true => (bin, count - histogram.zeros()),
            false => (bin, *count),
        })
        .filter(|(_, count)| *count > 0)
        .map(|(bin, count)| (bin, count as f64))
        .collect();
    let mut best = (f64::INFINITY, range);
    for part in (CANDIDATES / 8..=CANDIDATES).rev() {
        let limits = range.map(|limit| limit * (part as f32 / CANDIDATES as f32));
        let quantization = Quantization::of(limits, is_non_negative);
        let loss = |(bin, count): &(usize, f64)| {
            let (begin, width) = (edges[*bin], edges[bin + 1] - edges[*bin]);
            let point = |at: usize| {
                let value = begin + width * ((at as f32 + 0.5) / POINTS as f32);
                let after = quantization.dequantize(quantization.quantize(value));
                (f64::from(value) - f64::from(after)).powi(2)
            };
            count * (0..POINTS).map(point).sum::<f64>()
        };
        let loss = filled.iter().map(loss).sum::<f64>();
        if loss < best.0 {
            best = (loss, limits);
        }
    }
    best.1
}
