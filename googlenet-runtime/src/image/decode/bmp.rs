//! Decoding of BMP.

use super::shared::{TABLES, check_decoded, damaged, field, said, upright};
use crate::error::ImageError;
use crate::image::convert;
use crate::image::info::{ImageInfo, ImageKind};
use crate::image::pixels::Image;
use image::codecs::bmp::BmpDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};
use std::io::Cursor;

/// Reads the header of a BMP file.
pub(super) fn header(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    let (width, height) = match u32::from_le_bytes(field(bytes, 14)?) {
        // The oldest header has sizes of 16 bits.
        12 => [18, 20]
            .map(|at| field(bytes, at).map(u16::from_le_bytes).map(u32::from))
            .into(),
        _ => {
            let [width, height] = [18, 22].map(|at| field(bytes, at).map(i32::from_le_bytes));
            if width.as_ref().is_ok_and(|width| *width < 0) {
                return Err(damaged("its width is below 0"));
            }
            // A negative height means rows from the top.
            (width.map(i32::unsigned_abs), height.map(i32::unsigned_abs))
        }
    };
    let (width, height) = (width?, height?);
    let (bits, compression) = rows(bytes)?;
    if !matches!(bits, 1 | 2 | 4 | 8 | 16 | 24 | 32) {
        return Err(damaged(format!(
            "it has {bits} bits a pixel, which is not supported"
        )));
    }
    match compression {
        0..=3 | 6 => {}
        4 => return Err(damaged("it holds a JPEG, which is not supported")),
        5 => return Err(damaged("it holds a PNG, which is not supported")),
        other => {
            return Err(damaged(format!(
                "its rows are compressed in the way {other}, which is not supported"
            )));
        }
    }
    let channels = if bits == 32 { 4 } else { 3 };
    let pixels = u64::from(width) * u64::from(height);
    Ok(ImageInfo {
        kind: ImageKind::Bmp,
        width,
        height,
        orientation: Orientation::NoTransforms,
        decoding: pixels
            .saturating_mul(channels)
            .saturating_add(4 * u64::from(width) + TABLES),
        turning: 0,
    })
}

pub(super) fn decode(bytes: &[u8], info: &ImageInfo) -> Result<Image, ImageError> {
    check_whole(bytes, info)?;
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(said)?;
    check_decoded(decoder.dimensions(), info)?;
    let image = DynamicImage::from_decoder(decoder).map_err(said)?;
    let (channels, pixels) = convert::opaque(image);
    upright(channels, pixels, info)
}

/// Checks that the file holds all rows, unless they are compressed.
fn check_whole(bytes: &[u8], info: &ImageInfo) -> Result<(), ImageError> {
    let (bits, compression) = rows(bytes)?;
    // 0 are plain rows, 3 those with masks of colours.
    if !matches!(compression, 0 | 3) {
        return Ok(());
    }
    let start = u64::from(u32::from_le_bytes(field(bytes, 10)?));
    let row = u64::from(info.width) * u64::from(bits);
    // The last row may end without the bytes that fill it up.
    let all = row.div_ceil(32) * 4 * u64::from(info.height - 1) + row.div_ceil(8);
    match start + all <= bytes.len() as u64 {
        true => Ok(()),
        false => Err(ImageError::CutOff),
    }
}

/// Returns the number of bits of a pixel, and how rows are compressed.
fn rows(bytes: &[u8]) -> Result<(u16, u32), ImageError> {
    Ok(match u32::from_le_bytes(field(bytes, 14)?) {
        12 => (u16::from_le_bytes(field(bytes, 24)?), 0),
        _ => (
            u16::from_le_bytes(field(bytes, 28)?),
            u32::from_le_bytes(field(bytes, 30)?),
        ),
    })
}
