//! How the pixels of a resized map come from those of the map: size, interpolation, and the place of a pixel.

use super::word::words;
use crate::variants::variants;

/// The height and width of a resized map.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Scale {
    /// Factors of height and width, which are rounded down to whole pixels: `[2.0, 2.0]` for twice as many rows and
    /// columns.
    Factor([f32; 2]),
    /// Height and width themselves.
    Size([u32; 2]),
}

variants!(Scale { Factor, Size });

/// The interpolation of a resized map, with the words of PyTorch and Keras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Interpolation {
    /// The nearest pixel.
    Nearest,
    /// The weighted mean of the nearest pixels above and below, left and right.
    Bilinear,
}

impl Interpolation {
    /// The interpolation where a description gives none, which is Keras' and PyTorch's.
    pub const DEFAULT: Interpolation = Interpolation::Nearest;
}

words!(
    Interpolation,
    "mode",
    [Nearest = "nearest", Bilinear = "bilinear"]
);

/// The place of a pixel of a resized map on the map that it comes from, with the words of ONNX's `Resize`. Places are
/// counted in pixels from the centre of the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Coordinates {
    /// `(x + 0.5) / scale - 0.5`: Keras, and PyTorch's `align_corners=False`.
    HalfPixel,
    /// `x * (input - 1) / (output - 1)`: the corners stay corners, PyTorch's `align_corners=True`.
    AlignCorners,
    /// `x / scale`: as TensorFlow 1, and PyTorch's `nearest`.
    Asymmetric,
    /// As [`Coordinates::HalfPixel`], but 0 where the result has one pixel.
    PytorchHalfPixel,
    /// As [`Coordinates::HalfPixel`], moved so that the centres of both maps coincide where the size is rounded.
    HalfPixelSymmetric,
}

impl Coordinates {
    /// The place where a description gives none.
    pub const DEFAULT: Coordinates = Coordinates::HalfPixel;
}

words!(
    Coordinates,
    "coordinates",
    [
        HalfPixel = "half_pixel",
        AlignCorners = "align_corners",
        Asymmetric = "asymmetric",
        PytorchHalfPixel = "pytorch_half_pixel",
        HalfPixelSymmetric = "half_pixel_symmetric",
    ]
);

/// The rounding of the place of a pixel to the nearest pixel, with the words of ONNX's `Resize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rounding {
    /// To the nearest, of two equally near ones the first.
    RoundPreferFloor,
    /// To the nearest, of two equally near ones the second.
    RoundPreferCeil,
    /// To the pixel before.
    Floor,
    /// To the pixel behind.
    Ceil,
}

impl Rounding {
    /// The rounding where a description gives none.
    pub const DEFAULT: Rounding = Rounding::RoundPreferFloor;

    /// Returns the whole number that a place is rounded to.
    pub fn round(self, place: f64) -> f64 {
        match self {
            Rounding::RoundPreferFloor => (place - 0.5).ceil(),
            Rounding::RoundPreferCeil => (place + 0.5).floor(),
            Rounding::Floor => place.floor(),
            Rounding::Ceil => place.ceil(),
        }
    }
}

words!(
    Rounding,
    "rounding",
    [
        RoundPreferFloor = "round_prefer_floor",
        RoundPreferCeil = "round_prefer_ceil",
        Floor = "floor",
        Ceil = "ceil",
    ]
);
