//! Faults of weight files.

use std::fmt;

/// A fault of a safetensors file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightFileError {
    /// The file is shorter than the eight bytes of the header's length.
    TooShort {
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header would end behind the end of the file.
    HeaderBeyondEnd {
        /// Length of the header in bytes, as the file says.
        header: u64,
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header is longer than any that a file of this length needs.
    HeaderTooLong {
        /// Length of the header in bytes.
        header: u64,
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header is no JSON object of tensors that lie one behind the other.
    Header {
        /// Message of the parser.
        message: String,
    },
    /// The tensors do not fill the file.
    DataLength {
        /// Bytes that the tensors take.
        expected: u64,
        /// Bytes behind the header.
        got: u64,
    },
}

impl fmt::Display for WeightFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightFileError::TooShort { file } => {
                write!(
                    f,
                    "expected a header of at least 8 bytes, got a file of {file}"
                )
            }
            WeightFileError::HeaderBeyondEnd { header, file } => {
                write!(
                    f,
                    "its header is said to have {header} bytes, the file has {file}"
                )
            }
            WeightFileError::HeaderTooLong { header, file } => {
                write!(
                    f,
                    "its header of {header} bytes is too long for a file of {file}"
                )
            }
            WeightFileError::Header { message } => {
                write!(f, "its header is not in order: {message}")
            }
            WeightFileError::DataLength { expected, got } => {
                write!(f, "its tensors take {expected} bytes, the file holds {got}")
            }
        }
    }
}

impl std::error::Error for WeightFileError {}
