//! Winograd convolution, which needs fewer multiplications: tiles of inputs and kernels are transformed, multiplied
//! point by point with the register tile of direct convolution, and transformed back.
//!
//! A block of tiles passes through all three stages before the next block begins, so that intermediate values stay in
//! the second-level cache.

mod block;
mod fold;
mod inputs;
mod outputs;
mod pack;
mod passes;
mod run;
#[cfg(test)]
mod tests;
mod tiling;
mod transform;

use super::descriptor::ConvDescriptor;
use super::panels::panel_group_sizes;
use super::partition::Partition;
use super::segment::Segment;
use super::tile::full;
use block::MAX_ROWS;
use fold::Fold;
use googlenet_dsl::plan::LANES;
use tiling::Axis;
use transform::{MAX_OUTPUTS, MAX_POINTS};

/// Sizes of a Winograd convolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WinogradConfig {
    /// Output rows and columns of the largest tile.
    pub(super) tile: [usize; 2],
    /// Maximum number of transformed inputs and products of a block of tiles, in values; a block has at least one row
    /// of tiles.
    pub(super) block: usize,
    /// Maximum number of panels of the register tile.
    pub(super) panels: usize,
    pub(super) partition: Partition,
}

impl WinogradConfig {
    /// Returns the configuration as text for descriptions of packed weights, which are compared with those in files.
    /// The text must not change for an unchanged packing.
    pub(super) fn layout(&self) -> String {
        let WinogradConfig {
            tile,
            block,
            panels,
            partition,
        } = self;
        format!(
            "Choice {{ tile: {tile:?}, block: {block}, panels: {panels}, sharing: {partition:?} }}"
        )
    }
}

/// Winograd convolution of one descriptor: tiles, kernel parts, panel groups and the layout of the scratch memory.
#[derive(Debug)]
pub(super) struct Winograd {
    config: WinogradConfig,
    /// Maximum number of rows of tiles in a block.
    rows: usize,
    /// Division of the output into tiles, vertically and horizontally.
    axes: [Axis; 2],
    /// Number of transform points of the largest tile, vertically and horizontally.
    points: [usize; 2],
    /// Folding of strides into channels; `None` for stride 1.
    fold: Option<Fold>,
    /// Parts of the kernel, those with more taps first: one, or several for a long kernel. The products of all parts
    /// are added up, as if the parts were further input channels.
    parts: Vec<KernelPart>,
    /// Number of reduction rows of one point and one kernel part: the number of input channels, folded or not.
    depth: usize,
    /// Segments of transformed inputs: one for each kernel part and channel block, with offsets from a tile's first
    /// channel.
    segments: Vec<Segment>,
    /// Panels that one register tile computes together, in the order of the packed weights.
    panel_groups: Vec<PointGroup>,
    scratch: Scratch,
    /// Number of packed weights, in values.
    len: usize,
}

/// Rectangle of adjacent kernel taps.
#[derive(Debug, Clone, Copy)]
struct KernelPart {
    start: [usize; 2],
    taps: [usize; 2],
}

/// Adjacent output-channel panels that one register tile computes. Packed as
/// `[bias: 16 * panels][point][kernel part][input channel][16 * panels]`.
#[derive(Debug)]
struct PointGroup {
    /// First panel of the group.
    panel: usize,
    /// Number of panels in the group.
    panels: usize,
    /// Position of the group in the packed weights of the primitive, in values.
    offset: usize,
    /// Number of weights of one point, in values.
    point_len: usize,
}

/// Layout of a thread's scratch memory for one block of tiles; all sizes and positions in values. The transformed
/// inputs lie at the beginning.
#[derive(Debug)]
struct Scratch {
    /// Distance from one channel block, or panel, to the next at the same point: lanes of all tiles of a block.
    block_stride: usize,
    /// Distance between the transformed inputs of two points.
    input_stride: usize,
    /// Distance between the products (sums of the register tiles) of two points.
    product_stride: usize,
    /// Position of the first product.
    products: usize,
    /// Position of the buffer between the vertical and the horizontal pass of a transform.
    pass_buffer: usize,
    /// Position of the folded input rows.
    folded: usize,
    /// Total size of the scratch memory.
    len: usize,
}

