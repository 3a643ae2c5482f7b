//! The operation of the `channel_scale` kind: a factor and a summand for each channel.

use super::{
    Epilogue, EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, Role,
    StoresNhwc, Weight,
};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// A factor and a summand for each channel, as Caffe's `Scale`: `gamma * x + beta`.
    pub struct ChannelScale {
        /// Whether the layer has the weight tensor `gamma`, a learned factor for each channel; without it the factor is
        /// 1.
        pub scale: bool,
        /// Whether the layer has the weight tensor `beta`, a learned summand for each channel; without it the summand
        /// is 0.
        pub center: bool,
    }
}

impl ChannelScale {
    /// The `channel_scale` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "channel_scale",
        doc: "A learned factor and summand for each channel, as Caffe's `Scale`: `gamma * x + beta`.",
        argument_name: "",
        argument: None,
        options: &[
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
        ChannelScale {
            scale: settings.flag("scale"),
            center: settings.flag("center"),
        }
        .into()
    }
}

impl Operation for ChannelScale {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&ChannelScale::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Flag(self.scale), Setting::Flag(self.center)]
    }

    fn keras_class(&self) -> &'static str {
        "ChannelScale"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if !self.scale && !self.center {
            return Err(ShapeError {
                code: Code::NOTHING_SCALED,
                title: "{layer} has neither a factor nor a summand",
                label: "`scale` and `center` are `false`".into(),
                blame: Blame::Layer,
                help: Some("leave out one of the two, or the step".into()),
            });
        }
        Ok(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        scale_and_center(self.scale, self.center, inputs[0])
    }

    fn training_needs(&self) -> PlanNeeds {
        PlanNeeds {
            epilogue: None,
            ..self.plan_needs()
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            weights_read_inputs: self.scale,
            sums: usize::from(self.scale) + usize::from(self.center),
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            takes: &[EpilogueKind::Elementwise],
            epilogue: Some(Epilogue::BatchNorm),
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::ChannelScale<#shape>)
    }
}

/// Returns the weight tensors `gamma` and `beta`, those of the two that are there, for an input of that shape.
pub(super) fn scale_and_center(scale: bool, center: bool, input: Shape) -> Vec<Weight> {
    let weight = |name: &'static str, role: Role| Weight {
        name,
        shape: vec![input.channels()],
        axes: &["channels"],
        role,
    };
    let mut weights = Vec::new();
    weights.extend(scale.then(|| weight("gamma", Role::Gamma)));
    weights.extend(center.then(|| weight("beta", Role::Beta)));
    weights
}
