//! Why a network cannot be an ONNX file.

use super::MAX_BYTES;
use std::fmt;

/// Why a network cannot be an ONNX file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file would be larger than protobuf's readers take.
    TooLarge {
        /// The size that it would have.
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
