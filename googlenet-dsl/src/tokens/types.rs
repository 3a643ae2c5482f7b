//! The Rust types of shapes and windows in generated code.

use crate::shape::Shape;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The private aliases of a generated module, by name: `Hwc28x28x192` for `Hwc<28, 28, 192>`. Each number among the
/// arguments of a type is a body of code to rustc, so that each type is written once.
pub(crate) type Aliases = RefCell<BTreeMap<String, TokenStream>>;

/// How types are written at one place of generated code. Only code generation makes values of this type.
pub struct Types<'a> {
    runtime: &'a TokenStream,
    scope: TokenStream,
    aliases: &'a Aliases,
}

impl<'a> Types<'a> {
    /// `runtime` is the path of the runtime crate, `scope` the path from the place to the module of the aliases, empty
    /// or ending in `::`.
    pub(crate) fn new(
        runtime: &'a TokenStream,
        scope: TokenStream,
        aliases: &'a Aliases,
    ) -> Types<'a> {
        Types {
            runtime,
            scope,
            aliases,
        }
    }

    pub(crate) fn runtime(&self) -> &'a TokenStream {
        self.runtime
    }

    /// Returns the path of the alias `name`, which stands for the type `ty`.
    pub(crate) fn alias(&self, name: String, ty: TokenStream) -> TokenStream {
        let (scope, alias) = (&self.scope, Ident::new(&name, Span::call_site()));
        self.aliases.borrow_mut().entry(name).or_insert(ty);
        quote!(#scope #alias)
    }

    /// Returns the type of a shape, such as `Hwc<28, 28, 192>` (height, width, channels) for a map or `Flat<1000>` for
    /// a vector.
    pub(crate) fn shape(&self, shape: Shape) -> TokenStream {
        let (runtime, dims) = (self.runtime, shape.dims());
        let name = match shape {
            Shape::Map { .. } => "Hwc",
            Shape::Vector { .. } => "Flat",
        };
        let ty = Ident::new(name, Span::call_site());
        let sizes = dims.iter().copied().map(Literal::usize_unsuffixed);
        self.alias(
            format!("{name}{}", joined(&dims)),
            quote!(#runtime::#ty<#(#sizes),*>),
        )
    }

    /// Returns the type of a list of shapes, nested tuples such as `(A, (B, (C, ())))`, which stands for the inputs of
    /// a concat or sum.
    pub(crate) fn list(&self, shapes: &[Shape]) -> TokenStream {
        shapes.iter().rev().fold(quote!(()), |rest, shape| {
            let first = self.shape(*shape);
            quote!((#first, #rest))
        })
    }
}

/// Returns numbers as part of a name: `28x28x192`.
pub(crate) fn joined<T: ToString>(numbers: &[T]) -> String {
    let numbers: Vec<String> = numbers.iter().map(T::to_string).collect();
    numbers.join("x")
}
