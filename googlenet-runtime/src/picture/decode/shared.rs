//! What the decoders share.

use image::DynamicImage;
use image::metadata::Orientation;

/// The picture as it is to be seen, by EXIF's orientation.
pub(super) fn upright(mut picture: DynamicImage, orientation: Orientation) -> DynamicImage {
    picture.apply_orientation(orientation);
    picture
}

/// A file that ends before its picture does.
pub(super) const CUT_OFF: &str = "the file is cut off";
