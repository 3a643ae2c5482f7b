//! The input that the command line gives a network: the images of an array, or image files.

use super::find::Found;
use super::finite::Finite;
use crate::failure::Failure;
use crate::input;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::image::{DecodeOptions, plain as plain_input};
use std::path::PathBuf;

/// The options that name an input.
pub(super) struct Named<'a> {
    /// File with an array.
    pub(super) array: Option<&'a PathBuf>,
    /// Array of that file, if it holds several.
    pub(super) of_archive: Option<&'a str>,
    /// Image files and folders.
    pub(super) images: &'a [PathBuf],
    pub(super) decode: DecodeOptions,
}

pub(super) struct Images {
    /// Values of all images, one image behind the other.
    pub(super) values: Vec<f32>,
    /// Paths of the image files; `None` for an array.
    pub(super) paths: Option<Vec<String>>,
    /// Path of the array.
    array: String,
}

impl Images {
    /// Reads the input for a network whose input has the shape `shape`.
    ///
    /// # Errors
    /// [`Failure::Message`] about the first file or folder that cannot be read or does not fit.
    pub(super) fn read(
        named: &Named<'_>,
        shape: Shape,
        preprocess: Option<Preprocess>,
    ) -> Result<Images, Failure> {
        if let Some(path) = named.array {
            let values = input::array(path, shape, named.of_archive);
            return Ok(Images {
                values: values.map_err(Failure::Message)?,
                paths: None,
                array: input::name(path),
            });
        }
        let found = Found::of(named.images);
        found.tell_passed_over();
        if let Some((_, error)) = found.faults.into_iter().next() {
            return Err(Failure::Message(error));
        }
        let preprocess = preprocess.map_or_else(|| plain_input(shape), Ok);
        let (mut values, mut paths) = (Vec::new(), Vec::new());
        for path in &found.images {
            let image = input::image(path, named.decode).map_err(Failure::Message)?;
            let preprocess = preprocess.as_ref().map_err(Failure::message)?;
            let image = image.input(preprocess);
            values.extend(image.map_err(|error| Failure::message(input::of_image(path, error)))?);
            paths.push(input::name(path));
        }
        Ok(Images {
            values,
            paths: Some(paths),
            array: String::new(),
        })
    }

    /// Checks that the values are finite.
    pub(super) fn check(&self, finite: Finite, shape: Shape) -> Result<(), Failure> {
        let one = |name: &str, values: &[f32]| {
            let checked = finite.check(format!("the input `{name}`"), values, shape);
            checked.map_err(Failure::Message)
        };
        let Some(paths) = &self.paths else {
            return one(&self.array, &self.values);
        };
        let images = self.values.chunks_exact(shape.len());
        let mut images = paths.iter().zip(images);
        images.try_for_each(|(path, values)| one(path, values))
    }
}
