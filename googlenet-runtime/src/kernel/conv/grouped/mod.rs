//! Grouped convolution for small groups, of one input channel (grouped) or several: lanes of a vector are 16 output
//! channels, each of which reads the inputs of its own group, and a row of output pixels is kept in registers. The sum is
//! one of grouped convolutions, one for each input channel of a group.
//!
//! This file holds sizes and packing; `row.rs` computes rows, of elements of the types of `elements.rs` with the sums of
//! `sums.rs`, and permutes the lanes of inputs whose groups lie in one block with the outputs'; `run.rs` divides rows among
//! threads; `spread.rs` copies other inputs, with the kernel of `lanes.rs`; `widened.rs` is for maps whose elements are no
//! `f32` values, and `stored.rs` rounds what it has computed in scratch memory.

mod elements;
mod lanes;
mod row;
mod run;
mod spread;
mod stored;
mod sums;
mod widened;

use super::descriptor::ConvDescriptor;
use super::partition::Partition;
use super::source_weights::PackSource;
use super::tile::FLUSH;
use googlenet_dsl::plan::LANES;
use googlenet_dsl::value::DType;
use spread::Spread;
use std::ops::Range;

/// Settings of a grouped convolution: what threads divide among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GroupedConfig {
    pub(super) partition: Partition,
}

/// Grouped convolution prepared for one descriptor. The weights of a panel (16 output channels) are packed in the order
/// `[bias: 16][input channel of the group][tap][16]`, panel by panel.
#[derive(Debug)]
pub(super) struct Grouped {
    config: GroupedConfig,
    /// Number of taps of the window.
    taps: usize,
    /// Number of input channels of a group.
    inputs: usize,
    /// Number of panels of 16 output channels.
    panels: usize,
    reads: Inputs,
    /// Maximum number of rows in a band, the rows that are computed together for a fused pooling.
    band_rows: usize,
    /// Number of `f32` values of a thread's scratch memory for rows of a result whose elements, or the input's, are no `f32` values;
    /// 0 if all are.
    widened: usize,
}

/// How the inputs of a panel come to the lanes of its outputs.
#[derive(Debug)]
enum Inputs {
    /// They lie in these lanes.
    InPlace,
    /// All inputs of a panel lie in one block, whose lanes are permuted when they are read: by one table for each input
    /// channel of a group, panel by panel.
    Permuted(Box<[[i32; LANES]]>),
    /// Rows of the input are copied, each lane's channel to that lane, before outputs are computed from them.
    Spread(Spread),
}

/// Maximum number of `f32` values that are computed for one band of a fused pooling; a band has at least one row.
const BAND: usize = 1 << 14;

/// Times as parts of the time that grouped convolution takes to multiply a vector of inputs: to copy one with its lanes
/// moved and to multiply one in direct convolution, both measured with AVX-512 and AVX2, and to permute one that is read,
/// which is one instruction, as a multiplication is.
const COPY: f64 = 5.0;
const PERMUTE: f64 = 1.0;
const DIRECT: f64 = 0.85;

impl Grouped {
    /// Returns `true` if elements of the input or the output are no `f32` values, which `widened.rs` computes; that fits
    /// all descriptors without a fused pooling.
    pub(super) fn is_widened(descriptor: &ConvDescriptor) -> bool {
        let mut layouts = [&descriptor.input, &descriptor.output].into_iter();
        layouts.any(|layout| layout.dtype != DType::F32)
    }

