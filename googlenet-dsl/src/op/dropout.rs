//! The operation of the `dropout` kind: the identity in inference.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Dropout, as Keras' `Dropout`: the identity in inference.
    pub struct Dropout {
        /// Share of the elements that training sets to zero, from 0 to below 1. Unused in inference.
        pub rate: f32,
    }
}

impl Dropout {
    /// The `dropout` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "dropout",
        doc: "Sets a share of its input to zero in training, as Keras' `Dropout`; the identity in inference.",
        argument_name: "rate",
        argument: Some(Field {
            name: "dropout",
            ty: OptionType::Real {
                min: 0.0,
                below: Some(1.0),
            },
            default: DefaultValue::Required,
            doc: "the share that is set to zero",
        }),
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Dropout {
            rate: settings.real("dropout"),
        }
        .into()
    }
}

impl Operation for Dropout {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Dropout::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Real(self.rate)]
    }

    fn keras_class(&self) -> &'static str {
        "Dropout"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn training_needs(&self) -> PlanNeeds {
        PlanNeeds {
            is_view: self.rate == 0.0,
            ..self.plan_needs()
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            is_view: true,
            reads: InputLayouts::NHWC,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::Dropout<#shape>)
    }
}
