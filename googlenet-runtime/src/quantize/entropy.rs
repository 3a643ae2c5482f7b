//! Limits at which a quantised distribution is nearest to that of the values.

use super::histogram::Histogram;

/// Returns the number of steps into which the histogram between two limits is merged: as many as values on both sides of 0
/// would have.
pub(super) fn steps(is_non_negative: bool) -> usize {
    if is_non_negative { 512 } else { 256 }
}

/// What a bin without values counts as, so that the divergence is finite.
const SMALL: f64 = 0.0001;

/// Returns, of all limits that are symmetric around 0 and at least `steps` bins apart, those for which the divergence of
/// Kullback and Leibler between two distributions is smallest: the values between the limits, with those beyond in the
/// outermost bins, and the same without those beyond, merged into `steps` steps (Migacz, "8-bit inference with TensorRT",
/// 2017). The first limits of several that are as good.
pub(super) fn limits(histogram: &Histogram, steps: usize) -> [f32; 2] {
    let (counts, edges) = (histogram.counts(), histogram.edges());
    let middle = counts.len() / 2;
    let mut best = (f64::INFINITY, [0.0; 2]);
    for reach in steps / 2..=middle {
        let (start, end) = (middle - reach, (middle + reach + 1).min(counts.len()));
        let divergence = divergence(counts, start, end, steps);
        if divergence < best.0 || reach == steps / 2 {
            best = (divergence, [edges[start], edges[end]]);
        }
    }
    best.1
}

/// Returns the divergence for the bins from `start` to before `end`; infinite if there are no values.
fn divergence(counts: &[u64], start: usize, end: usize, steps: usize) -> f64 {
    let between = &counts[start..end];
    let mut kept = between.to_vec();
    let last = kept.len() - 1;
    kept[0] += counts[..start].iter().sum::<u64>();
    kept[last] += counts[end..].iter().sum::<u64>();
    let merged = between.len() / steps;
    let mut quantized = vec![0; between.len()];
    for step in 0..steps {
        let bins = step * merged..(step + 1) * merged;
        // Bins that are left count in the last step, and stay empty themselves.
        let of_step = match step + 1 == steps {
            true => bins.start..between.len(),
            false => bins.clone(),
        };
        let count: u64 = between[of_step].iter().sum();
        let filled = kept[bins.clone()]
            .iter()
            .filter(|count| **count > 0)
            .count();
        if let Some(each) = count.checked_div(filled as u64) {
            quantized[bins].fill(each);
        }
    }
    match (smoothed(&kept), smoothed(&quantized)) {
        (Some(kept), Some(quantized)) => {
            let terms = kept.iter().zip(&quantized);
            terms.map(|(p, q)| p * (p / q).ln()).sum()
        }
        _ => f64::INFINITY,
    }
}

/// Returns counts as shares of their sum, with a little moved from bins with values to those without; `None` if there are
/// no values.
fn smoothed(counts: &[u64]) -> Option<Vec<f64>> {
    let filled = counts.iter().filter(|count| **count > 0).count();
    if filled == 0 {
        return None;
    }
    let taken = SMALL * (counts.len() - filled) as f64 / filled as f64;
    let moved = counts.iter().map(|count| match count {
        0 => SMALL,
        count => *count as f64 - taken,
    });
    let moved: Vec<f64> = moved.collect();
    let total: f64 = moved.iter().sum();
    Some(moved.iter().map(|count| count / total).collect())
}
