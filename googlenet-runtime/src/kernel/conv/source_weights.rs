//! Weights of a layer before they are packed, with a batch normalisation that packing folds into them. Weights that are
//! subnormal are packed as zeros ([`flushed`]).

use googlenet_dsl::plan::{LANES, Layout};
use std::ops::Range;

/// Weights of a convolution or dense layer, and the batch normalisation that the same step applies to the result before
/// the activation.
pub(crate) struct SourceWeights<'w> {
    /// Kernel, laid out as height x width x (input channels / groups) x output channels; that of a transposed
    /// convolution as height x width x (output channels / groups) x input channels.
    pub(crate) kernel: &'w [f32],
    /// Bias of each output channel; `None` if all are zero.
    pub(crate) bias: Option<&'w [f32]>,
    /// Batch normalisation of the result as factor and summand of each output channel; `None` if the step has no batch
    /// normalisation.
    pub(crate) affine: Option<&'w Affine>,
}

/// Scaling of each channel, `value * factor + summand`: the form to which a batch normalisation is reduced.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    /// Factor of each channel, by the channel's index in the map.
    pub(crate) factor: Vec<f64>,
    /// Summand of each channel, by the channel's index in the map.
    pub(crate) summand: Vec<f64>,
}

/// A kernel by tap and channels, wherever its values lie. Steps and positions count values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KernelView<'w> {
    pub(in crate::kernel) values: &'w [f32],
    /// Position of the value of the first tap, input and output channel.
    pub(in crate::kernel) first: usize,
    /// Steps from one row, and from one column, of taps to the next.
    pub(in crate::kernel) taps: [isize; 2],
    /// Step from one group of channels to the next.
    pub(in crate::kernel) group: usize,
    /// Step from one input channel of a group to the next.
    pub(in crate::kernel) input: usize,
    /// Step from one output channel of a group to the next.
    pub(in crate::kernel) output: usize,
}

/// What the weights of a convolution primitive are packed from.
pub(super) struct PackSource<'w> {
    pub(super) kernel: KernelView<'w>,
    /// Bias and batch normalisation of each output channel; the kernel there is not read.
    pub(super) weights: &'w SourceWeights<'w>,
}

/// Returns a weight as it is packed: zero of the same sign instead of a subnormal number. A multiply-add that reads such a
/// number takes processors a hundred times as long.
#[inline(always)]
pub(super) fn flushed(weight: f32) -> f32 {
    match weight.abs() < f32::MIN_POSITIVE {
        true => 0.0f32.copysign(weight),
        false => weight,
    }
}

impl SourceWeights<'_> {
    /// Returns value `at` of the kernel, a factor of output channel `output`, with the batch normalisation folded in.
    pub(crate) fn weight(&self, at: usize, output: usize) -> f32 {
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        flushed((f64::from(self.kernel[at]) * factor) as f32)
    }

    /// Returns the initial value of the sum of output channel `output`, `bias * factor + summand`: the layer's bias
    /// with the batch normalisation folded in, computed in `f64`.
    pub(crate) fn bias(&self, output: usize) -> f32 {
        let bias = self.bias.map_or(0.0, |bias| f64::from(bias[output]));
        let factor = self.affine.map_or(1.0, |affine| affine.factor[output]);
        let summand = self.affine.map_or(0.0, |affine| affine.summand[output]);
        flushed((bias * factor + summand) as f32)
    }
}

impl PackSource<'_> {
    /// Writes the initial values of the sums of the output channels `outputs` to the first values of `to`, and zeros to the
    /// others.
    pub(super) fn biases(&self, outputs: Range<usize>, to: &mut [f32]) {
        to[outputs.len()..].fill(0.0);
        for (output, to) in outputs.zip(to) {
            *to = self.weights.bias(output);
        }
    }

    /// Writes the weights of one tap for the input channels `inputs` and the output channels `outputs` of a group, with
    /// the batch normalisation folded in: `to` begins with the first input's, and has the next one's `step` values
    /// behind. What lies between is left unchanged.
    pub(super) fn rows(
        &self,
        tap: [usize; 2],
        group: usize,
        inputs: Range<usize>,
        outputs: Range<usize>,
        to: &mut [f32],
        step: usize,
    ) {
        let view = &self.kernel;
        let from = view.position(tap, group, inputs.start, outputs.start);
        view.copy(from, [inputs.len(), outputs.len()], to, step);
        let Some(affine) = self.weights.affine else {
            for row in 0..inputs.len() {
                let row = &mut to[row * step..][..outputs.len()];
                row.iter_mut().for_each(|weight| *weight = flushed(*weight));
            }
            return;
        };
        // Batch normalisations are folded in where kernels are those of the layer, whose groups are one behind the other.
        let first = group * view.group + outputs.start;
        for row in 0..inputs.len() {
            let factors = &affine.factor[first..][..outputs.len()];
            for (to, factor) in to[row * step..].iter_mut().zip(factors) {
                *to = flushed((f64::from(*to) * factor) as f32);
            }
        }
    }
}

