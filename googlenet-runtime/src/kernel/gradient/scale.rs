//! Gradients of operations with weights a channel that are applied element by element: factors and summands, and slopes
//! of negative values.

use super::SharedValues;
use super::panels::{PanelRow, channels_of, check_same, panels};
use super::rows::for_panels;
use super::sums::{Sums, WAYS, place_of, totals};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::plan::{Channels, LANES, Region};
use std::marker::PhantomData;

/// Stores `gradient`, multiplied by the factor of each channel, to `target`; with `accumulate` adds it to what is there.
/// For this thread's share of the target's rows.
///
/// # Panics
/// Panics if the regions differ in size or channel blocks, if there is not a factor a channel, if an element type is not
/// `f32`, or if the regions overlap.
pub(crate) fn scale_gradient(
    worker: &Worker<'_>,
    gradient: &Region,
    target: &Region,
    factors: &[f32],
    accumulate: bool,
) {
    each_row::<Factor>(worker, [gradient, gradient], target, factors, accumulate);
}

/// Stores `gradient` where `input`, the argument of a ReLU with learned slopes, is positive, and otherwise `gradient`
/// multiplied by the slope of the channel, to `target`; with `accumulate` adds it to what is there. `slopes` has one
/// entry for each channel, or one for all. For this thread's share of the target's rows.
///
/// # Panics
/// Panics if the regions differ in size or channel blocks, if `slopes` has another length, if an element type is not
/// `f32`, or if the regions overlap.
pub(crate) fn prelu_gradient(
    worker: &Worker<'_>,
    [gradient, input]: [&Region; 2],
    target: &Region,
    slopes: &[f32],
    accumulate: bool,
) {
    each_row::<Slope>(worker, [gradient, input], target, slopes, accumulate);
}

/// Gradient of an operation with respect to its input.
trait Backward {
    /// Returns the gradient of the input from that of the result, the input, and the weights of the lanes.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn of<S: Simd>(gradient: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector;
}

struct Factor;

impl Backward for Factor {
    #[inline(always)]
    unsafe fn of<S: Simd>(gradient: S::Vector, _: S::Vector, weights: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::multiply(gradient, weights) }
    }
}

struct Slope;

impl Backward for Slope {
    #[inline(always)]
    unsafe fn of<S: Simd>(gradient: S::Vector, input: S::Vector, weights: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let sloped = S::multiply(gradient, weights);
            S::if_less(S::broadcast(0.0), input, gradient, sloped)
        }
    }
}

fn each_row<B: Backward>(
    worker: &Worker<'_>,
    [gradient, input]: [&Region; 2],
    target: &Region,
    weights: &[f32],
    accumulate: bool,
) {
    check_same(gradient, target);
    check_same(input, target);
    assert!(
        weights.len() == 1 || weights.len() == target.layout.channels.count(),
        "a weight a channel"
    );
    for_panels(worker, &target.layout, |image, panel, rows| {
        let from = worker.run.view::<f32>(gradient, image);
        let values = worker.run.view::<f32>(input, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(target, image, inputs);
        assert!(
            target.is_disjoint(input),
            "a kernel does not write what it reads"
        );
        let (first, len) = channels_of(&target.layout.channels, panel);
        let mut lanes = [0.0; LANES];
        match weights {
            [all] => lanes.fill(*all),
            weights => lanes[..len].copy_from_slice(&weights[first..first + len]),
        }
        for y in rows {
            let row = Row {
                gradient: PanelRow::of(&from, panel, y),
                input: PanelRow::of(&values, panel, y),
                to: PanelRow::of(&to, panel, y),
                width: target.layout.size[1],
                weights: &lanes,
                accumulate,
            };
            // SAFETY: each row of a panel is written by one thread only, and the target was checked not to overlap what
            // is read; the processor has the instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<EachPixel<B>>(worker.isa)(&row) };
        }
    });
}

struct Row<'w> {
    gradient: PanelRow,
    input: PanelRow,
    to: PanelRow,
    width: usize,
    weights: &'w [f32; LANES],
    accumulate: bool,
}

struct EachPixel<B>(PhantomData<B>);

