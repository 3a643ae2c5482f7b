//! Loading of a description file: from a path or bytes to UTF-8 text.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::file::{open_regular, reason};
use crate::file_kind::FileRole;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::string::FromUtf8Error;

impl Source {
    /// The largest size of a description file, in bytes: 1 MiB.
    pub const MAX_BYTES: usize = 1 << 20;

    /// Reads a file of at most [`Source::MAX_BYTES`] as UTF-8 text. `name` is the file's name in messages.
    ///
    /// # Errors
    /// [`Code::UNREADABLE`] if the file cannot be read or is no regular file, and those of [`Source::from_bytes`].
    pub fn open(path: impl AsRef<Path>, name: impl Into<String>) -> Result<Source, Diagnostics> {
        Source::read(open_regular(path.as_ref()), path.as_ref(), name.into())
    }

    /// Reads a file as [`Source::open`] does, and what a pipe or device gives, to its end. This waits until the other
    /// end of a pipe is opened.
    ///
    /// # Errors
    /// [`Code::UNREADABLE`] if it cannot be read or is a folder, and those of [`Source::from_bytes`].
    pub fn open_stream(
        path: impl AsRef<Path>,
        name: impl Into<String>,
    ) -> Result<Source, Diagnostics> {
        Source::read(File::open(path.as_ref()), path.as_ref(), name.into())
    }

    /// Reads a description of at most [`Source::MAX_BYTES`] to the end of a reader, as UTF-8 text. `name` is its name in
    /// messages.
    ///
    /// # Errors
    /// [`Code::UNREADABLE`] if the reader fails, and those of [`Source::from_bytes`].
    pub fn from_reader(reader: impl Read, name: impl Into<String>) -> Result<Source, Diagnostics> {
        let name = name.into();
        let mut bytes = Vec::new();
        // A byte too many shows that there are too many.
        let mut reader = reader.take(Source::MAX_BYTES as u64 + 1);
        match reader.read_to_end(&mut bytes) {
            Ok(_) => Source::from_bytes(name, bytes),
            Err(error) => Err(unreadable(name, &reason(&error))),
        }
    }

    fn read(file: io::Result<File>, path: &Path, name: String) -> Result<Source, Diagnostics> {
        if path.is_dir() {
            return Err(unreadable(name, "it is a folder"));
        }
        match file {
            Ok(file) => Source::from_reader(file, name),
            Err(error) => Err(unreadable(name, &reason(&error))),
        }
    }

    /// Creates a source from the bytes of a file. `name` is the file's name in messages.
    ///
    /// # Errors
    /// [`Code::OTHER_FILE`] if the first bytes are those of a file of another kind, such as an image,
    /// [`Code::TOO_LARGE`] if there are more than [`Source::MAX_BYTES`] bytes, [`Code::NOT_UTF8`] if the bytes are not
    /// UTF-8. The latter error holds the text with replacement characters for the invalid bytes.
    pub fn from_bytes(
        name: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<Source, Diagnostics> {
        let bytes = bytes.into();
        if let Some(wrong) = FileRole::Description.mistake(&bytes) {
            let expected = wrong.role.words();
            let title = format!("the file is {}; expected {expected}", wrong.kind);
            let error = Diagnostic::of_file(Code::OTHER_FILE, title).help(wrong.help());
            return Err(Diagnostics::of(error).about(&Source::new(name, "")));
        }
        if bytes.len() > Source::MAX_BYTES {
            let error = Diagnostic::of_file(Code::TOO_LARGE, "the file is larger than 1 MiB");
            return Err(Diagnostics::of(error).about(&Source::new(name, "")));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => Err(not_utf8(name.into(), &error)),
        }
    }
}

fn unreadable(name: String, reason: &str) -> Diagnostics {
    let title = format!("cannot read `{name}`: {reason}");
    let error = Diagnostic::of_file(Code::UNREADABLE, title);
    Diagnostics::of(error).about(&Source::new(name, ""))
}

fn not_utf8(name: String, error: &FromUtf8Error) -> Diagnostics {
    let valid = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes());
    // The first replacement character is at the offset of the first invalid byte.
    let end = text[valid..]
        .chars()
        .next()
        .map_or(valid, |bad| valid + bad.len_utf8());
    let span = Span {
        start: valid as u32,
        end: end as u32,
    };
    let title = "the file is not UTF-8";
    let label = format!("byte {} is no part of a character", valid + 1);
    let error = Diagnostic::new(Code::NOT_UTF8, title, span, label).help("save the file as UTF-8");
    Diagnostics::of(error).about(&Source::new(name, text))
}
