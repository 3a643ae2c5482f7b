//! Comparison of data with a network before the first step.

use super::classes::class_name;
use super::dataset::{Dataset, Images};
use super::task::Task;
use crate::error::{DataError, Error, ImageError};
use crate::pixels::{check_size, resized_size};
use googlenet_dsl::value::MAX_PIXELS;
use googlenet_dsl::value::training::Augment;

impl Dataset {
    /// Compares the data with what a network takes: there are images, their labels are numbers of classes, and images of
    /// arrays can be made inputs, changed as `augment` says.
    ///
    /// # Errors
    /// [`Error::Data`] with what does not fit.
    pub fn check(&self, task: &Task, augment: &Augment) -> Result<(), Error> {
        self.fits(task, augment).map_err(|error| self.wrong(error))
    }

    fn fits(&self, task: &Task, augment: &Augment) -> Result<(), DataError> {
        if self.is_empty() {
            return Err(DataError::NoImages);
        }
        let beyond = |label: u32| label as usize >= task.classes;
        if let Some(index) = self.labels().position(beyond) {
            return Err(DataError::Label {
                image: self.place(index),
                label: self.label(index).into(),
                classes: Some(task.classes),
            });
        }
        let [height, width, channels] = task.input;
        match &self.source.images {
            #[cfg(feature = "image")]
            Images::Files(_) if !matches!(channels, 1 | 3) => Err(DataError::Channels {
                expected: channels,
                got: 3,
            }),
            #[cfg(feature = "image")]
            Images::Files(_) => Ok(()),
            Images::Bytes(array) => {
                let [rows, columns, got] = array.size;
                let converts = matches!((channels, got), (1 | 3, 1 | 3));
                if channels != got && !converts {
                    return Err(DataError::Channels {
                        expected: channels,
                        got,
                    });
                }
                let size = [columns, rows].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
                Ok(fits(size, task)?)
            }
            Images::Floats(array) => {
                let [rows, columns, got] = array.size;
                if channels != got {
                    return Err(DataError::Channels {
                        expected: channels,
                        got,
                    });
                }
                if [rows, columns] != [height, width] {
                    return Err(DataError::Size {
                        expected: [height, width],
                        got: [rows, columns],
                    });
                }
                match augment.color > 0.0 {
                    true => Err(DataError::ColorOfFloats),
                    false => Ok(()),
                }
            }
        }
    }
}

/// Checks that an image of this width and height can be resized and cropped to the network's input.
pub(super) fn fits(size: [u32; 2], task: &Task) -> Result<(), ImageError> {
    check_size(size, MAX_PIXELS)?;
    let [width, height] = resized_size(size, task.resize())?;
    let [rows, columns] = task.size();
    match height >= rows && width >= columns {
        true => Ok(()),
        false => Err(ImageError::SmallerThanCrop {
            size: [width, height],
            crop: [columns, rows],
        }),
    }
}

/// Compares the images of training, and those of validation if there are any, with a network, as [`Dataset::check`] does,
/// and with each other: each class has an image to learn from and, if there is validation, one there.
///
/// # Errors
/// [`Error::Data`] with what does not fit.
pub fn check_training(
    training: &Dataset,
    validation: Option<&Dataset>,
    task: &Task,
    augment: &Augment,
) -> Result<(), Error> {
    training.check(task, augment)?;
    let learned = counts(training, task);
    let without = |counts: &[usize]| {
        let mut empty = (0..task.classes).filter(|class| counts[*class] == 0);
        empty.next().map(|first| (first, 1 + empty.count()))
    };
    if let Some((class, count)) = without(&learned) {
        return Err(training.wrong(DataError::EmptyClass {
            class: class_name(training, task, class),
            count,
            left_out: left_out(training, class),
        }));
    }
    let Some(validation) = validation else {
        return Ok(());
    };
    validation.check(task, &Augment::default())?;
    if let (Some(of_training), Some(of_validation)) =
        (training.class_names(), validation.class_names())
        && let Some(name) = of_training
            .iter()
            .find(|name| !of_validation.contains(name))
            .or(of_validation
                .iter()
                .find(|name| !of_training.contains(name)))
    {
        let name = name.clone();
        return Err(validation.wrong(DataError::OtherClasses { name }));
    }
    match without(&counts(validation, task)) {
        Some((class, count)) => Err(validation.wrong(DataError::MissingInValidation {
            class: class_name(training, task, class),
            count,
        })),
        None => Ok(()),
    }
}

fn counts(dataset: &Dataset, task: &Task) -> Vec<usize> {
    let mut counts = vec![0; task.classes];
    dataset
        .labels()
        .for_each(|label| counts[label as usize] += 1);
    counts
}

#[cfg(feature = "image")]
fn left_out(dataset: &Dataset, class: usize) -> usize {
    let files = dataset.left_out().iter();
    files.filter(|file| file.class as usize == class).count()
}

#[cfg(not(feature = "image"))]
fn left_out(_dataset: &Dataset, _class: usize) -> usize {
    0
}
