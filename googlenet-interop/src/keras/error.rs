//! Errors of an import from Keras, and their messages.

use crate::import::Failure;
use crate::items::Refusal;
use std::fmt;

/// A mismatch between the architecture and the weights.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// The file lacks a variable of a layer.
    Missing {
        /// Name of the layer, with those of the models around it in front.
        layer: String,
        /// Name of the variable: `kernel`.
        variable: String,
        /// Layer of the weights with the most similar name; `None` if no name is similar.
        nearest: Option<String>,
    },
    /// A layer has another number of variables in the file than expected.
    Count {
        /// Name of the layer.
        layer: String,
        /// Names of the variables that the layer has.
        expected: Vec<String>,
        /// Number of variables in the file.
        got: usize,
    },
    /// A variable has other sizes in the file than expected.
    Shape {
        /// Name of the layer.
        layer: String,
        /// Name of the variable.
        variable: String,
        /// Sizes that the architecture requires, outermost axis first.
        expected: Vec<usize>,
        /// Sizes in the file, outermost axis first.
        got: Vec<usize>,
    },
    /// A variable is none of floats.
    Type {
        /// Name of the layer.
        layer: String,
        /// Name of the variable.
        variable: String,
        /// Type of its elements, as NumPy calls it.
        got: String,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Missing {
                layer,
                variable,
                nearest,
            } => {
                write!(f, "missing `{variable}` of layer {layer:?}")?;
                match nearest {
                    Some(near) => write!(f, "; the file has {near:?}"),
                    None => Ok(()),
                }
            }
            Misfit::Count {
                layer,
                expected,
                got,
            } => write!(
                f,
                "variables of layer {layer:?}: expected {} ({}), got {got}",
                expected.len(),
                expected.join(", ")
            ),
            Misfit::Shape {
                layer,
                variable,
                expected,
                got,
            } => write!(
                f,
                "`{variable}` of layer {layer:?}: expected {expected:?}, got {got:?}"
            ),
            Misfit::Type {
                layer,
                variable,
                got,
            } => write!(
                f,
                "`{variable}` of layer {layer:?}: expected floats, got {got}"
            ),
        }
    }
}

/// The reason why a network cannot be imported from Keras.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    File {
        /// Description of the problem, for the message: `it is damaged: …`.
        reason: String,
    },
    /// The file holds weights, and no architecture.
    WeightsAlone,
    /// The architecture is not as Keras writes it, or exceeds a limit.
    Architecture {
        /// Path in the JSON: `config.layers[3].config.strides`; empty for the text as a whole.
        place: String,
        /// Name of the layer; empty outside of layers.
        layer: String,
        /// Description of the problem, for the message.
        reason: String,
    },
    /// The network has layers that cannot be said in this project's language, or an input that no image has.
    Refused {
        /// All of them, in the order of the file; layers of one class that are refused for one reason are one.
        refusals: Vec<Refusal>,
    },
    /// The file leaves the height or width of its input open, and no size was given.
    OpenSize {
        /// Sizes in the file, `null` for open ones: `[null, null, null, 3]`.
        sizes: String,
    },
    /// The weights do not fit the architecture.
    Weights {
        /// All variables that do not fit, in the order in which the layers are executed.
        misfits: Vec<Misfit>,
    },
    /// An option does not suit the network, or no valid description can be made of the network.
    Description {
        /// Description of the problem, for the message.
        reason: String,
    },
}

/// Largest number of misfits that a message lists.
const LISTED: usize = 20;

/// Begin of the reason why a layer of Python code cannot be imported.
pub(super) const CODE: &str =
    "it is Python code, which the file does not hold and which is not executed";

const EXPORT: &str = "export the model to ONNX, `model.export(\"model.onnx\", format=\"onnx\")`, and import that: it has \
                      the operations in place of the code";

impl Error {
    /// Returns whether the file leaves the sizes of its input open and the options give none.
    pub fn lacks_size(&self) -> bool {
        matches!(self, Error::OpenSize { .. })
    }
}

impl From<super::config::Fault> for Error {
    fn from(fault: super::config::Fault) -> Error {
        let super::config::Fault {
            place,
            layer,
            reason,
        } = fault;
        Error::Architecture {
            place,
            layer,
            reason,
        }
    }
}

impl From<Failure<String>> for Error {
    fn from(failure: Failure<String>) -> Error {
        let reason = match failure {
            Failure::Weights(misfits) => {
                format!("the weights do not fit\n  {}", misfits.join("\n  "))
            }
            Failure::Description(reason) => reason,
        };
        Error::Description { reason }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { reason } => f.write_str(reason),
            Error::WeightsAlone => f.write_str(
                "it holds weights, and no architecture that they are of; help: give the architecture, too \
                 (`model.to_json()` in Keras), or pair the weights with a description: `googlenet weights import SPEC FILE`",
            ),
            Error::Architecture {
                place,
                layer,
                reason,
            } => write!(
                f,
                "{}",
                super::config::Fault {
                    place: place.clone(),
                    layer: layer.clone(),
                    reason: reason.clone(),
                }
            ),
            Error::Refused { refusals } => {
                f.write_str("the network cannot be imported")?;
                refusals
                    .iter()
                    .try_for_each(|refusal| write!(f, "\n  {refusal}"))?;
                match refusals.iter().any(|refusal| refusal.reason.starts_with(CODE)) {
                    true => write!(f, "\n  help: {EXPORT}"),
                    false => Ok(()),
                }
            }
            Error::OpenSize { sizes } => write!(
                f,
                "the input leaves its height and width open, {sizes}; give an input size"
            ),
            Error::Weights { misfits } => {
                f.write_str("the weights do not fit the architecture")?;
                for misfit in misfits.iter().take(LISTED) {
                    write!(f, "\n  {misfit}")?;
                }
                match misfits.len().saturating_sub(LISTED) {
                    0 => Ok(()),
                    more => write!(f, "\n  and {more} more"),
                }
            }
            Error::Description { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}
