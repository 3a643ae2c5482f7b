//! Local response normalisation.

use super::Worker;
use super::arch::{Kernel, Simd, entry};
use super::view::View;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::{LANES, Region};

/// Neighbours on each side that lie in the block before and the block behind.
const MOST_SIDE: usize = LANES;

/// Pixels whose squares are made together: what is stored is then read some time later, when it can be read across the
/// bounds of what was stored at a time.
const TOGETHER: usize = 16;

/// What the processor's inverse root takes at least.
const LEAST: f32 = 1e-30;

/// Each value over `(k + alpha / size * sum of squares)^beta`, the sum over the neighbouring channels of its pixel.
pub(crate) fn lrn(worker: &Worker<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert!(
        input.same_layout(output),
        "the result has the input's shape and blocks"
    );
    let isa = worker.isa;
    let side = (op.size as usize - 1) / 2;
    let in_reach = side <= MOST_SIDE && !input.layout.channels.is_segmented();
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view(input, image);
        let target = worker
            .run
            .output(output, image, std::slice::from_ref(input));
        // SAFETY: each row is one thread's, and the output was checked against the input.
        let to = unsafe { target.row_mut(block, y) };
        if in_reach {
            // SAFETY: the instruction set was detected before it was chosen.
            unsafe { entry::<Row>(isa)((&source, to, [block, y], op)) };
        } else {
            far_row(&source, to, [block, y], op);
        }
    });
}

/// A row of a block whose neighbours lie in the blocks beside it.
struct Row;

impl Kernel for Row {
    type Args<'a> = (&'a View<'a, f32>, &'a mut [f32], [usize; 2], &'a Lrn);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, to, place, op): Self::Args<'_>) {
        row::<S>(source, to, place, op);
    }
}

/// As [`Row`].
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
    let mut squares = [[0.0f32; 3 * LANES]; TOGETHER];
    let pixels = to.len() / LANES;
    for first in (0..pixels).step_by(TOGETHER) {
        let count = TOGETHER.min(pixels - first);
        for (at, near) in near.iter().enumerate() {
            let Some((row, len)) = near else { continue };
            let row = &row[first * LANES..(first + count) * LANES];
            for pixel in 0..count {
                let squares = &mut squares[pixel][at * LANES..][..LANES];
                // SAFETY: a pixel has as many lanes; [`Kernel`] sees to the instruction set.
                unsafe {
                    let values = S::load(row[pixel * LANES..].as_ptr());
                    S::store(squares.as_mut_ptr(), S::multiply(values, values));
                }
                // The other lanes are no channels.
                if *len < LANES {
                    squares[*len..].fill(0.0);
                }
            }
        }
        for pixel in 0..count {
            let at = (first + pixel) * LANES;
            let from = &own[at..at + LANES];
            let to = &mut to[at..at + LANES];
            // SAFETY: as above; the windows lie inside the squares, as there are at most so many neighbours.
            unsafe {
                let window = squares[pixel].as_ptr().add(LANES - side);
                let mut total = S::load(window);
                for at in 1..=2 * side {
                    total = S::add(total, S::load(window.add(at)));
                }
                let scale = S::multiply_add(alpha, total, S::broadcast(op.k));
                if op.beta == 0.75 && op.k >= LEAST && alpha >= 0.0 {
                    // Newton's method has no infinity.
                    let scale = S::min(S::broadcast(f32::MAX / 2.0), scale);
                    // x^-3/4 = r * sqrt(r) with r = 1 / sqrt(x), and sqrt(r) = r / sqrt(r).
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

/// A row of a block whose neighbours lie anywhere.
fn far_row(source: &View<'_, f32>, to: &mut [f32], [block, y]: [usize; 2], op: &Lrn) {
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
