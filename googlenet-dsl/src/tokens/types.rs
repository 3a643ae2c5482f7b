//! The Rust types that stand for shapes in generated code.

use crate::shape::Shape;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Returns the Rust type of a shape, such as `Hwc<28, 28, 192>` (height, width, channels) for a map or `Flat<1000>` for
/// a vector; `runtime` is the path of the runtime crate, which is put in front.
pub(crate) fn shape_type(runtime: &TokenStream, shape: Shape) -> TokenStream {
    let sizes = shape.dims().into_iter().map(Literal::usize_unsuffixed);
    match shape {
        Shape::Map { .. } => quote!(#runtime::Hwc<#(#sizes),*>),
        Shape::Vector { .. } => quote!(#runtime::Flat<#(#sizes),*>),
    }
}

/// Returns the Rust type of a list of shapes, nested tuples such as `(A, (B, (C, ())))`, which stands for the inputs of
/// a concat or sum; `runtime` is the path of the runtime crate.
pub(crate) fn list_type(runtime: &TokenStream, shapes: &[Shape]) -> TokenStream {
    shapes.iter().rev().fold(quote!(()), |rest, shape| {
        let first = shape_type(runtime, *shape);
        quote!((#first, #rest))
    })
}
