//! Rotation to upright and the error of damaged files, for the decoders of all formats.

use crate::error::ImageError;
use image::DynamicImage;
use image::metadata::Orientation;

/// Rotates and mirrors an image as its EXIF orientation says.
pub(super) fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

/// Returns the error for a file that a decoder refuses as damaged or unsupported; `message` is the reason.
pub(super) fn damaged(message: impl Into<String>) -> ImageError {
    ImageError::Decode {
        message: message.into(),
    }
}
