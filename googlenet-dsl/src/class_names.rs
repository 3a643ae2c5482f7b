//! Files of class names, which `labels` of a description names: where they may lie, and what they hold.

use crate::file::open_regular;
use std::io::{self, Read};
use std::path::Path;
use std::{fs, str};

/// Largest size of a file of class names, in bytes.
pub const MAX_BYTES: u64 = 16 << 20;

/// A fault of a file of class names.
#[derive(Debug)]
pub enum Fault {
    /// The file cannot be opened or read, or is no regular file.
    Io(io::Error),
    /// The file lies outside the folder of the description once symbolic links are followed.
    OutsideFolder,
    /// The file has more than [`MAX_BYTES`] bytes.
    TooLarge,
    /// The line with this number, from 1, is the first one that is no UTF-8 text.
    NotUtf8(usize),
    /// The file has this number of lines, which is not that of the classes.
    Count(usize),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Io(error)
    }
}

/// Reads the file `path`, which must lie in `folder`; an empty path of the folder stands for the current folder. Of a
/// file that is too large, one byte more than [`MAX_BYTES`] is read.
///
/// # Errors
/// [`Fault::Io`] and [`Fault::OutsideFolder`].
pub fn read(folder: &Path, path: &Path) -> Result<Vec<u8>, Fault> {
    let folder = match folder {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    // Symbolic links are resolved before the check that the file lies in the folder.
    let real = fs::canonicalize(path)?;
    if !real.starts_with(fs::canonicalize(folder)?) {
        return Err(Fault::OutsideFolder);
    }
    let mut bytes = Vec::new();
    open_regular(&real)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Splits the content of a file into the names of the classes, one a line, without the white space around them. A byte
/// order mark, and blank lines at the end, are ignored. `fits` decides on the number of lines.
///
/// # Errors
/// [`Fault::TooLarge`], [`Fault::NotUtf8`], and [`Fault::Count`] where `fits` returns `false`.
pub fn parse(bytes: &[u8], fits: impl Fn(usize) -> bool) -> Result<Vec<&str>, Fault> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Fault::TooLarge);
    }
    let text = str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        Fault::NotUtf8(before.split(|byte| *byte == b'\n').count())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let names: Vec<&str> = text.lines().map(str::trim).collect();
    match fits(names.len()) {
        true => Ok(names),
        false => Err(Fault::Count(names.len())),
    }
}
