//! Depthwise convolution: each output channel is a sum over the window in one input channel. Lanes of a vector are 16
//! channels, and a row of output pixels is kept in registers. This file holds sizes and packing; `row.rs` computes rows,
//! `run.rs` divides them among threads, `spread.rs` copies inputs that do not lie as the outputs do.

mod row;
mod run;
mod spread;

use super::descriptor::ConvDescriptor;
use super::partition::Partition;
use super::source_weights::PackSource;
use super::tile::FLUSH;
use googlenet_dsl::plan::LANES;
use spread::SpreadRows;
use std::ops::Range;

/// Settings of a depthwise convolution: what threads divide among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DepthwiseConfig {
    pub(super) partition: Partition,
}

/// Depthwise convolution prepared for one descriptor. The weights of a panel (16 output channels) are packed in the
/// order `[bias: 16][tap][16]`, panel by panel.
#[derive(Debug)]
pub(super) struct Depthwise {
    config: DepthwiseConfig,
    /// Number of taps of the window.
    taps: usize,
    /// Number of panels of 16 output channels.
    panels: usize,
    /// Rows of the input that are copied, each lane's channel to that lane, before outputs are computed from them;
    /// `None` if the input is read where it lies.
    spread: Option<SpreadRows>,
    /// Maximum number of rows in a band, the rows that are computed together for a fused pooling.
    band_rows: usize,
}

/// Maximum number of `f32` values that are computed for one band of a fused pooling; a band has at least one row.
const BAND: usize = 1 << 14;

impl Depthwise {
    /// Returns `true` if each output channel reads one input channel, if the sums are short enough to stay in
    /// registers, and if inputs that must be copied have short enough rows.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let [inputs, _] = descriptor.channels_per_group();
        let taps = descriptor.window.kernel.map(|taps| taps as usize);
        descriptor.groups > 1
            && inputs == 1
            && taps[0].saturating_mul(taps[1]) <= FLUSH
            && (reads_in_place(descriptor) || SpreadRows::new(descriptor).is_some())
    }

    /// Prepares the convolution of a descriptor for which [`Depthwise::fits`] returns `true`; computes no weights.
    pub(super) fn new(descriptor: &ConvDescriptor, config: DepthwiseConfig) -> Depthwise {
        let [rows, columns] = descriptor.window.kernel.map(|taps| taps as usize);
        let [height, width] = descriptor.output.size;
        let spread = match reads_in_place(descriptor) {
            true => None,
            false => SpreadRows::new(descriptor),
        };
        Depthwise {
            config,
            taps: rows * columns,
            panels: descriptor.panels(),
            spread,
            band_rows: (BAND / (width * LANES)).clamp(1, height),
        }
    }

    /// Returns the number of packed weights, biases included, in `f32` values.
    pub(super) fn len(&self) -> usize {
        self.panels * self.panel_len()
    }

    /// Returns the number of packed weights of a panel, biases included.
    fn panel_len(&self) -> usize {
        (1 + self.taps) * LANES
    }

    /// Returns the largest number of roundings that a product of an input and a weight passes through.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn roundings(&self) -> usize {
        self.taps + super::magnitudes::ROUNDINGS
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.spread.as_ref().map_or(0, SpreadRows::len)
    }

    /// Returns the configuration as text for the description of packed weights; see
    /// [`Algorithm::layout`](super::algorithm::Algorithm::layout).
    pub(super) fn layout(&self) -> String {
        "Depthwise".to_owned()
    }

    /// Returns the name shown to users: `depthwise`; pixels x channels of the largest tile of outputs that registers
    /// hold; and the partition.
    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        let pixels = row::pixels(descriptor.isa).min(descriptor.output.size[1]);
        let partition = self.config.partition.word();
        format!("depthwise {pixels}x{LANES} by {partition}")
    }

    /// Returns the number of parts of the packed weights that are packed by themselves.
    pub(super) fn parts(&self) -> usize {
        self.panels
    }

    /// Returns the range of the packed weights, in `f32` values, that is the part with this index. Parts follow each
    /// other without gaps.
    pub(super) fn part(&self, part: usize) -> Range<usize> {
        part * self.panel_len()..(part + 1) * self.panel_len()
    }

    /// Packs bias and kernel of the part with this index into `values`, with the step's batch normalisation folded into
    /// both. Lanes without a channel become zero.
    pub(super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        let values = &mut values[..self.panel_len()];
        values.fill(0.0);
        let outputs = descriptor.panel(part);
        let (biases, weights) = values.split_at_mut(LANES);
        source.biases(outputs.clone(), biases);
        let [_, multiplier] = descriptor.channels_per_group();
        let columns = descriptor.window.kernel[1] as usize;
        for (tap, to) in weights.chunks_exact_mut(LANES).enumerate() {
            let tap = [tap / columns, tap % columns];
            let mut output = outputs.start;
            while output < outputs.end {
                let (group, first) = (output / multiplier, output % multiplier);
                let end = multiplier.min(first + outputs.end - output);
                let to = &mut to[output - outputs.start..];
                source.rows(tap, group, 0..1, first..end, to, LANES);
                output += end - first;
            }
        }
    }
}

/// Returns `true` if the input can be read where it lies: no window reaches beyond the border in memory, and the input
/// channels of each panel lie side by side, in lanes as those of the outputs.
fn reads_in_place(descriptor: &ConvDescriptor) -> bool {
    let [_, multiplier] = descriptor.channels_per_group();
    let in_lanes = |panel: usize| {
        let channels = descriptor.panel(panel);
        let block = descriptor.input.channels.holding(channels.start);
        channels.end <= block.first + block.len
    };
    multiplier == 1 && !descriptor.is_clipped() && (0..descriptor.panels()).all(in_lanes)
}
