//! The softmax operation, which descriptions write as an activation.

use super::{Activate, GradientNeeds, Operation, PlanNeeds};
use crate::grammar::{Kind, Setting};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Activation;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Softmax over the channels of each pixel, or over all elements of a vector, as Keras' `softmax`: `exp(x - max) /
    /// sum(exp(x - max))`. A description writes it as the activation `softmax`: a layer of the kind `activation`
    /// becomes this operation, while a convolution or dense layer stays one layer, which runs this operation on its own
    /// result ([`Operation::then`]).
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

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            inputs_read_result: true,
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            in_place: true,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::Softmax<#shape>)
    }
}
