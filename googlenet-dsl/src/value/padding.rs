//! Padding of windows.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// How a window that reaches over the edge of its input is padded with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Padding {
    /// TensorFlow's rule: `ceil(input / stride)` outputs, the odd padding row or column at the end.
    Same,
    /// No padding.
    Valid,
    /// So many rows above, columns to the left, rows below, columns to the right.
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
