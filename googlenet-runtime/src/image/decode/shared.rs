//! What the decoders share.

use image::DynamicImage;
use image::metadata::Orientation;

/// The image as it is to be seen, by EXIF's orientation.
pub(super) fn upright(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

/// A file that ends before its image does.
pub(super) const CUT_OFF: &str = "the file is cut off";
