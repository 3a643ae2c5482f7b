//! Shapes of tensors for one image, and what can be wrong with them.

use crate::diagnostic::Code;
use crate::variants::variants;
use std::fmt;

/// The largest number of elements of a tensor.
pub const MAX_ELEMENTS: usize = i32::MAX as usize;

/// The shape of a tensor for one image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// Height x width x channels.
    Map {
        /// Rows.
        height: usize,
        /// Columns.
        width: usize,
        /// Values a pixel.
        channels: usize,
    },
    /// A vector of features.
    Vector {
        /// Features.
        features: usize,
    },
}

variants!(Shape { Map, Vector });

impl Shape {
    /// A map of height x width x channels.
    pub const fn map(height: usize, width: usize, channels: usize) -> Shape {
        Shape::Map {
            height,
            width,
            channels,
        }
    }

    /// A vector.
    pub const fn vector(features: usize) -> Shape {
        Shape::Vector { features }
    }

    /// Number of elements.
    pub const fn len(self) -> usize {
        self.pixels() * self.channels()
    }

    /// Whether there are no elements.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Height x width; 1 for a vector.
    pub const fn pixels(self) -> usize {
        match self {
            Shape::Map { height, width, .. } => height * width,
            Shape::Vector { .. } => 1,
        }
    }

    /// Values a pixel; a vector's features.
    pub const fn channels(self) -> usize {
        match self {
            Shape::Map { channels, .. } => channels,
            Shape::Vector { features } => features,
        }
    }

    /// Height and width; 1 x 1 for a vector.
    pub const fn spatial(self) -> [usize; 2] {
        match self {
            Shape::Map { height, width, .. } => [height, width],
            Shape::Vector { .. } => [1, 1],
        }
    }

    /// The sizes as a list, without the batch.
    pub fn dims(self) -> Vec<usize> {
        match self {
            Shape::Map {
                height,
                width,
                channels,
            } => vec![height, width, channels],
            Shape::Vector { features } => vec![features],
        }
    }

    /// The shape itself where it is small enough.
    ///
    /// # Errors
    /// More than [`MAX_ELEMENTS`].
    pub fn bounded(self) -> Result<Shape, ShapeError> {
        let elements = self
            .dims()
            .iter()
            .try_fold(1usize, |product, size| product.checked_mul(*size));
        match elements {
            Some(elements) if elements <= MAX_ELEMENTS => Ok(self),
            _ => Err(ShapeError {
                code: Code::TOO_MANY_ELEMENTS,
                title: "the result of {layer} is too large",
                label: format!("{self} is more than 2^31 - 1 elements"),
                blame: Blame::Layer,
                help: None,
            }),
        }
    }
}

impl fmt::Display for Shape {
    /// `28x28x192`, or `1000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Map {
                height,
                width,
                channels,
            } => write!(f, "{height}x{width}x{channels}"),
            Shape::Vector { features } => write!(f, "{features}"),
        }
    }
}

/// What a shape error is blamed on, so that it can be shown at the right word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blame {
    /// The layer as a whole.
    Layer,
    /// Its kernel.
    Kernel,
    /// Its number of outputs (the main argument).
    Argument,
    /// The option of that name.
    Option(&'static str),
    /// The operand of that number.
    Operand(usize),
    /// The way by which the operand of that number came to its height and width.
    Spatial(usize),
}

variants!(Blame {
    Layer,
    Kernel,
    Argument,
    Option,
    Operand,
    Spatial
});

/// Why an operation does not accept its inputs. In `title`, `{layer}` stands for the layer's quoted name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeError {
    /// The broken rule.
    pub code: Code,
    /// What is wrong.
    pub title: &'static str,
    /// The remark at the blamed place.
    pub label: String,
    /// The blamed place.
    pub blame: Blame,
    /// What to do.
    pub help: Option<String>,
}

impl ShapeError {
    /// A spatial operation met a vector.
    pub(crate) fn needs_map(kind: &str, input: Shape) -> ShapeError {
        ShapeError {
            code: Code::NEEDS_MAP,
            title: "{layer} reads a vector where a map is wanted",
            label: format!("`{kind}` wants height x width x channels, got a vector of {input}"),
            blame: Blame::Layer,
            help: Some("put this layer before `flatten`".into()),
        }
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            self.title.replace("{layer}", "the layer"),
            self.label
        )
    }
}

impl std::error::Error for ShapeError {}
