//! The ways in which a command ends other than with success, and their exit statuses.

use crate::json;
use googlenet_dsl::diagnostic::{Diagnostics, Style};
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

    /// Converts the mistakes of files, of each at least one.
    pub(crate) fn mistakes(files: &[Diagnostics]) -> Failure {
        let text = files.iter().map(|mistakes| mistakes.render(Style::Color));
        Failure::Mistakes {
            text: text.collect::<Vec<_>>().join("\n"),
            error: json::mistakes(files),
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
