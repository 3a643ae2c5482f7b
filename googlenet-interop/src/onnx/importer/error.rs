//! Errors of an import from ONNX, and their messages.

use super::file::Fault;
use crate::import::Failure;
use crate::items::{Refusal, Refusals};
use googlenet_dsl::file_kind::WrongFile;
use std::fmt;

/// The reason why a network cannot be imported from ONNX.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ImportError {
    /// The file is malformed or exceeds a limit.
    File {
        /// Offset in bytes of the first element of the file that cannot be used.
        offset: u64,
        /// The node or tensor that contains this element, such as `node "conv1"`; `None` outside of them.
        place: Option<String>,
        /// Description of the problem, for the message.
        reason: String,
    },
    /// The file ends where it should go on, or is zeros from there on.
    CutOff {
        /// Offset in bytes of the element that is not complete.
        offset: u64,
        /// Description of what is missing, for the message.
        reason: String,
    },
    /// The file is of another kind, as its first bytes show.
    OtherKind {
        /// What the file is.
        wrong: WrongFile,
    },
    /// The graph has faults, or parts that cannot be said in this project's language.
    Refused {
        /// All of them, in the order of the file; nodes of one operator that are refused for one reason are one.
        refusals: Vec<Refusal>,
    },
    /// An option does not suit the network, or no valid description can be made of the network.
    Description {
        /// Description of the problem, for the message.
        reason: String,
    },
}

/// End of the reason why an input of open sizes cannot be imported.
pub(super) const GIVE_SIZE: &str = "give an input size";

impl ImportError {
    /// Returns whether the file leaves the sizes of its input open and
    /// [`Options::input_size`](super::Options::input_size) gives none.
    pub fn lacks_size(&self) -> bool {
        let ImportError::Refused { refusals } = self else {
            return false;
        };
        let mut reasons = refusals.iter().filter(|refusal| refusal.operator.is_none());
        reasons.any(|refusal| refusal.reason.ends_with(GIVE_SIZE))
    }
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> ImportError {
        let Fault { broken, place } = fault;
        match broken.is_cut_off {
            true => ImportError::CutOff {
                offset: broken.offset,
                reason: broken.reason,
            },
            false => ImportError::File {
                offset: broken.offset,
                place,
                reason: broken.reason,
            },
        }
    }
}

impl From<Failure<String>> for ImportError {
    fn from(failure: Failure<String>) -> ImportError {
        let reason = match failure {
            Failure::Weights(misfits) => {
                format!("the weights do not fit\n  {}", misfits.join("\n  "))
            }
            Failure::Description(reason) => reason,
        };
        ImportError::Description { reason }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::File {
                offset,
                place,
                reason,
            } => {
                write!(f, "byte {offset}")?;
                if let Some(place) = place {
                    write!(f, " in {place}")?;
                }
                write!(f, ": {reason}")
            }
            ImportError::CutOff { offset, reason } => {
                write!(f, "the file is cut off: byte {offset}: {reason}")
            }
            ImportError::OtherKind { wrong } => write!(f, "it is {wrong}"),
            ImportError::Refused { refusals } => {
                f.write_str("the network cannot be imported")?;
                refusals
                    .iter()
                    .try_for_each(|refusal| write!(f, "\n  {refusal}"))
            }
            ImportError::Description { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for ImportError {}

/// Returns nothing if there are no refusals.
///
/// # Errors
/// [`ImportError::Refused`] with all of them.
pub(super) fn none_of(refusals: Refusals) -> Result<(), ImportError> {
    let refusals = refusals.into_list();
    match refusals.is_empty() {
        true => Ok(()),
        false => Err(ImportError::Refused { refusals }),
    }
}
