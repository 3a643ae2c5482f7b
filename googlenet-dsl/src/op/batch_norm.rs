//! The operation of the `batch_norm` kind: batch normalisation.

use super::{
    Epilogue, EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, Role,
    StoresNhwc, Weight,
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
    /// Batch normalisation of each channel, as Keras' `BatchNormalization` in inference: `gamma * (x - moving_mean) /
    /// sqrt(moving_variance + epsilon) + beta` (Ioffe and Szegedy, arXiv:1502.03167).
    pub struct BatchNorm {
        /// Constant added to the variance before the square root is taken.
        pub epsilon: f32,
        /// Share of the old moving mean and variance that each training step keeps (Keras' `momentum`), from 0 to below
        /// 1. Unused in inference.
        pub momentum: f32,
        /// Whether the layer has the weight tensor `gamma`, a learned factor for each channel; without it the factor is
        /// 1.
        pub scale: bool,
        /// Whether the layer has the weight tensor `beta`, a learned summand for each channel; without it the summand
        /// is 0.
        pub center: bool,
    }
}

impl BatchNorm {
    /// The `batch_norm` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "batch_norm",
        doc: "Batch normalisation over the channels, as Keras' `BatchNormalization`.",
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
                doc: "added to the variance",
            },
            Field {
                name: "momentum",
                ty: OptionType::Real {
                    min: 0.0,
                    below: Some(1.0),
                },
                default: DefaultValue::Value(Setting::Real(0.99)),
                doc: "the share of the old statistics that training keeps at each step",
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
        BatchNorm {
            epsilon: settings.real("epsilon"),
            momentum: settings.real("momentum"),
            scale: settings.flag("scale"),
            center: settings.flag("center"),
        }
        .into()
    }
}

impl Operation for BatchNorm {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&BatchNorm::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Real(self.epsilon),
            Setting::Real(self.momentum),
            Setting::Flag(self.scale),
            Setting::Flag(self.center),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "BatchNormalization"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let weight = |name: &'static str, role: Role| Weight {
            name,
            shape: vec![inputs[0].channels()],
            axes: &["channels"],
            role,
        };
        let mut weights = Vec::new();
        weights.extend(self.scale.then(|| weight("gamma", Role::Gamma)));
        weights.extend(self.center.then(|| weight("beta", Role::Beta)));
        weights.push(weight("moving_mean", Role::MovingMean));
        weights.push(weight("moving_variance", Role::MovingVariance));
        weights
    }

    fn training_needs(&self) -> PlanNeeds {
        PlanNeeds {
            epilogue: None,
            ..self.plan_needs()
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            weights_read_inputs: true,
            inputs_read_inputs: true,
            sums: 2,
            batch_statistics: true,
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
        quote!(#runtime::layers::BatchNorm<#shape>)
    }
}
