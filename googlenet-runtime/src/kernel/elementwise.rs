//! Sums and copies.

use super::pool::part;
use super::{Run, activation};
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::Region;

/// The sum of maps or vectors of one shape, in the order of the inputs, each times its factor where there are any, then
/// the activation.
pub(crate) fn add(
    run: &mut Run<'_>,
    inputs: &[Region],
    output: &Region,
    factors: &[f32],
    activation: Activation,
) {
    assert!(
        factors.is_empty() || factors.len() == inputs.len(),
        "a factor for every input"
    );
    for picture in 0..run.pictures {
        let target = run.output(output, picture, inputs);
        for (slot, input) in inputs.iter().enumerate() {
            let source = run.view(input, picture);
            assert_eq!(
                input.shape, output.shape,
                "operands have the result's shape"
            );
            let last = slot + 1 == inputs.len();
            let factor = factors.get(slot).copied().unwrap_or(1.0);
            let threads = run.pool.threads();
            run.pool.run(&|thread| {
                for pixel in part(target.pixels(), thread, threads) {
                    // SAFETY: each pixel is one thread's, and the output was checked against the inputs.
                    let (to, from) = unsafe { (target.pixel_mut(pixel), source.pixel(pixel)) };
                    let pairs = to.iter_mut().zip(from);
                    if slot == 0 {
                        pairs.for_each(|(sum, value)| *sum = factor * value);
                    } else {
                        pairs.for_each(|(sum, value)| *sum += factor * value);
                    }
                    if last {
                        activation::apply(activation, to);
                    }
                }
            });
        }
    }
    activation::finish(run, output, activation);
}

/// The channels of maps or vectors one behind the other.
pub(crate) fn concat(run: &mut Run<'_>, inputs: &[Region], output: &Region) {
    for picture in 0..run.pictures {
        let target = run.output(output, picture, inputs);
        let mut first = 0;
        for input in inputs {
            let source = run.view(input, picture);
            let channels = first..first + source.channels;
            first = channels.end;
            assert!(
                source.pixels() == target.pixels() && first <= target.channels,
                "branches fit the result"
            );
            let threads = run.pool.threads();
            run.pool.run(&|thread| {
                for pixel in part(target.pixels(), thread, threads) {
                    // SAFETY: as in `add`.
                    let (to, from) = unsafe { (target.pixel_mut(pixel), source.pixel(pixel)) };
                    to[channels.clone()].copy_from_slice(from);
                }
            });
        }
        assert_eq!(first, target.channels, "branches fill the result");
    }
}

/// The same values in the same order, height, width, channels, under another shape.
pub(crate) fn copy(run: &mut Run<'_>, input: &Region, output: &Region) {
    assert!(
        output.is_dense() && input.shape.len() == output.shape.len(),
        "as many values, without gaps"
    );
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        for pixel in 0..source.pixels() {
            // SAFETY: one thread, and the output was checked against the input; it lies without gaps.
            unsafe {
                let to = target.start.add(pixel * source.channels);
                std::ptr::copy_nonoverlapping(source.address(pixel), to, source.channels);
            }
        }
    }
}

/// The input's map with zeros around it: rows above, columns to the left, rows below, columns to the right.
pub(crate) fn zero_pad(run: &mut Run<'_>, input: &Region, output: &Region, edges: [u32; 4]) {
    let [top, left, ..] = edges.map(|edge| edge as usize);
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        assert_eq!(
            source.channels, target.channels,
            "padding keeps the channels"
        );
        let threads = run.pool.threads();
        run.pool.run(&|thread| {
            for pixel in part(target.pixels(), thread, threads) {
                let row = (pixel / target.width).wrapping_sub(top);
                let column = (pixel % target.width).wrapping_sub(left);
                // SAFETY: each pixel is one thread's.
                let to = unsafe { target.pixel_mut(pixel) };
                if row < source.height && column < source.width {
                    // SAFETY: the output was checked against the input, which nobody writes.
                    to.copy_from_slice(unsafe { source.pixel(row * source.width + column) });
                } else {
                    to.fill(0.0);
                }
            }
        });
    }
}

/// Each value times its channel's factor plus its channel's summand.
pub(crate) fn affine(
    run: &mut Run<'_>,
    input: &Region,
    output: &Region,
    factor: &[f32],
    summand: &[f32],
) {
    assert_eq!(
        input.shape, output.shape,
        "the result has the input's shape"
    );
    let channels = output.shape.channels();
    assert!(
        factor.len() == channels && summand.len() == channels,
        "a factor and a summand a channel"
    );
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        let threads = run.pool.threads();
        run.pool.run(&|thread| {
            for pixel in part(target.pixels(), thread, threads) {
                // SAFETY: as in `add`.
                let (to, from) = unsafe { (target.pixel_mut(pixel), source.pixel(pixel)) };
                let weights = factor.iter().zip(summand);
                for ((to, from), (factor, summand)) in to.iter_mut().zip(from).zip(weights) {
                    *to = from * factor + summand;
                }
            }
        });
    }
}
