//! Biases corrected by what the means of sums lose.

use super::quantization::Quantization;
use super::weights::QuantizedWeights;
use crate::kernel::SourceWeights;

impl QuantizedWeights {
    /// Adds to the bias of each output channel what the mean of its sums loses: the difference of the means that `source`
    /// gives with the first means of inputs, and these weights with the second, in steps of the input's scale, by row of the
    /// kernel. No bias becomes so large that a sum could exceed 32 bits.
    pub(super) fn correct_bias(
        &mut self,
        source: &SourceWeights<'_>,
        input: Quantization,
        [before, after]: &[Vec<f64>; 2],
    ) {
        let outputs = self.outputs();
        let mut lost = vec![0.0_f64; outputs];
        let mut sums = vec![0_i64; outputs];
        for (at, weight) in self.kernel.iter().enumerate() {
            let (row, output) = (at / outputs, at % outputs);
            let exact = f64::from(source.weight(at, output)) / f64::from(self.scales[output]);
            lost[output] += exact * before[row] - f64::from(*weight) * after[row];
            sums[output] += i64::from(*weight).abs() * input.reach();
        }
        for ((bias, lost), sum) in self.bias.iter_mut().zip(lost).zip(sums) {
            let most = i64::from(i32::MAX) - sum;
            if i64::from(*bias).abs() <= most {
                let corrected = i64::from(*bias).saturating_add(lost.round_ties_even() as i64);
                *bias = corrected.clamp(-most, most) as i32;
            }
        }
    }
}
