//! What the decoders share.

use crate::error::ImageError;
use image::DynamicImage;
use image::metadata::Orientation;

/// The image as it is to be seen, by EXIF's orientation.
pub(super) fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

/// A fault that the decoder, or what stands before it, found.
pub(super) fn damaged(message: impl Into<String>) -> ImageError {
    ImageError::Decode {
        message: message.into(),
    }
}
