//! An upper bound on the bytes that a session holds beside its packed weights.

use super::layout::LANES;
use super::scratch::{Product, READ_BEHIND};
use super::{Plan, Step};
use crate::graph::{Graph, Layer};
use crate::op::Op;
use crate::value::{Algorithms, DType};
use std::ops::Range;

/// Bytes of a session, its program and its threads that do not depend on the network.
const SESSION: usize = 2048;

/// Bytes of a layer, apart from its name and inputs: operation, shape, region with a layout of its own, and entries in
/// lists by layer.
const LAYER: usize = 640;

/// Number of copies of a layer's name.
const NAMES: usize = 3;

/// Bytes of a step: operation, regions, lists of layers and of epilogues, twice, and layouts of its own.
const STEP: usize = 1280;

/// Bytes of a convolution or dense layer with its algorithm, beside those of the step.
const PRODUCT: usize = 1280;

/// Bytes of a region, twice, and of the id of a layer in a list.
const REGION: usize = 2 * 64;

/// Bytes of a group of panels of a convolution.
const PANEL: usize = 64;

/// Bytes of a table of a clipped convolution, one for each tap.
const TABLE: usize = 64;

/// Bytes of an entry of the table of lanes of a convolution of small groups.
const LANE_ENTRY: usize = 40;

/// Bytes of a segment of a table: inputs of a sum that lie side by side.
const SEGMENT: usize = 16;

/// Bytes of the lanes that one block of a step that moves channels takes from another block, and of the end of a block's
/// part of the table.
const TAKEN: usize = 2 * size_of::<u64>() + LANES * size_of::<i32>();
const END: usize = size_of::<u64>();

impl Plan {
    /// Returns an upper bound, over all instruction sets, on the number of bytes that a session of one thread and a
    /// batch of one holds with the algorithms of a precision or a memory, packed weights not counted. `graph` must be
    /// the network of the plan.
    ///
    /// Counted are the arena ([`Plan::arena_bytes`]), scratch memory of kernels, plan, tables of the chosen algorithms,
    /// names and shapes of layers, and the values that a run returns for one image. Not counted are source and packed
    /// weights, the input, taps, and what the process holds once for all networks (up to 32 KiB: the measured
    /// algorithms of an instruction set). With a larger batch or several threads a session holds more.
    ///
    /// The arena, scratch memory and packed weights come from the operating system directly where they have 1 MiB or
    /// more, so that a counting or limiting allocator does not see them.
    pub fn session_bytes(&self, graph: &Graph, algorithms: impl Into<Algorithms>) -> u64 {
        let algorithms = algorithms.into();
        let products = || {
            let steps = self.steps.iter();
            steps.filter_map(|step| Product::of(step, algorithms))
        };
        let scratch = products().map(|product| product.scratch_bytes()).max();
        let definition = graph.definition();
        let layers = definition.layers.iter();
        let outputs = graph.outputs().iter();
        let results = outputs.map(|output| {
            let values = graph.shape(output.layer).len();
            DType::F32.bytes(values) + (2 * output.name.len() + LAYER) as u64
        });
        let held = [
            SESSION,
            self.arena_bytes,
            match self.dtype {
                DType::F32 => 0,
                _ => READ_BEHIND,
            },
            scratch.unwrap_or(0),
            layers.map(layer).sum(),
            self.steps.iter().map(step).sum(),
            products().map(|product| tables(&product)).sum(),
        ];
        held.iter().map(|bytes| *bytes as u64).sum::<u64>() + results.sum::<u64>()
    }
}

/// Returns a bound on what a layer takes.
fn layer(layer: &Layer) -> usize {
    LAYER + NAMES * layer.name.len() + layer.inputs.len() * size_of::<u64>()
}

/// Returns a bound on what a step takes, without its tables.
fn step(step: &Step) -> usize {
    let regions = step.inputs.len() + step.outputs.len();
    let segments: usize = [step.inputs.iter(), step.outputs.iter()]
        .into_iter()
        .flatten()
        .map(|region| region.layout.channels.blocks() * size_of::<u64>())
        .sum();
    STEP + (regions + step.layers.len() + step.epilogue.len()) * REGION + segments + lanes(step)
}

/// Returns a bound on what the table of a step that moves channels between blocks takes.
fn lanes(step: &Step) -> usize {
    if !matches!(
        step.op,
        Op::Concat(_) | Op::Slice(_) | Op::ChannelShuffle(_)
    ) {
        return 0;
    }
    let blocks = step.inputs.iter();
    let read: usize = blocks.map(|input| input.layout.channels.blocks()).sum();
    step.output().layout.channels.blocks() * (LANES.min(read) * TAKEN + END)
}

/// Returns a bound on what the algorithm of a convolution or dense layer takes.
fn tables(product: &Product<'_>) -> usize {
    let [height, width] = product.window.kernel.map(|taps| taps as usize);
    let taps = height * width;
    let tables = match product.is_clipped() {
        true => taps * TABLE,
        false => TABLE,
    };
    let panels = product.panels();
    let (blocks, tables) = match product.groups {
        1 => (product.input.channels.blocks(), tables),
        _ => (
            (0..panels).map(|panel| blocks(product, panel)).sum(),
            panels * tables,
        ),
    };
    let lanes = match product.has_small_groups() && !product.reads_in_place() {
        true => (0..panels).map(|panel| lane_entries(product, panel)).sum(),
        false => 0,
    };
    PRODUCT + panels * PANEL + tables + blocks * taps * SEGMENT + lanes * LANE_ENTRY
}

/// Returns a bound on the number of groups of 16 values from which the lanes of a panel of a grouped convolution come,
/// over all input channels of a group.
fn lane_entries(product: &Product<'_>, panel: usize) -> usize {
    let inputs = product.input.channels.count() / product.groups;
    let channels = read(product, panel);
    let spans = channels.len().div_ceil(LANES).max(blocks(product, panel));
    // One more for the number of entries.
    inputs * (1 + spans.min(channels.len() / inputs))
}

/// Returns the input channels that a panel of a grouped convolution reads.
fn read(product: &Product<'_>, panel: usize) -> Range<usize> {
    let inputs = product.input.channels.count() / product.groups;
    let outputs = product.output.count() / product.groups;
    let first = panel * LANES;
    let end = (first + LANES).min(product.output.count());
    first / outputs * inputs..end.div_ceil(outputs) * inputs
}

/// Returns the number of blocks of input channels that a panel of a grouped convolution reads.
fn blocks(product: &Product<'_>, panel: usize) -> usize {
    let channels = read(product, panel);
    let read = |block: &super::ChannelBlock| {
        block.first < channels.end && channels.start < block.first + block.len
    };
    product.input.channels.iter().filter(read).count()
}
