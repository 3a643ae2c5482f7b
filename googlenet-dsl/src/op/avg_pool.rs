//! Average pooling.

use super::{Operation, Padding, Window, window::pool_kind};
use crate::grammar::Kind;
use crate::shape::{Shape, ShapeError};

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

    fn sliding(&self) -> Window {
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
}
