//! The operation of the `lrn` kind: local response normalisation.

use super::{GradientNeeds, Op, Operation, PlanNeeds};
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
    /// Local response normalisation across channels, as Caffe's and ONNX's `LRN`: each value is divided by `(k + alpha
    /// / size * sum of squares)^beta`. The sum is over `size` neighbouring channels of the same pixel, with the value's
    /// own channel in the middle; channels beyond the first and the last count as zeros (Krizhevsky et al., "ImageNet
    /// classification with deep convolutional neural networks", 2012, section 3.3, where alpha is not divided by the
    /// size).
    pub struct Lrn {
        /// Number of neighbouring channels whose squares are summed, the value's own channel included; shape inference
        /// rejects even numbers.
        pub size: u32,
        /// Factor of the mean of the squares, that is of their sum divided by `size`.
        pub alpha: f32,
        /// Exponent of the divisor, `(k + alpha / size * sum of squares)^beta`.
        pub beta: f32,
        /// Constant to which the scaled sum of squares is added.
        pub k: f32,
    }
}

/// The type of the options `alpha`, `beta` and `k`: a number of at least 0.
const POSITIVE: OptionType = OptionType::Real {
    min: 0.0,
    below: None,
};

impl Lrn {
    /// The `lrn` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "lrn",
        doc: "Local response normalisation across channels, as Caffe's `LRN`: `x / (k + alpha / size * sum of squares)^beta`.",
        argument_name: "",
        argument: None,
        options: &[
            Field {
                name: "size",
                ty: OptionType::Count,
                default: DefaultValue::Required,
                doc: "channels of a sum, an odd number",
            },
            Field {
                name: "alpha",
                ty: POSITIVE,
                default: DefaultValue::Value(Setting::Real(1e-4)),
                doc: "the factor of the mean of squares; TensorFlow's, of the sum, is `alpha / size` here",
            },
            Field {
                name: "beta",
                ty: POSITIVE,
                default: DefaultValue::Value(Setting::Real(0.75)),
                doc: "the exponent",
            },
            Field {
                name: "k",
                ty: POSITIVE,
                default: DefaultValue::Value(Setting::Real(1.0)),
                doc: "what is added to the sum",
            },
        ],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Lrn {
            size: settings.count("size"),
            alpha: settings.real("alpha"),
            beta: settings.real("beta"),
            k: settings.real("k"),
        }
        .into()
    }
}

impl Operation for Lrn {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Lrn::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.size),
            Setting::Real(self.alpha),
            Setting::Real(self.beta),
            Setting::Real(self.k),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "LRN"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if self.size.is_multiple_of(2) {
            return Err(ShapeError {
                code: Code::EVEN_LRN,
                title: "the size of {layer} is even",
                label: format!("{} is even: there is no middle channel", self.size),
                blame: Blame::Option("size"),
                help: Some("use an odd number of channels".into()),
            });
        }
        Ok(inputs[0])
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            inputs_read_inputs: true,
            ..GradientNeeds::NONE
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds::PLAIN
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::Lrn<#shape>)
    }
}
