//! The operation of the `layer_norm` kind: layer normalisation over the channels.

use super::channel_scale::scale_and_center;
use super::{
    EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc, Weight,
};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Layer normalisation over the channels of each pixel, as Keras' `LayerNormalization`: `gamma * (x - mean) /
    /// sqrt(variance + epsilon) + beta`, with mean and variance of the pixel's channels (Ba et al., arXiv:1607.06450).
    pub struct LayerNorm {
        /// Constant added to the variance before the square root is taken.
        pub epsilon: f32,
        /// Whether the layer has the weight tensor `gamma`, a learned factor for each channel; without it the factor is
        /// 1.
        pub scale: bool,
        /// Whether the layer has the weight tensor `beta`, a learned summand for each channel; without it the summand
        /// is 0.
        pub center: bool,
    }
}

impl LayerNorm {
    /// The `layer_norm` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "layer_norm",
        doc: "Layer normalisation over the channels of each pixel, as Keras' `LayerNormalization`.",
        argument_name: "",
        argument: None,
        options: &[
            Field {
                name: "epsilon",
                ty: OptionType::Real {
                    min: 0.0,
                    below: None,
                },
                default: DefaultValue::Value(Setting::Real(1e-3)),
                doc: "added to the variance; PyTorch's is 0.00001",
            },
            Field {
                name: "scale",
                ty: OptionType::Flag,
                default: DefaultValue::Value(Setting::Flag(true)),
                doc: "whether there is a learned factor, gamma",
            },
            Field {
                name: "center",
                ty: OptionType::Flag,
                default: DefaultValue::Value(Setting::Flag(true)),
                doc: "whether there is a learned summand, beta",
            },
        ],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        LayerNorm {
            epsilon: settings.real("epsilon"),
            scale: settings.flag("scale"),
            center: settings.flag("center"),
        }
        .into()
    }
}

impl Operation for LayerNorm {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&LayerNorm::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Real(self.epsilon),
            Setting::Flag(self.scale),
            Setting::Flag(self.center),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "LayerNormalization"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        scale_and_center(self.scale, self.center, inputs[0])
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            weights_read_inputs: true,
            inputs_read_inputs: true,
            sums: 2,
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
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::LayerNorm<#shape>)
    }
}
