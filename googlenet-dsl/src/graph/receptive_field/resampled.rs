//! Fields of layers whose result has more rows and columns than what they read, or moves them to channels.

use super::extent::Extent;
use crate::op::{ConvTranspose, Coordinates, Interpolation, Scale, Upsample};

/// Returns the field of a resized map of `outputs` rows (`axis` 0) or columns (1) on the map of `inputs`.
pub(super) fn upsampled(op: &Upsample, axis: usize, inputs: usize, outputs: usize) -> Extent {
    let (from, to) = (inputs as f64, outputs as f64);
    let scale = match op.scale {
        Scale::Factor(factors) => f64::from(factors[axis]),
        Scale::Size(_) => to / from,
    };
    let place = |at: i64| {
        let at = at as f64;
        match op.coordinates {
            Coordinates::PytorchHalfPixel | Coordinates::AlignCorners if outputs == 1 => 0.0,
            Coordinates::HalfPixel | Coordinates::PytorchHalfPixel => (at + 0.5) / scale - 0.5,
            Coordinates::AlignCorners => at * (from - 1.0) / (to - 1.0),
            Coordinates::Asymmetric => at / scale,
            Coordinates::HalfPixelSymmetric => {
                from / 2.0 * (1.0 - to / (from * scale)) + (at + 0.5) / scale - 0.5
            }
        }
    };
    let of = |at: i64| {
        let place = place(at);
        match op.mode {
            Interpolation::Nearest => {
                let row = op.rounding.round(place) as i64;
                (row, row)
            }
            Interpolation::Bilinear => (place.floor() as i64, place.ceil() as i64),
        }
    };
    match op.coordinates {
        Coordinates::AlignCorners if outputs > 1 => Extent::periodic(outputs - 1, inputs - 1, of),
        _ => Extent::periodic(outputs, inputs, of),
    }
}

/// Returns the field of a transposed convolution on its input of `size` rows (`axis` 0) or columns (1): of an output
/// the inputs whose kernels lie on it.
pub(super) fn transposed(op: &ConvTranspose, axis: usize, size: usize) -> Extent {
    let (before, _) = op.axis(axis, size);
    let reach = op.window.axis(axis).reach() as i64;
    let stride = i64::from(op.window.stride[axis]);
    let before = before as i64;
    Extent::periodic(stride as usize, 1, |at| {
        let last = (at + before).div_euclid(stride);
        // Rounded up, as inputs count whose kernels begin on the output or behind its first row.
        let first = (at + before - reach + 1 + stride - 1).div_euclid(stride);
        (first.min(last), last)
    })
}

/// Returns the field of channels that become blocks of pixels.
pub(super) fn spread(block: u32) -> Extent {
    let block = i64::from(block);
    Extent::periodic(block as usize, 1, |at| (at / block, at / block))
}
