//! Gradient of local response normalisation.
//!
//! With `s` for `k + alpha / size * sum of squares`, the gradient of input `i` is `g[i] * s[i]^-beta - 2 * alpha / size *
//! beta * x[i] * sum(t)`, where the sum is over the channels `j` near `i`, and `t[j]` is `g[j] * x[j] * s[j]^(-beta -
//! 1)`.

use super::panels::{PanelRow, channels_of, check_same, panels, written};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::lrn::MIN_RSQRT_ARGUMENT;
use crate::kernel::view::View;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::{LANES, Layout, Region};

/// Number of pixels of a row that are computed together, so that what is stored for one has left the store buffer when
/// it is loaded.
const PIXELS: usize = 8;

/// Number of neighbours on each side of a channel.
fn side(op: &Lrn) -> usize {
    (op.size as usize - 1) / 2
}

/// Returns the number of values from one pixel of scratch memory to the next: all channels with room for the neighbours
/// of the first and the last, and for the lanes of a last vector.
fn pixel_len(layout: &Layout, op: &Lrn) -> usize {
    // More neighbours than channels are none.
    let side = side(op).min(layout.channels.count());
    (layout.channels.count() + 2 * side + LANES).next_multiple_of(LANES)
}

/// Returns the number of bytes of scratch memory that [`lrn_gradient`] needs on each thread, for maps of that layout.
pub(crate) fn lrn_gradient_scratch(layout: &Layout, op: &Lrn) -> usize {
    3 * PIXELS * pixel_len(layout, op) * size_of::<f32>()
}

/// Stores to `target`, or adds to it, the gradient of the input of a local response normalisation, for this thread's
/// share of the rows.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, if the target overlaps another region, or if the thread
/// has too little scratch memory.
pub(crate) fn lrn_gradient(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    target: &Region,
    op: &Lrn,
    accumulate: bool,
) {
    check_same(input, target);
    check_same(gradient, target);
    let rows = target.layout.size[0];
    let step = pixel_len(&target.layout, op);
    let scratch = worker.scratch::<f32>(3 * PIXELS * step);
    for at in worker.part(worker.run.images() * rows) {
        let image = at / rows;
        let args = Args {
            input: worker.run.view(input, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [input, gradient]),
            y: at % rows,
            op,
            accumulate,
            scratch,
            step,
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The row
        // is written by this thread only, the regions were checked to be disjoint, and the scratch memory has room for
        // three vectors of `step` values of each pixel.
        unsafe { entry::<Row>(worker.isa)(&args) };
    }
}

struct Args<'a> {
    input: View<'a, f32>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    y: usize,
    op: &'a Lrn,
    accumulate: bool,
    scratch: *mut f32,
    step: usize,
}

/// Kernel that computes one row of all channels.
struct Row;

impl Kernel for Row {
    type Args<'a> = &'a Args<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let width = args.target.layout.size[1];
        for first in (0..width).step_by(PIXELS) {
            // SAFETY: the row has these pixels; the caller guarantees the rest.
            unsafe { pixels::<S>(args, first, PIXELS.min(width - first)) };
        }
    }
}

