//! Writing results and messages.

use crate::failure::Failure;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for the file beside.
const MAX_ATTEMPTS: u32 = 100;

/// What writes a file's content.
type Content<'c> = &'c mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let printed = out.write_all(bytes).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes to standard output; in a pipe and under `NO_COLOR` without colours.
pub(crate) fn print_styled(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(Failure::printing)
}

/// Writes to standard error; in a pipe and under `NO_COLOR` without colours. That nobody listens is no failure.
pub(crate) fn tell(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Writes bytes to a file, as [`write_through`].
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_through(path, &mut |file| file.write_all(bytes))
}

/// Writes a file: beside its place first, then moved there once it is whole, so that a failure leaves what was there.
/// What is no regular file, as `/dev/stdout`, is written to directly; a symbolic link stays one.
pub(crate) fn write_through(path: &Path, content: Content<'_>) -> Result<(), Failure> {
    let written = match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::Error::other("it is a folder")),
        Ok(there) if !there.is_file() => {
            let file = OpenOptions::new().write(true).open(path);
            file.and_then(|file| fill(file, content).map(drop))
        }
        Ok(there) => {
            let permissions = there.permissions();
            fs::canonicalize(path).and_then(|path| replace(&path, content, Some(permissions)))
        }
        Err(_) => replace(path, content, None),
    };
    written.map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Message(format!("cannot write `{}`: {error}", path.display())),
    })
}

fn replace(
    path: &Path,
    content: Content<'_>,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let (beside, file) = create_beside(path)?;
    let written = fill(file, content).and_then(|file| {
        permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

fn fill(file: File, content: Content<'_>) -> io::Result<File> {
    let mut buffered = BufWriter::new(file);
    content(&mut buffered)?;
    buffered
        .into_inner()
        .map_err(io::IntoInnerError::into_error)
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
