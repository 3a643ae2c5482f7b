//! The operation of the `global_avg_pool` kind: average pooling over the whole map.

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
    /// Mean of each channel over the whole map, as Keras' `GlobalAveragePooling2D`. The result is a vector with one
    /// element for each channel.
    pub struct GlobalAvgPool {}
}

impl GlobalAvgPool {
    /// The `global_avg_pool` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "global_avg_pool",
        doc: "The mean of each channel over the whole map, as a vector, as Keras' `GlobalAveragePooling2D`.",
        argument_name: "",
        argument: None,
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(_: &Settings) -> Op {
        GlobalAvgPool {}.into()
    }
}

impl Operation for GlobalAvgPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&GlobalAvgPool::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    fn keras_class(&self) -> &'static str {
        "GlobalAveragePooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Window::whole("global_avg_pool", inputs[0])?;
        Ok(Shape::vector(inputs[0].channels()))
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
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
        quote!(#runtime::layers::GlobalAvgPool2d<#input, #output>)
    }
}
