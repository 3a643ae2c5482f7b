//! Kernel of local response normalisation (LRN) across channels.

use super::Worker;
use super::arch::{Kernel, Simd, entry};
use super::view::View;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::{LANES, Region};

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
/// Panics if the two regions differ in element type, size or channel blocks, if the type is not `f32`, or if they
/// overlap.
pub(crate) fn lrn(worker: &Worker<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert!(
        input.same_layout(output),
        "the result has the input's shape and blocks"
    );
    let isa = worker.isa;
    let side = (op.size as usize - 1) / 2;
    let in_reach = side <= MAX_SIDE && !input.layout.channels.is_segmented();
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view(input, image);
        let target = worker
            .run
            .output(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let to = unsafe { target.row_mut(block, y) };
        if in_reach {
            // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<Row>(isa)((&source, to, [block, y], op)) };
        } else {
            row_any_block(&source, to, [block, y], op);
        }
    });
}

/// Kernel that normalises one row of a channel block whose neighbouring channels lie in the same block or an adjacent
/// one. The arguments are the input, the output row, the indices of block and row, and the operation.
struct Row;

impl Kernel for Row {
    type Args<'a> = (&'a View<'a, f32>, &'a mut [f32], [usize; 2], &'a Lrn);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, to, place, op): Self::Args<'_>) {
        row::<S>(source, to, place, op);
    }
}

/// Normalises one row as the kernel [`Row`] does, with the instruction set `S`.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
fn row<S: Simd>(source: &View<'_, f32>, to: &mut [f32], [block, y]: [usize; 2], op: &Lrn) {
    let channels = &source.layout.channels;
    let side = (op.size as usize - 1) / 2;
    let alpha = op.alpha / op.size as f32;
    let near = [block.wrapping_sub(1), block, block + 1].map(|near| {
        (near < channels.blocks()).then(|| (source.row(near, y), channels.block(near).len))
    });
    let Some((own, _)) = near[1] else { return };
    let mut squares = [[0.0f32; 3 * LANES]; PIXEL_BATCH];
    let pixels = to.len() / LANES;
    for first in (0..pixels).step_by(PIXEL_BATCH) {
        let count = PIXEL_BATCH.min(pixels - first);
        for (at, near) in near.iter().enumerate() {
            let Some((row, len)) = near else { continue };
            let row = &row[first * LANES..(first + count) * LANES];
            for pixel in 0..count {
                let squares = &mut squares[pixel][at * LANES..][..LANES];
                // SAFETY: each pixel has `LANES` values in both arrays; the caller of `Kernel::run` guarantees the
                // instruction set.
                unsafe {
                    let values = S::load(row[pixel * LANES..].as_ptr());
                    S::store(squares.as_mut_ptr(), S::multiply(values, values));
                }
                // Lanes beyond the block's channels hold no channel, so their squares must be zero.
                if *len < LANES {
                    squares[*len..].fill(0.0);
                }
            }
        }
        for pixel in 0..count {
            let at = (first + pixel) * LANES;
            let from = &own[at..at + LANES];
            let to = &mut to[at..at + LANES];
            // SAFETY: both slices have `LANES` values; the window of `2 * side + 1` loads stays inside the squares, as
            // `side` is at most `LANES`.
            unsafe {
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
                    S::store(to.as_mut_ptr(), S::multiply(S::load(from.as_ptr()), factor));
                } else {
                    let mut scales = [0.0f32; LANES];
                    S::store(scales.as_mut_ptr(), scale);
                    for lane in 0..LANES {
                        to[lane] = from[lane] * scales[lane].powf(-op.beta);
                    }
                }
            }
        }
    }
}

/// Normalises one row of a channel block, channel by channel, with `powf`. Works for any number of neighbours and for
/// segmented channels.
fn row_any_block(source: &View<'_, f32>, to: &mut [f32], [block, y]: [usize; 2], op: &Lrn) {
    let channels = &source.layout.channels;
    let side = (op.size as usize - 1) / 2;
    let own = channels.block(block);
    let value = |channel: usize, x: usize| {
        let block = channels.holding(channel);
        source.row(block.block, y)[x * LANES + channel - block.first]
    };
    for (x, to) in to.chunks_exact_mut(LANES).enumerate() {
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