    /// Returns `true` if there are several groups, if the products of one input channel are few enough to be summed in
    /// registers, and if inputs that must be copied have short enough rows.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let taps = descriptor.window.kernel.map(|taps| taps as usize);
        descriptor.groups > 1
            && taps[0].saturating_mul(taps[1]) <= FLUSH
            && (reads_in_place(descriptor)
                || Spread::fits(descriptor)
                || permutations(descriptor).is_some())
    }

    /// Returns `true` if a convolution for which [`Grouped::fits`] returns `true` takes less time than direct convolution,
    /// whose panels multiply the inputs of all groups that they overlap by weights of which most are zero.
    pub(super) fn pays(descriptor: &ConvDescriptor) -> bool {
        let [inputs, outputs] = descriptor.channels_per_group();
        if inputs == 1 {
            return true;
        }
        let taps = descriptor.window.kernel[0] as usize * descriptor.window.kernel[1] as usize;
        let groups = |panel: usize| {
            let channels = descriptor.panel(panel);
            channels.end.div_ceil(outputs) - channels.start / outputs
        };
        let read: usize = (0..descriptor.panels()).map(groups).sum();
        if read == descriptor.panels() {
            return false;
        }
        let direct = (read * inputs * taps) as f64;
        let products = (inputs * taps) as f64;
        let own = match permutations(descriptor) {
            Some(_) => products * (1.0 + PERMUTE * row::vectors(descriptor)),
            None => products + COPY * Spread::cost(descriptor),
        };
        descriptor.panels() as f64 * own < DIRECT * direct
    }

    /// Prepares the convolution of a descriptor for which [`Grouped::fits`] returns `true`; computes no weights.
    pub(super) fn new(descriptor: &ConvDescriptor, config: GroupedConfig) -> Grouped {
        let [rows, columns] = descriptor.window.kernel.map(|taps| taps as usize);
        let [height, width] = descriptor.output.size;
        let [inputs, _] = descriptor.channels_per_group();
        let reads = match reads_in_place(descriptor) {
            true => Inputs::InPlace,
            false => match permutations(descriptor) {
                Some(tables) => Inputs::Permuted(tables),
                None => Inputs::Spread(Spread::new(descriptor)),
            },
        };
        let mut grouped = Grouped {
            config,
            taps: rows * columns,
            inputs,
            panels: descriptor.panels(),
            widened: 0,
            reads,
            band_rows: (BAND / (width * LANES)).clamp(1, height),
        };
        if Grouped::is_widened(descriptor) {
            grouped.widened = grouped.widened_len(descriptor);
        }
        grouped
    }

    pub(super) fn partition(&self) -> Partition {
        self.config.partition
    }

    /// Returns the number of packed weights, biases included, in `f32` values.
    pub(super) fn len(&self) -> usize {
        self.panels * self.panel_len()
    }

    /// Returns the number of packed weights of a panel, biases included.
    fn panel_len(&self) -> usize {
        (1 + self.inputs * self.taps) * LANES
    }

    /// Returns the largest number of roundings that a product of an input and a weight passes through.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn roundings(&self) -> usize {
        self.inputs * self.taps + self.parts_of_a_sum() + super::magnitudes::ROUNDINGS
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        match &self.reads {
            Inputs::Spread(spread) => spread.len() + self.widened,
            _ => self.widened,
        }
    }

    /// Returns the number of `f32` values that one image writes to scratch memory: the rows that are copied for each
    /// panel, each once where copies remain for the rows of outputs behind.
    pub(super) fn scratch_values(&self, descriptor: &ConvDescriptor) -> usize {
        match &self.reads {
            Inputs::Spread(spread) => {
                let [height, _] = descriptor.output.size;
                if Grouped::is_widened(descriptor) && self.inputs == 1 {
                    let rows = spread::rows(descriptor, height).expect("rows that fit");
                    return self.panels * rows * spread.row_len();
                }
                let copies = height.div_ceil(spread.outputs);
                self.panels * copies * self.inputs * spread.plane_len
            }
            _ => 0,
        }
    }

    /// Returns the configuration as text for the description of packed weights; see
    /// [`Algorithm::layout`](super::algorithm::Algorithm::layout).
    pub(super) fn layout(&self) -> String {
        self.word("Depthwise", "Grouped").to_owned()
    }

    /// Returns the first of two words for groups of one input channel, otherwise the second.
    fn word(&self, depthwise: &'static str, grouped: &'static str) -> &'static str {
        match self.inputs {
            1 => depthwise,
            _ => grouped,
        }
    }

    /// Returns the number of parts in which the sum of an output is computed.
    fn parts_of_a_sum(&self) -> usize {
        match &self.reads {
            Inputs::Spread(spread) => self.inputs.div_ceil(spread.planes),
            _ => 1,
        }
    }

    /// Returns the name shown to users: `depthwise` or `grouped`; pixels x channels of the largest tile of outputs that
    /// registers hold; and the partition.
    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        let pixels = row::pixels(descriptor.isa).min(descriptor.output.size[1]);
        let partition = self.config.partition.word();
        let name = self.word("depthwise", "grouped");
        format!("{name} {pixels}x{LANES} by {partition}")
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
        for (row, to) in weights.chunks_exact_mut(LANES).enumerate() {
            let (input, tap) = (row / self.taps, row % self.taps);
            let tap = [tap / columns, tap % columns];
            let mut output = outputs.start;
            while output < outputs.end {
                let (group, first) = (output / multiplier, output % multiplier);
                let end = multiplier.min(first + outputs.end - output);
                let to = &mut to[output - outputs.start..];
                source.rows(tap, group, input..input + 1, first..end, to, LANES);
                output += end - first;
            }
        }
    }
}

/// Returns `true` if the input can be read where it lies: its elements are `f32` values, as those of the output, or bfloat16
/// numbers in blocks; no window reaches beyond the border in memory, and the input channels of each panel lie side by side,
/// in lanes as those of the outputs.
fn reads_in_place(descriptor: &ConvDescriptor) -> bool {
    let [inputs, multiplier] = descriptor.channels_per_group();
    let in_lanes = |panel: usize| {
        let channels = descriptor.panel(panel);
        let block = descriptor.input.channels.holding(channels.start);
        let is_block = channels.start == block.first && descriptor.input.is_in_blocks();
        let begins = descriptor.input.dtype == DType::F32 || is_block;
        begins && channels.end <= block.first + block.len
    };
    inputs == 1
        && multiplier == 1
        && descriptor.input.dtype != DType::U8
        && (descriptor.input.dtype != DType::F32 || descriptor.output.dtype == DType::F32)
        && !descriptor.is_clipped()
        && (0..descriptor.panels()).all(in_lanes)
}

/// Returns the permutations of [`Inputs::Permuted`]; `None` if elements are no `f32` values, if the inputs of a panel lie in
/// several blocks or without a sufficient border, if the instruction set lacks a permutation, or if too many products would be summed in registers.
fn permutations(descriptor: &ConvDescriptor) -> Option<Box<[[i32; LANES]]>> {
    let [inputs, outputs] = descriptor.channels_per_group();
    let taps = descriptor.window.kernel.map(|taps| taps as usize);
    let products = taps[0].saturating_mul(taps[1]).saturating_mul(inputs);
    let in_blocks = descriptor.input.channels.lanes() == LANES;
    if Grouped::is_widened(descriptor) || descriptor.is_clipped() || !in_blocks || products > FLUSH
    {
        return None;
    }
    let mut tables = Vec::new();
    for panel in 0..descriptor.panels() {
        for input in 0..inputs {
            let channels = descriptor.panel(panel);
            let channels = channels.map(|output| output / outputs * inputs + input);
            let mut taken = Vec::new();
            lanes::taken(&descriptor.input, channels, &mut taken);
            let [taken] = &taken[..] else {
                return None;
            };
            let table = taken.table()?;
            if !row::permutes(descriptor.isa, &table) {
                return None;
            }
            tables.push(table);
        }
    }
    Some(tables.into())
}