impl Winograd {
    /// Returns `true` if a convolution can be computed by Winograd transforms: one channel group, no dilation, a kernel
    /// that saves multiplications, and either stride 1 over channel blocks with a border, or an input that can be
    /// folded.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let plain = !descriptor.input.channels.is_interleaved() && !descriptor.is_clipped();
        let fold = Fold::new(descriptor);
        let one = descriptor.window.dilation == [1, 1] && descriptor.groups == 1;
        let moves = descriptor.window.stride == [1, 1] && plain || fold.is_some();
        // Only the rows under one kernel part are folded at a time.
        let most = if fold.is_some() { 1 } else { usize::MAX };
        let parts = parts(taps(descriptor, fold.as_ref())).len();
        one && moves && (1..=most).contains(&parts)
    }

    /// Creates tiles, panel groups and the scratch layout for a descriptor.
    ///
    /// # Panics
    /// Panics if [`Winograd::fits`] is `false` for the descriptor.
    pub(super) fn new(descriptor: &ConvDescriptor, config: WinogradConfig) -> Winograd {
        let fold = Fold::new(descriptor);
        let parts = parts(taps(descriptor, fold.as_ref()));
        let taps = parts[0].taps;
        let axis = |at: usize| Axis::new(descriptor.output.size[at], taps[at], config.tile[at]);
        let axes = [axis(0), axis(1)];
        let points = [axes[0].points(), axes[1].points()];
        let config = WinogradConfig {
            tile: [0, 1].map(|at| axes[at].kinds[0].outputs),
            panels: config.panels.min(full(descriptor.isa)[1]),
            ..config
        };
        let channels = &descriptor.input.channels;
        let blocks = if fold.is_some() { 1 } else { channels.blocks() };
        let row = axes[1].tiles() * LANES;
        let row_len = points[0] * points[1] * (blocks * parts.len() + config.panels) * row;
        let most = axes[0].tiles().min(MAX_ROWS);
        let rows = (config.block / row_len).clamp(1, most);
        let block_stride = rows * row;
        let lens: Vec<usize> = match &fold {
            Some(fold) => vec![fold.lanes()],
            None => channels.iter().map(|block| block.len).collect(),
        };
        let depth = lens.iter().sum();
        let all = std::iter::repeat_n(lens, parts.len()).flatten();
        let segments: Vec<Segment> = all
            .enumerate()
            .map(|(at, len)| Segment {
                offset: at * block_stride,
                len,
            })
            .collect();
        let all_points = points[0] * points[1];
        let mut panel_groups = Vec::new();
        let mut len = 0;
        let mut panel = 0;
        for panels in panel_group_sizes(descriptor.output.channels.blocks(), config.panels) {
            let group = PointGroup {
                panel,
                panels,
                offset: len,
                point_len: parts.len() * depth * panels * LANES,
            };
            len += panels * LANES + all_points * group.point_len;
            panel += panels;
            panel_groups.push(group);
        }
        let width = axes[1].tiles() * config.tile[1].max(1) + taps[1] + MAX_OUTPUTS;
        let input_stride = conflict_free_stride(segments.len() * block_stride);
        let product_stride = conflict_free_stride(config.panels * block_stride);
        let products = all_points * input_stride;
        let pass_buffer = products + all_points * product_stride;
        let between_len =
            (points[0] * width).max(config.tile[0] * points[1] * axes[1].tiles()) * LANES;
        let folded = pass_buffer + between_len;
        let folded_len = fold.as_ref().map_or(0, |_| points[0] * width * LANES);
        Winograd {
            config,
            rows,
            axes,
            points,
            fold,
            parts,
            depth,
            segments,
            panel_groups,
            scratch: Scratch {
                block_stride,
                input_stride,
                product_stride,
                products,
                pass_buffer,
                folded,
                len: folded + folded_len,
            },
            len,
        }
    }

    /// Returns the ratio of the multiplications of direct convolution to those of this algorithm.
    ///
    /// # Panics
    /// Panics if [`Winograd::fits`] is `false` for the descriptor.
    pub(super) fn gain(descriptor: &ConvDescriptor, config: WinogradConfig) -> f64 {
        let fold = Fold::new(descriptor);
        let parts = parts(taps(descriptor, fold.as_ref()));
        let [down, across] = [0, 1].map(|at| {
            let axis = Axis::new(
                descriptor.output.size[at],
                parts[0].taps[at],
                config.tile[at],
            );
            axis.products()
        });
        let lanes = fold.map_or(descriptor.input.channels.count(), |fold| fold.lanes());
        let [height, width] = descriptor.window.kernel.map(|taps| taps as usize);
        let direct = descriptor.pixels() * height * width * descriptor.input.channels.count();
        direct as f64 / (down * across * parts.len() * lanes) as f64
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn config(&self) -> &WinogradConfig {
        &self.config
    }

    /// Returns the number of values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.scratch.len
    }

    /// Returns the name shown to users: the algorithm, the size of the largest tile and the partition.
    pub(super) fn name(&self) -> String {
        let [rows, columns] = self.config.tile;
        let folded = match &self.fold {
            Some(_) => " folded",
            None => "",
        };
        let partition = self.config.partition.word();
        format!("winograd{folded} {rows}x{columns} by {partition}")
    }
}

impl Winograd {
    /// Returns the number of kernel parts whose transforms have the point with index `point`; they are the first parts.
    fn parts_with_point(&self, point: usize) -> usize {
        let places = [point / self.points[1], point % self.points[1]];
        let has = |part: &&KernelPart| {
            let mut axes = (0..2).map(|at| places[at] < self.config.tile[at] + part.taps[at] - 1);
            axes.all(|has| has)
        };
        self.parts.iter().take_while(has).count()
    }
}

/// Returns the number of rows and columns of the kernel, or of the folded kernel.
fn taps(descriptor: &ConvDescriptor, fold: Option<&Fold>) -> [usize; 2] {
    match fold {
        Some(fold) => fold.taps,
        None => descriptor.window.kernel.map(|taps| taps as usize),
    }
}

/// Maximum number of taps in each part of a long kernel.
const MAX_TAPS: usize = 4;

/// Divides a kernel into parts: one, or several along the only axis of a kernel with too many taps for one tile.
/// Returns no parts for kernels that cannot be computed with fewer multiplications.
fn parts(taps: [usize; 2]) -> Vec<KernelPart> {
    let whole = KernelPart {
        start: [0; 2],
        taps,
    };
    let axis = usize::from(taps[0] == 1);
    match (taps, taps[1 - axis]) {
        ([1, 1], _) => Vec::new(),
        _ if taps[0].max(taps[1]) < MAX_POINTS => vec![whole],
        (_, 1) => {
            let count = taps[axis].div_ceil(MAX_TAPS);
            let mut start = 0;
            let part = |at: usize| {
                let mut part = whole;
                part.start[axis] = start;
                part.taps[axis] = (taps[axis] + count - 1 - at) / count;
                start += part.taps[axis];
                part
            };
            (0..count).map(part).collect()
        }
        _ => Vec::new(),
    }
}

/// Rounds a stride of `len` values, a multiple of `LANES`, up to an odd number of cache lines. Values at such a
/// distance fall on different lines of a first-level cache.
fn conflict_free_stride(len: usize) -> usize {
    ((len / LANES) | 1) * LANES
}
