//! Shapes and windows as Rust types.

use crate::op::{Padding, Window};
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

/// `Window<3, 3, 1, 1, Same>`: kernel, stride, padding. Rounding up makes `Ceil<…>` of the padding, dilation `Dilated<…>`
/// of the whole.
pub(crate) fn window_type(runtime: &TokenStream, window: Window) -> TokenStream {
    let sizes = window.kernel.iter().chain(&window.stride).map(number);
    let padding = match window.padding {
        Padding::Same => quote!(#runtime::Same),
        Padding::Valid => quote!(#runtime::Valid),
        Padding::Explicit(edges) => {
            let edges = edges.iter().map(number);
            quote!(#runtime::Pad<#(#edges),*>)
        }
    };
    let padding = match window.ceil {
        true => quote!(#runtime::Ceil<#padding>),
        false => padding,
    };
    let window_type = quote!(#runtime::Window<#(#sizes),*, #padding>);
    if window.dilation == [1, 1] {
        return window_type;
    }
    let dilation = window.dilation.iter().map(number);
    quote!(#runtime::Dilated<#window_type, #(#dilation),*>)
}

fn number(number: &u32) -> Literal {
    Literal::u32_unsuffixed(*number)
}
