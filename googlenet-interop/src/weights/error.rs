//! The reason why a weight file cannot be read.

use googlenet_dsl::file_kind::WrongFile;
use std::fmt;

/// The reason why a weight file cannot be read.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum WeightsError {
    /// The file is of no kind that has weights.
    OtherKind {
        /// Name of the file.
        file: String,
        /// What the file is; `None` if that is not recognised.
        wrong: Option<WrongFile>,
    },
    /// The file cannot be read: it is cut off, damaged, or holds what is no tensor.
    Unreadable {
        /// Name of the file.
        file: String,
        /// The reason, with a help where there is one: `the tensor "fc.weight": …`.
        reason: String,
    },
}

const EXPECTED: &str = "weights: safetensors, or a file of PyTorch, Keras, TensorFlow.js or NumPy";

impl WeightsError {
    pub(crate) fn unreadable(file: &str, reason: impl Into<String>) -> WeightsError {
        WeightsError::Unreadable {
            file: file.to_owned(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightsError::OtherKind {
                file,
                wrong: Some(wrong),
            } => write!(
                f,
                "`{file}` is {}; expected {EXPECTED}; help: {}",
                wrong.kind,
                wrong.help()
            ),
            WeightsError::OtherKind { file, wrong: None } => {
                write!(
                    f,
                    "`{file}` is of no kind that is known; expected {EXPECTED}"
                )
            }
            WeightsError::Unreadable { file, reason } => write!(f, "`{file}`: {reason}"),
        }
    }
}

impl std::error::Error for WeightsError {}
