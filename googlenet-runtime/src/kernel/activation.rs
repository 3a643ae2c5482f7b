//! Activations.

use super::Run;
use super::pool::part;
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::Region;

/// Applies an activation other than softmax to some values.
#[inline(always)]
pub(super) fn apply(activation: Activation, values: &mut [f32]) {
    match activation {
        Activation::None | Activation::Softmax => {}
        Activation::Relu => values
            .iter_mut()
            .for_each(|x| *x = if *x > 0.0 { *x } else { 0.0 }),
        Activation::Relu6 => values
            .iter_mut()
            .for_each(|x| *x = if *x > 0.0 { x.min(6.0) } else { 0.0 }),
        Activation::LeakyRelu { slope } => values
            .iter_mut()
            .for_each(|x| *x = if *x > 0.0 { *x } else { slope * *x }),
        Activation::Sigmoid => values
            .iter_mut()
            .for_each(|x| *x = 1.0 / (1.0 + (-*x).exp())),
        Activation::Tanh => values.iter_mut().for_each(|x| *x = x.tanh()),
    }
}

/// Softmax over the channels of each pixel of a layer's own result; nothing for other activations.
pub(super) fn finish(run: &mut Run<'_>, region: &Region, activation: Activation) {
    if activation != Activation::Softmax {
        return;
    }
    for picture in 0..run.pictures {
        let view = run.output(region, picture, &[]);
        let threads = run.pool.threads();
        run.pool.run(&|thread| {
            for pixel in part(view.pixels(), thread, threads) {
                // SAFETY: each pixel is one thread's.
                softmax(unsafe { view.pixel_mut(pixel) });
            }
        });
    }
}

fn softmax(values: &mut [f32]) {
    let largest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0f32;
    for value in values.iter_mut() {
        *value = (*value - largest).exp();
        sum += *value;
    }
    values.iter_mut().for_each(|value| *value /= sum);
}
