//! Rotation to upright, the errors of decoders, and the fields of headers, for the decoders of all formats.

use crate::error::ImageError;
use crate::image::info::ImageInfo;
use crate::image::pixels::Image;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use std::io::ErrorKind;

/// Largest number of bytes of what decoders hold beside pixels and rows: tables of codes, palettes, their own state.
pub(super) const TABLES: u64 = 1 << 19;

/// Returns the image of decoded pixels (1 or 3 channels), rotated and mirrored as the file's EXIF orientation says.
pub(super) fn upright(
    channels: u32,
    pixels: Vec<u8>,
    info: &ImageInfo,
) -> Result<Image, ImageError> {
    let (width, height) = (info.width, info.height);
    if info.orientation == Orientation::NoTransforms {
        return Image::new(width, height, channels, pixels);
    }
    let image = match channels {
        1 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
        _ => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    };
    let mut image = image.ok_or_else(|| damaged("its pixels are not as many as it says"))?;
    image.apply_orientation(info.orientation);
    Image::new(image.width(), image.height(), channels, image.into_bytes())
}

/// Returns the orientation that EXIF data says; that of an image as stored if there is none, or it cannot be read.
pub(super) fn orientation(exif: Option<&[u8]>) -> Orientation {
    // Some programs write the name that EXIF data has in JPEG files elsewhere, too.
    let exif = exif.map(|exif| exif.strip_prefix(b"Exif\0\0").unwrap_or(exif));
    let orientation = exif.and_then(Orientation::from_exif_chunk);
    orientation.unwrap_or(Orientation::NoTransforms)
}

/// Returns the error for a file that a decoder refuses as damaged or unsupported; `message` is the reason.
pub(super) fn damaged(message: impl Into<String>) -> ImageError {
    ImageError::Decode {
        message: message.into(),
    }
}

/// Converts an error of the decoders of the crate `image`.
pub(super) fn said(error: image::ImageError) -> ImageError {
    match error {
        image::ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            ImageError::CutOff
        }
        image::ImageError::Unsupported(_) => {
            damaged("it uses a feature of its format that is not supported")
        }
        _ => damaged("its data is damaged"),
    }
}

/// Returns the error for a file whose decoder finds another size than the header says.
pub(super) fn check_decoded(size: (u32, u32), info: &ImageInfo) -> Result<(), ImageError> {
    match size == (info.width, info.height) {
        true => Ok(()),
        false => Err(damaged("it has several sizes")),
    }
}

/// Returns the `N` bytes of a file from `at` on.
///
/// # Errors
/// [`ImageError::CutOff`] if the file is shorter.
pub(super) fn field<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], ImageError> {
    let field = at.checked_add(N).and_then(|end| bytes.get(at..end));
    let field = field.ok_or(ImageError::CutOff)?;
    Ok(field.try_into().expect("N bytes"))
}
