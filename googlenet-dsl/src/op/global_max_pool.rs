//! The operation of the `global_max_pool` kind: maximum pooling over the whole map.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, Window};
use crate::grammar::{Kind, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Largest value of each channel over the whole map, as Keras' `GlobalMaxPooling2D`. The result is a vector with
    /// one element for each channel.
    pub struct GlobalMaxPool {}
}

impl GlobalMaxPool {
    /// The `global_max_pool` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "global_max_pool",
        doc: "The largest value of each channel over the whole map, as a vector, as Keras' `GlobalMaxPooling2D`.",
        argument_name: "",
        argument: None,
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(_: &Settings) -> Op {
        GlobalMaxPool {}.into()
    }
}

impl Operation for GlobalMaxPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&GlobalMaxPool::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    fn keras_class(&self) -> &'static str {
        "GlobalMaxPooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Window::whole("global_max_pool", inputs[0])?;
        Ok(Shape::vector(inputs[0].channels()))
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            inputs_read_inputs: true,
            inputs_read_result: true,
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::SLICES,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::GlobalMaxPool2d<#input, #output>)
    }
}
