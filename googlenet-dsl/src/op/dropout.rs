//! Dropout.

use super::Operation;
#[cfg(feature = "codegen")]
use crate::codegen::shape_type;
use crate::grammar::{Default, Field, Kind, Reads, Type};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Dropout, as Keras' `Dropout`: the identity in inference.
    pub struct Dropout {
        /// The share of inputs that training sets to zero.
        pub rate: f32,
    }
}

impl Dropout {
    /// How it is written.
    pub const KIND: Kind = Kind {
        name: "dropout",
        doc: "Sets a share of its input to zero in training, as Keras' `Dropout`; the identity in inference.",
        argument: Some(Field {
            name: "dropout",
            ty: Type::Real {
                min: 0.0,
                below: Some(1.0),
            },
            default: Default::Required,
            doc: "the share that is set to zero",
        }),
        options: &[],
        reads: Reads::One,
        build: |settings| {
            Dropout {
                rate: settings.real("dropout"),
            }
            .into()
        },
    };
}

impl Operation for Dropout {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Dropout::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "Dropout"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn is_view(&self) -> bool {
        true
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, _inputs: &[Shape], output: Shape) -> TokenStream {
        let shape = shape_type(runtime, output);
        quote!(#runtime::Dropout<#shape>)
    }
}
