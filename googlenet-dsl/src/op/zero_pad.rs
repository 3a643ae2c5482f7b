//! The operation of the `zero_pad` kind: rows and columns around a map, of zeros or of its own pixels.

#[cfg(feature = "codegen")]
use super::window::window_type;
use super::{GradientNeeds, InputLayouts, Op, Operation, PadMode, PlanNeeds, StoresNhwc, Window};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Padding;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Rows and columns added around a map: zeros as Keras' `ZeroPadding2D`, or the map's own pixels.
    pub struct ZeroPad {
        /// Number of rows above, columns to the left, rows below and columns to the right of the map that are added.
        pub edges: [u32; 4],
        /// Values of the added pixels.
        pub mode: PadMode,
    }
}

impl ZeroPad {
    /// The `zero_pad` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "zero_pad",
        doc: "Zeros around a map, as Keras' `ZeroPadding2D`, or pixels of the map, as PyTorch's `ReflectionPad2d` and `ReplicationPad2d`.",
        argument_name: "edges",
        argument: Some(Field {
            name: "zero_pad",
            ty: OptionType::Edges,
            default: DefaultValue::Required,
            doc: "rows and columns at each edge",
        }),
        options: &[Field {
            name: "mode",
            ty: OptionType::Choice(&["zero", "reflect", "edge"]),
            default: DefaultValue::Value(Setting::Choice(PadMode::DEFAULT.as_str())),
            doc: "what is added: zeros; `reflect`: the map mirrored at its edge, whose pixels are not repeated; `edge`: the nearest pixel of the map",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        ZeroPad {
            edges: settings.edges("zero_pad"),
            mode: settings.choice("mode"),
        }
        .into()
    }

    /// Returns a window of 1 x 1 and stride 1 over the map and its zeros. It has one position for each pixel of the
    /// result, so it determines the result's height and width.
    fn sliding(&self) -> Window {
        Window::new([1, 1], [1, 1], Padding::Explicit(self.edges))
    }
}

impl Operation for ZeroPad {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&ZeroPad::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Edges(self.edges),
            Setting::Choice(self.mode.as_str()),
        ]
    }

    fn keras_class(&self) -> &'static str {
        match self.mode {
            PadMode::Zero => "ZeroPadding2D",
            PadMode::Reflect => "ReflectionPadding2D",
            PadMode::Edge => "ReplicationPadding2D",
        }
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [height, width] = self.sliding().slide("zero_pad", inputs[0])?;
        let sizes = inputs[0].spatial();
        if self.mode == PadMode::Reflect
            && (0..4).any(|at| self.edges[at] as usize >= sizes[at % 2])
        {
            return Err(ShapeError {
                code: Code::PADDING_TOO_LARGE,
                title: "the padding of {layer} is as large as its input",
                label: format!("a map of {}x{}", sizes[0], sizes[1]),
                blame: Blame::Argument,
                help: Some(
                    "mirror fewer rows and columns than the map has, or use `mode: edge`".into(),
                ),
            });
        }
        Shape::map(height, width, inputs[0].channels()).bounded()
    }

    fn window(&self) -> Option<Window> {
        Some(self.sliding())
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        let window = window_type(types, self.sliding());
        quote!(#runtime::layers::ZeroPad2d<#input, #output, #window>)
    }
}
