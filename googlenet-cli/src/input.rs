//! Standard input, which the path `-` names, files of images and arrays that may come from it or from a pipe, and files
//! of models.

use crate::output::warn;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::file_kind::FileKind;
use googlenet_dsl::shape::Shape;
use googlenet_interop::{Format, ModelFile, npy, npz};
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

/// Reads what can be read only once, to its end: standard input for the path `-`, and a pipe such as that of the
/// shell's `<(…)`, for which this waits until its other end is opened. `None` for all other paths.
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

/// Decodes an image file, or the image on standard input or from a pipe. What is wrong with a file that can be read all
/// the same is a warning on standard error.
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

/// Reads the values of images of the shape `shape` from an array file, or an array on standard input or from a pipe:
/// from .npy, or from the array `array` of .npz.
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

/// Returns what a file is by its first bytes; `None` if it is no regular file, cannot be read, or is not recognised.
pub(crate) fn kind_of(path: &Path) -> Option<FileKind> {
    FileKind::of(&first_bytes(path)?)
}

/// Returns the bytes that tell the kind of a regular file; `None` if it cannot be read.
pub(crate) fn first_bytes(path: &Path) -> Option<Vec<u8>> {
    let mut first = Vec::new();
    let mut file = open_regular(path).ok()?.take(FileKind::BYTES as u64);
    file.read_to_end(&mut first).ok()?;
    Some(first)
}

/// A file of a model, read.
pub(crate) struct ReadFile {
    /// Path as given, for messages.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Largest size in bytes of a file of a model, which is the limit of protobuf's own readers.
const MAX_MODEL: u64 = i32::MAX as u64;

impl ReadFile {
    /// Reads a file of a model: as a whole if it may belong to one, otherwise as much as tells what it is instead.
    ///
    /// # Errors
    /// A message that names the file: it is no regular file, cannot be read, or has more than 2 GiB.
    pub(crate) fn read(path: &Path) -> Result<ReadFile, String> {
        let name = path.display().to_string();
        let failed = |reason: String| format!("cannot read `{name}`: {reason}");
        let said = |error: io::Error| failed(reason(&error));
        let mut file = open_regular(path).map_err(said)?;
        let len = file.metadata().map_err(said)?.len();
        let mut bytes = Vec::new();
        let mut first = (&mut file).take(FileKind::BYTES as u64);
        first.read_to_end(&mut bytes).map_err(said)?;
        let kind = FileKind::of(&bytes);
        if kind.is_some_and(|kind| Format::of(kind).is_none() && kind != FileKind::Text) {
            return Ok(ReadFile { name, bytes });
        }
        let rest = len.saturating_sub(bytes.len() as u64).min(MAX_MODEL) as usize + 1;
        let reserved = bytes.try_reserve_exact(rest);
        reserved.map_err(|_| failed(format!("no memory for its {len} bytes")))?;
        let more = MAX_MODEL + 1 - bytes.len() as u64;
        file.take(more).read_to_end(&mut bytes).map_err(said)?;
        match bytes.len() as u64 > MAX_MODEL {
            true => Err(failed(format!("it has more than {MAX_MODEL} bytes"))),
            false => Ok(ReadFile { name, bytes }),
        }
    }

    /// Reads a weight file as a whole.
    ///
    /// # Errors
    /// A message that names the file: it is no regular file, cannot be read, or does not fit into memory.
    pub(crate) fn whole(path: &Path) -> Result<ReadFile, String> {
        let name = path.display().to_string();
        let failed = |error: io::Error| format!("cannot read `{name}`: {}", reason(&error));
        let mut file = open_regular(path).map_err(failed)?;
        let len = file.metadata().map_err(failed)?.len();
        let mut bytes = Vec::new();
        let reserved = usize::try_from(len).map(|len| bytes.try_reserve_exact(len));
        if !matches!(reserved, Ok(Ok(()))) {
            return Err(format!(
                "cannot read `{name}`: no memory for its {len} bytes"
            ));
        }
        file.read_to_end(&mut bytes).map_err(failed)?;
        Ok(ReadFile { name, bytes })
    }

    pub(crate) fn as_model(&self) -> ModelFile<'_> {
        ModelFile {
            name: &self.name,
            bytes: &self.bytes,
        }
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
