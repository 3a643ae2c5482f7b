//! A map as a vector.

use super::Operation;
use crate::grammar::{Kind, Reads};
use crate::shape::{Shape, ShapeError};

operation! {
    /// A map as a vector in the order height, width, channels, as Keras' `Flatten`.
    pub struct Flatten {}
}

impl Flatten {
    /// How it is written.
    pub const KIND: Kind = Kind {
        name: "flatten",
        doc: "A map as a vector in the order height, width, channels, as Keras' `Flatten`.",
        argument: None,
        options: &[],
        reads: Reads::One,
        build: |_| Flatten {}.into(),
    };
}

impl Operation for Flatten {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Flatten::KIND)
    }

    fn keras_class(&self) -> &'static str {
        "Flatten"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(Shape::vector(inputs[0].len()))
    }

    fn is_view(&self) -> bool {
        true
    }
}
