//! The error of an export to ONNX.

use super::MAX_BYTES;
use std::fmt;
use std::ops::RangeInclusive;

/// The reason why a network cannot be exported to ONNX.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file would be larger than [`MAX_BYTES`], the limit of protobuf readers.
    TooLarge {
        /// Size in bytes that the file would have.
        bytes: u64,
    },
    /// The number of class names is not that of the first output's values.
    Labels {
        /// Numbers of class names that the network takes; `None` if its first output is no vector, and takes none.
        expected: Option<RangeInclusive<usize>>,
        /// Number of class names.
        got: usize,
    },
    /// The preprocessing makes an input of another size or number of channels than the network's, has another number of
    /// means or deviations than channels, or has numbers that are not finite.
    Preprocess,
    /// A quantised network is not of the graph, or has scales that it cannot have.
    Quantized {
        /// The reason, for the message.
        reason: String,
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
            Error::Labels { expected, got } => {
                f.write_str("the class names do not fit the network: expected ")?;
                match expected {
                    None => f.write_str("none, as the first output is no vector")?,
                    Some(lines) if lines.start() == lines.end() => write!(f, "{}", lines.end())?,
                    Some(lines) => write!(f, "{} or {}", lines.start(), lines.end())?,
                }
                write!(f, ", got {got}")
            }
            Error::Preprocess => f.write_str(
                "the preprocessing does not fit the network: expected the input's size and channels, with a mean and a \
                 deviation for each, and finite numbers",
            ),
            Error::Quantized { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}
