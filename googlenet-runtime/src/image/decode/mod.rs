//! Decoding of image files to upright images. The size that a file declares is compared with the limit and with the
//! length of the file before memory is allocated.

mod jpeg;
mod other;
mod shared;

use super::pixels::Image;
use crate::error::ImageError;
use image::ImageFormat;

pub(super) fn decode(bytes: &[u8]) -> Result<Image, ImageError> {
    if bytes.starts_with(&[0xff, 0xd8]) {
        return jpeg::decode(bytes);
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::WebP | ImageFormat::Bmp)) => {
            other::decode(bytes, format)
        }
        _ if bytes.is_empty() => Err(ImageError::Empty),
        _ => Err(ImageError::UnknownFormat),
    }
}
