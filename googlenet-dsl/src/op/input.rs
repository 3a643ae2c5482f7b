//! The network's input.

use super::Operation;
use crate::grammar::Kind;
use crate::shape::{Shape, ShapeError};

operation! {
    /// The network's input, a map for each picture.
    pub struct Input {
        /// Height, width, channels.
        pub size: [u32; 3],
    }
}

impl Operation for Input {
    fn kind(&self) -> Option<&'static Kind> {
        None
    }

    fn keras_class(&self) -> &'static str {
        "InputLayer"
    }

    fn infer(&self, _inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [height, width, channels] = self.size.map(|size| size as usize);
        Shape::map(height, width, channels).bounded()
    }
}
