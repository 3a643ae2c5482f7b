//! Limits between which a percentage of the values lies.

use super::histogram::Histogram;

/// Percentage of the values that lie between the limits.
pub(super) const PERCENTILE: f64 = 99.999;

/// Returns the lower edges of the bins in which half of what `percentile` leaves out is reached from below, and all but
/// the other half.
pub(super) fn limits(histogram: &Histogram, percentile: f64) -> [f32; 2] {
    let total: u64 = histogram.counts().iter().sum();
    let cut = (100.0 - percentile) / 200.0;
    let mut sum = 0.0;
    let shares = histogram.counts().iter().map(|count| {
        sum += *count as f64 / total.max(1) as f64;
        sum
    });
    let shares: Vec<f64> = shares.collect();
    let edge = |share: f64| histogram.edges()[shares.partition_point(|sum| *sum < share)];
    [edge(cut), edge(1.0 - cut)]
}