/// Computes `count` pixels from pixel `x` of the row on. All channels of a pixel lie side by side in the scratch memory,
/// whatever the segments of the map are.
///
/// # Safety
/// As for [`Row`]; the row must have the pixels.
#[inline(always)]
unsafe fn pixels<S: Simd>(args: &Args<'_>, x: usize, count: usize) {
    let channels = &args.target.layout.channels;
    let (panels, all) = (panels(channels), channels.count());
    let side = side(args.op).min(all);
    let alpha = args.op.alpha / args.op.size as f32;
    let step = args.step;
    // SAFETY: each vector of a pixel ends before the next, and the caller guarantees the rest.
    unsafe {
        let squares = args.scratch;
        let terms = args.scratch.add(PIXELS * step);
        let direct = args.scratch.add(2 * PIXELS * step);
        for panel in 0..panels {
            let (first, _) = channels_of(channels, panel);
            let input = PanelRow::of(&args.input, panel, args.y);
            for pixel in 0..count {
                let value = input.load::<S>(x + pixel);
                let to = squares.add(pixel * step + side + first);
                S::store(to, S::multiply(value, value));
            }
        }
        for pixel in 0..count {
            clear_ends(squares.add(pixel * step), side, all, step);
        }
        for panel in 0..panels {
            let (first, _) = channels_of(channels, panel);
            let input = PanelRow::of(&args.input, panel, args.y);
            let gradient = PanelRow::of(&args.gradient, panel, args.y);
            for pixel in 0..count {
                let sum = window::<S>(squares.add(pixel * step + first), side);
                let scale = S::multiply_add(alpha, sum, S::broadcast(args.op.k));
                let (power, inverse) = power::<S>(scale, alpha, args.op);
                let part = S::multiply(gradient.load::<S>(x + pixel), power);
                let term = S::multiply(S::multiply(part, input.load::<S>(x + pixel)), inverse);
                S::store(direct.add(pixel * step + first), part);
                S::store(terms.add(pixel * step + side + first), term);
            }
        }
        for pixel in 0..count {
            clear_ends(terms.add(pixel * step), side, all, step);
        }
        let factor = S::broadcast(-2.0 * alpha * args.op.beta);
        for panel in 0..panels {
            let (first, _) = channels_of(channels, panel);
            let input = PanelRow::of(&args.input, panel, args.y);
            let target = PanelRow::of(&args.target, panel, args.y);
            for pixel in 0..count {
                let sum = window::<S>(terms.add(pixel * step + first), side);
                let others = S::multiply(S::multiply(factor, input.load::<S>(x + pixel)), sum);
                let part = S::load(direct.add(pixel * step + first));
                target.put::<S>(x + pixel, S::add(part, others), args.accumulate);
            }
        }
    }
}

/// Sets the values before the first and behind the last of `all` channels to zero, of a pixel with `side` values before
/// the first and `step` in all.
///
/// # Safety
/// `values` must be valid for `step` values, which nobody else accesses.
#[inline(always)]
unsafe fn clear_ends(values: *mut f32, side: usize, all: usize, step: usize) {
    // SAFETY: the caller guarantees the values.
    unsafe {
        std::ptr::write_bytes(values, 0, side);
        std::ptr::write_bytes(values.add(side + all), 0, step - side - all);
    }
}

/// Returns the sums of the `2 * side + 1` values from each of 16 places on.
///
/// # Safety
/// The values must be valid, and the processor must have the instruction set `S`.
#[inline(always)]
unsafe fn window<S: Simd>(from: *const f32, side: usize) -> S::Vector {
    // SAFETY: the caller guarantees the values and the instruction set.
    unsafe {
        let mut total = S::load(from);
        for at in 1..=2 * side {
            total = S::add(total, S::load(from.add(at)));
        }
        total
    }
}

/// Returns `scale^-beta` and `1 / scale`.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
unsafe fn power<S: Simd>(scale: S::Vector, alpha: f32, op: &Lrn) -> (S::Vector, S::Vector) {
    // SAFETY: the caller guarantees the instruction set; the array has a vector's values.
    unsafe {
        if op.beta == 0.75 && op.k >= MIN_RSQRT_ARGUMENT && alpha >= 0.0 {
            let scale = S::min(S::broadcast(f32::MAX / 2.0), scale);
            let root = S::inverse_root(scale);
            let inverse = S::multiply(root, root);
            return (S::multiply(inverse, S::inverse_root(root)), inverse);
        }
        let mut lanes = [0.0f32; LANES];
        S::store(lanes.as_mut_ptr(), scale);
        for lane in &mut lanes {
            *lane = lane.powf(-op.beta);
        }
        let inverse = S::divide(S::broadcast(1.0), scale);
        (S::load(lanes.as_ptr()), inverse)
    }
}
