//! Shapes and windows as Rust types.

use crate::op::Window;
use crate::shape::Shape;
use proc_macro2::{Ident, Literal, Span, TokenStream};
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

/// `Window<3, 3, 1, 1, Same>`: kernel, stride, padding.
pub(crate) fn window_type(runtime: &TokenStream, window: Window) -> TokenStream {
    let sizes = window
        .kernel
        .iter()
        .chain(&window.stride)
        .map(|size| Literal::u32_unsuffixed(*size));
    let padding = Ident::new(&format!("{:?}", window.padding), Span::call_site());
    quote!(#runtime::Window<#(#sizes),*, #runtime::#padding>)
}
