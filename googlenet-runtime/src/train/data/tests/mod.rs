mod arrays;
mod augment;
#[cfg(feature = "image")]
mod folder;
mod idx;
mod loader;

use super::{Arrays, Dataset, Task, Values};
use crate::Error;
use crate::error::Origin;
use googlenet_dsl::shape::Shape;

/// Returns the task of a network without preprocessing.
fn task(size: [usize; 3], classes: usize) -> Task {
    let [height, width, channels] = size;
    let shape = Shape::Map {
        height,
        width,
        channels,
    };
    Task::new(shape, None, classes)
}

/// Returns images of bytes that count up, through all images.
fn bytes(size: [usize; 3], labels: &[u32]) -> Result<Dataset, Error> {
    let len = size.iter().product::<usize>() * labels.len();
    let values = (0..len).map(|value| (value * 7 % 256) as u8).collect();
    of(Values::Bytes(values), size, labels)
}

fn of(values: Values, size: [usize; 3], labels: &[u32]) -> Result<Dataset, Error> {
    let labels = labels.to_vec();
    let arrays = Arrays {
        values,
        size,
        labels,
    };
    Dataset::arrays(arrays, Origin::Named("digits.npz".into()))
}

#[track_caller]
fn said<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    result.expect_err("it does not fit").to_string()
}
