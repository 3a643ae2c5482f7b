//! Faults of files of packed weights.

use std::fmt;

/// A fault of a file of packed weights, or a difference between the file and what this process would pack.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackedFileError {
    /// The file is shorter than a header.
    TooShort {
        /// Bytes of a header.
        header: usize,
        /// Length of the file in bytes.
        file: usize,
    },
    /// The file does not begin as files of packed weights do.
    Magic {
        /// The first bytes that are expected, escaped.
        expected: String,
        /// The first bytes of the file, escaped.
        got: String,
    },
    /// A field of the header, or the length of the file, is another one.
    Mismatch {
        /// The field.
        field: &'static str,
        /// The value that is expected.
        expected: String,
        /// The value in the file.
        got: String,
    },
    /// The weights are those of another network, or in another order.
    Step {
        /// Description of the first step that differs, as this process packs it.
        expected: String,
        /// Description of that step in the file.
        got: String,
    },
    /// The weights do not lie inside the file.
    OutOfBounds,
}

const ANEW: &str = "help: pack the weights anew with `googlenet pack`";
const MADE_BY: &str = "help: `googlenet pack` makes such files";

impl fmt::Display for PackedFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackedFileError::TooShort { header, file } => {
                write!(
                    f,
                    "expected a header of {header} bytes, got a file of {file}; {MADE_BY}"
                )
            }
            PackedFileError::Magic { expected, got } => write!(
                f,
                "expected a file that begins with `{expected}`, got `{got}`; {MADE_BY}"
            ),
            PackedFileError::Mismatch {
                field,
                expected,
                got,
            } => write!(f, "{field}: expected {expected}, got {got}; {ANEW}"),
            PackedFileError::Step { expected, got } => write!(
                f,
                "they are another network's, or packed in another way: expected {expected}, got {got}; {ANEW}"
            ),
            PackedFileError::OutOfBounds => {
                write!(f, "the weights do not lie inside the file; {ANEW}")
            }
        }
    }
}

impl std::error::Error for PackedFileError {}
