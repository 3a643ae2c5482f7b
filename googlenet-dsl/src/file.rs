//! Files to read.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Opens a regular file. Anything else that a path leads to, a folder, a pipe or a device, is refused before it is
/// opened: opening a pipe waits for its other end, and a device may never end.
///
/// # Errors
/// There is no such file, it may not be read, or it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    File::open(path)
}
