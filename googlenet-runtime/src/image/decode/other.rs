//! Decoding of PNG, WebP and BMP.

use super::shared::{damaged, upright};
use crate::error;
use crate::image::convert;
use crate::image::pixels::{Image, check_size};
use googlenet_dsl::value::MAX_PIXELS;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::{Cursor, ErrorKind};

/// Largest number of bytes that one byte of DEFLATE data, the compression of PNG, expands to.
const MAX_DEFLATE: u64 = 1032;

/// Largest size of a decoded pixel in bytes: four channels of 16 bits.
const MAX_PIXEL_BYTES: u64 = 8;

pub(super) fn decode(bytes: &[u8], format: ImageFormat) -> Result<Image, error::ImageError> {
    let whole = match format {
        ImageFormat::Png => whole_png(bytes),
        ImageFormat::WebP => whole_webp(bytes),
        _ => true,
    };
    if !whole {
        return Err(error::ImageError::CutOff);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * MAX_PIXEL_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(said)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let pixels = u64::from(width) * u64::from(height);
    let enough = match format {
        // A pixel takes at least one bit.
        ImageFormat::Png => pixels / 8 <= bytes.len() as u64 * MAX_DEFLATE,
        _ => true,
    };
    if !enough {
        return Err(error::ImageError::CutOff);
    }
    // If the orientation cannot be read, the image is taken as stored.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(said)?;
    convert::opaque(upright(image, orientation))
}

fn said(error: ImageError) -> error::ImageError {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            error::ImageError::CutOff
        }
        other => damaged(other.to_string()),
    }
}

/// Returns `true` if the chunks of a PNG file lead, by their lengths, to a complete `IEND` chunk, the last one of an
/// image. Checksums and contents are not checked.
fn whole_png(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    // A chunk is length, name, data, checksum.
    while let [a, b, c, d, name @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let last = name.starts_with(b"IEND");
        match length.checked_add(8).and_then(|end| name.get(end..)) {
            Some(_) if last => return true,
            Some(next) => rest = next,
            None => return false,
        }
    }
    false
}

/// Returns `true` if a WebP file is at least as long as its header declares and contains each of its chunks in full.
/// The decoder allocates memory for chunks by their declared lengths. Contents are not checked.
fn whole_webp(bytes: &[u8]) -> bool {
    let length = |at: usize| {
        let [a, b, c, d] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()
    };
    let Some(end) = length(4).and_then(|length| length.checked_add(8)) else {
        return false;
    };
    let mut at = 12;
    while at + 8 <= end.min(bytes.len()) {
        let next = length(at + 4).and_then(|length| (at + 8).checked_add(length));
        match next {
            Some(next) if next <= bytes.len() => at = next + next % 2,
            _ => return false,
        }
    }
    end <= bytes.len()
}
