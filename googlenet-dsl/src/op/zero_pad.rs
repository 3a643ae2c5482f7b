//! The operation of the `zero_pad` kind: rows and columns of zeros around a map.

#[cfg(feature = "codegen")]
use super::window::window_type;
use super::{InputLayouts, Op, Operation, PlanNeeds, StoresNhwc, Window};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::Padding;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Rows and columns of zeros added around a map, as Keras' `ZeroPadding2D`.
    pub struct ZeroPad {
        /// Number of zero rows above, zero columns to the left, zero rows below and zero columns to the right of the
        /// map.
        pub edges: [u32; 4],
    }
}

impl ZeroPad {
    /// The `zero_pad` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "zero_pad",
        doc: "Zeros around a map, as Keras' `ZeroPadding2D`.",
        argument_name: "edges",
        argument: Some(Field {
            name: "zero_pad",
            ty: OptionType::Edges,
            default: DefaultValue::Required,
            doc: "rows and columns of zeros at each edge",
        }),
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        ZeroPad {
            edges: settings.edges("zero_pad"),
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
        vec![Setting::Edges(self.edges)]
    }

    fn keras_class(&self) -> &'static str {
        "ZeroPadding2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [height, width] = self.sliding().slide("zero_pad", inputs[0])?;
        Shape::map(height, width, inputs[0].channels()).bounded()
    }

    fn window(&self) -> Option<Window> {
        Some(self.sliding())
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
