//! Why a network cannot be imported.

use crate::import::Failure;
use crate::import::mistake::{self, Mistake, Refused};
use crate::wire::Broken;
use googlenet_dsl::diagnostic::{Source, Style};
use std::fmt;

/// A blob of the weight file that does not fit the prototxt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The prototxt has the layer, the weight file does not.
    Missing {
        /// The layer.
        layer: String,
        /// A layer of the file that it perhaps is.
        nearest: Option<String>,
    },
    /// The layer has another number of blobs.
    Count {
        /// The layer.
        layer: String,
        /// How many it should have, in words.
        expected: String,
        /// How many it has.
        got: usize,
    },
    /// The shapes differ.
    Shape {
        /// The layer.
        layer: String,
        /// Which of its blobs.
        blob: usize,
        /// The shape that the prototxt asks for.
        expected: Vec<usize>,
        /// The shape in the file.
        got: Vec<i64>,
        /// Where the blob begins in the file.
        offset: u64,
    },
    /// Values that cannot be used.
    Value {
        /// The layer.
        layer: String,
        /// What is wrong.
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
                let turned = match sorted(wanted) == sorted(got.clone()) {
                    true => " (the axes are in another order)",
                    false => "",
                };
                let what = ["weights", "bias"].get(*blob).copied();
                let what = what.map_or(format!("blob {blob}"), str::to_owned);
                write!(
                    f,
                    "{what} of {layer:?}, byte {offset}: expected {expected:?}, got {got:?}{turned}"
                )
            }
            Misfit::Value { layer, reason } => write!(f, "values of {layer:?}: {reason}"),
        }
    }
}

/// Why a network cannot be imported.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The prototxt is not in order, or holds what cannot be imported.
    Prototxt {
        /// Its text.
        source: Box<Source>,
        /// What is wrong, in the order of the file.
        mistakes: Vec<Mistake>,
        /// How many further mistakes are not shown.
        more: usize,
    },
    /// The weight file is broken.
    Caffemodel {
        /// The byte at which it cannot be read on.
        offset: u64,
        /// The layer around it.
        layer: Option<String>,
        /// What is wrong.
        reason: String,
    },
    /// The weight file does not fit the prototxt.
    Weights {
        /// Every blob that does not fit.
        misfits: Vec<Misfit>,
    },
    /// An option that does not suit the network, or a description that could not be used.
    Description {
        /// What is wrong.
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

    /// The message; of a prototxt with the lines that it is about.
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

/// What cannot be read of a weight file, and the layer around it.
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
