//! Batch normalisation in training: statistics of images and of the batch, the result, and gradients.

mod gradients;
mod statistics;

use super::SharedValues;
use super::panels::{PanelRow, channels_of, check_same, in_blocks, panels, written};
use super::rows::for_panels;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use crate::kernel::{Isa, Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::{LANES, Region};
use std::ops::Range;

pub(crate) use gradients::{combine_normal_sums, normal_gradient, normal_sums};
pub(crate) use statistics::{combine_statistics, image_statistics};

/// A batch normalisation: statistics and weights, one value a channel each.
pub(crate) struct BatchNormal<'a> {
    pub(crate) statistics: Statistics<'a>,
    pub(crate) epsilon: f32,
    pub(crate) gamma: Option<&'a [f32]>,
    pub(crate) beta: Option<&'a [f32]>,
}

/// Mean and variance with which a batch normalisation computes.
pub(crate) enum Statistics<'a> {
    /// Those of the batch, and what gradients are computed from, in memory of [`statistics_len`] values.
    Batch(SharedValues<'a>),
    /// Those that were gathered in training before: mean, variance.
    Moving([&'a [f32]; 2]),
}

/// The parts of the memory of a batch's statistics: mean, variance, `1 / sqrt(variance + epsilon)`, and the means over
/// all pixels of all images of the result's gradient and of its product with the normalised input.
#[derive(Clone, Copy)]
enum Part {
    Mean,
    Variance,
    Inverse,
    Gradient,
    Product,
}

impl Part {
    const COUNT: usize = 5;

    fn range(self, channels: usize) -> Range<usize> {
        let first = self as usize * channels;
        first..first + channels
    }
}

/// Returns the number of values of the memory of a batch's statistics.
pub(crate) fn statistics_len(channels: usize) -> usize {
    Part::COUNT * channels
}

/// Returns mean and variance of each channel over all pixels of a batch, of the memory in which [`combine_statistics`]
/// has stored them.
///
/// # Panics
/// Panics if `statistics` has not [`statistics_len`] values.
pub(crate) fn batch_moments(channels: usize, statistics: &[f32]) -> [&[f32]; 2] {
    assert_eq!(statistics.len(), statistics_len(channels));
    [Part::Mean, Part::Variance].map(|part| &statistics[part.range(channels)])
}

/// Coefficients of a panel's lanes.
type Lanes = [f32; LANES];

/// Returns `len` values from index `first` on, and zeros behind them.
fn lanes_of(values: &[f32], first: usize, len: usize) -> Lanes {
    let mut lanes = [0.0; LANES];
    lanes[..len].copy_from_slice(&values[first..first + len]);
    lanes
}

impl BatchNormal<'_> {
    /// Returns a part of the statistics of a batch, of `len` channels from channel `first` on.
    fn part(&self, values: SharedValues<'_>, part: Part, first: usize, len: usize) -> Lanes {
        let channels = values.len() / Part::COUNT;
        // SAFETY: the statistics are written by steps of their own, between which and this one threads wait.
        lanes_of(unsafe { values.get(part.range(channels)) }, first, len)
    }

    /// Returns mean and `1 / sqrt(variance + epsilon)` of `len` channels from channel `first` on.
    fn center_and_inverse(&self, first: usize, len: usize) -> [Lanes; 2] {
        match self.statistics {
            Statistics::Batch(values) => {
                [Part::Mean, Part::Inverse].map(|part| self.part(values, part, first, len))
            }
            Statistics::Moving([mean, variance]) => {
                let variance = lanes_of(variance, first, len);
                let inverse = variance.map(|variance| inverse(variance.into(), self.epsilon));
                [lanes_of(mean, first, len), inverse]
            }
        }
    }

    fn gamma(&self, first: usize, len: usize) -> Lanes {
        let gamma = self.gamma.map(|gamma| lanes_of(gamma, first, len));
        gamma.unwrap_or([1.0; LANES])
    }

    fn beta(&self, first: usize, len: usize) -> Lanes {
        let beta = self.beta.map(|beta| lanes_of(beta, first, len));
        beta.unwrap_or([0.0; LANES])
    }
}

fn inverse(variance: f64, epsilon: f32) -> f32 {
    (1.0 / (variance + f64::from(epsilon)).sqrt()) as f32
}

/// Returns the product lane by lane.
fn product(a: Lanes, b: Lanes) -> Lanes {
    std::array::from_fn(|lane| a[lane] * b[lane])
}

/// Stores a part of the statistics, of the channels from channel `first` on.
///
/// # Safety
/// No other code may access these values.
unsafe fn store_part(statistics: SharedValues<'_>, part: Part, first: usize, values: &[f64]) {
    let start = part.range(statistics.len() / Part::COUNT).start + first;
    // SAFETY: the caller guarantees exclusive access.
    let to = unsafe { statistics.get_mut(start..start + values.len()) };
    for (to, value) in to.iter_mut().zip(values) {
        *to = *value as f32;
    }
}

/// Calls `work` with the indices of image and panel and the number of panels, for this thread's share of both.
fn each_panel(worker: &Worker<'_>, region: &Region, mut work: impl FnMut(usize, usize, usize)) {
    let count = panels(&region.layout.channels);
    for at in worker.part(worker.run.images() * count) {
        work(at / count, at % count, count);
    }
}

/// Stores the normalised values, times gamma and plus beta, after the activation, for this thread's share of the rows.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if they overlap.
pub(crate) fn normalise(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    norm: &BatchNormal<'_>,
    activation: Elementwise,
) {
    check_same(input, output);
    for_panels(worker, &output.layout, |image, panel, rows| {
        let (first, len) = channels_of(&output.layout.channels, panel);
        let [center, inverse] = norm.center_and_inverse(first, len);
        let args = Scaled {
            input: worker.run.view(input, image),
            target: written(worker, output, image, [input]),
            panel,
            rows,
            coefficients: [
                center,
                product(norm.gamma(first, len), inverse),
                norm.beta(first, len),
            ],
        };
        let kernel = match in_blocks([input, output]) {
            true => entry::<Scale<true>>(worker.isa),
            false => entry::<Scale<false>>(worker.isa),
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel are written by this thread only, and the regions were checked to be disjoint.
        unsafe { kernel(&args) };
        if activation != Elementwise::None {
            activate(
                worker.isa,
                activation,
                &args.target,
                panel,
                args.rows.clone(),
            );
        }
    });
}

/// Applies an activation to rows of a panel, which this thread alone writes.
fn activate(
    isa: Isa,
    activation: Elementwise,
    target: &View<'_, f32>,
    panel: usize,
    rows: Range<usize>,
) {
    let layout = target.layout;
    for y in rows {
        if layout.is_in_blocks() {
            // SAFETY: this thread alone writes the panel's rows.
            activation::apply(isa, activation, unsafe { target.whole_row_mut(panel, y) });
            continue;
        }
        for x in 0..layout.size[1] {
            let (first, len) = (
                x * layout.pixel_stride + panel * LANES,
                target.panel_len(panel),
            );
            // SAFETY: this thread alone writes the panel's channels.
            let values = unsafe { target.pixel_mut(0, y, first, len) };
            activation::apply(isa, activation, values);
        }
    }
}

/// `(x - center) * factor + summand`; the coefficients are center, factor and summand.
struct Scaled<'a> {
    input: View<'a, f32>,
    target: View<'a, f32>,
    panel: usize,
    rows: Range<usize>,
    coefficients: [Lanes; 3],
}

struct Scale<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Scale<BLOCKS> {
    type Args<'a> = &'a Scaled<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let [center, factor, summand] = [0, 1, 2].map(|at| args.coefficients[at].as_ptr());
            let (center, factor) = (S::load(center), S::load(factor));
            let summand = S::load(summand);
            for y in args.rows.clone() {
                let input = PanelRow::known::<BLOCKS>(&args.input, args.panel, y);
                let target = PanelRow::known::<BLOCKS>(&args.target, args.panel, y);
                for x in 0..args.target.layout.size[1] {
                    let value = S::subtract(input.load::<S>(x), center);
                    target.store::<S>(x, S::multiply_sum(value, factor, summand));
                }
            }
        }
    }
}
