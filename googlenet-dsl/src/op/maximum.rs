//! The operation of the `maximum` kind: element-wise maximum of several tensors.

use super::{
    EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc, broadcast,
};
use crate::grammar::{Field, Kind, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Activation;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Element-wise maximum of all inputs, as Keras' `Maximum`: NaN where an input is NaN. Vectors must have one
    /// length; of maps each of height, width and channels must be the result's or 1, where the map is repeated.
    pub struct Maximum {}
}

impl Maximum {
    /// The `maximum` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "maximum",
        doc: "The largest of its branches element by element, as Keras' `Maximum`. A map whose height, width or channels are 1 is repeated there. Where a branch is NaN, so is the result.",
        argument_name: "",
        argument: None,
        options: &[Field {
            doc: "the function applied to the maximum, as a layer of its own behind it",
            ..Field::ACTIVATION
        }],
        reads: Reads::Branches,
    };

    pub(super) fn build(_: &Settings) -> Op {
        Maximum {}.into()
    }
}

impl Operation for Maximum {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Maximum::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        // The compiler makes the option `activation` a separate layer, so the operation itself never has one.
        vec![Setting::Activation(Activation::None)]
    }

    fn keras_class(&self) -> &'static str {
        "Maximum"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        broadcast::infer(inputs)
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            inputs_read_inputs: true,
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            takes: &[EpilogueKind::Elementwise],
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (inputs, output) = (types.list(inputs), types.shape(output));
        quote!(#runtime::layers::Maximum<#inputs, #output>)
    }
}
