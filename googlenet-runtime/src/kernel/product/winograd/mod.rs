//! Convolution with fewer products: tiles of inputs and kernels are transformed, multiplied point by point with the
//! register tile of direct convolution, and transformed back.
//!
//! A block of tiles goes through all three stages before the next one is begun, so that what lies between them stays in
//! the second-level cache.

mod fold;
mod inputs;
mod outputs;
mod passes;
mod run;
#[cfg(test)]
mod tests;
mod tiling;
mod transform;

use super::direct::{Run, group_sizes};
use super::table::Sharing;
use super::tile::full;
use super::{LANES, Problem, Source};
use crate::kernel::Isa;
#[cfg(target_arch = "x86_64")]
use crate::kernel::isa::{Avx2, Avx512};
use crate::kernel::isa::{Level, Portable, with_isa};
use fold::Fold;
use tiling::Axis;
use transform::{MOST_OUTPUTS, MOST_POINTS, kernel_row};

/// Rows of tiles in a block.
const MOST_ROWS: usize = 64;

/// How a problem is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// Outputs of the largest tile, in rows and columns.
    pub(super) tile: [usize; 2],
    /// Values of memory that a block of tiles takes at most, where that is enough for one row of tiles.
    pub(super) block: usize,
    /// Panels of the register tile.
    pub(super) panels: usize,
    pub(super) sharing: Sharing,
}

/// A convolution by transforms.
#[derive(Debug)]
pub(super) struct Winograd {
    choice: Choice,
    /// Rows of tiles in a block.
    rows: usize,
    axes: [Axis; 2],
    /// Points of the largest tile along each axis.
    points: [usize; 2],
    /// Set where strides are folded into channels.
    fold: Option<Fold>,
    /// The kernel, or the parts that a long one is divided into, which are summed as further channels; those with more
    /// taps first.
    parts: Vec<Part>,
    /// Rows of the sum of a point and a part: the input's channels.
    depth: usize,
    /// Where the channels' transformed inputs lie behind a tile's first, part by part.
    runs: Vec<Run>,
    groups: Vec<Group>,
    scratch: Scratch,
    len: usize,
}

/// Some taps of a kernel, side by side.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: [usize; 2],
    taps: [usize; 2],
}

/// Panels that are computed together. Their bias comes first, then, point by point, a row of weights for each channel.
#[derive(Debug)]
struct Group {
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
    pub(super) fn fits(problem: &Problem) -> bool {
        let plain = !problem.input.channels.is_interleaved() && !problem.is_clipped();
        let fold = Fold::new(problem);
        let one = problem.window.dilation == [1, 1] && problem.parts == 1;
        let moves = problem.window.stride == [1, 1] && plain || fold.is_some();
        // The rows that are folded at a time are those under one part.
        let most = if fold.is_some() { 1 } else { usize::MAX };
        let parts = parts(taps(problem, fold.as_ref())).len();
        one && moves && (1..=most).contains(&parts)
    }

