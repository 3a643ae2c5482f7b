//! PNG, WebP and BMP.

use super::{CUT_OFF, upright};
use crate::picture::{Picture, check_size, convert};
use googlenet_dsl::preprocess::MAX_PIXELS;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// DEFLATE packs at most so many bytes into one.
const MAX_DEFLATE: u64 = 1032;

/// The most bytes of a decoded pixel: four channels of 16 bits.
const MAX_PIXEL_BYTES: u64 = 8;

pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<Picture, String> {
    let whole = match format {
        ImageFormat::Png => whole_png(bytes),
        ImageFormat::WebP => whole_webp(bytes),
        _ => true,
    };
    if !whole {
        return Err(CUT_OFF.into());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * MAX_PIXEL_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let pixels = u64::from(width) * u64::from(height);
    let enough = match format {
        // At least one bit a pixel.
        ImageFormat::Png => pixels / 8 <= bytes.len() as u64 * MAX_DEFLATE,
        _ => true,
    };
    if !enough {
        return Err(CUT_OFF.into());
    }
    // A picture whose orientation cannot be read is taken as it stands.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    convert::plain(upright(picture, orientation))
}

/// Whether the chunks of a PNG file go on to the last one.
fn whole_png(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    // Length, name, data, checksum.
    while let [a, b, c, d, name @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        if name.starts_with(b"IEND") {
            return true;
        }
        match length.checked_add(8).and_then(|end| name.get(end..)) {
            Some(next) => rest = next,
            None => return false,
        }
    }
    false
}

/// Whether a WebP file is as long as it says.
fn whole_webp(bytes: &[u8]) -> bool {
    let Some([a, b, c, d]) = bytes.get(4..8) else {
        return false;
    };
    let length = u64::from(u32::from_le_bytes([*a, *b, *c, *d]));
    length + 8 <= bytes.len() as u64
}
