//! Shapes as Rust types.

use crate::shape::Shape;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `Hwc<28, 28, 192>` or `Flat<1000>`.
pub(crate) fn shape_type(runtime: &TokenStream, shape: Shape) -> TokenStream {
    let sizes = shape.dims().into_iter().map(Literal::usize_unsuffixed);
    match shape {
        Shape::Map { .. } => quote!(#runtime::Hwc<#(#sizes),*>),
        Shape::Vector { .. } => quote!(#runtime::Flat<#(#sizes),*>),
    }
}

/// `(A, (B, (C, ())))`: the shapes that a join reads.
pub(crate) fn list_type(runtime: &TokenStream, shapes: &[Shape]) -> TokenStream {
    shapes.iter().rev().fold(quote!(()), |rest, shape| {
        let first = shape_type(runtime, *shape);
        quote!((#first, #rest))
    })
}
