//! Standard input, which the path `-` names, and files of images and arrays that may come from it or from a pipe.

use crate::output::warn;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::file_kind::FileKind;
use googlenet_dsl::shape::Shape;
use googlenet_interop::{npy, npz};
use googlenet_runtime::Error;
use googlenet_runtime::image::{DecodeOptions, Image};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Largest size in bytes of what is read from standard input or a pipe.
const LIMIT: u64 = 1 << 30;

/// Returns whether a path of the command line stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns the name of a file in messages: its path, or `<stdin>`.
pub(crate) fn name(path: &Path) -> String {
    match is_stdin(path) {
        true => "<stdin>".to_owned(),
        false => path.display().to_string(),
    }
}

/// Reads standard input to its end.
///
/// # Errors
/// It cannot be read, or has more than 1 GiB.
pub(crate) fn read_stdin() -> io::Result<Vec<u8>> {
    read_stream(io::stdin().lock())
}

fn read_stream(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(LIMIT + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LIMIT {
        true => Err(io::Error::other("it is larger than 1 GiB")),
        false => Ok(bytes),
    }
}

/// Reads what can be read only once, to its end: standard input for the path `-`, and a pipe such as that of the shell's
/// `<(…)`, for which this waits until its other end is opened. `None` for all other paths.
///
/// # Errors
/// It cannot be read, or has more than 1 GiB.
fn streamed(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if is_stdin(path) {
        return read_stdin().map(Some);
    }
    match is_pipe(path) {
        true => read_stream(File::open(path)?).map(Some),
        false => Ok(None),
    }
}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::metadata(path).is_ok_and(|there| there.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// Decodes an image file, or the image on standard input or from a pipe. What is wrong with a file that can be read all the same is a
/// warning on standard error.
///
/// # Errors
/// A message that names the file.
pub(crate) fn image(path: &Path, options: DecodeOptions) -> Result<Image, String> {
    let read = streamed(path).map_err(|error| format!("cannot use `{}`: {error}", name(path)))?;
    let image = match read {
        Some(bytes) => options.decode(&bytes),
        None => options.open(path),
    };
    let image = image.map_err(|error| of_image(path, error).to_string())?;
    if let Some(warning) = image.warning() {
        warn(&format!("`{}`: {warning}", name(path)));
    }
    Ok(image)
}

/// Reads the values of images of the shape `shape` from an array file, or an array on standard input or from a pipe: from .npy, or from
/// the array `array` of .npz.
///
/// # Errors
/// A message that names the file.
pub(crate) fn array(path: &Path, shape: Shape, array: Option<&str>) -> Result<Vec<f32>, String> {
    read_array(path, shape, array).map_err(|error| {
        let path = name(path);
        match error.strip_prefix("it ") {
            Some(wrong) if wrong.contains("; expected ") => format!("`{path}` {wrong}"),
            _ => format!("`{path}`: {error}"),
        }
    })
}

fn read_array(path: &Path, shape: Shape, array: Option<&str>) -> Result<Vec<f32>, String> {
    let said = |error: io::Error| reason(&error);
    let read = streamed(path).map_err(said)?;
    let mut first = Vec::new();
    match &read {
        Some(bytes) => first.extend(bytes.iter().take(FileKind::BYTES)),
        None => {
            let file = open_regular(path).map_err(said)?;
            let begin = file.take(FileKind::BYTES as u64).read_to_end(&mut first);
            begin.map_err(said)?;
        }
    }
    match (FileKind::of(&first), array, &read) {
        (Some(FileKind::Npz), _, Some(bytes)) => npz::parse(io::Cursor::new(bytes), shape, array),
        (Some(FileKind::Npz), _, None) => npz::read(path, shape, array),
        (Some(FileKind::Npy), Some(_), _) => {
            Err("a .npy file holds one array, without a name; help: leave out `--array`".into())
        }
        (_, _, Some(bytes)) => npy::parse(&bytes[..], bytes.len() as u64, shape),
        (_, _, None) => npy::read(path, shape),
    }
}

/// Adds the name of the file to an error of an image that has none.
pub(crate) fn of_image(path: &Path, error: Error) -> Error {
    match error {
        Error::Image { path: None, error } => {
            let path = Some(name(path).into());
            Error::Image { path, error }
        }
        other => other,
    }
}