    /// # Panics
    /// The problem does not fit.
    pub(super) fn new(problem: &Problem, choice: Choice) -> Winograd {
        let fold = Fold::new(problem);
        let parts = parts(taps(problem, fold.as_ref()));
        let taps = parts[0].taps;
        let axis = |at: usize| Axis::new(problem.output.size[at], taps[at], choice.tile[at]);
        let axes = [axis(0), axis(1)];
        let points = [axes[0].points(), axes[1].points()];
        let choice = Choice {
            tile: [0, 1].map(|at| axes[at].kinds[0].outputs),
            panels: choice.panels.min(full(problem.isa)[1]),
            ..choice
        };
        let channels = &problem.input.channels;
        let blocks = if fold.is_some() { 1 } else { channels.blocks() };
        let row = axes[1].tiles() * LANES;
        let row_len = points[0] * points[1] * (blocks * parts.len() + choice.panels) * row;
        let most = axes[0].tiles().min(MOST_ROWS);
        let rows = (choice.block / row_len).clamp(1, most);
        let block_stride = rows * row;
        let lens: Vec<usize> = match &fold {
            Some(fold) => vec![fold.lanes()],
            None => channels.iter().map(|block| block.len).collect(),
        };
        let depth = lens.iter().sum();
        let all = std::iter::repeat_n(lens, parts.len()).flatten();
        let runs: Vec<Run> = all
            .enumerate()
            .map(|(at, len)| Run {
                offset: at * block_stride,
                len,
            })
            .collect();
        let all_points = points[0] * points[1];
        let mut groups = Vec::new();
        let mut len = 0;
        let mut panel = 0;
        for panels in group_sizes(problem.output.channels.blocks(), choice.panels) {
            let group = Group {
                panel,
                panels,
                offset: len,
                point_len: parts.len() * depth * panels * LANES,
            };
            len += panels * LANES + all_points * group.point_len;
            panel += panels;
            groups.push(group);
        }
        let width = axes[1].tiles() * choice.tile[1].max(1) + taps[1] + MOST_OUTPUTS;
        let input_stride = apart(runs.len() * block_stride);
        let product_stride = apart(choice.panels * block_stride);
        let products = all_points * input_stride;
        let between = products + all_points * product_stride;
        let between_len =
            (points[0] * width).max(choice.tile[0] * points[1] * axes[1].tiles()) * LANES;
        let folded = between + between_len;
        let folded_len = fold.as_ref().map_or(0, |_| points[0] * width * LANES);
        Winograd {
            choice,
            rows,
            axes,
            points,
            fold,
            parts,
            depth,
            runs,
            groups,
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
    pub(super) fn gain(problem: &Problem, choice: Choice) -> f64 {
        let fold = Fold::new(problem);
        let parts = parts(taps(problem, fold.as_ref()));
        let [down, across] = [0, 1].map(|at| {
            let axis = Axis::new(problem.output.size[at], parts[0].taps[at], choice.tile[at]);
            axis.products()
        });
        let lanes = fold.map_or(problem.input.channels.count(), |fold| fold.lanes());
        let [height, width] = problem.window.kernel.map(|taps| taps as usize);
        let direct = problem.pixels() * height * width * problem.input.channels.count();
        direct as f64 / (down * across * parts.len() * lanes) as f64
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Values of memory that a thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.scratch.len
    }

    /// The name of the algorithm with the size of its largest tile and what threads share out.
    pub(super) fn name(&self) -> String {
        let [rows, columns] = self.choice.tile;
        let folded = match &self.fold {
            Some(_) => " folded",
            None => "",
        };
        let sharing = match self.choice.sharing {
            Sharing::Pixels => "pixels",
            Sharing::Channels => "channels",
        };
        format!("winograd{folded} {rows}x{columns} by {sharing}")
    }

    /// Writes the transformed weights.
    pub(super) fn fill(&self, problem: &Problem, source: &Source<'_>, values: &mut [f32]) {
        let outputs = problem.output.channels.count();
        let inputs = problem.input.channels.count();
        let columns = problem.window.kernel[1] as usize;
        let mut kernel = Kernel {
            taps: [0; 2],
            points: self.points,
            matrices: [[[0.0; MOST_POINTS]; MOST_POINTS]; 2],
            given: [[0.0; WIDE]; MOST_POINTS * MOST_POINTS],
            half: [[0.0; WIDE]; MOST_POINTS * MOST_POINTS],
            made: [[0.0; WIDE]; MOST_POINTS * MOST_POINTS],
        };
        for group in &self.groups {
            let wide = group.panels * LANES;
            let first = group.panel * LANES;
            let last = outputs.min(first + wide);
            for (output, to) in (first..last).zip(&mut values[group.offset..][..wide]) {
                *to = source.bias(output);
            }
            let weights = &mut values[group.offset + wide..];
            for row in 0..self.parts.len() * self.depth {
                let (part, row_of_part) = (&self.parts[row / self.depth], row % self.depth);
                let taps = part.taps;
                kernel.taps = taps;
                if row_of_part == 0 {
                    for (at, matrix) in kernel.matrices.iter_mut().enumerate() {
                        for (point, row) in matrix[..self.points[at]].iter_mut().enumerate() {
                            *row = kernel_row(point, taps[at]);
                        }
                    }
                }
                for tap in 0..taps[0] * taps[1] {
                    let place = [part.start[0] + tap / taps[1], part.start[1] + tap % taps[1]];
                    let from = match &self.fold {
                        Some(fold) => fold.source(place, row_of_part),
                        None => Some((place, row_of_part)),
                    };
                    let given = &mut kernel.given[tap];
                    given.fill(0.0);
                    let Some(([y, x], channel)) = from else {
                        continue;
                    };
                    let from = &source.kernel[((y * columns + x) * inputs + channel) * outputs..];
                    for (to, output) in given.iter_mut().zip(first..last) {
                        *to = f64::from(from[output]);
                    }
                    if let Some(affine) = source.affine {
                        for (to, output) in given.iter_mut().zip(first..last) {
                            *to *= affine.factor[output];
                        }
                    }
                }
                let (isa, kernel) = (problem.isa, &mut kernel);
                with_isa!(isa, transform_kernel(kernel: &mut Kernel));
                for point in 0..self.points[0] * self.points[1] {
                    let to = &mut weights[point * group.point_len + row * wide..][..wide];
                    to.copy_from_slice(&kernel.made[point][..wide]);
                }
            }
        }
    }
}

impl Winograd {
    /// Parts that have a point: the first ones.
    fn parts_having(&self, point: usize) -> usize {
        let places = [point / self.points[1], point % self.points[1]];
        let has = |part: &&Part| {
            let mut axes = (0..2).map(|at| places[at] < self.choice.tile[at] + part.taps[at] - 1);
            axes.all(|has| has)
        };
        self.parts.iter().take_while(has).count()
    }
}

/// The taps of a problem's kernel, or of the folded one.
fn taps(problem: &Problem, fold: Option<&Fold>) -> [usize; 2] {
    match fold {
        Some(fold) => fold.taps,
        None => problem.window.kernel.map(|taps| taps as usize),
    }
}

/// Taps of a part of a long kernel at most.
const MOST_TAPS: usize = 4;

/// The parts that a kernel is divided into: one, or several along its only axis where that has too many taps. None where
/// there is nothing to be gained.
fn parts(taps: [usize; 2]) -> Vec<Part> {
    let whole = Part {
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

/// Outputs whose kernels are transformed together.
const WIDE: usize = 3 * LANES;

/// Kernels from one channel to several outputs, on their way.
struct Kernel {
    taps: [usize; 2],
    points: [usize; 2],
    matrices: [[[f64; MOST_POINTS]; MOST_POINTS]; 2],
    given: [[f64; WIDE]; MOST_POINTS * MOST_POINTS],
    half: [[f64; WIDE]; MOST_POINTS * MOST_POINTS],
    made: [[f32; WIDE]; MOST_POINTS * MOST_POINTS],
}

#[inline(always)]
fn transform_kernel<L: Level>(kernel: &mut Kernel) {
    let [height, width] = kernel.taps;
    for point in 0..kernel.points[0] {
        for x in 0..width {
            let mut sum = [0.0; WIDE];
            for y in 0..height {
                let factor = kernel.matrices[0][point][y];
                let given = &kernel.given[y * width + x];
                for lane in 0..WIDE {
                    sum[lane] += factor * given[lane];
                }
            }
            kernel.half[point * width + x] = sum;
        }
    }
    for point in 0..kernel.points[0] {
        for across in 0..kernel.points[1] {
            let mut sum = [0.0; WIDE];
            for x in 0..width {
                let factor = kernel.matrices[1][across][x];
                let half = &kernel.half[point * width + x];
                for lane in 0..WIDE {
                    sum[lane] += factor * half[lane];
                }
            }
            let made = &mut kernel.made[point * kernel.points[1] + across];
            for lane in 0..WIDE {
                made[lane] = sum[lane] as f32;
            }
        }
    }
}

/// A stride of at least so many values that is an odd number of cache lines, so that places so far apart do not fall on
/// the same lines of a first-level cache.
fn apart(len: usize) -> usize {
    (len / LANES | 1) * LANES
}
