//! The operation of the `activation` kind: a function of each element, as a layer of its own.

use super::{Epilogue, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, Softmax, StoresNhwc};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Activation;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// A layer that applies a function to each element of its input, as Keras' `Activation`.
    pub struct Activate {
        /// Function that is applied. Not softmax, for which `Op::from(Activation)` makes the operation [`Softmax`].
        pub function: Activation,
    }
}

impl Activate {
    /// The `activation` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "activation",
        doc: "An activation as a layer of its own, as Keras' `Activation`.",
        argument_name: "function",
        argument: Some(Field {
            name: "activation",
            ty: OptionType::Activation,
            default: DefaultValue::Required,
            doc: "the function applied to each element",
        }),
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        settings.activation().into()
    }
}

impl From<Activation> for Op {
    /// Returns the operation of a layer that does nothing but apply the activation: [`Softmax`] for softmax, otherwise
    /// [`Activate`].
    fn from(activation: Activation) -> Op {
        match activation {
            Activation::Softmax => Softmax {}.into(),
            function => Activate { function }.into(),
        }
    }
}

impl Operation for Activate {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Activate::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Activation(self.function)]
    }

    fn keras_class(&self) -> &'static str {
        "Activation"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn activation(&self) -> Activation {
        self.function
    }

    fn training_needs(&self) -> PlanNeeds {
        let function = self.function.elementwise();
        let function = function.filter(|function| function.gradient_reads_result());
        PlanNeeds {
            epilogue: function.map(Epilogue::Elementwise),
            ..self.plan_needs()
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        match self.function.elementwise() {
            Some(function) if !function.gradient_reads_result() => GradientNeeds {
                inputs_read_inputs: true,
                ..GradientNeeds::NONE
            },
            _ => GradientNeeds {
                inputs_read_result: true,
                ..GradientNeeds::NONE
            },
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            epilogue: self.function.elementwise().map(Epilogue::Elementwise),
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::Activate<#shape>)
    }
}
