//! Failures of commands.

use std::fmt::Display;
use std::io;

/// Reason why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Error whose message is still to be printed; the exit status is 1.
    Message(String),
    /// Mistake in the command line whose message is still to be printed; the exit status is 2.
    Usage(String),
    /// Mistakes that are already printed on standard error; the exit status is 1.
    Reported,
    /// Standard output was closed by its reader, which is no error; the exit status is 0.
    Closed,
}

impl Failure {
    pub(crate) fn message(message: impl Display) -> Failure {
        Failure::Message(message.to_string())
    }

    /// Converts an error of writing to standard output. A broken pipe becomes [`Failure::Closed`].
    pub(crate) fn printing(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Message(format!("cannot write to standard output: {error}")),
        }
    }
}
