//! Output of results to standard output and files, and of messages to standard error.

use crate::failure::Failure;
use clap::builder::styling::{AnsiColor, Style};
use googlenet_runtime::replace_file;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes a text to standard output, and flushes it. Errors as [`Failure::printing`] converts them.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes bytes to standard output, and flushes them. Errors as [`Failure::printing`] converts them.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes a text with ANSI colours to standard output. The colours are kept on a terminal that supports them and under
/// `CLICOLOR_FORCE`; otherwise, and always under `NO_COLOR`, they are removed. Errors are those of
/// [`Failure::printing`].
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Returns the number of characters in a line of the terminal that standard output is; `None` if it is no terminal.
pub(crate) fn terminal_width() -> Option<usize> {
    let terminal = console::Term::stdout();
    let (_, width) = terminal.size_checked().filter(|_| terminal.is_term())?;
    Some(width.into())
}

/// Writes a text with ANSI colours to standard error, kept and removed as by [`print_styled`]. Errors, such as a closed
/// pipe, are ignored.
pub(crate) fn tell(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Writes `bytes` as the whole content of a file, like [`write_through`].
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_through(path, |file| file.write_all(bytes))
}

/// Writes a file whose content `content` produces. [`replace_file`] moves a complete temporary file to `path`, so that
/// a failure leaves an existing file as it was; a pipe or device is written directly.
///
/// # Errors
/// [`Failure::Closed`] for a broken pipe, [`Failure::Message`] for all other errors, those of `content` included.
pub(crate) fn write_through(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace_file(path, content).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Message(format!("cannot write `{}`: {error}", path.display())),
    })
}

/// Prints the message of a failure on standard error, unless it is already printed or there is none, and returns the
/// exit status.
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

/// Formats an error message for the terminal: `error:` in front, its first word bold and red, and a line break at the
/// end.
pub(crate) fn format_error(message: &str) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
    format!("{style}error{style:#}: {message}\n")
}

/// Replaces control characters except line breaks by U+FFFD, so that names of files and classes cannot send commands to
/// the terminal.
pub(crate) fn plain(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\n' => letter,
        letter if letter.is_control() => char::REPLACEMENT_CHARACTER,
        letter => letter,
    };
    text.chars().map(shown).collect()
}