impl<B: Backward> Kernel for EachPixel<B> {
    type Args<'a> = &'a Row<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let weights = S::load(row.weights.as_ptr());
            for x in 0..row.width {
                let (gradient, input) = (row.gradient.load::<S>(x), row.input.load::<S>(x));
                row.to
                    .put::<S>(x, B::of::<S>(gradient, input, weights), row.accumulate);
            }
        }
    }
}

/// Computes, for this thread's share of images and channels, the sums over the pixels of each channel of `gradient`
/// multiplied by `input`, to vector `vector` of `sums`; with `negative` only of those where the input is not positive.
/// Of lanes without a channel the sums are unspecified.
///
/// # Panics
/// Panics if the maps differ in size or channel blocks, if there is no room for the sums, or if an element type is not
/// `f32`.
pub(crate) fn product_sums(
    worker: &Worker<'_>,
    [gradient, input]: [&Region; 2],
    sums: &Region,
    vector: usize,
    negative: bool,
) {
    check_same(gradient, input);
    let panels = panels(&gradient.layout.channels);
    for at in worker.part(worker.run.images() * panels) {
        let (image, panel) = (at / panels, at % panels);
        let from = worker.run.view::<f32>(gradient, image);
        let values = worker.run.view::<f32>(input, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(sums, image, inputs);
        let to = place_of(&to, vector, panels, panel);
        let args = (&from, &values, panel, to);
        // SAFETY: `to` has room for a panel, as was checked, and this thread alone writes it; the processor has the
        // instruction set, as its features were detected before `isa` was chosen.
        unsafe {
            match negative {
                true => entry::<Products<true>>(worker.isa)(args),
                false => entry::<Products<false>>(worker.isa)(args),
            }
        }
    }
}

/// Kernel that adds the products of the pixels of a panel.
struct Products<const NEGATIVE: bool>;

impl<const NEGATIVE: bool> Kernel for Products<NEGATIVE> {
    type Args<'a> = (&'a View<'a, f32>, &'a View<'a, f32>, usize, *mut f32);

    #[inline(always)]
    unsafe fn run<S: Simd>((gradient, input, panel, to): Self::Args<'_>) {
        let [height, width] = gradient.layout.size;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let (from, values) = (
                    PanelRow::of(gradient, panel, y),
                    PanelRow::of(input, panel, y),
                );
                let fours = width - width % WAYS;
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        sums.add(way, product::<S, NEGATIVE>(&from, &values, first + way));
                    }
                }
                for x in fours..width {
                    sums.add(0, product::<S, NEGATIVE>(&from, &values, x));
                }
                sums.end_row();
            }
            S::store(to, sums.total());
        }
    }
}

/// Returns the product of gradient and value of pixel `x`, or zero where only negative values count and it is none.
///
/// # Safety
/// The rows must have the pixel, and the processor the instruction set `S`.
#[inline(always)]
unsafe fn product<S: Simd, const NEGATIVE: bool>(
    gradient: &PanelRow,
    values: &PanelRow,
    x: usize,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let (value, zero) = (values.load::<S>(x), S::broadcast(0.0));
        let value = match NEGATIVE {
            true => S::if_less(zero, value, zero, value),
            false => value,
        };
        S::multiply(gradient.load::<S>(x), value)
    }
}

/// Adds the sums of all channels and images, channel by channel and in `f64`, and writes the result to `to`, on the
/// thread to which it falls. `vector` is the index of the vector among those of `sums`, and `channels` the division of
/// channels of the map whose pixels were added.
///
/// # Panics
/// Panics if `to` has not one value, or if `sums` is too small.
pub(crate) fn combine_all_sums(
    worker: &Worker<'_>,
    sums: &Region,
    vector: usize,
    channels: &Channels,
    to: SharedValues<'_>,
) {
    assert_eq!(to.len(), 1, "one value for all channels");
    if worker.part(1).is_empty() {
        return;
    }
    let mut sum = 0.0;
    for panel in 0..panels(channels) {
        let (_, len) = channels_of(channels, panel);
        for total in &totals(worker, sums, vector, channels, panel)[..len] {
            sum += total;
        }
    }
    // SAFETY: one thread alone writes the value.
    let to = unsafe { to.get_mut(0..1) };
    to[0] = sum as f32;
}
