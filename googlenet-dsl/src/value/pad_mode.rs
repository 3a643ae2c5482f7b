//! The values of the pixels that padding puts around a map.

use super::word::words;

/// The values of the pixels that padding puts around a map, with the words of ONNX's and NumPy's `pad`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PadMode {
    /// Zeros.
    Zero,
    /// The map mirrored at its edge, whose own pixels are not repeated: PyTorch's `ReflectionPad2d`, TensorFlow's
    /// `REFLECT`.
    Reflect,
    /// The nearest pixel of the map: PyTorch's `ReplicationPad2d`.
    Edge,
}

impl PadMode {
    /// The mode where a description gives none.
    pub const DEFAULT: PadMode = PadMode::Zero;
}

words!(
    PadMode,
    "mode of padding",
    [Zero = "zero", Reflect = "reflect", Edge = "edge"]
);
