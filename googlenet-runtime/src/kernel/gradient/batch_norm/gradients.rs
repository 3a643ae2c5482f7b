//! Gradients of batch normalisation.

use super::{BatchNormal, Lanes, Part, Statistics, each_panel, product, store_part};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::gradient::SharedValues;
use crate::kernel::gradient::panels::{
    PanelRow, channels_of, check_same, in_blocks, panels, written,
};
use crate::kernel::gradient::rows::for_panels;
use crate::kernel::gradient::sums::{Sums, WAYS, place_of, totals};
use crate::kernel::view::View;
use googlenet_dsl::plan::{Channels, LANES, Region};
use std::ops::Range;

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

/// Computes, for each channel of each image, the sum of `gradient` over pixels, and the sum of its products with the
/// normalised input, for this thread's share of images and channels, and stores them to the vectors 0 and 1 of `sums`,
/// as [`channel_sums`](crate::kernel::channel_sums) does.
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
        let kernel = match in_blocks([input, gradient]) {
            true => entry::<Products<true>>(worker.isa),
            false => entry::<Products<false>>(worker.isa),
        };
        // SAFETY: as in `image_statistics`.
        unsafe { kernel(&args) };
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

struct Products<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Products<BLOCKS> {
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
                let input = PanelRow::known::<BLOCKS>(&args.input, args.panel, y);
                let gradient = PanelRow::known::<BLOCKS>(&args.gradient, args.panel, y);
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
        let kernel = match in_blocks([input, gradient, target]) {
            true => entry::<Combine<true>>(worker.isa),
            false => entry::<Combine<false>>(worker.isa),
        };
        // SAFETY: as in `normalise`.
        unsafe { kernel(&args) };
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

struct Combine<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Combine<BLOCKS> {
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
                let input = PanelRow::known::<BLOCKS>(&args.input, args.panel, y);
                let gradient = PanelRow::known::<BLOCKS>(&args.gradient, args.panel, y);
                let target = PanelRow::known::<BLOCKS>(&args.target, args.panel, y);
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
