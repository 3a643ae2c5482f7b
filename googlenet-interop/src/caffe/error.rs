//! Errors of an import from Caffe.

use crate::import::Failure;
use crate::import::mistake::{self, Mistake, Refused};
use crate::wire::Broken;
use googlenet_dsl::diagnostic::{Source, Style};
use std::fmt;

/// A layer or blob of the weight file that does not fit the prototxt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// A layer of the prototxt is not in the weight file.
    Missing {
        /// Name of the layer.
        layer: String,
        /// Layer of the weight file with the most similar name, among those that the prototxt does not have; `None` if
        /// no name is similar.
        nearest: Option<String>,
    },
    /// A layer has another number of blobs than expected.
    Count {
        /// Name of the layer.
        layer: String,
        /// Expected number of blobs, as a decimal number for the message.
        expected: String,
        /// Number of blobs in the weight file.
        got: usize,
    },
    /// A blob has another shape than expected.
    Shape {
        /// Name of the layer.
        layer: String,
        /// Index of the blob among those of the layer.
        blob: usize,
        /// Shape that the prototxt requires.
        expected: Vec<usize>,
        /// Shape in the weight file.
        got: Vec<i64>,
        /// Byte offset of the blob in the weight file.
        offset: u64,
    },
    /// The values of a blob cannot be used.
    Value {
        /// Name of the layer.
        layer: String,
        /// Description of the problem.
        reason: String,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Missing { layer, nearest } => {
                write!(f, "missing layer {layer:?}")?;
                let hint = |near: &String| write!(f, "; the file has {near:?}");
                nearest.as_ref().map_or(Ok(()), hint)
            }
            Misfit::Count {
                layer,
                expected,
                got,
            } => {
                write!(f, "blobs of {layer:?}: expected {expected}, got {got}")
            }
            Misfit::Shape {
                layer,
                blob,
                expected,
                got,
                offset,
            } => {
                let sorted = |mut sizes: Vec<i64>| {
                    sizes.sort_unstable();
                    sizes
                };
                let wanted: Vec<i64> = expected.iter().map(|size| *size as i64).collect();
                let is_reordered = match sorted(wanted) == sorted(got.clone()) {
                    true => " (the axes are in another order)",
                    false => "",
                };
                let what = ["weights", "bias"].get(*blob).copied();
                let what = what.map_or(format!("blob {blob}"), str::to_owned);
                write!(
                    f,
                    "{what} of {layer:?}, byte {offset}: expected {expected:?}, got {got:?}{is_reordered}"
                )
            }
            Misfit::Value { layer, reason } => write!(f, "values of {layer:?}: {reason}"),
        }
    }
}

/// The reason why a network cannot be imported from Caffe.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The prototxt is invalid, or contains elements that cannot be imported.
    Prototxt {
        /// Text of the prototxt.
        source: Box<Source>,
        /// Mistakes in the prototxt, in the order of the file.
        mistakes: Vec<Mistake>,
        /// Number of further mistakes, which are not kept.
        more: usize,
    },
    /// The weight file cannot be decoded.
    Caffemodel {
        /// Byte offset at which decoding failed.
        offset: u64,
        /// Name of the layer that contains this byte; `None` outside of layers, and if the name is not known.
        layer: Option<String>,
        /// Description of the problem.
        reason: String,
    },
    /// The weight file does not fit the prototxt.
    Weights {
        /// All layers and blobs that do not fit.
        misfits: Vec<Misfit>,
    },
    /// An option does not suit the network, or no valid description can be generated.
    Description {
        /// Description of the problem.
        reason: String,
    },
}

impl Error {
    pub(super) fn prototxt(refused: impl Into<Refused>, source: &Source) -> Error {
        let Refused { mistakes, more } = refused.into();
        Error::Prototxt {
            source: Box::new(source.clone()),
            mistakes,
            more,
        }
    }

    /// Formats the error as a message; for a prototxt with the lines of text that the mistakes are about.
    pub fn render(&self, style: Style) -> String {
        match self {
            Error::Prototxt {
                source,
                mistakes,
                more,
            } => mistake::render(mistakes, *more, source, style),
            Error::Caffemodel {
                offset,
                layer,
                reason,
            } => {
                let layer = layer.as_ref().map(|name| format!(" in layer {name:?}"));
                format!("byte {offset}{}: {reason}", layer.unwrap_or_default())
            }
            Error::Weights { misfits } => {
                let lines = misfits.iter().map(|misfit| format!("\n  {misfit}"));
                format!(
                    "the weights do not fit the prototxt{}",
                    lines.collect::<String>()
                )
            }
            Error::Description { reason } => reason.clone(),
        }
    }
}

impl From<Failure<Misfit>> for Error {
    fn from(failure: Failure<Misfit>) -> Error {
        match failure {
            Failure::Weights(misfits) => Error::Weights { misfits },
            Failure::Description(reason) => Error::Description { reason },
        }
    }
}

/// Converts an error of decoding a weight file; `layer` is the name of the layer in which it occurred.
pub(super) fn broken(broken: Broken, layer: Option<&str>) -> Error {
    Error::Caffemodel {
        offset: broken.offset,
        layer: layer.filter(|name| !name.is_empty()).map(str::to_owned),
        reason: broken.reason,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Error {}
