//! Errors of the headers of weight files.

use googlenet_dsl::file_kind::WrongFile;
use std::fmt;

/// A fault in the header of a safetensors file, or a header that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightFileError {
    /// The file is shorter than the eight bytes that hold the length of the header.
    TooShort {
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header would end beyond the end of the file, which is cut off.
    HeaderBeyondEnd {
        /// Length of the header in bytes, as stored in the file.
        header: u64,
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header is longer than 4 MiB plus an eighth of the file.
    HeaderTooLong {
        /// Length of the header in bytes, as stored in the file.
        header: u64,
        /// Length of the file in bytes.
        file: u64,
    },
    /// The header ends in zeros, as in copies that did not finish after their space was taken.
    HeaderZeros {
        /// Length of the header in bytes, as stored in the file.
        header: u64,
        /// Offset in the file from which on the header is zeros.
        from: u64,
    },
    /// The header is invalid: it is no JSON object of tensors, the tensors do not lie one behind the other, or their
    /// sizes do not fit their shapes and types. When a file is written: the header would be invalid or longer than 100
    /// MB.
    Header {
        /// Message of the parser or of the safetensors library.
        message: String,
    },
    /// The file holds packed weights, which are not loaded but opened.
    Packed,
    /// The file holds a quantised network, whose weights are integers.
    Quantized,
    /// The first bytes are those of a file of another kind.
    OtherKind {
        /// What the file is.
        wrong: WrongFile,
    },
    /// The first bytes are those of no safetensors file, and of no kind that is known.
    NotSafetensors {
        /// First bytes of the file, at most eight, with escape sequences.
        got: String,
    },
    /// More bytes follow the tensors. Only readers end so; files and bytes, whose length is known, with
    /// [`WeightFileError::DataLength`].
    TrailingBytes {
        /// Number of bytes of all tensors together, as the header states.
        expected: u64,
    },
    /// The tensors do not fill the rest of the file, behind the header, exactly.
    DataLength {
        /// Number of bytes of all tensors together, as the header states.
        expected: u64,
        /// Number of bytes of the file behind the header.
        got: u64,
    },
}

impl fmt::Display for WeightFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WeightFileError::TooShort { file } => {
                write!(
                    f,
                    "it is cut off: expected a header of at least 8 bytes, got a file of {file}"
                )
            }
            WeightFileError::HeaderBeyondEnd { header, file } => {
                write!(
                    f,
                    "it is cut off: its header has {header} bytes, the file has {file}"
                )
            }
            WeightFileError::HeaderTooLong { header, file } => {
                write!(
                    f,
                    "its header of {header} bytes is too long for a file of {file}"
                )
            }
            WeightFileError::HeaderZeros { header, from } => {
                write!(
                    f,
                    "it is cut off: its header of {header} bytes is zeros from byte {from} on; help: the download or \
                     the copy did not finish: fetch the file again"
                )
            }
            WeightFileError::Header { message } => {
                write!(f, "its header is invalid: {message}")
            }
            WeightFileError::Packed => f.write_str(
                "it holds packed weights; help: give them with `--packed`, in Rust to `PackedNetwork::open`",
            ),
            WeightFileError::Quantized => f.write_str(
                "it holds a quantised network: expected weights in f32, got integers of 8 bits; help: give the weights that \
                 `googlenet quantize` was given",
            ),
            WeightFileError::OtherKind { wrong } => write!(f, "it is {wrong}"),
            WeightFileError::NotSafetensors { got } => {
                write!(f, "expected a safetensors file, got one that begins with `{got}`")
            }
            WeightFileError::TrailingBytes { expected } => {
                write!(f, "its tensors take {expected} bytes, and more follow")
            }
            WeightFileError::DataLength { expected, got } => {
                if got < expected {
                    f.write_str("it is cut off: ")?;
                }
                write!(f, "its tensors take {expected} bytes, the file holds {got}")
            }
        }
    }
}

impl std::error::Error for WeightFileError {}
