//! The operation of the `flatten` kind: a map as a vector.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage};
use crate::grammar::{Kind, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Reshape of a map into a vector in the order height, width, channels (channels innermost), as Keras' `Flatten`. A
    /// vector stays as it is.
    pub struct Flatten {}
}

impl Flatten {
    /// The `flatten` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "flatten",
        doc: "A map as a vector in the order height, width, channels, as Keras' `Flatten`.",
        argument_name: "",
        argument: None,
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(_: &Settings) -> Op {
        Flatten {}.into()
    }
}

impl Operation for Flatten {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Flatten::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    fn keras_class(&self) -> &'static str {
        "Flatten"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(Shape::vector(inputs[0].len()))
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            result: ResultStorage::Blocks,
            is_view: true,
            reads: InputLayouts::NHWC,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::Flatten<#input, #output>)
    }
}
