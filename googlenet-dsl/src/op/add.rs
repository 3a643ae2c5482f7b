//! The operation of the `add` kind: element-wise sum of several tensors of one shape.

use super::concat::odd_one_out;
use super::{
    Epilogue, EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc,
};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Activation;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;
use std::borrow::Cow;

operation! {
    /// Element-wise sum of all inputs, which must have the same shape, as Keras' `Add`; each input is multiplied by its
    /// factor first.
    pub struct Add {
        /// Factors of the option `scale`, one for each input, in order; empty without the option, which means that all
        /// factors are 1.
        pub scale: Cow<'static, [f32]>,
    }
}

impl Add {
    /// The `add` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "add",
        doc: "The sum of its branches element by element, as Keras' `Add`.",
        argument_name: "",
        argument: None,
        options: &[
            Field {
                name: "scale",
                ty: OptionType::Factors,
                default: DefaultValue::Value(Setting::Flag(false)),
                doc: "by what each branch is multiplied first",
            },
            Field {
                doc: "the function applied to the sum, as a layer of its own behind it",
                ..Field::ACTIVATION
            },
        ],
        reads: Reads::Branches,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Add {
            scale: settings.factors().into(),
        }
        .into()
    }
}

impl Operation for Add {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Add::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        // The compiler makes the option `activation` of a sum a separate layer, so the operation itself never has one.
        let fields = [
            Setting::Flag(!self.scale.is_empty()),
            Setting::Activation(Activation::None),
        ];
        let factors = self.scale.iter().map(|factor| Setting::Real(*factor));
        fields.into_iter().chain(factors).collect()
    }

    fn keras_class(&self) -> &'static str {
        // InceptionResNetV2 in keras.applications has a class of this name for scaled residual connections.
        if self.scale.is_empty() {
            "Add"
        } else {
            "CustomScaleLayer"
        }
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if let Some((odd, other)) = odd_one_out(inputs, |shape| shape) {
            let same_size = inputs[odd].spatial() == inputs[other].spatial();
            return Err(ShapeError {
                code: Code::ADD_MISMATCH,
                title: "operands of {layer} have different shapes",
                label: format!("{} here, {} in the others", inputs[odd], inputs[other]),
                blame: if same_size {
                    Blame::Operand(odd)
                } else {
                    Blame::Spatial(odd)
                },
                help: Some(
                    "bring the operands to one shape, for instance with a `conv` of kernel 1"
                        .into(),
                ),
            });
        }
        Ok(inputs[0])
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        let scales = match &*self.scale {
            [] => Some([1.0; 2]),
            [first, second] => Some([*first, *second]),
            _ => None,
        };
        PlanNeeds {
            takes: &[EpilogueKind::Elementwise],
            epilogue: scales.map(|scales| Epilogue::Add { scales }),
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (inputs, output) = (types.list(inputs), types.shape(output));
        quote!(#runtime::layers::Add<#inputs, #output>)
    }
}
