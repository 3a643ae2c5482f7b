//! Shapes of tensors for one image, and errors of shape inference.

use crate::diagnostic::Code;
use crate::variants::variants;
use std::fmt;

/// The largest number of elements of a result for one image, 2^31 - 1.
pub const MAX_ELEMENTS: usize = i32::MAX as usize;

/// The shape of a tensor for one image, without the batch dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// A map, that is a feature map of height x width x channels.
    Map {
        /// The height in rows.
        height: usize,
        /// The width in columns.
        width: usize,
        /// The number of channels.
        channels: usize,
    },
    /// A vector of features, as dense layers read and return it.
    Vector {
        /// The number of elements.
        features: usize,
    },
}

variants!(Shape { Map, Vector });

impl Shape {
    /// Returns the shape of a map of height x width x channels.
    pub const fn map(height: usize, width: usize, channels: usize) -> Shape {
        Shape::Map {
            height,
            width,
            channels,
        }
    }

    /// Returns the shape of a vector.
    pub const fn vector(features: usize) -> Shape {
        Shape::Vector { features }
    }

    /// Returns the number of elements for one image.
    pub const fn len(self) -> usize {
        self.pixels() * self.channels()
    }

    /// Returns `true` if the shape has no elements.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the number of pixels, height x width; 1 for a vector.
    pub const fn pixels(self) -> usize {
        match self {
            Shape::Map { height, width, .. } => height * width,
            Shape::Vector { .. } => 1,
        }
    }

    /// Returns the number of channels; for a vector its number of elements.
    pub const fn channels(self) -> usize {
        match self {
            Shape::Map { channels, .. } => channels,
            Shape::Vector { features } => features,
        }
    }

    /// Returns `[height, width]`; `[1, 1]` for a vector.
    pub const fn spatial(self) -> [usize; 2] {
        match self {
            Shape::Map { height, width, .. } => [height, width],
            Shape::Vector { .. } => [1, 1],
        }
    }

    /// Returns the dimensions without the batch: `[height, width, channels]` for a map, `[features]` for a vector.
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

    /// Returns the shape unchanged if it has at most [`MAX_ELEMENTS`] elements.
    ///
    /// # Errors
    /// [`Code::TOO_MANY_ELEMENTS`] if it has more, or if their number overflows.
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
    /// Writes a map as `28x28x192`, a vector as `1000`.
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

/// The part of a layer's description that caused a shape error; the compiler converts it to a position in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blame {
    /// The layer as a whole.
    Layer,
    /// The window size: the option `kernel`, or the main argument of a kind without that option.
    Kernel,
    /// The main argument of the layer's kind, such as the number of filters of a convolution.
    Argument,
    /// The option with this name.
    Option(&'static str),
    /// The branch of a join with this index, from 0.
    Operand(usize),
    /// The last layer that changed the height or width of the branch with this index, from 0; the branch itself if no
    /// layer in it did.
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

/// An error of shape inference: an operation does not accept the shapes of its inputs, or its result or weights would
/// be too large. In `title`, `{layer}` is a placeholder for the layer's quoted name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeError {
    /// The code of the violated rule.
    pub code: Code,
    /// The message's first line: what is wrong, with the placeholder `{layer}`.
    pub title: &'static str,
    /// The text shown beside the position in the file, such as the sizes that do not fit.
    pub label: String,
    /// The part of the description that caused the error.
    pub blame: Blame,
    /// A suggestion for a fix; `None` if there is none.
    pub help: Option<String>,
}

impl ShapeError {
    /// Returns the error of a layer of kind `kind` that needs a map but reads a vector of shape `input`.
    pub(crate) fn needs_map(kind: &str, input: Shape) -> ShapeError {
        ShapeError {
            code: Code::NEEDS_MAP,
            title: "{layer} needs a map, got a vector",
            label: format!("`{kind}` needs height x width x channels, got a vector of {input}"),
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
