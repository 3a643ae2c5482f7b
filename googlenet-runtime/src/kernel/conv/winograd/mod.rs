//! Winograd convolution, which needs fewer multiplications than direct convolution: tiles of inputs and kernels are
//! transformed, multiplied point by point with the register tile of direct convolution, and transformed back. A tile is
//! a rectangle of outputs with the inputs under it; its points are the elements of its transform.
//!
//! A block of tiles (some rows of tiles) passes through all three stages before the next block begins, so that
//! intermediate values stay in the second-level cache.

mod block;
mod fold;
mod inputs;
#[cfg(any(test, feature = "reference"))]
mod magnitudes;
mod outputs;
mod pack;
mod passes;
mod run;
mod share;
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

/// Settings of a Winograd convolution: sizes of tiles, blocks of tiles and register tiles, and what threads divide
/// among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WinogradConfig {
    /// Maximum number of output rows and columns of a tile; in the configuration that [`Winograd`] holds, those of its
    /// largest tile.
    pub(super) tile: [usize; 2],
    /// Maximum number of transformed inputs plus products of a block of tiles, in `f32` values; a block has at least
    /// one row of tiles, even if that has more.
    pub(super) block: usize,
    /// Maximum number of panels (of 16 output channels) that one register tile computes.
    pub(super) panels: usize,
    pub(super) partition: Partition,
}

impl WinogradConfig {
    /// Returns the configuration as text for the description of packed weights, which is compared with the one in a
    /// file of packed weights. Equal configurations must give the same text in every version of the program with the
    /// same `PACKING`.
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

/// Winograd convolution prepared for one descriptor: tiles, kernel parts, panel groups and the layout of the scratch
/// memory.
#[derive(Debug)]
pub(super) struct Winograd {
    config: WinogradConfig,
    /// Maximum number of rows of tiles in a block of tiles.
    rows: usize,
    /// Division of the output into tiles, vertically and horizontally.
    axes: [Axis; 2],
    /// Number of transform points of the largest tile, vertically and horizontally.
    points: [usize; 2],
    /// Folding of strides into channels; `None` for stride 1.
    fold: Option<Fold>,
    /// Parts of the kernel, those with more taps first: the whole kernel, or several parts of a long one. The products
    /// of all parts are added up, as if the parts were further input channels.
    parts: Vec<KernelPart>,
    /// Number of reduction rows (steps of a product's sum) of one kernel part: the number of input channels, or of
    /// values of a folded pixel.
    depth: usize,
    /// Segments of the transformed inputs of one point: one for each kernel part and channel block, in this order, with
    /// offsets in `f32` values from a tile's first channel.
    segments: Vec<Segment>,
    /// Groups of panels that one register tile computes, in the order of the output channels and of the packed weights.
    panel_groups: Vec<PointGroup>,
    scratch: Scratch,
    /// Number of packed weights, biases included, in `f32` values.
    len: usize,
}

/// Rectangle of adjacent taps of the kernel or, if strides are folded, of the folded kernel.
#[derive(Debug, Clone, Copy)]
struct KernelPart {
    /// Row and column, in the kernel, of the first tap of the part.
    start: [usize; 2],
    /// Number of rows and columns of taps of the part.
    taps: [usize; 2],
}

/// Adjacent panels (of 16 output channels) that one register tile computes. Packed in the order
/// `[bias: 16 * panels][point][kernel part][input channel][16 * panels]`.
#[derive(Debug)]
struct PointGroup {
    /// Index of the group's first panel among all panels.
    panel: usize,
    /// Number of panels in the group.
    panels: usize,
    /// Position of the group's biases in the packed weights of the primitive, in `f32` values.
    offset: usize,
    /// Number of packed weights of one point, over all kernel parts and input channels, in `f32` values.
    point_len: usize,
}

/// Layout of a thread's scratch memory for one block of tiles, in `f32` values; positions count from the beginning of
/// the memory. The transformed inputs, `[point][kernel part][channel block][tile][lane]`, lie at the beginning,
/// followed by the products, `[point][panel][tile][lane]`.
#[derive(Debug)]
struct Scratch {
    /// Distance from one channel block (or panel) to the next at the same point: the lanes of all tiles of a block of
    /// tiles.
    block_stride: usize,
    /// Distance from the transformed inputs of one point to those of the next.
    input_stride: usize,
    /// Distance from the products of one point to those of the next.
    product_stride: usize,
    /// Position of the products of the first point.
    products: usize,
    /// Position of the buffer for intermediate values between the vertical and the horizontal pass of a transform.
    pass_buffer: usize,
    /// Position of the folded input rows under one row of tiles; unused if strides are not folded.
    folded: usize,
    /// Number of `f32` values of the whole scratch memory of a thread, without that of a fused pooling.
    len: usize,
}

impl Winograd {
    /// Returns `true` if a convolution can be computed by Winograd transforms: one channel group, no dilation, a result
    /// in blocks of 16 channels, a kernel that can be divided into tiles (see [`parts`]), and either stride 1 over
    /// channel blocks with a sufficient border, or an input and a stride that can be folded (see [`Fold::new`]).
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let plain = descriptor.input.is_in_blocks() && !descriptor.is_clipped();
        let fold = Fold::new(descriptor);
        let one = descriptor.window.dilation == [1, 1]
            && descriptor.groups == 1
            && descriptor.stores_blocks();
        let moves = descriptor.window.stride == [1, 1] && plain || fold.is_some();
        // Only the rows under one kernel part are folded at a time.
        let most = if fold.is_some() { 1 } else { usize::MAX };
        let parts = parts(taps(descriptor, fold.as_ref())).len();
        one && moves && (1..=most).contains(&parts)
    }

