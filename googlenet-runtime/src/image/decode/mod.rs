//! Decoding of image files to upright images. Before memory for the pixels is allocated, the declared size is compared
//! with the limit [`MAX_PIXELS`](googlenet_dsl::value::MAX_PIXELS), and for JPEG and PNG also with the largest number
//! of pixels that a file of this length can hold.

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
