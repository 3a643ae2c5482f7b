//! Convolution with fewer products: tiles of inputs and kernels are transformed, multiplied point by point with the
//! register tile of direct convolution, and transformed back.
//!
//! A block of tiles goes through all three stages before the next one is begun, so that what lies between them stays in
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
use block::MOST_ROWS;
use fold::Fold;
use googlenet_dsl::plan::LANES;
use tiling::Axis;
use transform::{MOST_OUTPUTS, MOST_POINTS};

/// How a problem is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WinogradConfig {
    /// Outputs of the largest tile, in rows and columns.
    pub(super) tile: [usize; 2],
    /// Values of memory that a block of tiles takes at most, where that is enough for one row of tiles.
    pub(super) block: usize,
    /// Panels of the register tile.
    pub(super) panels: usize,
    pub(super) partition: Partition,
}

impl WinogradConfig {
    /// The choice as it stands in descriptions of packed weights, which are compared with those in files.
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

/// A convolution by transforms.
#[derive(Debug)]
pub(super) struct Winograd {
    config: WinogradConfig,
    /// Rows of tiles in a block.
    rows: usize,
    axes: [Axis; 2],
    /// Points of the largest tile along each axis.
    points: [usize; 2],
    /// Set where strides are folded into channels.
    fold: Option<Fold>,
    /// The kernel, or the parts that a long one is divided into, which are summed as further channels; those with more
    /// taps first.
    parts: Vec<KernelPart>,
    /// Rows of the sum of a point and a part: the input's channels.
    depth: usize,
    /// Where the channels' transformed inputs lie behind a tile's first, part by part.
    segments: Vec<Segment>,
    panel_groups: Vec<PointGroup>,
    scratch: Scratch,
    len: usize,
}

/// Some taps of a kernel, side by side.
#[derive(Debug, Clone, Copy)]
struct KernelPart {
    start: [usize; 2],
    taps: [usize; 2],
}

/// Panels that are computed together. Their bias comes first, then, point by point, a row of weights for each channel.
#[derive(Debug)]
struct PointGroup {
    panel: usize,
    panels: usize,
    offset: usize,
    /// Values of a point's weights.
    point_len: usize,
}

/// A thread's memory for a block, in values.
#[derive(Debug)]
struct Scratch {
    /// Tiles of a block, times lanes: from one channel block, or panel, to the next.
    block_stride: usize,
    /// Transformed inputs, from one point to the next.
    input_stride: usize,
    /// Products, from one point to the next, and where they begin.
    product_stride: usize,
    products: usize,
    /// What lies between the passes of a transform.
    between: usize,
    /// Rows of the input with their strides folded.
    folded: usize,
    len: usize,
}

impl Winograd {
    /// Whether a problem can be computed so: by taps side by side that move by one, or by the stride of an input that
    /// can be folded.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let plain = !descriptor.input.channels.is_interleaved() && !descriptor.is_clipped();
        let fold = Fold::new(descriptor);
        let one = descriptor.window.dilation == [1, 1] && descriptor.groups == 1;
        let moves = descriptor.window.stride == [1, 1] && plain || fold.is_some();
        // The rows that are folded at a time are those under one part.
        let most = if fold.is_some() { 1 } else { usize::MAX };
        let parts = parts(taps(descriptor, fold.as_ref())).len();
        one && moves && (1..=most).contains(&parts)
    }

    /// # Panics
    /// The problem does not fit.
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
        let most = axes[0].tiles().min(MOST_ROWS);
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
        let width = axes[1].tiles() * config.tile[1].max(1) + taps[1] + MOST_OUTPUTS;
        let input_stride = apart(segments.len() * block_stride);
        let product_stride = apart(config.panels * block_stride);
        let products = all_points * input_stride;
        let between = products + all_points * product_stride;
        let between_len =
            (points[0] * width).max(config.tile[0] * points[1] * axes[1].tiles()) * LANES;
        let folded = between + between_len;
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
                between,
                folded,
                len: folded + folded_len,
            },
            len,
        }
    }

    /// How many times more products direct convolution takes.
    ///
    /// # Panics
    /// The problem does not fit.
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

    /// Values of memory that a thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.scratch.len
    }

    /// The name of the algorithm with the size of its largest tile and what threads share out.
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
    /// Parts that have a point: the first ones.
    fn parts_having(&self, point: usize) -> usize {
        let places = [point / self.points[1], point % self.points[1]];
        let has = |part: &&KernelPart| {
            let mut axes = (0..2).map(|at| places[at] < self.config.tile[at] + part.taps[at] - 1);
            axes.all(|has| has)
        };
        self.parts.iter().take_while(has).count()
    }
}

/// The taps of a problem's kernel, or of the folded one.
fn taps(descriptor: &ConvDescriptor, fold: Option<&Fold>) -> [usize; 2] {
    match fold {
        Some(fold) => fold.taps,
        None => descriptor.window.kernel.map(|taps| taps as usize),
    }
}

/// Taps of a part of a long kernel at most.
const MOST_TAPS: usize = 4;

/// The parts that a kernel is divided into: one, or several along its only axis where that has too many taps. None where
/// there is nothing to be gained.
fn parts(taps: [usize; 2]) -> Vec<KernelPart> {
    let whole = KernelPart {
        start: [0; 2],
        taps,
    };
    let axis = usize::from(taps[0] == 1);
    match (taps, taps[1 - axis]) {
        ([1, 1], _) => Vec::new(),
        _ if taps[0].max(taps[1]) < MOST_POINTS => vec![whole],
        (_, 1) => {
            let count = taps[axis].div_ceil(MOST_TAPS);
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

/// A stride of at least so many values that is an odd number of cache lines, so that places so far apart do not fall on
/// the same lines of a first-level cache.
fn apart(len: usize) -> usize {
    ((len / LANES) | 1) * LANES
}
