//! The error of an export to ONNX.

use super::MAX_BYTES;
use std::fmt;

/// The reason why a network cannot be exported to ONNX.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file would be larger than [`MAX_BYTES`], the limit of protobuf readers.
    TooLarge {
        /// Size in bytes that the file would have.
        bytes: u64,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLarge { bytes } => write!(
                f,
                "the network is too large for one ONNX file: expected at most {MAX_BYTES} bytes (protobuf's limit of \
                 2 GiB), got {bytes}"
            ),
        }
    }
}

impl std::error::Error for Error {}
