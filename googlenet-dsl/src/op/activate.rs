//! An activation as a layer of its own.

use super::{Activation, Operation};
#[cfg(feature = "codegen")]
use crate::codegen::shape_type;
use crate::grammar::{Default, Field, Kind, Reads, Type};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// An activation as a layer of its own, as Keras' `Activation`.
    pub struct Activate {
        /// The function.
        pub function: Activation,
    }
}

impl Activate {
    /// How it is written.
    pub const KIND: Kind = Kind {
        name: "activation",
        doc: "An activation as a layer of its own, as Keras' `Activation`.",
        argument: Some(Field {
            name: "activation",
            ty: Type::Activation,
            default: Default::Required,
            doc: "the function applied to each element",
        }),
        options: &[],
        reads: Reads::One,
        build: |settings| {
            Activate {
                function: settings.activation(),
            }
            .into()
        },
    };
}

impl Operation for Activate {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Activate::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "Activation"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn activation(&self) -> Activation {
        self.function
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, _inputs: &[Shape], output: Shape) -> TokenStream {
        let shape = shape_type(runtime, output);
        quote!(#runtime::Activate<#shape>)
    }
}
