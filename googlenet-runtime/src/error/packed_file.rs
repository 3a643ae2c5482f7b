//! Errors of files of packed weights (weights in the order in which kernels read them).

use std::fmt;

/// A fault of a file of packed weights, or a difference between the file and what this process would write for the
/// network.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackedFileError {
    /// The file is shorter than the header of a file of packed weights.
    TooShort {
        /// Size of the header of every file of packed weights, in bytes.
        header: usize,
        /// Length of the file in bytes.
        file: usize,
    },
    /// The file does not begin with the eight bytes that mark files of packed weights.
    Magic {
        /// First eight bytes of every file of packed weights, with escape sequences.
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
    /// The weights were packed for other steps, as the list of steps in the file shows: for another network, another
    /// precision, or with another algorithm or layout.
    Step {
        /// Line of text, in backquotes, that this process writes for the first step that differs; `no further step` if
        /// this process's list of steps has ended.
        expected: String,
        /// Line of text, in backquotes, at the same position of the file's list of steps; `no further step` if that
        /// list has ended.
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
