//! The operation of the `prelu` kind: ReLU with learned slopes of negative inputs.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, Role, StoresNhwc, Weight};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// ReLU with learned slopes: `x` if positive, otherwise `alpha * x` (He et al., arXiv:1502.01852), as Keras'
    /// `PReLU` with `shared_axes=[1, 2]` and PyTorch's `PReLU`.
    pub struct Prelu {
        /// Whether all channels share one slope; otherwise each channel (of a vector, each feature) has its own.
        pub shared: bool,
    }
}

impl Prelu {
    /// The `prelu` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "prelu",
        doc: "ReLU with a learned slope of negative inputs for each channel, alpha, as Keras' `PReLU` with \
              `shared_axes=[1, 2]` and PyTorch's `PReLU`.",
        argument_name: "",
        argument: None,
        options: &[Field {
            name: "shared",
            ty: OptionType::Flag,
            default: DefaultValue::Value(Setting::Flag(false)),
            doc: "whether all channels share one slope",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Prelu {
            shared: settings.flag("shared"),
        }
        .into()
    }
}

impl Operation for Prelu {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Prelu::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Flag(self.shared)]
    }

    fn keras_class(&self) -> &'static str {
        "PReLU"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(inputs[0])
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let slopes = match self.shared {
            true => 1,
            false => inputs[0].channels(),
        };
        vec![Weight {
            name: "alpha",
            shape: vec![slopes],
            axes: &["channels"],
            role: Role::Slope,
        }]
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds {
            weights_read_inputs: true,
            inputs_read_inputs: true,
            sums: 1,
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
        quote!(#runtime::layers::Prelu<#shape>)
    }
}
