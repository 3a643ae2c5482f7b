//! Output of results to standard output and files, and of messages to standard error or as JSON.

use crate::failure::Failure;
pub(crate) use crate::failure::format_error;
use crate::json;
use anstream::adapter::strip_str;
use clap::builder::styling::{AnsiColor, Style};
use googlenet_dsl::file::reason_to_write;
use googlenet_runtime::replace_file;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Writes a text to standard output, and flushes it. Errors as [`Failure::printing`] converts them.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Returns the number of characters in a line of the terminal that standard output is; `None` if it is no terminal.
pub(crate) fn terminal_width() -> Option<usize> {
    let terminal = console::Term::stdout();
    let (_, width) = terminal.size_checked().filter(|_| terminal.is_term())?;
    Some(width.into())
}

/// Where a result goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Destination<'a> {
    Stdout,
    File(&'a Path),
}

impl<'a> Destination<'a> {
    /// Checks that bytes that are no text do not go to a terminal.
    ///
    /// # Errors
    /// [`Failure::Usage`] if standard output is a terminal and the destination.
    pub(crate) fn for_bytes(self) -> Result<Destination<'a>, Failure> {
        match self {
            Destination::Stdout if io::stdout().is_terminal() => Err(Failure::Usage(
                "the result is no text for a terminal; help: give `-o FILE`".to_owned(),
            )),
            _ => Ok(self),
        }
    }

    /// Writes a text. Errors are those of [`Destination::stream`].
    pub(crate) fn text(self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    /// Writes a text with ANSI colours, which are removed from files. On standard output they are kept on a terminal
    /// that supports them and under `CLICOLOR_FORCE`; otherwise, and always under `NO_COLOR`, they are removed. Errors
    /// are those of [`Destination::stream`].
    pub(crate) fn styled(self, text: &str) -> Result<(), Failure> {
        match self {
            Destination::Stdout => {
                let mut out = anstream::stdout().lock();
                let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                printed.map_err(Failure::printing)
            }
            Destination::File(_) => self.text(&strip_str(text).to_string()),
        }
    }

    /// Writes bytes. Errors are those of [`Destination::stream`].
    pub(crate) fn bytes(self, bytes: &[u8]) -> Result<(), Failure> {
        self.stream(|to| to.write_all(bytes))
    }

    /// Writes what `content` produces: to standard output, which is flushed, or as the whole content of a file.
    /// [`replace_file`] moves a complete temporary file to the path, so that a failure leaves an existing file as it
    /// was; a pipe or device is written directly.
    ///
    /// # Errors
    /// [`Failure::Closed`] for a broken pipe, [`Failure::Message`] for all other errors, those of `content` included.
    pub(crate) fn stream(
        self,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match self {
            Destination::Stdout => {
                let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                let written = content(&mut out).and_then(|()| out.flush());
                written.map_err(Failure::printing)
            }
            Destination::File(path) => {
                replace_file(path, content).map_err(|error| match error.kind() {
                    ErrorKind::BrokenPipe => Failure::Closed,
                    _ => unwritable(path, &error),
                })
            }
        }
    }

    /// Returns a writer of parts.
    pub(crate) fn parts(self) -> Parts<'a> {
        Parts {
            to: self,
            text: String::new(),
        }
    }
}

/// Returns the failure of a file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let folder = path
        .parent()
        .filter(|_| error.kind() == ErrorKind::NotFound);
    let reason = match folder {
        Some(folder) => format!("there is no folder `{}`", folder.display()),
        None => reason_to_write(error),
    };
    Failure::Message(format!("cannot write `{}`: {reason}", path.display()))
}

/// Makes a folder, and those that it is in, unless it is there.
///
/// # Errors
/// [`Failure::Message`] if it cannot be made.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        let reason = reason_to_write(&error);
        Failure::Message(format!("cannot make `{}`: {reason}", folder.display()))
    })
}

/// Writer of a result in parts: to standard output each at once, to a file all at the end, so that the file is complete
/// or as it was.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    to: Destination<'a>,
    text: String,
}

impl Parts<'_> {
    pub(crate) fn add(&mut self, text: &str) -> Result<(), Failure> {
        match self.to {
            Destination::Stdout => print(text),
            Destination::File(_) => {
                self.text += text;
                Ok(())
            }
        }
    }

    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.to {
            Destination::Stdout => Ok(()),
            Destination::File(_) => self.to.text(&self.text),
        }
    }
}

/// Writes a text with ANSI colours to standard error, kept and removed as by [`Destination::styled`]. Errors, such as a
/// closed pipe, are ignored.
pub(crate) fn tell(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Prints a failure, unless it is already printed or nothing is to be said, and returns the exit status: a message on
/// standard error, or where `json` is asked for an object on standard output.
pub(crate) fn exit(failure: Failure, json: bool) -> ExitCode {
    let status = match &failure {
        // A program such as `head` closes the pipe when it has read enough.
        Failure::Closed => 0,
        Failure::Usage(_) => 2,
        Failure::Interrupted { signal, .. } => 128 + *signal,
        Failure::Message(_) | Failure::Mistakes { .. } | Failure::Reported => 1,
    };
    match failure {
        Failure::Closed | Failure::Reported => {}
        Failure::Message(message)
        | Failure::Usage(message)
        | Failure::Interrupted { message, .. }
            if json =>
        {
            say(&json::message(&strip_str(&message).to_string()));
        }
        Failure::Mistakes { error, .. } if json => say(&error),
        Failure::Interrupted { message, .. } => tell(&format!("{}\n", plain(&message))),
        Failure::Message(message) | Failure::Usage(message) => {
            tell(&format_error(&plain(&message)));
        }
        Failure::Mistakes { text, .. } => tell(&text),
    }
    ExitCode::from(status)
}

/// Prints an error as an object in a line. There is no other place to tell that this fails.
fn say(error: &Value) {
    let _ = print(&format!("{}\n", json!({ "error": error })));
}

/// Prints a warning, in which control characters are replaced, on standard error.
pub(crate) fn warn(message: &str) {
    tell(&warning(message));
}

/// Formats a warning for the terminal, with control characters replaced and a line break at the end.
pub(crate) fn warning(message: &str) -> String {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
    format!("{style}warning{style:#}: {}\n", plain(message))
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
