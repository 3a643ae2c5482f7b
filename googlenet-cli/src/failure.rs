//! How a command ends that does not succeed.

use crate::output::tell;
use clap::builder::styling::{AnsiColor, Style};
use std::fmt::Display;
use std::io;
use std::process::ExitCode;

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

    /// Says on standard error what was not said yet, and gives the status to exit with.
    pub(crate) fn exit(self) -> ExitCode {
        match self {
            // Whoever read the output has seen enough.
            Failure::Closed => ExitCode::SUCCESS,
            Failure::Reported => ExitCode::from(1),
            Failure::Message(message) => complain(&message, 1),
            Failure::Usage(message) => complain(&message, 2),
        }
    }
}

fn complain(message: &str, status: u8) -> ExitCode {
    tell(&complaint(message));
    ExitCode::from(status)
}

/// A message as errors are shown.
pub(crate) fn complaint(message: &str) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    format!("{style}error{style:#}: {message}\n")
}
