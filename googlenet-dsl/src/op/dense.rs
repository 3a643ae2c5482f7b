//! The operation of the `dense` kind: fully connected layer.

use super::conv::bounded_kernel;
use super::{
    EpilogueKind, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage, Role,
    Weight,
};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::{Activation, Initializer};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Fully connected layer over a vector, as Keras' `Dense`: product with a kernel of inputs x units, then bias, then
    /// activation. A map must be flattened first.
    pub struct Dense {
        /// Number of elements of the result, a vector.
        pub units: u32,
        /// Whether the layer has the weight tensor `bias`, a learned summand for each unit.
        pub bias: bool,
        /// Activation applied to the result after the bias.
        pub activation: Activation,
        /// Factor with which training adds the sum of squares of the kernel to its loss (L2 penalty); 0 for none.
        /// Unused in inference.
        pub l2: f32,
        /// How training draws the first values of the kernel. Unused in inference.
        pub initializer: Initializer,
    }
}

impl Dense {
    /// The `dense` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "dense",
        doc: "Fully connected layer over a vector, as Keras' `Dense`.",
        argument_name: "units",
        argument: Some(Field {
            name: "dense",
            ty: OptionType::Count,
            default: DefaultValue::Required,
            doc: "units, the features of the result",
        }),
        options: &[
            Field::BIAS,
            Field::ACTIVATION,
            Field::L2,
            Field::INITIALIZER,
        ],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Dense {
            units: settings.count("dense"),
            bias: settings.flag("bias"),
            activation: settings.activation(),
            l2: settings.real("l2"),
            initializer: settings.initializer(),
        }
        .into()
    }
}

impl Operation for Dense {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Dense::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.units),
            Setting::Flag(self.bias),
            Setting::Activation(self.activation),
            Setting::Real(self.l2),
            Setting::Initializer(self.initializer),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "Dense"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let Shape::Vector { features } = inputs[0] else {
            return Err(ShapeError {
                code: Code::NEEDS_VECTOR,
                title: "{layer} needs a vector, got a map",
                label: format!("`dense` needs a vector, got a map of {}", inputs[0]),
                blame: Blame::Layer,
                help: Some("put a `flatten` step before it".into()),
            });
        };
        bounded_kernel(&[features, self.units as usize])?;
        Ok(Shape::vector(self.units as usize))
    }

    fn weights(&self, inputs: &[Shape]) -> Vec<Weight> {
        let (fan_in, out) = (inputs[0].len(), self.units as usize);
        let kernel = Weight {
            name: "kernel",
            shape: vec![fan_in, out],
            axes: &["in", "out"],
            role: Role::Kernel { fan_in },
        };
        let bias = self.bias.then(|| Weight {
            name: "bias",
            shape: vec![out],
            axes: &["out"],
            role: Role::Bias,
        });
        std::iter::once(kernel).chain(bias).collect()
    }

    fn macs(&self, inputs: &[Shape], output: Shape) -> u64 {
        inputs[0].len() as u64 * output.len() as u64
    }

    fn activation(&self) -> Activation {
        self.activation
    }

    fn l2(&self) -> f32 {
        self.l2
    }

    fn without_activation(&self) -> Option<Op> {
        let bare = Dense {
            activation: Activation::None,
            ..self.clone()
        };
        (self.activation != Activation::None).then(|| bare.into())
    }

    fn training_needs(&self) -> PlanNeeds {
        let mut needs = self.plan_needs();
        needs.reads.flattened_map = false;
        needs
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::product(self.bias)
    }

    fn initializer(&self) -> Initializer {
        self.initializer
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts {
                flattened_map: true,
                ..InputLayouts::SLICES
            },
            result: ResultStorage::Blocks,
            takes: &[EpilogueKind::BatchNorm, EpilogueKind::Elementwise],
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::Dense<#input, #output>)
    }
}
