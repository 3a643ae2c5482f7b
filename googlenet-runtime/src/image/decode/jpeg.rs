//! Decoding of JPEG, baseline and progressive, with grey, YCbCr, RGB, CMYK or YCCK components.

use super::shared::{damaged, upright};
use crate::error::ImageError;
use crate::image::convert;
use crate::image::pixels::{Image, check_size};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Largest number of pixels for each byte of a JPEG file, as a block of 8 x 8 pixels takes at least one bit. A file
/// that declares more pixels is reported as cut off.
const MAX_PIXELS_OF_A_BYTE: u64 = 8 * 64;

pub(super) fn decode(bytes: &[u8]) -> Result<Image, ImageError> {
    check_whole(bytes)?;
    // In strict mode damaged data is an error instead of a grey area.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(said)?;
    let (width, height) = decoder
        .dimensions()
        .ok_or_else(|| damaged("it has no size"))?;
    let [width, height] = [width, height].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
    check_size(width, height)?;
    if u64::from(width) * u64::from(height) > bytes.len() as u64 * MAX_PIXELS_OF_A_BYTE {
        return Err(ImageError::CutOff);
    }
    let space = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        // CMYK and YCCK are converted as well; Adobe's inverted values are assumed, as in Pillow.
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let pixels = decoder.decode().map_err(said)?;
    let image = match space {
        ColorSpace::Luma => {
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        _ => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
    };
    let image = image.ok_or_else(|| damaged("its pixels are not as many as it says"))?;
    let exif = decoder.exif();
    let orientation = exif.and_then(|exif| Orientation::from_exif_chunk(exif));
    convert::opaque(upright(
        image,
        orientation.unwrap_or(Orientation::NoTransforms),
    ))
}

fn said(error: DecodeErrors) -> ImageError {
    match error {
        DecodeErrors::ExhaustedData => ImageError::CutOff,
        other => damaged(format!("{other:?}").trim_matches('"')),
    }
}

/// Checks that the segments of a JPEG file lead to a first scan (`SOS`), and that an end marker (`EOI`) follows
/// anywhere behind the header of that scan; the contents are not checked. The decoder would decode a file that ends
/// early to an image whose last rows are grey.
fn check_whole(bytes: &[u8]) -> Result<(), ImageError> {
    let mut at = 2;
    loop {
        // Any number of bytes 0xff may precede a marker.
        let marker = match bytes.get(at..at + 2) {
            Some([0xff, 0xff]) => {
                at += 1;
                continue;
            }
            Some([0xff, marker]) => *marker,
            Some(_) => {
                return Err(damaged(
                    "expected segments before the first scan, got other bytes",
                ));
            }
            None => return Err(ImageError::CutOff),
        };
        at += 2;
        match marker {
            // These markers have no length.
            0x01 | 0xd0..=0xd8 => continue,
            0xd9 => return Err(damaged("it ends before its first scan")),
            _ => {}
        }
        let Some([high, low]) = bytes.get(at..at + 2) else {
            return Err(ImageError::CutOff);
        };
        at += usize::from(u16::from_be_bytes([*high, *low])).max(2);
        if at > bytes.len() {
            return Err(ImageError::CutOff);
        }
        if marker == 0xda {
            break;
        }
    }
    // Inside a scan, 0xff is always followed by 0x00 or belongs to a marker.
    match bytes[at..].windows(2).any(|pair| pair == [0xff, 0xd9]) {
        true => Ok(()),
        false => Err(ImageError::CutOff),
    }
}
