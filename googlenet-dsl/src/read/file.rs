//! Loading of a description file: from a path or bytes to UTF-8 text.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::file::open_regular;
use std::io::Read;
use std::path::Path;

/// The largest accepted size of a file, in bytes (1 MiB).
pub const MAX_BYTES: usize = 1 << 20;

/// Reads a description file; `name` is its name in messages.
///
/// # Errors
/// The file cannot be read, is not a regular file, is larger than [`MAX_BYTES`] or is not UTF-8. The returned
/// [`Source`] is for rendering the diagnostics.
pub fn load(path: &Path, name: &str) -> Result<Source, (Source, Diagnostics)> {
    let bytes = bytes(path).map_err(|reason| {
        let title = format!("cannot read `{name}`: {reason}");
        (
            Source::new(name, ""),
            Diagnostic::of_file(Code::UNREADABLE, title).into(),
        )
    })?;
    decode(name, bytes)
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("it is a folder".into());
    }
    let mut bytes = Vec::new();
    let file = open_regular(path).map_err(|error| reason(&error))?;
    file.take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    Ok(bytes)
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

/// Converts a file's bytes to text; `name` is the file's name in messages.
///
/// # Errors
/// The bytes are more than [`MAX_BYTES`] or not UTF-8. The returned [`Source`] is for rendering the diagnostics.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Source, (Source, Diagnostics)> {
    if bytes.len() > MAX_BYTES {
        let title = "the file is larger than 1 MiB";
        return Err((
            Source::new(name, ""),
            Diagnostic::of_file(Code::TOO_LARGE, title).into(),
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => {
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
            let error = Diagnostic::new(Code::NOT_UTF8, title, span, label);
            Err((
                Source::new(name, text),
                error.help("save the file as UTF-8").into(),
            ))
        }
    }
}
