//! Decoding of image files to upright images. What the header declares is compared with the limits before memory for
//! the pixels is allocated, and where the format allows it also with the largest number of pixels that a file of this
//! length can hold.

mod bmp;
mod jpeg;
mod png;
mod png_exif;
mod shared;
mod webp;
mod webp_codes;

use super::info::{ImageInfo, ImageKind};
use super::options::DecodeOptions;
use super::pixels::Image;
use crate::error::{FileRole, ImageError};

/// Reads the header of an image file.
pub(super) fn probe(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    match kind(bytes)? {
        ImageKind::Jpeg => jpeg::header(bytes),
        ImageKind::Png => png::header(bytes),
        ImageKind::WebP => webp::header(bytes),
        ImageKind::Bmp => bmp::header(bytes),
    }
}

pub(super) fn decode(bytes: &[u8], options: &DecodeOptions) -> Result<Image, ImageError> {
    let info = probe(bytes)?;
    options.allow(&info)?;
    match info.kind {
        ImageKind::Jpeg => jpeg::decode(bytes, &info),
        ImageKind::Png => png::decode(bytes, &info),
        ImageKind::WebP => webp::decode(bytes, &info),
        ImageKind::Bmp => bmp::decode(bytes, &info),
    }
}

fn kind(bytes: &[u8]) -> Result<ImageKind, ImageError> {
    match bytes {
        [] => Err(ImageError::Empty),
        [0xff, 0xd8, ..] => Ok(ImageKind::Jpeg),
        [b'B', b'M', ..] => Ok(ImageKind::Bmp),
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(ImageKind::Png),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Ok(ImageKind::WebP),
        _ => Err(FileRole::Image
            .mistake(bytes)
            .map_or(ImageError::UnknownFormat, |wrong| ImageError::OtherKind {
                wrong,
            })),
    }
}
