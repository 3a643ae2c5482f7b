//! Errors of quantisation.

use crate::Error;
use std::fmt;

/// Reason why a network cannot be quantised.
#[derive(Debug)]
#[non_exhaustive]
pub enum QuantizeError {
    /// An error of the runtime, as of lengths, or of results that are NaN or infinite.
    Runtime(Error),
    /// There was no image to calibrate on.
    NoImages,
    /// A prefix of layers that are to stay in `f32` is that of no layer.
    UnknownPrefix {
        /// The prefix.
        prefix: String,
        /// Most similar path of a layer; `None` if none is similar.
        nearest: Option<String>,
    },
    /// Weights of a layer are NaN or infinite, with its batch normalisation folded in.
    NonFiniteWeights {
        /// Path of the layer.
        layer: String,
        /// The first such value.
        value: f32,
        /// Number of such values.
        count: usize,
    },
    /// A convolution or dense layer has softmax as its activation, and other layers read its result, so that it would have to
    /// be stored with two scales.
    InnerSoftmax {
        /// Path of the layer.
        layer: String,
    },
    /// The network has no convolution or dense layer that is not to stay in `f32`.
    NothingToQuantize,
}

impl From<Error> for QuantizeError {
    fn from(error: Error) -> QuantizeError {
        QuantizeError::Runtime(error)
    }
}

impl fmt::Display for QuantizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantizeError::Runtime(error) => error.fmt(f),
            QuantizeError::NoImages => f.write_str("expected images to calibrate on, got none"),
            QuantizeError::UnknownPrefix { prefix, nearest } => {
                write!(f, "no layer's path begins with `{prefix}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; help: did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
            QuantizeError::NonFiniteWeights { layer, value, count } => write!(
                f,
                "expected finite weights of `{layer}`, with its batch normalisation, got {value}, the first of {count} such \
                 values"
            ),
            QuantizeError::InnerSoftmax { layer } => write!(
                f,
                "`{layer}` has softmax as its activation, and other layers read its result; help: make softmax a layer of \
                 its own"
            ),
            QuantizeError::NothingToQuantize => {
                f.write_str("expected a convolution or dense layer to quantise, got none that does not stay in f32")
            }
        }
    }
}

impl std::error::Error for QuantizeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            QuantizeError::Runtime(error) => Some(error),
            _ => None,
        }
    }
}
