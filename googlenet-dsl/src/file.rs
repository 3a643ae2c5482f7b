//! Opening of regular files, and why it fails.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a regular file for reading; symbolic links are followed. Folders, pipes and devices are refused before they
/// are opened, as opening a pipe blocks until its other end is opened, and a device may never end.
///
/// # Errors
/// The path does not exist, cannot be read, or is not a regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let there = fs::metadata(path)?;
    if there.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !there.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Returns the reason of an error of reading in words, without the system's number of it.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    of_kind(error, "there is no such file")
}

/// Returns the reason of an error of writing a file or making a folder, as [`reason`] does.
#[must_use]
pub fn reason_to_write(error: &io::Error) -> String {
    of_kind(error, "there is no such folder")
}

fn of_kind(error: &io::Error, not_found: &str) -> String {
    // An error that a program makes says itself what it is about.
    let Some(number) = error.raw_os_error() else {
        return error.to_string();
    };
    match error.kind() {
        io::ErrorKind::NotFound => not_found.into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::AlreadyExists => "a file of this name is there".into(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".into(),
        _ => {
            let text = error.to_string();
            let number = format!(" (os error {number})");
            let text = text.strip_suffix(&number).unwrap_or(&text);
            let mut letters = text.chars();
            let first = letters.next().map(|first| first.to_lowercase());
            first.into_iter().flatten().chain(letters).collect()
        }
    }
}
