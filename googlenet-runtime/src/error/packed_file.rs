//! Errors of files of packed weights.

use std::fmt;

/// A fault of a file of packed weights, or a difference between the file and what this process would pack.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackedFileError {
    /// The file is shorter than a header.
    TooShort {
        /// Size of a header in bytes.
        header: usize,
        /// Length of the file in bytes.
        file: usize,
    },
    /// The file does not begin with the eight bytes that mark files of packed weights.
    Magic {
        /// Expected first bytes, with escape sequences.
        expected: String,
        /// First bytes of the file, with escape sequences.
        got: String,
    },
    /// A field of the header, a checksum, or the length of the file has another value than expected.
    Mismatch {
        /// Name of the field in words, such as `instruction set`.
        field: &'static str,
        /// Expected value.
        expected: String,
        /// Value in the file.
        got: String,
    },
    /// The weights were packed for other steps: for another network, another precision, or in another layout.
    Step {
        /// Description of the first step that differs, as this process packs that step.
        expected: String,
        /// Description of the same step in the file.
        got: String,
    },
    /// The weights do not lie inside the file, or are not aligned.
    OutOfBounds,
}

const REPACK_HELP: &str = "help: pack the weights anew with `googlenet pack`";
const PACK_HELP: &str = "help: `googlenet pack` makes such files";

impl fmt::Display for PackedFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackedFileError::TooShort { header, file } => {
                write!(
                    f,
                    "expected a header of {header} bytes, got a file of {file}; {PACK_HELP}"
                )
            }
            PackedFileError::Magic { expected, got } => write!(
                f,
                "expected a file that begins with `{expected}`, got `{got}`; {PACK_HELP}"
            ),
            PackedFileError::Mismatch {
                field,
                expected,
                got,
            } => write!(f, "{field}: expected {expected}, got {got}; {REPACK_HELP}"),
            PackedFileError::Step { expected, got } => write!(
                f,
                "the weights belong to another network or layout: expected {expected}, got {got}; {REPACK_HELP}"
            ),
            PackedFileError::OutOfBounds => {
                write!(f, "the weights do not lie inside the file; {REPACK_HELP}")
            }
        }
    }
}

impl std::error::Error for PackedFileError {}
