//! The input of `googlenet run`: the images of an array, or image files.

use crate::args::{Input, Run};
use crate::command::find::Found;
use crate::command::finite::Finite;
use crate::failure::Failure;
use crate::input;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::image::plain as plain_input;

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
        args: &Run,
        shape: Shape,
        preprocess: Option<Preprocess>,
    ) -> Result<Images, Failure> {
        let Input {
            input: array,
            image,
        } = &args.input;
        if let Some(path) = array {
            let values = input::array(path, shape, args.array.as_deref());
            return Ok(Images {
                values: values.map_err(Failure::Message)?,
                paths: None,
                array: input::name(path),
            });
        }
        let found = Found::of(image);
        found.tell_passed_over();
        if let Some((_, error)) = found.faults.into_iter().next() {
            return Err(Failure::Message(error));
        }
        let preprocess = preprocess.map_or_else(|| plain_input(shape), Ok);
        let (mut values, mut paths) = (Vec::new(), Vec::new());
        for path in &found.images {
            let image = input::image(path, args.limits.options()).map_err(Failure::Message)?;
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
