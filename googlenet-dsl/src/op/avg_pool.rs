//! Average pooling.

use super::{Operation, Padding, Window, window::pool_kind};
#[cfg(feature = "codegen")]
use crate::codegen::{shape_type, window_type};
use crate::grammar::Kind;
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Average pooling, as Keras' `AveragePooling2D`: the mean of the inputs under the window, padding not counted.
    pub struct AvgPool {
        /// Height and width of the window.
        pub kernel: [u32; 2],
        /// Steps in height and width.
        pub stride: [u32; 2],
        /// What happens at the edge.
        pub padding: Padding,
    }
}

impl AvgPool {
    /// How it is written.
    pub const KIND: Kind = pool_kind(
        "avg_pool",
        "Mean of the inputs under the window, padding not counted, as Keras' `AveragePooling2D`.",
        |settings| {
            AvgPool {
                kernel: settings.pair("avg_pool"),
                stride: settings.pair("stride"),
                padding: settings.padding(),
            }
            .into()
        },
    );

    /// The window that slides over the input.
    pub fn sliding(&self) -> Window {
        Window {
            kernel: self.kernel,
            stride: self.stride,
            padding: self.padding,
        }
    }
}

impl Operation for AvgPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&AvgPool::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "AveragePooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        self.sliding().pool("avg_pool", inputs[0])
    }

    fn window(&self) -> Option<Window> {
        Some(self.sliding())
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, runtime: &TokenStream, inputs: &[Shape], output: Shape) -> TokenStream {
        let (input, output) = (shape_type(runtime, inputs[0]), shape_type(runtime, output));
        let window = window_type(runtime, self.sliding());
        quote!(#runtime::AvgPool2d<#input, #output, #window>)
    }
}
