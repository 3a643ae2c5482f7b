//! Histograms of a fixed number of bins.

/// Number of bins of a histogram.
pub(super) const BINS: usize = 2048;

/// Counts of values in bins of equal width from `-threshold` to `threshold`. Bins and their edges are those of NumPy's
/// `histogram` over 32-bit floats: a bin begins with its lower edge, and the last one has its upper edge, too.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Histogram {
    edges: Vec<f32>,
    counts: Vec<u64>,
}

impl Histogram {
    /// Creates a histogram without values, of `bins` bins. A threshold of 0 counts as 1/2.
    pub(super) fn new(threshold: f32, bins: usize) -> Histogram {
        let end = if threshold > 0.0 { threshold } else { 0.5 };
        // The width of the whole may exceed the largest float.
        let step = (2.0 * f64::from(end) / bins as f64) as f32;
        let mut edges: Vec<f32> = (0..bins).map(|bin| bin as f32 * step - end).collect();
        edges.push(end);
        Histogram {
            edges,
            counts: vec![0; bins],
        }
    }

    /// Counts values. Those beyond the threshold count in the first or the last bin.
    pub(super) fn add(&mut self, values: &[f32]) {
        let bins = self.counts.len();
        let (first, last) = (self.edges[0], self.edges[bins]);
        let per_value = bins as f64 / (f64::from(last) - f64::from(first));
        for value in values {
            let place = (f64::from(*value) - f64::from(first)) * per_value;
            // The place may be off by a bin at an edge.
            let mut bin = (place as usize).min(bins - 1);
            if *value < self.edges[bin] && bin > 0 {
                bin -= 1;
            } else if bin + 1 < bins && *value >= self.edges[bin + 1] {
                bin += 1;
            }
            self.counts[bin] += 1;
        }
    }

    /// Returns the edges of the bins, one more than there are bins.
    pub(super) fn edges(&self) -> &[f32] {
        &self.edges
    }

    /// Returns the number of values in each bin.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }
}
