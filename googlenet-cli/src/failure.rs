//! How a command ends that does not succeed.

use std::fmt::Display;
use std::io;

/// Why a command did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The user's mistake, in one message.
    Message(String),
    /// A command line that is not in order.
    Usage(String),
    /// The user's mistakes, already on standard error.
    Reported,
    /// Standard output was closed by its reader.
    Closed,
}

impl Failure {
    pub(crate) fn message(message: impl Display) -> Failure {
        Failure::Message(message.to_string())
    }

    /// A failure to write to standard output.
    pub(crate) fn printing(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Message(format!("cannot write to standard output: {error}")),
        }
    }
}
