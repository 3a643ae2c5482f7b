//! Kernel of local response normalisation (LRN) across channels.

use super::Worker;
use super::arch::{Kernel, Simd, entry};
use super::number::{Number, RowPart, with_number};
use super::view::View;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::{LANES, Region};
use std::marker::PhantomData;

/// Maximum number of neighbours on each side of a channel for which all neighbours lie in the channel's own block, the
/// block before or the block after.
const MAX_SIDE: usize = LANES;

/// Number of pixels of a row that are squared together: the squared channels of all of them are stored before those of
/// the first pixel are loaded for its sum. A load that spans two stores stalls until both have left the store buffer;
/// by then enough other work lies between them.
const PIXEL_BATCH: usize = 16;

/// Smallest `k` of an LRN layer for which the kernel [`Row`] uses the fast inverse square root. It uses `powf` for
/// layers with a smaller `k`, a `beta` other than 0.75 or a negative `alpha`.
pub(super) const MIN_RSQRT_ARGUMENT: f32 = 1e-30;

/// Divides each value by `(k + alpha / size * sum of squares)^beta`, for this thread's share of the rows. The sum is
/// over the channels of the same pixel that are at most `(size - 1) / 2` away, as [`Lrn`] defines.
///
/// # Panics
/// Panics if the two regions differ in element type, size or channel blocks, if kernels do not compute with the type, or if
/// they overlap.
pub(crate) fn lrn(worker: &Worker<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert!(
        input.same_layout(output),
        "the result has the input's shape and blocks"
    );
    with_number!(output.layout.dtype, T => lrn_of::<T>(worker, input, output, op));
}

fn lrn_of<T: Number>(worker: &Worker<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert!(
        output.layout.is_in_blocks(),
        "maps in blocks are normalised"
    );
    let isa = worker.isa;
    let side = (op.size as usize - 1) / 2;
    let in_reach = side <= MAX_SIDE && !input.layout.channels.is_segmented();
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        if in_reach {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input; the
            // processor has the instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<Row<T>>(isa)((&source, &target, [block, y], op)) };
        } else {
            let mut buffer = T::buffer();
            for part in target.parts(block, y..y + 1) {
                // SAFETY: as above.
                unsafe {
                    let to = T::begin(&part, &mut buffer);
                    row_any_block(&source, &part, to, op);
                    T::finish(&part, isa, to);
                }
            }
        }
    });
}

/// Kernel that normalises one row of a channel block whose neighbouring channels lie in the same block or an adjacent
/// one. The arguments are input and output, whose row no other code may access, the indices of block and row, and the
/// operation.
struct Row<T>(PhantomData<T>);

impl<T: Number> Kernel for Row<T> {
    type Args<'a> = (&'a View<'a, T>, &'a View<'a, T>, [usize; 2], &'a Lrn);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, target, place, op): Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { row::<S, T>(source, target, place, op) };
    }
}

/// Normalises one row as the kernel [`Row`] does, with the instruction set `S`.
///
/// # Safety
/// No other code may access the row of the target; the processor must have the instruction set.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn row<S: Simd, T: Number>(
    source: &View<'_, T>,
    target: &View<'_, T>,
    [block, y]: [usize; 2],
    op: &Lrn,
) {
    let channels = &source.layout.channels;
    let scalings = [source, target].map(|view| T::scaling(view.layout));
    let steps = [source, target].map(|view| T::blocked_stride(view.layout.pixel_stride));
    let side = (op.size as usize - 1) / 2;
    let alpha = op.alpha / op.size as f32;
    let near = [block.wrapping_sub(1), block, block + 1].map(|near| {
        (near < channels.blocks()).then(|| (source.address(near, y), channels.block(near).len))
    });
    let Some((own, _)) = near[1] else { return };
    let results = target.address(block, y);
    let mut squares = [[0.0f32; 3 * LANES]; PIXEL_BATCH];
    let pixels = target.layout.size[1];
    for first in (0..pixels).step_by(PIXEL_BATCH) {
        let count = PIXEL_BATCH.min(pixels - first);
        for (at, near) in near.iter().enumerate() {
            let Some((row, len)) = near else { continue };
            for pixel in 0..count {
                let squares = &mut squares[pixel][at * LANES..][..LANES];
                // SAFETY: the row has that pixel, of `LANES` elements, as has the array; the caller of `Kernel::run`
                // guarantees the instruction set.
                unsafe {
                    let from = row.add((first + pixel) * steps[0]);
                    let values = T::load::<S>(from, scalings[0]);
                    S::store(squares.as_mut_ptr(), S::multiply(values, values));
                }
                // Lanes beyond the block's channels hold no channel, so their squares must be zero.
                if *len < LANES {
                    squares[*len..].fill(0.0);
                }
            }
        }
        for pixel in 0..count {
            // SAFETY: both rows have that pixel, of `LANES` elements; the window of `2 * side + 1` loads stays inside the
            // squares, as `side` is at most `LANES`.
            unsafe {
                let from = T::load::<S>(own.add((first + pixel) * steps[0]), scalings[0]);
                let to = results.add((first + pixel) * steps[1]);
                let window = squares[pixel].as_ptr().add(LANES - side);
                let mut total = S::load(window);
                for at in 1..=2 * side {
                    total = S::add(total, S::load(window.add(at)));
                }
                let scale = S::multiply_add(alpha, total, S::broadcast(op.k));
                if op.beta == 0.75 && op.k >= MIN_RSQRT_ARGUMENT && alpha >= 0.0 {
                    // Newton's method would make NaN of an infinite argument.
                    let scale = S::min(S::broadcast(f32::MAX / 2.0), scale);
                    // With r = 1 / sqrt(x): x^-3/4 = r * sqrt(r) = r * r * (1 / sqrt(r)).
                    let root = S::inverse_root(scale);
                    let factor = S::multiply(S::multiply(root, root), S::inverse_root(root));
                    T::store::<S>(to, S::multiply(from, factor), scalings[1]);
                } else {
                    let (mut scales, mut values) = ([0.0f32; LANES], [0.0f32; LANES]);
                    S::store(scales.as_mut_ptr(), scale);
                    S::store(values.as_mut_ptr(), from);
                    for lane in 0..LANES {
                        values[lane] *= scales[lane].powf(-op.beta);
                    }
                    T::store::<S>(to, S::load(values.as_ptr()), scalings[1]);
                }
            }
        }
    }
}

/// Normalises a part of a row of a channel block, whose values are `to`, channel by channel, with `powf`. Works for any
/// number of neighbours and for segmented channels.
fn row_any_block<T: Number>(source: &View<'_, T>, part: &RowPart<'_, T>, to: &mut [f32], op: &Lrn) {
    let channels = &source.layout.channels;
    let scaling = T::scaling(source.layout);
    let side = (op.size as usize - 1) / 2;
    let own = channels.block(part.block);
    let value = |channel: usize, x: usize| {
        let block = channels.holding(channel);
        source.pixel(block.block, part.y, x)[channel - block.first].value(scaling)
    };
    for (x, to) in part.columns.clone().zip(to.chunks_exact_mut(LANES)) {
        for (lane, to) in to[..own.len].iter_mut().enumerate() {
            let channel = own.first + lane;
            let near = channel.saturating_sub(side)
                ..channel.saturating_add(side + 1).min(channels.count());
            let squares: f32 = near.map(|near| value(near, x).powi(2)).sum();
            let scale = op.k + op.alpha / op.size as f32 * squares;
            *to = value(channel, x) * scale.powf(-op.beta);
        }
    }
}
