//! Batch normalisation in training: statistics of images and of the batch, the result, and gradients.

use super::SharedValues;
use super::panels::{PanelRow, channels_of, check_same, panels, written};
use super::rows::for_panels;
use super::sums::{Sums, WAYS, place_of, sums_of, totals};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::plan::{Channels, LANES, Region};
use std::ops::Range;

/// Computes mean and sum of squared differences from it of each channel over the pixels of each image, for this thread's
/// share of images and channels, and stores them to the vectors 0 and 1 of `sums`, as
/// [`channel_sums`](super::channel_sums) does.
///
/// # Panics
/// Panics if there is no room for the vectors, or if an element type is not `f32`.
pub(crate) fn image_statistics(worker: &Worker<'_>, input: &Region, sums: &Region) {
    each_panel(worker, input, |image, panel, count| {
        let to = written(worker, sums, image, [input]);
        let to = [0, 1].map(|vector| place_of(&to, vector, count, panel));
        let source = worker.run.view(input, image);
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; `to` are
        // places for panels, as was checked, which this thread alone writes.
        unsafe { entry::<Moments>(worker.isa)((&source, panel, to)) };
    });
}

/// Calls `work` with the indices of image and panel and the number of panels, for this thread's share of both.
fn each_panel(worker: &Worker<'_>, region: &Region, mut work: impl FnMut(usize, usize, usize)) {
    let count = panels(&region.layout.channels);
    for at in worker.part(worker.run.images() * count) {
        work(at / count, at % count, count);
    }
}

struct Moments;

impl Kernel for Moments {
    type Args<'a> = (&'a View<'a, f32>, usize, [*mut f32; 2]);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, panel, [mean, squares]): Self::Args<'_>) {
        let [height, width] = source.layout.size;
        let fours = width - width % WAYS;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let row = PanelRow::of(source, panel, y);
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        sums.add(way, row.load::<S>(first + way));
                    }
                }
                for x in fours..width {
                    sums.add(0, row.load::<S>(x));
                }
                sums.end_row();
            }
            let pixels = S::broadcast((height * width) as f32);
            let center = S::divide(sums.total(), pixels);
            S::store(mean, center);
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let row = PanelRow::of(source, panel, y);
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        let value = S::subtract(row.load::<S>(first + way), center);
                        sums.add(way, S::multiply(value, value));
                    }
                }
                for x in fours..width {
                    let value = S::subtract(row.load::<S>(x), center);
                    sums.add(0, S::multiply(value, value));
                }
                sums.end_row();
            }
            S::store(squares, sums.total());
        }
    }
}

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

