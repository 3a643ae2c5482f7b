//! Loading of a description file: from a path or bytes to UTF-8 text.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::file::{open_regular, reason};
use crate::file_kind::FileRole;
use std::io::Read;
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
        let name = name.into();
        match bytes(path.as_ref()) {
            Ok(bytes) => Source::from_bytes(name, bytes),
            Err(reason) => {
                let title = format!("cannot read `{name}`: {reason}");
                let error = Diagnostic::of_file(Code::UNREADABLE, title);
                Err(Diagnostics::of(error).about(&Source::new(name, "")))
            }
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

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("it is a folder".into());
    }
    let mut bytes = Vec::new();
    let file = open_regular(path).map_err(|error| reason(&error))?;
    file.take(Source::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    Ok(bytes)
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
