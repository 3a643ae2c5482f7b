//! The padding of sliding windows, as the option `padding` gives it.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// The rows and columns that a sliding window sees around its input. Convolutions read zeros there; maximum pooling
/// leaves them out, and average pooling too unless it counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Padding {
    /// TensorFlow's `SAME`: as many rows and columns as give `ceil(input / stride)` outputs, half of them on each side;
    /// of an odd number one more is below or to the right.
    Same,
    /// ONNX's `SAME_LOWER`: as [`Padding::Same`], but of an odd number one more is above or to the left.
    SameLower,
    /// No rows and columns (TensorFlow's `VALID`).
    Valid,
    /// Numbers of rows above, columns to the left, rows below and columns to the right.
    Explicit([u32; 4]),
}

variants!(Padding {
    Same,
    SameLower,
    Valid,
    Explicit
});

impl Padding {
    /// All paddings that descriptions write as words: all but [`Padding::Explicit`].
    pub const ALL: &'static [Padding] = &[Padding::Same, Padding::Valid, Padding::SameLower];

    /// Returns the word of the padding in descriptions; `None` for [`Padding::Explicit`], which they write as numbers.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Padding::Same => Some("same"),
            Padding::SameLower => Some("same_lower"),
            Padding::Valid => Some("valid"),
            Padding::Explicit(_) => None,
        }
    }

    /// Returns `true` if the number of rows and columns follows from the input's size, so that there are
    /// `ceil(input / stride)` outputs: for [`Padding::Same`] and [`Padding::SameLower`].
    pub const fn is_same(self) -> bool {
        matches!(self, Padding::Same | Padding::SameLower)
    }
}

words!(Padding, "padding", |padding| padding.as_str());

impl fmt::Display for Padding {
    /// Writes the word of the padding, such as `same`, or the four numbers of an explicit padding as a list: `[1, 1, 2,
    /// 2]` for rows above, columns to the left, rows below and columns to the right.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Padding::Explicit(edges) => write!(f, "{edges:?}"),
            word => f.write_str(word.as_str().unwrap_or_default()),
        }
    }
}
