//! Sum of tensors.

use super::concat::odd_one_out;
use super::{Activation, Operation};
#[cfg(feature = "codegen")]
use crate::codegen::{list_type, shape_type};
use crate::diagnostic::Code;
use crate::grammar::{Field, Kind, Reads};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// The sum of its inputs element by element, as Keras' `Add`, then activation.
    pub struct Add {
        /// Applied to the sum.
        pub activation: Activation,
    }
}

impl Add {
    /// How it is written.
    pub const KIND: Kind = Kind {
        name: "add",
        doc: "The sum of its branches element by element, as Keras' `Add`.",
        argument: None,
        options: &[Field::ACTIVATION],
        reads: Reads::Branches,
        build: |settings| {
            Add {
                activation: settings.activation(),
            }
            .into()
        },
    };
}

impl Operation for Add {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Add::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "Add"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if let Some((odd, other)) = odd_one_out(inputs, |shape| shape) {
            let same_size = inputs[odd].spatial() == inputs[other].spatial();
            return Err(ShapeError {
                code: Code::ADD_MISMATCH,
                title: "operands of {layer} have different shapes".into(),
                label: format!("{} here, {} in the others", inputs[odd], inputs[other]),
                blame: if same_size {
                    Blame::Operand(odd)
                } else {
                    Blame::Spatial(odd)
                },
                help: Some(
                    "bring the operands to one shape, for instance with a `conv` of kernel 1"
                        .into(),
                ),
            });
        }
        Ok(inputs[0])
    }

    fn activation(&self) -> Activation {
        self.activation
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, inputs: &[Shape], output: Shape) -> TokenStream {
        let (inputs, output) = (list_type(runtime, inputs), shape_type(runtime, output));
        quote!(#runtime::Add<#inputs, #output>)
    }
}
