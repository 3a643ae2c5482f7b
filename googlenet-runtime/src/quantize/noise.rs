//! What values lose when they are quantised.

use super::quantization::Quantization;

/// Sums over values and their quantised forms.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Noise {
    signal: f64,
    noise: f64,
    values: u64,
    clipped: u64,
    /// Number of values that are not 0.
    filled: u64,
    /// Number of those that become 0.
    lost: u64,
}

impl Noise {
    pub(super) fn add(&mut self, values: &[f32], quantization: Quantization) {
        for value in values {
            let stored = quantization.quantize(*value);
            self.pair(*value, quantization.dequantize(stored));
            self.clipped += u64::from(quantization.clips(*value));
            self.filled += u64::from(*value != 0.0);
            self.lost += u64::from(*value != 0.0 && stored == quantization.zero_point);
        }
        self.values += values.len() as u64;
    }

    /// Adds a value and what it became.
    #[inline]
    pub(super) fn pair(&mut self, value: f32, after: f32) {
        let value = f64::from(value);
        self.signal += value * value;
        self.noise += (value - f64::from(after)).powi(2);
    }

    /// Adds squares of values, and of what they lose.
    #[inline]
    pub(super) fn add_parts(&mut self, signal: f64, noise: f64) {
        self.signal += signal;
        self.noise += noise;
    }

    /// Returns the ratio of signal to noise in decibels, infinite without noise; `None` without signal.
    pub(super) fn snr_db(&self) -> Option<f64> {
        let has_signal = self.signal > 0.0;
        has_signal.then(|| 10.0 * (self.signal / self.noise).log10())
    }

    /// Returns the share of the values that are clipped, from 0 to 1.
    pub(super) fn clipped(&self) -> f64 {
        self.clipped as f64 / self.values.max(1) as f64
    }

    /// Returns the share of the values other than 0 that become 0, from 0 to 1.
    pub(super) fn lost(&self) -> f64 {
        self.lost as f64 / self.filled.max(1) as f64
    }
}
