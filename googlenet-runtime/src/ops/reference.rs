//! What the naive references share: padded copies and activations. Kernels use none of it.

use googlenet_dsl::op::{Activation, Padding, Window};
use googlenet_dsl::shape::Shape;

/// The sizes of a map; a vector is one pixel.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
}

/// A map with padding around it.
pub(super) struct Padded {
    pub(super) grid: Grid,
    values: Vec<f32>,
}

impl Grid {
    pub(super) fn of(shape: Shape) -> Grid {
        match shape {
            Shape::Map {
                height,
                width,
                channels,
            } => Grid {
                height,
                width,
                channels,
            },
            Shape::Vector { features } => Grid {
                height: 1,
                width: 1,
                channels: features,
            },
        }
    }

    pub(super) fn len(self) -> usize {
        self.height * self.width * self.channels
    }
}

impl Padded {
    pub(super) fn at(&self, row: usize, column: usize, channel: usize) -> f32 {
        self.values[(row * self.grid.width + column) * self.grid.channels + channel]
    }
}

/// The input with as much padding as TensorFlow's rule wants for this output, the odd row or column at the end.
pub(super) fn padded(
    shape: Shape,
    output: Grid,
    window: Window,
    input: &[f32],
    with: f32,
) -> Padded {
    let inner = Grid::of(shape);
    let total = |at: usize, outputs: usize, inputs: usize| match window.padding {
        Padding::Valid => 0,
        Padding::Same => {
            let reach = (outputs - 1) * window.stride[at] as usize + window.kernel[at] as usize;
            reach.max(inputs) - inputs
        }
    };
    let rows = total(0, output.height, inner.height);
    let columns = total(1, output.width, inner.width);
    let grid = Grid {
        height: inner.height + rows,
        width: inner.width + columns,
        channels: inner.channels,
    };
    let mut values = vec![with; grid.len()];
    for row in 0..inner.height {
        for column in 0..inner.width {
            let from = (row * inner.width + column) * inner.channels;
            let to = ((row + rows / 2) * grid.width + column + columns / 2) * inner.channels;
            values[to..to + inner.channels].copy_from_slice(&input[from..from + inner.channels]);
        }
    }
    Padded { grid, values }
}

/// The activation over sums in double precision.
pub(super) fn activate(activation: Activation, sums: Vec<f64>, channels: usize) -> Vec<f32> {
    let mut sums = sums;
    match activation {
        Activation::None => {}
        Activation::Relu => sums.iter_mut().for_each(|x| *x = x.max(0.0)),
        Activation::Relu6 => sums.iter_mut().for_each(|x| *x = x.clamp(0.0, 6.0)),
        Activation::Sigmoid => sums.iter_mut().for_each(|x| *x = 1.0 / (1.0 + (-*x).exp())),
        Activation::Tanh => sums.iter_mut().for_each(|x| *x = x.tanh()),
        Activation::Softmax => {
            for pixel in sums.chunks_mut(channels) {
                let largest = pixel.iter().copied().fold(f64::MIN, f64::max);
                let total: f64 = pixel.iter().map(|x| (x - largest).exp()).sum();
                pixel
                    .iter_mut()
                    .for_each(|x| *x = (*x - largest).exp() / total);
            }
        }
    }
    sums.into_iter().map(|x| x as f32).collect()
}