impl<'w> KernelView<'w> {
    /// Returns the view of the kernel of a convolution, laid out as height x width x (input channels / groups) x output
    /// channels. `columns` is its width, `inputs` and `outputs` are the numbers of channels of a group.
    pub(super) fn conv(
        values: &'w [f32],
        columns: usize,
        groups: usize,
        [inputs, outputs]: [usize; 2],
    ) -> KernelView<'w> {
        let tap = inputs * groups * outputs;
        KernelView {
            values,
            first: 0,
            taps: [(tap * columns) as isize, tap as isize],
            group: outputs,
            input: groups * outputs,
            output: 1,
        }
    }

    /// Returns the position of a value; channels are numbered within the group.
    pub(super) fn position(
        &self,
        tap: [usize; 2],
        group: usize,
        input: usize,
        output: usize,
    ) -> usize {
        let taps = tap[0] as isize * self.taps[0] + tap[1] as isize * self.taps[1];
        let channels = group * self.group + input * self.input + output * self.output;
        self.first.wrapping_add_signed(taps) + channels
    }

    /// Copies the values of `inputs` x `outputs` channels from position `from` on: `to` begins with those of the first
    /// input, and has those of the next one `step` values behind.
    ///
    /// # Panics
    /// Panics if the values exceed the kernel or `to`.
    pub(super) fn copy(
        &self,
        from: usize,
        [inputs, outputs]: [usize; 2],
        to: &mut [f32],
        step: usize,
    ) {
        if inputs == 0 || outputs == 0 {
            return;
        }
        let last = (inputs - 1) * self.input + (outputs - 1) * self.output;
        assert!(
            from + last < self.values.len() && (inputs - 1) * step + outputs <= to.len(),
            "kernel and packed weights have all channels"
        );
        if self.output == 1 {
            for row in 0..inputs {
                let from = &self.values[from + row * self.input..][..outputs];
                to[row * step..][..outputs].copy_from_slice(from);
            }
            return;
        }
        // As many rows and lanes at a time as share few cache lines.
        for first in (0..inputs).step_by(LANES) {
            let rows = LANES.min(inputs - first);
            for lane in 0..outputs {
                let from = from + first * self.input + lane * self.output;
                let place = first * step + lane;
                for row in 0..rows {
                    // SAFETY: the last positions were checked against both slices, and all others are before them.
                    unsafe {
                        let value = *self.values.get_unchecked(from + row * self.input);
                        *to.get_unchecked_mut(place + row * step) = value;
                    }
                }
            }
        }
    }
}

impl Affine {
    /// Returns the scaling of `channels` channels by one factor.
    pub(crate) fn uniform(channels: usize, factor: f64) -> Affine {
        Affine {
            factor: vec![factor; channels],
            summand: vec![0.0; channels],
        }
    }

    /// Returns the scaling by `self` and then by `next`, which has as many channels.
    pub(crate) fn then(mut self, next: &Affine) -> Affine {
        let own = self.factor.iter_mut().zip(&mut self.summand);
        for ((factor, summand), (by, plus)) in own.zip(next.factor.iter().zip(&next.summand)) {
            *factor *= by;
            *summand = *summand * by + plus;
        }
        self
    }

    /// Writes the factors of all lanes of all channel blocks of a map with that layout to `values`, then the summands.
    /// Those of lanes without a channel are 0.
    ///
    /// # Panics
    /// Panics if `values` is too short.
    pub(crate) fn pack(&self, layout: &Layout, values: &mut [f32]) {
        let lanes = layout.channels.lanes();
        let (factor, summand) = values.split_at_mut(layout.channels.blocks() * lanes);
        for block in layout.channels.iter() {
            let unused = block.block * lanes + block.len..(block.block + 1) * lanes;
            factor[unused.clone()].fill(0.0);
            summand[unused].fill(0.0);
            for lane in 0..block.len {
                let channel = block.first + lane;
                factor[block.block * lanes + lane] = flushed(self.factor[channel] as f32);
                summand[block.block * lanes + lane] = flushed(self.summand[channel] as f32);
            }
        }
    }
}
