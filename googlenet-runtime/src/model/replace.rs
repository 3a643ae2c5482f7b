//! Files that are replaced as a whole.

use crate::Error;
use std::fs::File;
use std::io;
use std::path::Path;

/// Writes a file beside its place, and moves it there once it is whole.
///
/// # Errors
/// It cannot be written; what was there is then as it was.
pub(super) fn replace(
    path: &Path,
    content: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), Error> {
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".part-{}", std::process::id()));
    let written = File::create(&part).and_then(|mut file| {
        content(&mut file)?;
        file.sync_all()?;
        std::fs::rename(&part, path)
    });
    written.map_err(|reason| {
        let _ = std::fs::remove_file(&part);
        Error::file(path, reason)
    })
}
