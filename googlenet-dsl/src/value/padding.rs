//! Padding of sliding windows.

/// The zeros that are added around the input of a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// TensorFlow's `SAME`: as many zeros as give `ceil(input / stride)` outputs; the odd row or column of an odd total
    /// is at the end.
    Same,
    /// No padding (TensorFlow's `VALID`).
    Valid,
    /// Explicit number of rows above, columns to the left, rows below and columns to the right.
    Explicit([u32; 4]),
}

impl Padding {
    /// Names of the paddings in descriptions, without the explicit one, which is written in numbers.
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
