//! Output of results and messages.

use crate::failure::Failure;
use clap::builder::styling::{AnsiColor, Style};
use googlenet_runtime::replace_file;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes a text to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes a text with ANSI colours to standard output. The colours are removed in a pipe and under `NO_COLOR`.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes a text with ANSI colours to standard error. The colours are removed in a pipe and under `NO_COLOR`. Errors,
/// such as a closed pipe, are ignored.
pub(crate) fn tell(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Writes bytes to a file with [`write_through`].
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_through(path, |file| file.write_all(bytes))
}

/// Writes a file as a whole with [`replace_file`], so that a failure leaves the file as it was.
///
/// # Errors
/// [`Failure::Closed`] for a broken pipe, [`Failure::Message`] for all other errors.
pub(crate) fn write_through(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace_file(path, content).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Message(format!("cannot write `{}`: {error}", path.display())),
    })
}

/// Prints the message of a failure on standard error, if it is not printed yet, and returns the exit status.
pub(crate) fn exit(failure: Failure) -> ExitCode {
    match failure {
        // A program such as `head` closes the pipe when it has read enough.
        Failure::Closed => ExitCode::SUCCESS,
        Failure::Reported => ExitCode::from(1),
        Failure::Message(message) => fail(&message, 1),
        Failure::Usage(message) => fail(&message, 2),
    }
}

fn fail(message: &str, status: u8) -> ExitCode {
    tell(&format_error(message));
    ExitCode::from(status)
}

/// Formats an error message for the terminal: a red `error:` in front, a line break at the end.
pub(crate) fn format_error(message: &str) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    format!("{style}error{style:#}: {message}\n")
}
