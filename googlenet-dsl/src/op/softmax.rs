//! Softmax, an operation that descriptions write as an activation.

use super::{Activate, Operation, PlanNeeds};
use crate::grammar::{Kind, Setting};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::shape_type;
use crate::value::Activation;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Softmax over the channels of each pixel, as Keras' `softmax`: `exp(x - max) / sum(exp(x - max))`. A description
    /// writes it as the activation `softmax`: a separate layer with that activation is this operation, and a
    /// convolution or dense layer with that activation runs it on its result ([`Operation::then`]).
    pub struct Softmax {}
}

impl Operation for Softmax {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Activate::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Activation(Activation::Softmax)]
    }

    fn label(&self) -> &'static str {
        "softmax"
    }

    fn keras_class(&self) -> &'static str {
        "Activation"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn is_probability(&self) -> bool {
        true
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            in_place: true,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, _inputs: &[Shape], output: Shape) -> TokenStream {
        let shape = shape_type(runtime, output);
        quote!(#runtime::layers::Softmax<#shape>)
    }
}
