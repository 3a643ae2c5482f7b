//! Writing of files as a whole: a failure leaves the old file unchanged.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, IntoInnerError, Write};
use std::path::{Path, PathBuf};

/// Number of further names that are tried for the temporary file if the first name is taken.
const MAX_ATTEMPTS: u32 = 100;

/// Writes a file as a whole: `content` writes to a temporary file in the same folder, which is then flushed to the disk
/// and moved to `path`. If that fails, an existing file is left as it was and the temporary file is removed. The
/// permissions of an existing file are kept, and a symbolic link to a file stays a link. Something that exists and is
/// no regular file, such as `/dev/stdout`, is written to directly.
///
/// # Errors
/// Returns the error of `content`, or an error if the file cannot be written or `path` is a folder.
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
    // The permissions are set while the file is still empty, so that users who may not read the old file cannot read
    // the new one.
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
