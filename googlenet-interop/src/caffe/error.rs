//! Errors of an import from Caffe, and their messages.

use crate::import::Failure;
use crate::import::mistake::{self, Mistake, Refused};
use crate::wire::Broken;
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::file_kind::WrongFile;
use std::fmt;

/// The help where the size of the input is not stated.
pub(super) const GIVE_SIZE: &str =
    "give the size of the input with `--input-size HxW`, such as `--input-size 224x224`";

/// A mismatch between the prototxt and the weight file, in one layer or blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// A layer of the prototxt that needs weights has no blobs in the weight file.
    Missing {
        /// Name of the layer.
        layer: String,
        /// Layer of the weight file with the most similar name, among those whose blobs the import does not use; `None`
        /// if no name is similar.
        nearest: Option<String>,
    },
    /// A layer has another number of blobs in the weight file than expected.
    Count {
        /// Name of the layer.
        layer: String,
        /// Number of blobs that the prototxt requires, as a decimal number.
        expected: String,
        /// Number of blobs that the layer has in the weight file.
        got: usize,
    },
    /// A blob has another shape in the weight file than expected.
    Shape {
        /// Name of the layer.
        layer: String,
        /// Index of the blob among those of the layer, from 0: of a convolution or dense layer, 0 is the kernel and 1
        /// the bias.
        blob: usize,
        /// Shape that the prototxt requires, outermost axis first.
        expected: Vec<usize>,
        /// Shape in the weight file, outermost axis first.
        got: Vec<i64>,
        /// Offset of the blob's message in the weight file in bytes.
        offset: u64,
    },
    /// The values of a blob cannot be used: the third blob of a `BatchNorm`, by which its statistics are divided, is
    /// not a single number.
    Value {
        /// Name of the layer.
        layer: String,
        /// Description of the problem, for the message.
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
    /// The prototxt is too large, is not UTF-8, has syntax errors or other mistakes, or contains elements that cannot
    /// be imported.
    Prototxt {
        /// Name and text of the prototxt; the text is empty if the file is too large or no UTF-8.
        source: Box<Source>,
        /// Mistakes that one stage found in the prototxt, at most 100: first those about the file as a whole, then in
        /// the order of the file.
        mistakes: Vec<Mistake>,
        /// Number of further mistakes that the same stage found and that are not in `mistakes`; 0 if there are at most
        /// 100 in all.
        more: usize,
    },
    /// The weight file is no weight file of Caffe, is damaged, or exceeds a limit.
    Caffemodel {
        /// Offset in bytes of the first element of the weight file that cannot be used; 0 if it is the file as a whole.
        offset: u64,
        /// Name of the layer that contains this element; `None` outside of layers, and if the name was not read before.
        layer: Option<String>,
        /// Description of the problem, for the message.
        reason: String,
    },
    /// The weight file, or mean file, ends before its last layer or value does, or is zeros from there on.
    CutOff {
        /// Offset in bytes of the element that is not complete.
        offset: u64,
        /// Description of what is missing, for the message.
        reason: String,
    },
    /// The mean file is damaged, or is no picture.
    Mean {
        /// Offset in bytes of the first element that cannot be used; 0 if it is the file as a whole.
        offset: u64,
        /// Description of the problem, for the message.
        reason: String,
    },
    /// A file is of another kind than is expected, as its first bytes show.
    OtherKind {
        /// What the file is, and whether a prototxt, a caffemodel or a mean file is expected in its place.
        wrong: WrongFile,
    },
    /// The weight file does not fit the prototxt.
    Weights {
        /// All layers and blobs that do not fit, in the order in which the layers are executed.
        misfits: Vec<Misfit>,
    },
    /// An option does not suit the network, or no valid description can be made of the network.
    Description {
        /// Description of the problem, for the message.
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

    /// Returns whether the prototxt leaves the size of its input open, and no size was given for it.
    pub fn lacks_size(&self) -> bool {
        let Error::Prototxt { mistakes, .. } = self else {
            return false;
        };
        mistakes
            .iter()
            .any(|mistake| mistake.help.as_deref() == Some(GIVE_SIZE))
    }

    /// Formats the error as a message of one or more lines. Mistakes of a prototxt are shown with the lines of its text
    /// that they are about, in colour or not as `style` says.
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
            Error::CutOff { offset, reason } => {
                format!("the file is cut off: byte {offset}: {reason}")
            }
            Error::Mean { offset, reason } => format!("byte {offset}: {reason}"),
            Error::OtherKind { wrong } => format!("it is {wrong}"),
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

/// Converts an error of the protobuf decoder. `layer` is the name of the layer in which it occurred; an empty name
/// counts as unknown.
pub(super) fn broken(broken: Broken, layer: Option<&str>) -> Error {
    if broken.is_cut_off {
        return Error::CutOff {
            offset: broken.offset,
            reason: broken.reason,
        };
    }
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
