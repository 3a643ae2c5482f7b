//! Activations.

use super::Share;
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::{Block, Region};
use std::cell::Cell;

/// Whether register tiles apply the activation themselves.
#[inline(always)]
pub(super) fn is_simple(activation: Activation) -> bool {
    matches!(
        activation,
        Activation::None
            | Activation::Softmax
            | Activation::Relu
            | Activation::Relu6
            | Activation::LeakyRelu { .. }
    )
}

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

/// As [`apply`], out of the way of the register tiles.
#[inline(never)]
pub(super) fn apply_slowly(activation: Activation, values: &mut [f32]) {
    apply(activation, values);
}

/// Softmax over the channels of each pixel, in place.
pub(crate) fn softmax(share: &Share<'_>, region: &Region) {
    let pixels = region.layout.size[0] * region.layout.size[1];
    let width = region.layout.size[1];
    for at in share.part(share.run.pictures() * pixels) {
        let view = share.run.output(region, at / pixels, &[]);
        let (y, x) = (at % pixels / width, at % width);
        let lanes = |block: Block| {
            let first = x * region.layout.pixel_stride;
            // SAFETY: each pixel is one thread's, and these are other lanes than those of the other blocks.
            let row = unsafe { view.pixel_mut(block.block, y, first, block.len) };
            Cell::from_mut(row).as_slice_of_cells().iter()
        };
        softmax_of(|| region.layout.channels.iter().flat_map(lanes));
    }
}

/// Softmax of the values that each call of `values` goes through, in place.
pub(crate) fn softmax_of<'v, I: Iterator<Item = &'v Cell<f32>>>(values: impl Fn() -> I) {
    let largest = values().fold(f32::NEG_INFINITY, |most, x| most.max(x.get()));
    let mut sum = 0.0f32;
    for value in values() {
        value.set((value.get() - largest).exp());
        sum += value.get();
    }
    values().for_each(|value| value.set(value.get() / sum));
}
