//! Padding of windows.

/// How a window that reaches over the edge of its input is padded with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// TensorFlow's rule: `ceil(input / stride)` outputs, the odd padding row or column at the end.
    Same,
    /// No padding.
    Valid,
    /// So many rows above, columns to the left, rows below, columns to the right.
    Explicit([u32; 4]),
}

impl Padding {
    /// The words that files use.
    pub const WORDS: [(&'static str, Padding); 2] =
        [("same", Padding::Same), ("valid", Padding::Valid)];
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
