//! Padding of sliding windows.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// The zeros that are added around the input of a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Padding {
    /// TensorFlow's `SAME`: as many zeros as give `ceil(input / stride)` outputs; the odd row or column of an odd total
    /// is at the end.
    Same,
    /// No padding (TensorFlow's `VALID`).
    Valid,
    /// Explicit number of rows above, columns to the left, rows below and columns to the right.
    Explicit([u32; 4]),
}

variants!(Padding {
    Same,
    Valid,
    Explicit
});

impl Padding {
    /// The paddings that are words.
    pub const ALL: &'static [Padding] = &[Padding::Same, Padding::Valid];

    /// Returns the word that files use; `None` for [`Padding::Explicit`], which has none.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Padding::Same => Some("same"),
            Padding::Valid => Some("valid"),
            Padding::Explicit(_) => None,
        }
    }
}

words!(Padding, "padding", |padding| padding.as_str());

impl fmt::Display for Padding {
    /// The word, or the rows and columns as a list: `[1, 1, 2, 2]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Padding::Explicit(edges) => write!(f, "{edges:?}"),
            Padding::Same | Padding::Valid => f.write_str(self.as_str().unwrap_or_default()),
        }
    }
}

#[cfg(feature = "codegen")]
impl crate::tokens::Constant for Padding {
    fn constant(&self) -> proc_macro2::TokenStream {
        match self {
            Padding::Same => quote::quote!(dsl::op::Padding::Same),
            Padding::Valid => quote::quote!(dsl::op::Padding::Valid),
            Padding::Explicit(edges) => {
                let edges = edges.constant();
                quote::quote!(dsl::op::Padding::Explicit(#edges))
            }
        }
    }
}
