//! Functions that the decoders share.

use crate::error::ImageError;
use image::DynamicImage;
use image::metadata::Orientation;

/// Rotates and mirrors an image as its EXIF orientation says.
pub(super) fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

/// Returns the error for a damaged or unsupported file.
pub(super) fn damaged(message: impl Into<String>) -> ImageError {
    ImageError::Decode {
        message: message.into(),
    }
}
