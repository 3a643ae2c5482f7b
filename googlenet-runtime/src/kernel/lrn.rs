//! Local response normalisation.

use super::Run;
use super::pool::part;
use googlenet_dsl::op::Lrn;
use googlenet_dsl::plan::Region;

/// Each value over `(k + alpha / size * sum of squares)^beta`, the sum over the neighbouring channels of its pixel.
pub(crate) fn lrn(run: &mut Run<'_>, input: &Region, output: &Region, op: &Lrn) {
    assert_eq!(
        input.shape, output.shape,
        "the result has the input's shape"
    );
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        let threads = run.pool.threads();
        run.pool.run(&|thread| {
            for pixel in part(target.pixels(), thread, threads) {
                // SAFETY: each pixel is one thread's, and the output was checked against the input, which nobody writes.
                let (to, from) = unsafe { (target.pixel_mut(pixel), source.pixel(pixel)) };
                normalise(to, from, op);
            }
        });
    }
}

fn normalise(to: &mut [f32], from: &[f32], op: &Lrn) {
    let half = (op.size as usize - 1) / 2;
    let alpha = op.alpha / op.size as f32;
    for (c, to) in to.iter_mut().enumerate() {
        let near = c.saturating_sub(half)..c.saturating_add(half + 1).min(from.len());
        let squares: f32 = from[near].iter().map(|x| x * x).sum();
        *to = from[c] * power(op.k + alpha * squares, op.beta);
    }
}

/// `x^-beta`, without `pow` for the exponent that everybody uses.
fn power(x: f32, beta: f32) -> f32 {
    if beta == 0.75 {
        let root = 1.0 / x.sqrt();
        root * root.sqrt()
    } else {
        x.powf(-beta)
    }
}
