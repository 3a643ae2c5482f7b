//! The operation of the `multiply` kind: element-wise product of several tensors.

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
    /// Element-wise product of all inputs, as Keras' `Multiply`. Vectors must have one length; of maps each of height,
    /// width and channels must be the result's or 1, where the map is repeated: a map of 1 x 1 x channels multiplies
    /// every pixel.
    pub struct Multiply {}
}

impl Multiply {
    /// The `multiply` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "multiply",
        doc: "The product of its branches element by element, as Keras' `Multiply`. A map whose height, width or channels are 1 is repeated there: one of 1x1 multiplies every pixel.",
        argument_name: "",
        argument: None,
        options: &[Field {
            doc: "the function applied to the product, as a layer of its own behind it",
            ..Field::ACTIVATION
        }],
        reads: Reads::Branches,
    };

    pub(super) fn build(_: &Settings) -> Op {
        Multiply {}.into()
    }
}

impl Operation for Multiply {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Multiply::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        // The compiler makes the option `activation` a separate layer, so the operation itself never has one.
        vec![Setting::Activation(Activation::None)]
    }

    fn keras_class(&self) -> &'static str {
        "Multiply"
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
        quote!(#runtime::layers::Multiply<#inputs, #output>)
    }
}
