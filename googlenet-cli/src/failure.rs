//! The ways in which a command ends other than with success, and their exit statuses.

use crate::json;
use anstream::adapter::strip_str;
use clap::builder::styling::{AnsiColor, Style as Bold};
use googlenet_dsl::diagnostic::{Diagnostics, Style};
use googlenet_interop::{OpenError, caffe, keras, onnx};
use googlenet_runtime::train::TrainError;
use serde_json::Value;
use std::fmt::Display;
use std::io;

/// Reason why a command ends without having done all its work; it decides the message and the exit status.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Error whose message is not yet printed; the exit status is 1.
    Message(String),
    /// Mistake in the command line or in `GOOGLENET_ISA`, whose message is not yet printed; the exit status is 2.
    Usage(String),
    /// Mistakes in files, not yet printed, as the text for people and as the value of `error` for programs; the exit
    /// status is 1.
    Mistakes { text: String, error: Value },
    /// Work that a signal ended, with what is said about it; the exit status is that of a shell, 128 and the signal's
    /// number.
    Interrupted { message: String, signal: u8 },
    /// Errors that are already printed; the exit status is 1.
    Reported,
    /// Standard output, or an output file that is a pipe, was closed by its reader, which is no error; the exit status
    /// is 0.
    Closed,
}

impl Failure {
    pub(crate) fn message(message: impl Display) -> Failure {
        Failure::Message(message.to_string())
    }

    /// Converts an error of training, with its help in the form of other messages.
    pub(crate) fn training(error: TrainError) -> Failure {
        Failure::Message(error.to_string().replace("\n  = help: ", "; help: "))
    }

    /// Converts the reasons why files hold no network, at least one.
    pub(crate) fn wrong(files: &[Wrong]) -> Failure {
        let text: Vec<&str> = files.iter().map(|wrong| wrong.text.as_str()).collect();
        let mistakes = files.iter().flat_map(|wrong| wrong.mistakes.clone());
        Failure::Mistakes {
            text: text.join("\n"),
            error: json::mistakes(
                mistakes.collect(),
                files
                    .iter()
                    .filter_map(|wrong| wrong.more)
                    .reduce(|all, more| all + more),
            ),
        }
    }

    /// Converts an error of writing to standard output: a broken pipe to [`Failure::Closed`], others to
    /// [`Failure::Message`].
    pub(crate) fn printing(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Message(format!("cannot write to standard output: {error}")),
        }
    }
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Failure {
        Failure::wrong(&[wrong])
    }
}

/// The reason why a file holds no network that can be used, as the text for people and as an object for each mistake.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) text: String,
    pub(crate) mistakes: Vec<Value>,
    /// Number of mistakes that are not told, if there is a limit to them.
    pub(crate) more: Option<usize>,
}

impl From<Diagnostics> for Wrong {
    fn from(mistakes: Diagnostics) -> Wrong {
        Wrong {
            text: mistakes.render(Style::Color),
            mistakes: json::diagnostics(&mistakes),
            more: None,
        }
    }
}

impl Wrong {
    pub(crate) fn message(message: &str) -> Wrong {
        Wrong {
            text: format_error(message),
            mistakes: vec![json::mistake(message, None)],
            more: None,
        }
    }

    /// Converts the reason why a model cannot be opened, whose input was to have height and width `size`.
    pub(crate) fn of_model(error: &OpenError, size: Option<[u32; 2]>) -> Wrong {
        let are_weights = matches!(
            error,
            OpenError::Caffe {
                error: caffe::Error::Weights { .. },
                ..
            } | OpenError::Keras {
                error: keras::Error::Weights { .. },
                ..
            }
        );
        let help = match size {
            // A mistake in a text has its help itself.
            _ if error.lacks_size() && !error.has_source() => {
                "\nhelp: `--input-size HxW` gives one, such as `--input-size 224x224`".to_owned()
            }
            Some([height, width]) if are_weights => format!(
                "\nhelp: the input is {height}x{width}, as `--input-size` says; weights may fit another size alone"
            ),
            _ => String::new(),
        };
        let text = error.render(Style::Color) + &help;
        match error {
            OpenError::Description { mistakes, .. } => mistakes.clone().into(),
            OpenError::Caffe {
                error:
                    caffe::Error::Prototxt {
                        source,
                        mistakes,
                        more,
                    },
                ..
            } => Wrong {
                text: format!("{text}\n"),
                mistakes: json::of_text(mistakes, source),
                more: Some(*more),
            },
            OpenError::Onnx {
                file,
                error: onnx::ImportError::Refused { refusals },
            } => Wrong {
                mistakes: refusals
                    .iter()
                    .map(|refusal| json::mistake(&format!("{refusal}{help}"), Some(file)))
                    .collect(),
                text: format_error(&text),
                more: None,
            },
            _ => Wrong {
                mistakes: vec![json::mistake(&strip_str(&text).to_string(), error.file())],
                text: format_error(&text),
                more: None,
            },
        }
    }
}

/// Formats an error message for the terminal: `error:` in front, its first word bold and red, and a line break at the
/// end.
pub(crate) fn format_error(message: &str) -> String {
    let style = Bold::new().bold().fg_color(Some(AnsiColor::Red.into()));
    format!("{style}error{style:#}: {message}\n")
}
