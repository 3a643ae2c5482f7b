//! Images with labels that the command line names: a folder with a folder for each class, the files of the MNIST form, or
//! arrays of an archive.

use crate::failure::Failure;
use crate::input::kind_of;
use crate::output::warn;
use googlenet_dsl::file::reason;
use googlenet_dsl::file_kind::FileKind;
use googlenet_interop::npz::{self, NumberArray, Numbers};
use googlenet_runtime::train::data::{Arrays, Dataset, IdxFiles, LeftOut, Task, Values};
use std::fs;
use std::path::Path;

/// What images are for, where a file or folder has those of training and those of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Training,
    Test,
}

/// Names of the arrays of images and labels in an archive, and the part whose they are, if there are several.
const PAIRS: [(Option<Part>, [&str; 2]); 3] = [
    (None, ["images", "labels"]),
    (Some(Part::Training), ["x_train", "y_train"]),
    (Some(Part::Test), ["x_test", "y_test"]),
];

/// Finds the images for a network, and looks at each file of a folder on `threads` threads.
///
/// # Errors
/// [`Failure::Message`] if they cannot be read, or if folders are not those of the network's classes.
pub(super) fn open(
    path: &Path,
    part: Part,
    task: &Task,
    threads: usize,
) -> Result<Dataset, Failure> {
    let failed =
        |reason: String| Failure::Message(format!("cannot use `{}`: {reason}", path.display()));
    let there = fs::metadata(path).map_err(|error| failed(reason(&error)))?;
    if there.is_dir() {
        let [training, test] = IdxFiles::find(path);
        let files = match part {
            Part::Training => training,
            Part::Test => test.or(training),
        };
        return match files {
            Some(files) => Dataset::idx(&files),
            None => Dataset::folder(path, task, threads),
        }
        .map_err(Failure::message);
    }
    if kind_of(path) != Some(FileKind::Npz) {
        let help = "help: give a folder with a folder for each class, or an archive of `numpy.savez` with `images` and `labels`";
        return Err(failed(format!("expected a folder or an .npz file; {help}")));
    }
    let arrays = arrays(path, part, task).map_err(failed)?;
    Dataset::arrays(arrays, path.into()).map_err(Failure::message)
}

/// Tells what is to be known about images: files that are left out, and how folders became classes.
pub(super) fn tell(dataset: &Dataset) {
    dataset.notes().iter().for_each(|note| warn(note));
    let left_out = LeftOut::summary(dataset.left_out());
    left_out.iter().for_each(|sentence| warn(sentence));
}

fn arrays(path: &Path, part: Part, task: &Task) -> Result<Arrays, String> {
    let names = npz::names(path)?;
    let has = |pair: &[&str; 2]| {
        pair.iter()
            .all(|name| names.iter().any(|known| known == name))
    };
    let mut pairs = PAIRS
        .iter()
        .filter(|(of, _)| of.is_none_or(|of| of == part));
    let Some((_, [images, labels])) = pairs.find(|(_, pair)| has(pair)) else {
        let listed: Vec<String> = names
            .iter()
            .take(20)
            .map(|name| format!("`{name}`"))
            .collect();
        let got = match listed.is_empty() {
            true => "no array".to_owned(),
            false => listed.join(", "),
        };
        return Err(format!(
            "expected the arrays `images` and `labels`, got {got}; help: save them with `numpy.savez(FILE, images=x, labels=y)`"
        ));
    };
    let images = of_images(npz::read_numbers(path, images)?, images, task)?;
    let labels = of_labels(npz::read_numbers(path, labels)?, labels)?;
    Ok(Arrays { labels, ..images })
}

fn of_images(array: NumberArray, name: &str, task: &Task) -> Result<Arrays, String> {
    let NumberArray { dims, values } = array;
    let [height, width, channels] = task.input();
    let size = match dims[..] {
        [_, rows, columns] => [rows, columns, 1],
        [_, first, rows, columns] if columns != channels && first == channels => {
            return Err(format!(
                "the array `{name}`: expected images of {channels} channels last, got {first}x{rows}x{columns}; help: save \
                 `{name}.transpose(0, 2, 3, 1)`"
            ));
        }
        [_, rows, columns, channels] => [rows, columns, channels],
        [_, features] if [height, width] == [1, 1] => [1, 1, features],
        [_, features] if features == height * width * channels => {
            return Err(format!(
                "the array `{name}`: expected (N, {height}, {width}, {channels}), got (N, {features}); help: save \
                 `{name}.reshape(-1, {height}, {width}, {channels})`"
            ));
        }
        _ => {
            return Err(format!(
                "the array `{name}`: expected (N, height, width, channels) or (N, height, width), got an array of {} axes",
                dims.len()
            ));
        }
    };
    let values = match values {
        Numbers::Bytes(values) => Values::Bytes(values),
        Numbers::Floats(values) => Values::Floats(values),
        _ => {
            return Err(format!(
                "the array `{name}`: expected uint8 or floats, got other integers; help: save `{name}.astype(\"uint8\")`"
            ));
        }
    };
    Ok(Arrays {
        values,
        size,
        labels: Vec::new(),
    })
}

fn of_labels(array: NumberArray, name: &str) -> Result<Vec<i64>, String> {
    let NumberArray { dims, values } = array;
    if !matches!(dims[..], [_] | [_, 1]) {
        return Err(format!(
            "the array `{name}`: expected a number for each image, got an array of {dims:?}; help: of one-hot labels save \
             `{name}.argmax(1)`"
        ));
    }
    match values {
        Numbers::Bytes(values) => Ok(values.into_iter().map(i64::from).collect()),
        Numbers::Integers(values) => Ok(values),
        Numbers::Floats(values) => {
            let whole =
                |value: f32| (value.fract() == 0.0 && value.abs() < 1e9).then_some(value as i64);
            let labels: Option<Vec<i64>> = values.into_iter().map(whole).collect();
            labels.ok_or_else(|| {
                format!("the array `{name}`: expected whole numbers; help: save `{name}.astype(\"int64\")`")
            })
        }
        _ => Err(format!("the array `{name}`: expected integers")),
    }
}