    /// Creates tiles, panel groups and the scratch layout for a descriptor, for which [`Winograd::fits`] must be
    /// `true`; computes no weights.
    ///
    /// # Panics
    /// Panics if the kernel has no parts, as for 1x1 kernels; other descriptors that do not fit are not detected.
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
        let mut segments: Vec<Segment> = all
            .enumerate()
            .map(|(at, len)| Segment {
                offset: at * block_stride,
                len,
            })
            .collect();
        segments.shrink_to_fit();
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
        panel_groups.shrink_to_fit();
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

    /// Returns the ratio of the multiplications of direct convolution to those of this algorithm with a configuration;
    /// the transforms are not counted. All kernel parts count as if they had the taps of the longest, so the ratio is a
    /// lower bound if parts differ. [`Winograd::fits`] must be `true` for the descriptor.
    ///
    /// # Panics
    /// Panics if the kernel has no parts, as for 1x1 kernels.
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

    /// Returns the number of packed weights, biases included, in `f32` values.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn config(&self) -> &WinogradConfig {
        &self.config
    }

    pub(super) fn set_partition(&mut self, partition: Partition) {
        self.config.partition = partition;
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs, without a fused pooling.
    pub(super) fn scratch_len(&self) -> usize {
        self.scratch.len
    }

    /// Returns the numbers of transformed inputs and of products of one image.
    pub(super) fn scratch_values(&self) -> [usize; 2] {
        let [down, across] = [0, 1].map(|at| self.axes[at].products());
        let panels: usize = self.panel_groups.iter().map(|group| group.panels).sum();
        [self.segments.len(), panels].map(|blocks| down * across * blocks * LANES)
    }

    /// Returns the name shown to users: `winograd`, with `folded` if strides are folded into channels; output rows x
    /// columns of the largest tile; and the partition.
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
    /// Returns the number of kernel parts whose transforms have the point with index `point` (vertical index times
    /// horizontal points plus horizontal index); they are the first parts.
    fn parts_with_point(&self, point: usize) -> usize {
        let places = [point / self.points[1], point % self.points[1]];
        let has = |part: &&KernelPart| {
            let mut axes = (0..2).map(|at| places[at] < self.config.tile[at] + part.taps[at] - 1);
            axes.all(|has| has)
        };
        self.parts.iter().take_while(has).count()
    }
}

/// Returns the number of rows and columns of taps of the kernel, or of the folded kernel if strides are folded.
fn taps(descriptor: &ConvDescriptor, fold: Option<&Fold>) -> [usize; 2] {
    match fold {
        Some(fold) => fold.taps,
        None => descriptor.window.kernel.map(|taps| taps as usize),
    }
}

/// Maximum number of taps of each part of a kernel that is divided into several parts.
const MAX_TAPS: usize = 4;

/// Divides a kernel of `taps` rows and columns into parts: one if it has at most 5 of each, or several along the long
/// axis if it has a single row or column. Returns no parts for other kernels and for 1x1 kernels, which Winograd
/// convolution cannot compute with fewer multiplications.
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

/// Rounds a stride of `len` `f32` values, a multiple of `LANES`, up to an odd number of cache lines (of 16 values).
/// Values at such a distance fall on different sets of a first-level cache.
fn conflict_free_stride(len: usize) -> usize {
    ((len / LANES) | 1) * LANES
}
