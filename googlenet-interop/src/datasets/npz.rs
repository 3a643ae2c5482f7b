//! Archives of NumPy arrays with images and labels.

use super::Parts;
use crate::npy::{Header, read_bytes, tuple, values_of};
use crate::npz::{self, Archive};
use googlenet_dsl::file::open_regular;
use googlenet_runtime::Error;
use googlenet_runtime::error::{DataError, Origin};
use googlenet_runtime::train::data::{Arrays, Dataset, Values};
use rawzip::ReaderAt;
use std::io::{Read, Seek};
use std::path::Path;

/// Names of the arrays of images and labels to learn from.
const TRAINING: [[&str; 2]; 5] = [
    ["images", "labels"],
    ["x_train", "y_train"],
    ["train_images", "train_labels"],
    ["x", "y"],
    ["X", "y"],
];
/// Names of the arrays of validation.
const VALIDATION: [[&str; 2]; 2] = [["x_val", "y_val"], ["val_images", "val_labels"]];
/// Names of the arrays of the test.
const TEST: [[&str; 2]; 2] = [["x_test", "y_test"], ["test_images", "test_labels"]];

/// Reads images and labels from a `.npz` file: the arrays `images` and `labels`, or those named as Keras and MedMNIST do,
/// `x_train` and `y_train`, `train_images` and `train_labels`, each with parts for validation (`val`) and the test (`test`).
///
/// Images have the axes image, row, column, and perhaps channel. Bytes and truth values are images of values from 0 to 255,
/// which are resized and normalised; floats are values as the network reads them. Labels are integers of any type, one for
/// each image, with or without a second axis of one. Memory is taken as values are found, up to what headers say.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read, is no archive, is damaged, or has no such arrays, and the errors of
/// [`Dataset::arrays`].
pub fn read_npz(path: impl AsRef<Path>) -> Result<Parts, Error> {
    let path = path.as_ref();
    let file = open_regular(path).map_err(|error| Error::Data {
        origin: path.into(),
        error: DataError::Io(error),
    })?;
    parse_npz(file, path.into())
}

/// Reads images and labels from an archive in the format of [`read_npz`]. `origin` is what errors name.
///
/// # Errors
/// Those of [`read_npz`].
pub fn parse_npz(file: impl Read + Seek, origin: Origin) -> Result<Parts, Error> {
    let wrong = |message| Error::Data {
        origin: origin.clone(),
        error: DataError::Arrays { message },
    };
    let archive = npz::open(file).map_err(wrong)?;
    let part = |names: &[[&str; 2]]| {
        let found = names
            .iter()
            .find(|[images, labels]| archive.has(images) && archive.has(labels));
        let read = |[images, labels]: &[&str; 2]| {
            let arrays = arrays(&archive, images, labels).map_err(wrong)?;
            Dataset::arrays(arrays, origin.clone())
        };
        found.map(read).transpose()
    };
    let Some(training) = part(&TRAINING)? else {
        return Err(wrong(format!(
            "expected the arrays `images` and `labels`, got others; help: `numpy.savez(path, images=images, \
             labels=labels)` writes such files\n{}",
            archive.list()
        )));
    };
    Ok(Parts {
        training,
        validation: part(&VALIDATION)?,
        test: part(&TEST)?,
    })
}

fn arrays(archive: &Archive<impl ReaderAt>, images: &str, labels: &str) -> Result<Arrays, String> {
    let named = |name: &str| {
        let name = name.to_owned();
        move |error: String| format!("the array `{name}`: {error}")
    };
    let (size, values) = images_of(archive, images).map_err(named(images))?;
    let labels = labels_of(archive, labels).map_err(named(labels))?;
    Ok(Arrays {
        values,
        size,
        labels,
    })
}

fn images_of(archive: &Archive<impl ReaderAt>, name: &str) -> Result<([usize; 3], Values), String> {
    let (header, stream) = archive.array(name)?;
    let size = match header.dims[..] {
        [_, height, width] => [height, width, 1],
        [_, height, width, channels] => [height, width, channels],
        _ => {
            let got = tuple(&header.dims);
            let help = match header.dims.len() {
                2 => "; help: save `images.reshape(-1, HEIGHT, WIDTH, CHANNELS)`",
                _ => "",
            };
            return Err(format!(
                "expected the axes (N, height, width) and perhaps channels, got {got}{help}"
            ));
        }
    };
    if let [_, channels @ (1 | 3), height, width] = header.dims[..]
        && height > 4
        && width > 4
    {
        return Err(format!(
            "expected channels as the last axis, got {}, where {channels} are in front of {height}x{width} pixels; help: \
             save `images.transpose(0, 2, 3, 1)`",
            tuple(&header.dims)
        ));
    }
    if header.dims.contains(&0) {
        return Err(format!(
            "expected images, got none: {}",
            tuple(&header.dims)
        ));
    }
    let element = element(&header)?;
    if element.is_integer() && !element.is_byte() {
        return Err(format!(
            "expected `uint8` or floats, got {}; help: save `images.astype(\"uint8\")`",
            element.name()
        ));
    }
    let values = match element.is_byte() {
        true => Values::Bytes(
            read_bytes(stream, element, &header.dims, header.is_fortran).map_err(damaged)?,
        ),
        false => Values::Floats(values_of(stream, &header, false).map_err(damaged)?),
    };
    let size = size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    Ok((size, values))
}

fn labels_of(archive: &Archive<impl ReaderAt>, name: &str) -> Result<Vec<i64>, String> {
    let (header, stream) = archive.array(name)?;
    let got = || tuple(&header.dims);
    match header.dims[..] {
        [_] | [_, 1] => {}
        [_, classes] => {
            return Err(format!(
                "expected the axis (N,), got {}; help: of {classes} values for each class save `labels.argmax(1)`",
                got()
            ));
        }
        _ => return Err(format!("expected the axis (N,), got {}", got())),
    }
    let element = element(&header)?;
    if !element.is_integer() {
        return Err(format!(
            "expected integers, got {}; help: save `labels.astype(\"int64\")`",
            element.name()
        ));
    }
    // A single axis, beside one of one, is in the same order either way.
    let bytes = read_bytes(stream, element, &header.dims, false).map_err(damaged)?;
    let labels = bytes.chunks_exact(element.size()).map(|label| {
        let label = element.integer(label);
        i64::try_from(label).map_err(|_| format!("expected labels of classes, got {label}"))
    });
    labels.collect()
}

fn element(header: &Header) -> Result<crate::npy::Element, String> {
    header
        .element
        .as_ref()
        .copied()
        .map_err(|foreign| foreign.name.clone())
}

fn damaged(error: String) -> String {
    format!("it is damaged: {error}")
}
