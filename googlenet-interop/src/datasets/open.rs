//! Which format data are in.

use super::Parts;
use super::npz::read_npz;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::FileKind;
use googlenet_runtime::Error;
use googlenet_runtime::error::DataError;
use googlenet_runtime::train::data::{Dataset, IdxFiles, Task};
use std::io::Read;
use std::path::Path;

/// Opens images with labels for the network of `task`. A folder with files of the MNIST form has their parts; any other folder
/// has a folder for each class, whose files are examined on `threads` threads. A file is an archive of NumPy arrays, or one of
/// images of the MNIST form whose labels lie beside it. See [`Dataset::idx`], [`Dataset::folder`] and [`read_npz`]; of
/// a folder that has only the files of a test, these are the images.
///
/// # Errors
/// Those of these functions, and [`Error::Data`] if it is no such file.
pub fn open(path: impl AsRef<Path>, task: &Task, threads: usize) -> Result<Parts, Error> {
    let path = path.as_ref();
    if path.is_dir() {
        return match IdxFiles::find(path) {
            [Some(training), test] => Ok(Parts {
                test: test.map(|test| Dataset::idx(&test)).transpose()?,
                ..Parts::one(Dataset::idx(&training)?)
            }),
            [None, Some(test)] => Dataset::idx(&test).map(Parts::one),
            [None, None] => Dataset::folder(path, task, threads).map(Parts::one),
        };
    }
    let wrong = |error| Error::Data {
        origin: path.into(),
        error,
    };
    let mut first = Vec::new();
    let read = open_regular(path)
        .and_then(|file| file.take(FileKind::BYTES as u64).read_to_end(&mut first));
    read.map_err(|error| wrong(error.into()))?;
    if first.starts_with(&[0, 0]) || first.starts_with(&[0x1f, 0x8b]) {
        return Dataset::idx(&beside(path).map_err(wrong)?).map(Parts::one);
    }
    if first.starts_with(b"PK") {
        return read_npz(path);
    }
    let message = match FileKind::of(&first) {
        Some(kind) => format!("it is {kind}; {EXPECTED}"),
        None => EXPECTED.to_owned(),
    };
    Err(wrong(DataError::Arrays { message }))
}

const EXPECTED: &str = "expected a folder with a folder for each class, a `.npz` file with `images` and `labels`, or files of \
                        the MNIST form";

/// Returns the files of a part by that of its images.
fn beside(images: &Path) -> Result<IdxFiles, DataError> {
    let name = images.file_name().unwrap_or_default().to_string_lossy();
    let labels = name
        .replace("images", "labels")
        .replace("idx3", "idx1")
        .replace("idx4", "idx1");
    let stem = labels.strip_suffix(".gz").unwrap_or(&labels);
    let candidates =
        [stem.to_owned(), format!("{stem}.gz")].map(|name| images.with_file_name(name));
    let labels = candidates
        .into_iter()
        .find(|labels| labels != images && labels.is_file());
    let labels = labels.ok_or_else(|| DataError::Arrays {
        message: format!(
            "expected a file of labels beside it, got none; help: files of the MNIST form are called \
             `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, `{name}` is the one of images"
        ),
    })?;
    Ok(IdxFiles {
        images: images.to_owned(),
        labels,
    })
}