/// Combines what [`image_statistics`] has computed of all images (Chan, Golub and LeVeque, "Updating formulae and a
/// pairwise algorithm for computing sample variances", 1979), image after image in `f64`, for this thread's share of the
/// channels. `pixels` is the number of pixels of an image. The variance is divided by the number of pixels of all
/// images, as Keras and PyTorch normalise with.
///
/// # Panics
/// Panics if `statistics` has not [`statistics_len`] values, or if `sums` is too small.
pub(crate) fn combine_statistics(
    worker: &Worker<'_>,
    sums: &Region,
    channels: &Channels,
    pixels: usize,
    epsilon: f32,
    statistics: SharedValues<'_>,
) {
    let count = channels.count();
    assert_eq!(statistics.len(), statistics_len(count));
    let images = worker.run.images();
    for panel in worker.part(panels(channels)) {
        let (first, len) = channels_of(channels, panel);
        let (mut means, mut squares) = ([0.0f64; LANES], [0.0f64; LANES]);
        for image in 0..images {
            let own = [0, 1].map(|vector| sums_of(worker, sums, image, vector, channels, panel));
            let (before, all) = (image as f64, (image + 1) as f64);
            for lane in 0..len {
                let difference = f64::from(own[0][lane]) - means[lane];
                means[lane] += difference / all;
                let between = difference * difference * (pixels as f64) * before / all;
                squares[lane] += f64::from(own[1][lane]) + between;
            }
        }
        let variances = squares.map(|squares| squares / (images * pixels) as f64);
        // SAFETY: each panel is written by one thread only; so below.
        unsafe {
            store_part(statistics, Part::Mean, first, &means[..len]);
            store_part(statistics, Part::Variance, first, &variances[..len]);
        }
        let inverses = variances.map(|variance| inverse(variance, epsilon).into());
        // SAFETY: as above.
        unsafe { store_part(statistics, Part::Inverse, first, &inverses[..len]) };
    }
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

/// Adds the sums of [`normal_sums`] of all images, in order and in `f64`, for this thread's share of the channels: the
/// first are the gradients of beta, the second those of gamma. Keeps their means over `pixels` pixels of each image in
/// the statistics of the batch, if `norm` has these.
///
/// # Panics
/// Panics if a gradient has not one value a channel, or if `sums` is too small.
pub(crate) fn combine_normal_sums(
    worker: &Worker<'_>,
    sums: &Region,
    channels: &Channels,
    pixels: usize,
    norm: &BatchNormal<'_>,
    [beta, gamma]: [Option<SharedValues<'_>>; 2],
) {
    let elements = (worker.run.images() * pixels) as f64;
    for panel in worker.part(panels(channels)) {
        let (first, len) = channels_of(channels, panel);
        let parts = [(Part::Gradient, beta), (Part::Product, gamma)];
        for (vector, (part, gradient)) in parts.into_iter().enumerate() {
            let totals = totals(worker, sums, vector, channels, panel);
            if let Some(gradient) = gradient {
                assert_eq!(gradient.len(), channels.count(), "a value a channel");
                // SAFETY: each panel is written by one thread only.
                let to = unsafe { gradient.get_mut(first..first + len) };
                for (to, total) in to.iter_mut().zip(totals) {
                    *to = total as f32;
                }
            }
            if let Statistics::Batch(statistics) = norm.statistics {
                let means = totals.map(|total| total / elements);
                // SAFETY: each panel is written by one thread only.
                unsafe { store_part(statistics, part, first, &means[..len]) };
            }
        }
    }
}

/// Stores the normalised values, times gamma and plus beta, for this thread's share of the rows.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if they overlap.
pub(crate) fn normalise(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    norm: &BatchNormal<'_>,
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
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel are written by this thread only, and the regions were checked to be disjoint.
        unsafe { entry::<Scale>(worker.isa)(&args) };
    });
}

/// `(x - center) * factor + summand`; the coefficients are center, factor and summand.
struct Scaled<'a> {
    input: View<'a, f32>,
    target: View<'a, f32>,
    panel: usize,
    rows: Range<usize>,
    coefficients: [Lanes; 3],
}

struct Scale;

impl Kernel for Scale {
    type Args<'a> = &'a Scaled<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let [center, factor, summand] = [0, 1, 2].map(|at| args.coefficients[at].as_ptr());
            let (center, factor) = (S::load(center), S::load(factor));
            let summand = S::load(summand);
            for y in args.rows.clone() {
                let input = PanelRow::of(&args.input, args.panel, y);
                let target = PanelRow::of(&args.target, args.panel, y);
                for x in 0..args.target.layout.size[1] {
                    let value = S::subtract(input.load::<S>(x), center);
                    target.store::<S>(x, S::multiply_sum(value, factor, summand));
                }
            }
        }
    }
}

/// Computes, for each channel of each image, the sum of `gradient` over pixels, and the sum of its products with the
/// normalised input, for this thread's share of images and channels, and stores them to the vectors 0 and 1 of `sums`,
/// as [`channel_sums`](super::channel_sums) does.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if there is no room for the sums.
pub(crate) fn normal_sums(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    sums: &Region,
    norm: &BatchNormal<'_>,
) {
    check_same(input, gradient);
    each_panel(worker, gradient, |image, panel, count| {
        let (first, len) = channels_of(&gradient.layout.channels, panel);
        let to = written(worker, sums, image, [input, gradient]);
        let args = Summed {
            input: worker.run.view(input, image),
            gradient: worker.run.view(gradient, image),
            panel,
            coefficients: norm.center_and_inverse(first, len),
            to: [0, 1].map(|vector| place_of(&to, vector, count, panel)),
        };
        // SAFETY: as in `image_statistics`.
        unsafe { entry::<Products>(worker.isa)(&args) };
    });
}

