//! Local response normalisation.

#[cfg(target_arch = "x86_64")]
use super::isa::{Avx2, Avx512};
use super::isa::{Level, Portable, with_isa};
use super::run::View;
use super::{Isa, Share};
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::{LANES, Region};

/// Neighbours on each side that lie in the block before and the block behind.
const MOST_SIDE: usize = LANES;

/// Each value over `(k + alpha / size * sum of squares)^beta`, the sum over the neighbouring channels of its pixel.
pub(crate) fn lrn(share: &Share<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert!(
        input.is_alike(output),
        "the result has the input's shape and blocks"
    );
    let isa = share.isa;
    let side = (op.size as usize - 1) / 2;
    let in_reach = side <= MOST_SIDE && !input.layout.channels.is_segmented();
    share.for_rows(&output.layout, |picture, block, y| {
        let source = share.run.view(input, picture);
        let target = share
            .run
            .output(output, picture, std::slice::from_ref(input));
        // SAFETY: each row is one thread's, and the output was checked against the input.
        let to = unsafe { target.row_mut(block, y) };
        if in_reach {
            let source = &source;
            let place = [block, y];
            with_isa!(isa, row(source: &View<'_>, to: &mut [f32], place: [usize; 2], op: &Lrn));
        } else {
            far_row(&source, to, [block, y], op);
        }
    });
}

/// A row of a block whose neighbours lie in the blocks beside it.
#[inline(always)]
fn row<L: Level>(source: &View<'_>, to: &mut [f32], [block, y]: [usize; 2], op: &Lrn) {
    let channels = &source.layout.channels;
    let side = (op.size as usize - 1) / 2;
    let alpha = op.alpha / op.size as f32;
    let near = [block.wrapping_sub(1), block, block + 1].map(|near| {
        (near < channels.blocks()).then(|| (source.row(near, y), channels.block(near).len))
    });
    for (x, to) in to.chunks_exact_mut(LANES).enumerate() {
        let mut squares = [0.0f32; 3 * LANES];
        for (near, squares) in near.iter().zip(squares.chunks_exact_mut(LANES)) {
            let Some((row, len)) = near else { continue };
            // SAFETY: a pixel has as many lanes; `with_isa!` sees to the instruction set.
            unsafe {
                let values = L::load(row[x * LANES..][..LANES].as_ptr());
                L::store(squares.as_mut_ptr(), L::multiply(values, values));
            }
            // The other lanes are no channels.
            squares[*len..].fill(0.0);
        }
        let mut sum = [0.0f32; LANES];
        // SAFETY: as above; the windows lie inside the squares, as there are at most so many neighbours.
        unsafe {
            let first = squares.as_ptr().add(LANES - side);
            let mut total = L::load(first);
            for at in 1..=2 * side {
                total = L::add(total, L::load(first.add(at)));
            }
            L::store(sum.as_mut_ptr(), total);
        }
        let from = &near[1].map_or(&[][..], |(row, _)| row)[x * LANES..][..LANES];
        if op.beta == 0.75 {
            for lane in 0..LANES {
                let root = 1.0 / (op.k + alpha * sum[lane]).sqrt();
                to[lane] = from[lane] * (root * root.sqrt());
            }
        } else {
            for lane in 0..LANES {
                to[lane] = from[lane] * (op.k + alpha * sum[lane]).powf(-op.beta);
            }
        }
    }
}

/// A row of a block whose neighbours lie anywhere.
fn far_row(source: &View<'_>, to: &mut [f32], [block, y]: [usize; 2], op: &Lrn) {
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
