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
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    File::open(path)
}

/// Returns the reason of an error in words, without the system's number of it where the reason is a common one.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}