/// The coefficients are center and factor.
struct Summed<'a> {
    input: View<'a, f32>,
    gradient: View<'a, f32>,
    panel: usize,
    coefficients: [Lanes; 2],
    to: [*mut f32; 2],
}

struct Products;

impl Kernel for Products {
    type Args<'a> = &'a Summed<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [height, width] = args.gradient.layout.size;
        let fours = width - width % WAYS;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let center = S::load(args.coefficients[0].as_ptr());
            let factor = S::load(args.coefficients[1].as_ptr());
            let (mut sums, mut products) = (Sums::<S>::new(), Sums::<S>::new());
            for y in 0..height {
                let input = PanelRow::of(&args.input, args.panel, y);
                let gradient = PanelRow::of(&args.gradient, args.panel, y);
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        let value = S::subtract(input.load::<S>(first + way), center);
                        let gradient = gradient.load::<S>(first + way);
                        sums.add(way, gradient);
                        products.add(way, S::multiply(S::multiply(value, factor), gradient));
                    }
                }
                for x in fours..width {
                    let value = S::subtract(input.load::<S>(x), center);
                    let gradient = gradient.load::<S>(x);
                    sums.add(0, gradient);
                    products.add(0, S::multiply(S::multiply(value, factor), gradient));
                }
                sums.end_row();
                products.end_row();
            }
            S::store(args.to[0], sums.total());
            S::store(args.to[1], products.total());
        }
    }
}

/// Stores to `target`, or adds to it, the gradient of the input, for this thread's share of the rows. With the statistics
/// of the batch, [`combine_normal_sums`] must have kept what it depends on.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if the target overlaps another region.
pub(crate) fn normal_gradient(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    target: &Region,
    norm: &BatchNormal<'_>,
    accumulate: bool,
) {
    check_same(input, target);
    check_same(gradient, target);
    for_panels(worker, &target.layout, |image, panel, rows| {
        let (first, len) = channels_of(&target.layout.channels, panel);
        let [center, inverse] = norm.center_and_inverse(first, len);
        let factor = product(norm.gamma(first, len), inverse);
        let [slope, summand] = match norm.statistics {
            Statistics::Moving(_) => [[0.0; LANES]; 2],
            Statistics::Batch(values) => {
                let [gradient, normal] =
                    [Part::Gradient, Part::Product].map(|part| norm.part(values, part, first, len));
                let factor = factor.map(|factor| -factor);
                let slope = product(product(factor, inverse), normal);
                [slope, product(factor, gradient)]
            }
        };
        let args = Combined {
            input: worker.run.view(input, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [input, gradient]),
            panel,
            rows,
            coefficients: [factor, center, slope, summand],
            accumulate,
        };
        // SAFETY: as in `normalise`.
        unsafe { entry::<Combine>(worker.isa)(&args) };
    });
}

/// `gradient * factor + (x - center) * slope + summand`; the coefficients are factor, center, slope and summand.
struct Combined<'a> {
    input: View<'a, f32>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    panel: usize,
    rows: Range<usize>,
    coefficients: [Lanes; 4],
    accumulate: bool,
}

struct Combine;

impl Kernel for Combine {
    type Args<'a> = &'a Combined<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let factor = S::load(args.coefficients[0].as_ptr());
            let center = S::load(args.coefficients[1].as_ptr());
            let slope = S::load(args.coefficients[2].as_ptr());
            let summand = S::load(args.coefficients[3].as_ptr());
            for y in args.rows.clone() {
                let input = PanelRow::of(&args.input, args.panel, y);
                let gradient = PanelRow::of(&args.gradient, args.panel, y);
                let target = PanelRow::of(&args.target, args.panel, y);
                for x in 0..args.target.layout.size[1] {
                    let value = S::subtract(input.load::<S>(x), center);
                    let rest = S::multiply_sum(value, slope, summand);
                    let value = S::multiply_sum(gradient.load::<S>(x), factor, rest);
                    target.put::<S>(x, value, args.accumulate);
                }
            }
        }
    }
}
