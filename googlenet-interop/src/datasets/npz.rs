//! Archives of NumPy arrays with images and labels.

use super::Parts;
use crate::npz::{self, NumberArray, Numbers};
use googlenet_runtime::Error;
use googlenet_runtime::error::DataError;
use googlenet_runtime::train::data::{Arrays, Dataset, Values};
use std::path::Path;

/// Names of the arrays of images and labels to learn from.
const TRAINING: [[&str; 2]; 5] = [
    ["images", "labels"],
    ["x_train", "y_train"],
    ["train_images", "train_labels"],
    ["x", "y"],
    ["X", "y"],
];
/// Number of arrays that an error lists.
const LISTED: usize = 20;
/// Names of the arrays of validation.
const VALIDATION: [[&str; 2]; 2] = [["x_val", "y_val"], ["val_images", "val_labels"]];
/// Names of the arrays of the test.
const TEST: [[&str; 2]; 2] = [["x_test", "y_test"], ["test_images", "test_labels"]];

/// Reads images and labels from a `.npz` file: the arrays `images` and `labels`, or those named as Keras and MedMNIST
/// do, `x_train` and `y_train`, `train_images` and `train_labels`, each with parts for validation (`val`) and the test
/// (`test`).
///
/// Images have the axes image, row, column, and perhaps channel. Bytes are images of values from 0 to 255, which are
/// resized and normalised; floats are values as the network reads them. Labels are integers of any type, or floats that
/// are whole, one for each image, with or without a second axis of one. Memory is taken as values are found, up to what
/// headers say.
///
/// # Errors
/// [`Error::Data`] if the file cannot be read, is no archive, is damaged, or has no such arrays, and the errors of
/// [`Dataset::arrays`].
pub fn read_npz(path: impl AsRef<Path>) -> Result<Parts, Error> {
    let path = path.as_ref();
    let wrong = |error| Error::Data {
        origin: path.into(),
        error,
    };
    let names = npz::names(path).map_err(|message| wrong(DataError::Arrays { message }))?;
    let has = |name: &&str| names.iter().any(|known| known == name);
    let part = |pairs: &[[&str; 2]]| {
        let found = pairs.iter().find(|pair| pair.iter().all(has));
        let read = |[images, labels]: &[&str; 2]| {
            let arrays = arrays(path, images, labels).map_err(wrong)?;
            Dataset::arrays(arrays, path.into())
        };
        found.map(read).transpose()
    };
    let Some(training) = part(&TRAINING)? else {
        let message = format!(
            "expected the arrays `images` and `labels`, got {}; help: `numpy.savez(path, images=images, labels=labels)` \
             writes such files",
            listed(&names)
        );
        return Err(wrong(DataError::Arrays { message }));
    };
    Ok(Parts {
        training,
        validation: part(&VALIDATION)?,
        test: part(&TEST)?,
    })
}

/// Returns the first names in backticks.
fn listed(names: &[String]) -> String {
    let first = names.iter().take(LISTED);
    let first: Vec<String> = first.map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(LISTED) {
        0 if names.is_empty() => "no array".to_owned(),
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

fn arrays(path: &Path, images: &str, labels: &str) -> Result<Arrays, DataError> {
    let read = |name| {
        let array = npz::read_numbers(path, name);
        array.map_err(|message| DataError::Arrays { message })
    };
    let named = |name: &str| {
        let name = name.to_owned();
        move |error: String| DataError::Arrays {
            message: format!("the array `{name}`: {error}"),
        }
    };
    let (size, values) = images_of(read(images)?).map_err(named(images))?;
    let labels = labels_of(read(labels)?).map_err(named(labels))?;
    Ok(Arrays {
        values,
        size,
        labels: Arrays::labels_of(&labels)?,
    })
}

fn images_of(array: NumberArray) -> Result<([usize; 3], Values), String> {
    let NumberArray { dims, values } = array;
    let got = || tuple(&dims);
    let size = match dims[..] {
        [_, channels @ (1 | 3), height, width] if height > 4 && width > 4 => {
            return Err(format!(
                "expected channels as the last axis, got {}, where {channels} are in front of {height}x{width} pixels; \
                 help: save `images.transpose(0, 2, 3, 1)`",
                got()
            ));
        }
        [_, height, width] => [height, width, 1],
        [_, height, width, channels] => [height, width, channels],
        _ => {
            let help = match dims.len() {
                2 => "; help: save `images.reshape(-1, HEIGHT, WIDTH, CHANNELS)`",
                _ => "",
            };
            let got = got();
            return Err(format!(
                "expected the axes (N, height, width) and perhaps channels, got {got}{help}"
            ));
        }
    };
    let values = match values {
        _ if dims.contains(&0) => return Err(format!("expected images, got none: {}", got())),
        Numbers::Bytes(values) => Values::Bytes(values),
        Numbers::Floats(values) => Values::Floats(values),
        _ => {
            return Err(
                "expected `uint8` or floats, got integers of another type; help: save `images.astype(\"uint8\")`".into(),
            );
        }
    };
    Ok((size, values))
}

fn labels_of(array: NumberArray) -> Result<Vec<i64>, String> {
    let NumberArray { dims, values } = array;
    match dims[..] {
        [_] | [_, 1] => {}
        [_, classes] => {
            return Err(format!(
                "expected the axis (N,), got {}; help: of {classes} values for each class save `labels.argmax(1)`",
                tuple(&dims)
            ));
        }
        _ => return Err(format!("expected the axis (N,), got {}", tuple(&dims))),
    }
    match values {
        Numbers::Bytes(labels) => Ok(labels.into_iter().map(i64::from).collect()),
        Numbers::Integers(labels) => Ok(labels),
        Numbers::Floats(labels) => {
            let whole = labels.into_iter().map(|label| {
                match label.fract() == 0.0 && label.abs() < 1e9 {
                    true => Ok(label as i64),
                    false => Err(format!(
                        "expected whole numbers, got {label}; help: save `labels.astype(\"int64\")`"
                    )),
                }
            });
            whole.collect()
        }
    }
}

/// Formats sizes as a Python tuple.
fn tuple(dims: &[usize]) -> String {
    let dims: Vec<u64> = dims.iter().map(|size| *size as u64).collect();
    crate::npy::tuple(&dims)
}
