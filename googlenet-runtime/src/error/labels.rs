//! Errors of the files that hold class names.

use googlenet_dsl::file::reason;
use std::fmt;
use std::io;

/// A fault of the file that holds the class names, or a mismatch with the number of classes.
#[derive(Debug)]
#[non_exhaustive]
pub enum LabelsError {
    /// The file cannot be opened or read.
    Io(io::Error),
    /// The network was compiled from a text, so that the folder of the file is unknown.
    NotEmbedded,
    /// The file lies outside the folder of the description once symbolic links are followed.
    OutsideFolder,
    /// The file is larger than the limit.
    TooLarge {
        /// Largest size of the file, in bytes (16 MiB).
        limit: u64,
    },
    /// The file is no UTF-8 text.
    NotUtf8 {
        /// Number of the first line that is no UTF-8 text, from 1.
        line: usize,
    },
    /// The number of lines differs from the number of classes.
    Count {
        /// Number of classes, which is the length of the network's first output.
        expected: usize,
        /// Number of lines, without blank lines at the end of the file.
        got: usize,
    },
    /// The number of lines is neither 2 nor 1, where the first output is a single value that a sigmoid makes: the
    /// probability of the second of two classes.
    SigmoidCount {
        /// Number of lines, without blank lines at the end of the file.
        got: usize,
    },
}

impl fmt::Display for LabelsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LabelsError::Io(error) => f.write_str(&reason(error)),
            LabelsError::NotEmbedded => {
                f.write_str("its folder is unknown, as the network was compiled from a text")
            }
            LabelsError::OutsideFolder => {
                f.write_str("it lies outside the folder of the description")
            }
            LabelsError::TooLarge { limit } => write!(f, "it is larger than {} MiB", limit >> 20),
            LabelsError::NotUtf8 { line } => write!(f, "line {line} is no UTF-8 text"),
            LabelsError::Count { expected, got } => {
                let s = if *expected == 1 { "" } else { "s" };
                write!(
                    f,
                    "expected {expected} line{s}, one for each class, got {got}"
                )
            }
            LabelsError::SigmoidCount { got } => write!(
                f,
                "expected 2 lines, the class of a sigmoid of 0 and that of 1, or the latter alone, got {got}"
            ),
        }
    }
}

impl std::error::Error for LabelsError {}

impl From<io::Error> for LabelsError {
    fn from(error: io::Error) -> LabelsError {
        LabelsError::Io(error)
    }
}
