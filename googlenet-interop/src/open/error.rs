//! The reason why a model cannot be opened.

use super::format::Format;
use crate::{caffe, keras, onnx};
use googlenet_dsl::diagnostic::{Diagnostics, Style};
use googlenet_dsl::file_kind::{FileKind, WrongFile};
use std::fmt;

/// The reason why the files of a model cannot be opened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum OpenError {
    /// A file is of no kind that can be opened.
    OtherKind {
        /// Name of the file.
        file: String,
        /// What the file is; `None` if that is not recognised.
        wrong: Option<WrongFile>,
    },
    /// There are weights, and no network that they are of.
    WeightsAlone {
        /// Name of the file with the weights.
        file: String,
        /// What the file is.
        kind: FileKind,
    },
    /// There are more files than a model of the format has.
    TooMany {
        /// Format of the first file.
        format: Format,
        /// Name of the first file that is too much.
        file: String,
        /// Largest number of files that a model of the format has.
        expected: usize,
        /// Number of files that were given.
        got: usize,
    },
    /// An ONNX file cannot be imported.
    Onnx {
        /// Name of the file.
        file: String,
        /// The reason.
        error: onnx::ImportError,
    },
    /// Files of Caffe cannot be imported.
    Caffe {
        /// Name of the file that is not in order: the prototxt or the caffemodel.
        file: String,
        /// The reason.
        error: caffe::Error,
    },
    /// A file of Keras cannot be imported.
    Keras {
        /// Name of the file that is not in order: that of the architecture or that of the weights.
        file: String,
        /// The reason.
        error: keras::Error,
    },
    /// The description of the network does not compile.
    Description {
        /// Name of the file with the network.
        file: String,
        /// The mistakes.
        mistakes: Diagnostics,
    },
    /// No file was given.
    NoFile,
}

impl OpenError {
    /// Formats the error as a message of one or more lines that names the file, in colour or not as `style` says.
    /// Mistakes of a prototxt are shown with the lines of its text that they are about, each with `error: ` in front.
    pub fn render(&self, style: Style) -> String {
        match self {
            OpenError::OtherKind {
                file,
                wrong: Some(wrong),
            }
            | OpenError::Caffe {
                file,
                error: caffe::Error::OtherKind { wrong },
            }
            | OpenError::Onnx {
                file,
                error: onnx::ImportError::OtherKind { wrong },
            } => format!("`{file}` is {wrong}"),
            OpenError::OtherKind { file, wrong: None } => format!(
                "`{file}` is of no kind that is known; expected an ONNX model, a file of Keras, or a prototxt and a \
                 caffemodel of Caffe"
            ),
            OpenError::WeightsAlone { file, kind } => format!(
                "`{file}` is {kind}; expected a network, and these are weights alone; help: give the file of their \
                 network, too"
            ),
            OpenError::TooMany {
                format,
                file,
                expected,
                got,
            } => {
                let files = match expected {
                    1 => "one file".to_owned(),
                    more => format!("at most {more} files"),
                };
                format!(
                    "`{file}` is one file too many: a model of {format} is {files}, got {got}; help: give one model at a time"
                )
            }
            OpenError::Caffe { error, .. } if self.has_source() => error.render(style),
            OpenError::Caffe { file, error } => format!("`{file}`: {}", error.render(style)),
            OpenError::Onnx { file, error } => format!("`{file}`: {error}"),
            OpenError::Keras { file, error } => format!("`{file}`: {error}"),
            OpenError::Description { mistakes, .. } => mistakes.render(style),
            OpenError::NoFile => "expected the file of a model, got none".to_owned(),
        }
    }

    /// Returns whether the message shows lines of a text, with `error: ` in front of each mistake.
    pub fn has_source(&self) -> bool {
        matches!(
            self,
            OpenError::Description { .. }
                | OpenError::Caffe {
                    error: caffe::Error::Prototxt { .. },
                    ..
                }
        )
    }

    /// Returns the name of the file that is not in order; `None` if no file was given.
    pub fn file(&self) -> Option<&str> {
        match self {
            OpenError::OtherKind { file, .. }
            | OpenError::WeightsAlone { file, .. }
            | OpenError::TooMany { file, .. }
            | OpenError::Onnx { file, .. }
            | OpenError::Caffe { file, .. }
            | OpenError::Keras { file, .. }
            | OpenError::Description { file, .. } => Some(file),
            OpenError::NoFile => None,
        }
    }

    /// Returns whether the file leaves the size of its input open, and no size was given for it.
    pub fn lacks_size(&self) -> bool {
        match self {
            OpenError::Onnx { error, .. } => error.lacks_size(),
            OpenError::Caffe { error, .. } => error.lacks_size(),
            OpenError::Keras { error, .. } => error.lacks_size(),
            _ => false,
        }
    }

    /// Returns the first line of the message, without the lines of a text that it is about.
    pub fn title(&self) -> String {
        match self {
            OpenError::Caffe {
                error: caffe::Error::Prototxt { mistakes, .. },
                ..
            } => {
                let first = mistakes.first().map(|first| first.title.clone());
                first.unwrap_or_else(|| "the prototxt has mistakes".to_owned())
            }
            error => error.render(Style::Plain),
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for OpenError {}
