//! Naive resizing: ONNX's definition of `Resize`, pixel by pixel.

use crate::ops::reference::{Grid, ReferenceLayer};
use googlenet_dsl::op::{Coordinates, Interpolation, Rounding, Scale, Upsample};

pub(super) fn upsample(op: &Upsample, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let (from, to) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let at = |row: i64, column: i64, channel: usize| {
        let row = row.clamp(0, from.height as i64 - 1) as usize;
        let column = column.clamp(0, from.width as i64 - 1) as usize;
        input[(row * from.width + column) * from.channels + channel]
    };
    let mut result = Vec::with_capacity(to.len());
    for y in 0..to.height {
        for x in 0..to.width {
            let (row, column) = (
                original(op, 0, y, from.height, to.height),
                original(op, 1, x, from.width, to.width),
            );
            for channel in 0..to.channels {
                result.push(match op.mode {
                    Interpolation::Nearest => at(
                        nearest(op.rounding, row),
                        nearest(op.rounding, column),
                        channel,
                    ),
                    Interpolation::Bilinear => {
                        let (top, left) = (row.floor(), column.floor());
                        let mut sum = 0.0;
                        for (i, by_row) in [(0.0, 1.0 - (row - top)), (1.0, row - top)] {
                            for (j, by_column) in
                                [(0.0, 1.0 - (column - left)), (1.0, column - left)]
                            {
                                if by_row * by_column != 0.0 {
                                    let value = at((top + i) as i64, (left + j) as i64, channel);
                                    sum += by_row * by_column * value;
                                }
                            }
                        }
                        sum
                    }
                    _ => googlenet_dsl::no_other_variant!(Interpolation, 2),
                });
            }
        }
    }
    result
}

/// Returns the place on the input, of `inputs` rows or columns, of row or column `x` of `outputs`.
fn original(op: &Upsample, axis: usize, x: usize, inputs: usize, outputs: usize) -> f64 {
    let (x, inputs, outputs) = (x as f64, inputs as f64, outputs as f64);
    let scale = match op.scale {
        Scale::Factor(factors) => f64::from(factors[axis]),
        Scale::Size(_) => outputs / inputs,
        _ => googlenet_dsl::no_other_variant!(Scale, 2),
    };
    match op.coordinates {
        Coordinates::PytorchHalfPixel if outputs == 1.0 => 0.0,
        Coordinates::HalfPixel | Coordinates::PytorchHalfPixel => (x + 0.5) / scale - 0.5,
        Coordinates::AlignCorners if outputs == 1.0 => 0.0,
        Coordinates::AlignCorners => x * (inputs - 1.0) / (outputs - 1.0),
        Coordinates::Asymmetric => x / scale,
        Coordinates::HalfPixelSymmetric => {
            let adjustment = outputs / (inputs * scale);
            inputs / 2.0 * (1.0 - adjustment) + (x + 0.5) / scale - 0.5
        }
        _ => googlenet_dsl::no_other_variant!(Coordinates, 5),
    }
}

fn nearest(rounding: Rounding, place: f64) -> i64 {
    let (below, half) = (place.floor(), place - place.floor());
    let up = match rounding {
        Rounding::Floor => false,
        Rounding::Ceil => half > 0.0,
        Rounding::RoundPreferFloor => half > 0.5,
        Rounding::RoundPreferCeil => half >= 0.5,
        _ => googlenet_dsl::no_other_variant!(Rounding, 4),
    };
    below as i64 + i64::from(up)
}
