//! The operation of the `l2_norm` kind: the channels of each pixel divided by their Euclidean norm.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Division of the channels of each pixel by their Euclidean norm, or by `epsilon` where the norm is smaller, as
    /// Keras' `UnitNormalization` and PyTorch's `normalize`.
    pub struct L2Norm {
        /// Smallest divisor, so that a pixel of zeros stays one.
        pub epsilon: f32,
    }
}

impl L2Norm {
    /// The `l2_norm` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "l2_norm",
        doc: "The channels of each pixel divided by the root of the sum of their squares, as Keras' `UnitNormalization`.",
        argument_name: "",
        argument: None,
        options: &[Field {
            name: "epsilon",
            ty: OptionType::Real {
                min: 0.0,
                below: None,
            },
            default: DefaultValue::Value(Setting::Real(1e-12)),
            doc: "the smallest divisor",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        L2Norm {
            epsilon: settings.real("epsilon"),
        }
        .into()
    }
}

impl Operation for L2Norm {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&L2Norm::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Real(self.epsilon)]
    }

    fn keras_class(&self) -> &'static str {
        "UnitNormalization"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            inputs_read_inputs: true,
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::L2Norm<#shape>)
    }
}
