//! The ways in which a command ends other than with success, and their exit statuses.

use std::fmt::Display;
use std::io;

/// Reason why a command ends without having done all its work; it decides the message and the exit status.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Error whose message is not yet printed; the exit status is 1.
    Message(String),
    /// Mistake in the command line or in `GOOGLENET_ISA`, whose message is not yet printed; the exit status is 2.
    Usage(String),
    /// Errors that are already printed on standard error; the exit status is 1.
    Reported,
    /// Standard output, or an output file that is a pipe, was closed by its reader, which is no error; the exit status
    /// is 0.
    Closed,
}

impl Failure {
    pub(crate) fn message(message: impl Display) -> Failure {
        Failure::Message(message.to_string())
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
