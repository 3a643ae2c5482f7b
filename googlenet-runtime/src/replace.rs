//! Files that are replaced as a whole.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for the file beside.
const MAX_ATTEMPTS: u32 = 100;

/// Writes a file: beside its place first, then moved there once it is whole, so that a failure leaves what was there.
/// The permissions of a file that was there stay, and so does a symbolic link to one. What is no regular file, as
/// `/dev/stdout`, is written to directly.
///
/// # Errors
/// Those of `content`, or the file cannot be written.
pub fn replace_file(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::Error::other("it is a folder")),
        Ok(there) if !there.is_file() => {
            let file = OpenOptions::new().write(true).open(path)?;
            fill(file, content).map(drop)
        }
        Ok(there) => replace(&fs::canonicalize(path)?, content, Some(there.permissions())),
        Err(_) => replace(path, content, None),
    }
}

fn replace(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    permissions: Option<Permissions>,
) -> io::Result<()> {
    let (beside, file) = create_beside(path)?;
    // Before there is anything to be read.
    let allowed = permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions));
    let written = allowed.and_then(|()| fill(file, content)).and_then(|file| {
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

fn fill(file: File, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<File> {
    let mut buffered = BufWriter::new(file);
    content(&mut buffered)?;
    buffered.into_inner().map_err(IntoInnerError::into_error)
}

fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let mut attempt = 0;
    loop {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".part-{}-{attempt}", std::process::id()));
        let beside = PathBuf::from(beside);
        match File::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < MAX_ATTEMPTS => {
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
