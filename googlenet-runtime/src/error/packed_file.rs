//! Errors of files of packed weights (weights in the order in which kernels read them).

use std::fmt;

/// A fault of a file of packed weights, or a difference between the file and what this process would write for the
/// network.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackedFileError {
    /// The file is shorter than the header of such files.
    TooShort {
        /// Size of a header in bytes.
        header: usize,
        /// Length of the file in bytes.
        file: usize,
    },
    /// The file does not begin with the eight bytes that mark files of packed weights.
    Magic {
        /// First eight bytes of such files, with escape sequences.
        expected: String,
        /// First eight bytes of the file, with escape sequences.
        got: String,
    },
    /// A field of the header, a checksum, the padding, or the length of the file has another value than expected.
    Mismatch {
        /// Name in words of what differs, such as `instruction set` or `checksum of the weights`.
        field: &'static str,
        /// Value that this process would write; for the checksums of the description and the weights, the one that the
        /// header states.
        expected: String,
        /// Value in the file; for the checksums of the description and the weights, the one computed from the file's
        /// content.
        got: String,
    },
    /// The weights were packed for other steps, as the description in the file shows: for another network, another
    /// precision, or with another algorithm or layout.
    Step {
        /// Description of the first step that differs, as this process packs it, in backquotes; `no further step` if
        /// there is none.
        expected: String,
        /// Description of the step at the same place in the file, in backquotes; `no further step` if there is none.
        got: String,
    },
    /// The weights do not lie inside the file, or do not begin at a multiple of 64 bytes in memory.
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
