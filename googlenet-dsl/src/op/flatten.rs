//! A map as a vector.

use super::Operation;
#[cfg(feature = "codegen")]
use crate::codegen::shape_type;
use crate::grammar::{Kind, Reads};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// A map as a vector in the order height, width, channels, as Keras' `Flatten`.
    pub struct Flatten {}
}

impl Flatten {
    /// How it is written.
    pub const KIND: Kind = Kind {
        name: "flatten",
        doc: "A map as a vector in the order height, width, channels, as Keras' `Flatten`.",
        argument: None,
        options: &[],
        reads: Reads::One,
        build: |_| Flatten {}.into(),
    };
}

impl Operation for Flatten {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Flatten::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "Flatten"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(Shape::vector(inputs[0].len()))
    }

    fn is_view(&self) -> bool {
        true
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, inputs: &[Shape], output: Shape) -> TokenStream {
        let (input, output) = (shape_type(runtime, inputs[0]), shape_type(runtime, output));
        quote!(#runtime::Flatten<#input, #output>)
    }
}
