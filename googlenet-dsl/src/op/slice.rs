//! The operation of the `slice` kind: some of the channels of a map, or values of a vector.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage, StoresNhwc};
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
    /// The channels of a map from one on and before another, or so many elements of a vector, as a slice of NumPy along
    /// the last axis of NHWC; one result of ONNX's `Split`.
    pub struct Slice {
        /// Index of the first channel, from 0, and of the first one behind the last.
        pub channels: [u32; 2],
    }
}

impl Slice {
    /// The `slice` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "slice",
        doc: "Some of the channels of its input: `channels: [0, 32]` are the first 32, and `[32, 64]` the next ones. The parts of Caffe's `Slice`, ONNX's `Split` and PyTorch's `chunk` are a step each, which read one step with `from`.",
        argument_name: "",
        argument: None,
        options: &[Field {
            name: "channels",
            ty: OptionType::Range,
            default: DefaultValue::Required,
            doc: "the first channel, from 0, and the one behind the last",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Slice {
            channels: settings.range("channels"),
        }
        .into()
    }
}

impl Operation for Slice {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Slice::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Range(self.channels)]
    }

    fn keras_class(&self) -> &'static str {
        "Slice"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [from, to] = self.channels.map(|end| end as usize);
        let channels = inputs[0].channels();
        let error = |title: &'static str, label: String, help: String| ShapeError {
            code: Code::SLICE_OUTSIDE,
            title,
            label,
            blame: Blame::Option("channels"),
            help: Some(help),
        };
        if to > channels {
            return Err(error(
                "{layer} reaches beyond the channels of its input",
                format!("channels up to {to}, of {channels}"),
                format!("the largest range is `[0, {channels}]`"),
            ));
        }
        if from >= to {
            return Err(error(
                "{layer} has no channels",
                format!("from {from} to {to}, which is not included, there is none"),
                "the second number is that of the channel behind the last".into(),
            ));
        }
        Ok(match inputs[0] {
            Shape::Map { height, width, .. } => Shape::map(height, width, to - from),
            Shape::Vector { .. } => Shape::vector(to - from),
        })
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            part: Some(self.channels),
            result: ResultStorage::Blocks,
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::Slice<#input, #output>)
    }
}
