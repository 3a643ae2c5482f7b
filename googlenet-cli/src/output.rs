//! Writing results and messages.

use crate::failure::Failure;
use clap::builder::styling::{AnsiColor, Style};
use googlenet_runtime::replace_file;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes to standard output; in a pipe and under `NO_COLOR` without colours.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes to standard error; in a pipe and under `NO_COLOR` without colours. That nobody listens is no failure.
pub(crate) fn tell(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Writes bytes to a file, as [`write_through`].
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_through(path, |file| file.write_all(bytes))
}

/// Writes a file as a whole, as [`replace_file`].
pub(crate) fn write_through(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace_file(path, content).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Message(format!("cannot write `{}`: {error}", path.display())),
    })
}

/// Says on standard error what was not said yet, and gives the status to exit with.
pub(crate) fn exit(failure: Failure) -> ExitCode {
    match failure {
        // Whoever read the output has seen enough.
        Failure::Closed => ExitCode::SUCCESS,
        Failure::Reported => ExitCode::from(1),
        Failure::Message(message) => complain(&message, 1),
        Failure::Usage(message) => complain(&message, 2),
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
