//! The crops of an image that are classified.

use crate::failure::Failure;
use googlenet_runtime::graph::{Preprocess, Resize};

/// Which parts of an image are classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crops {
    Centre,
    /// Corners and centre, and their mirror images.
    Ten,
}

/// Checks that images are larger than the crops that are cut out of them.
///
/// # Errors
/// [`Failure::Usage`] if they are resized to the size of the crops.
pub(super) fn check(preprocess: Option<&Preprocess>) -> Result<(), Failure> {
    let is_larger = preprocess.is_some_and(|preprocess| {
        let [height, width] = preprocess.crop;
        match preprocess.resize {
            Resize::Exact(size) => size != preprocess.crop,
            Resize::Shorter(side) => side > height.min(width),
            _ => true,
        }
    });
    match is_larger {
        true => Ok(()),
        false => Err(Failure::Usage(
            "images are resized to the input's size, so that ten crops are one; help: give `preprocess` a larger \
             `resize` than `crop`, such as `{resize: 256, crop: 224}`"
                .to_owned(),
        )),
    }
}
