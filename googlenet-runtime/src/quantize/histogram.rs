//! Histograms of a fixed number of bins.

/// Number of bins of a histogram.
pub(super) const BINS: usize = 2048;

/// What a value counts as that is multiplied by 1.
const WEIGHT: f64 = (1 << 24) as f64;

/// Counts of values in bins of equal width from `-threshold` to `threshold`. Bins and their edges are those of NumPy's
/// `histogram` over 32-bit floats: a bin begins with its lower edge, and the last one has its upper edge, too.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Histogram {
    edges: Vec<f32>,
    counts: Vec<u64>,
    /// Number of values that are 0.
    zeros: u64,
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
            zeros: 0,
        }
    }

    /// Counts values. Those beyond the threshold count in the first or the last bin.
    pub(super) fn add(&mut self, values: &[f32]) {
        for value in values {
            let bin = self.bin(*value);
            self.counts[bin] += 1;
            self.zeros += u64::from(*value == 0.0);
        }
    }

    /// Counts values that are multiplied by a factor each, which makes `products` of them, by the magnitudes of the factors;
    /// those that are 0 do not count.
    pub(super) fn add_multiplied(&mut self, values: &[f32], products: &[f32]) {
        for (value, product) in values.iter().zip(products) {
            if *value != 0.0 {
                let factor = f64::from(*product) / f64::from(*value);
                let weight = (factor.abs() * WEIGHT).round_ties_even() as u64;
                let bin = self.bin(*value);
                self.counts[bin] = self.counts[bin].saturating_add(weight);
            }
        }
    }

    /// Returns the bin of a value.
    #[inline]
    pub(super) fn bin(&self, value: f32) -> usize {
        let bins = self.counts.len();
        let (first, last) = (self.edges[0], self.edges[bins]);
        let per_value = bins as f64 / (f64::from(last) - f64::from(first));
        let place = (f64::from(value) - f64::from(first)) * per_value;
        // The place may be off by a bin at an edge.
        let bin = (place as usize).min(bins - 1);
        if value < self.edges[bin] && bin > 0 {
            bin - 1
        } else if bin + 1 < bins && value >= self.edges[bin + 1] {
            bin + 1
        } else {
            bin
        }
    }

    /// Returns the number of values that are 0.
    pub(super) fn zeros(&self) -> u64 {
        self.zeros
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
