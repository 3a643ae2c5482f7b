//! Maximum pooling.

use super::{Operation, Padding, Window, window::pool_kind};
use crate::grammar::Kind;
use crate::shape::{Shape, ShapeError};

operation! {
    /// Maximum pooling, as Keras' `MaxPooling2D`: the largest input under the window, padding left out.
    pub struct MaxPool {
        /// Height and width of the window.
        pub kernel: [u32; 2],
        /// Steps in height and width.
        pub stride: [u32; 2],
        /// What happens at the edge.
        pub padding: Padding,
    }
}

impl MaxPool {
    /// How it is written.
    pub const KIND: Kind = pool_kind(
        "max_pool",
        "Maximum of the inputs under the window, as Keras' `MaxPooling2D`.",
        |settings| {
            MaxPool {
                kernel: settings.pair("max_pool"),
                stride: settings.pair("stride"),
                padding: settings.padding(),
            }
            .into()
        },
    );

    fn sliding(&self) -> Window {
        Window {
            kernel: self.kernel,
            stride: self.stride,
            padding: self.padding,
        }
    }
}

impl Operation for MaxPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&MaxPool::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "MaxPooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        self.sliding().pool("max_pool", inputs[0])
    }

    fn window(&self) -> Option<Window> {
        Some(self.sliding())
    }
}
