//! Decoding of JPEG, baseline and progressive, with grey, YCbCr, RGB, CMYK or YCCK components.

mod frame;
mod segments;
mod stream;

use super::shared::{TABLES, check_decoded, damaged, orientation, upright};
use crate::error::ImageError;
use crate::image::info::{ImageInfo, ImageKind};
use crate::image::pixels::{Image, ImageWarning};
use frame::Frame;
use jpeg_decoder::{ColorTransform, Decoder, Error};
use segments::Segments;
use stream::Stream;

/// Largest number of pixels for each byte of a JPEG file, as a block of 8 x 8 pixels takes at least one bit. A file
/// that declares more pixels is reported as cut off.
const MAX_PIXELS_OF_A_BYTE: u64 = 8 * 64;

/// Reads the segments of a JPEG file up to the header of its first scan (`SOS`).
pub(super) fn header(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    let mut segments = Segments::of(bytes);
    let (mut frame, mut exif) = (None, None);
    while let Some(segment) = segments.next()? {
        match segment.marker {
            0xda => {
                let frame: Frame = frame.ok_or_else(|| damaged("it has no size"))?;
                return Ok(info(&frame, bytes.len(), exif));
            }
            marker if Frame::is_marker(marker) && frame.is_none() => {
                frame = Some(Frame::read(marker, segment.data)?);
            }
            0xe1 => exif = exif.or(segment.data.strip_prefix(b"Exif\0\0")),
            _ => {}
        }
    }
    Err(damaged("it ends before its first scan"))
}

fn info(frame: &Frame, len: usize, exif: Option<&[u8]>) -> ImageInfo {
    let channels = if frame.components.len() == 1 { 1 } else { 3 };
    let (width, height) = (u32::from(frame.width), u32::from(frame.height));
    ImageInfo {
        kind: ImageKind::Jpeg,
        width,
        height,
        orientation: orientation(exif),
        // The file is copied without its metadata.
        decoding: frame.memory() + 3 * len as u64 + TABLES,
        turning: 2
            * channels.max(frame.components.len() as u64)
            * u64::from(width)
            * u64::from(height),
    }
}

pub(super) fn decode(bytes: &[u8], info: &ImageInfo) -> Result<Image, ImageError> {
    let pixels = u64::from(info.width) * u64::from(info.height);
    if pixels > bytes.len() as u64 * MAX_PIXELS_OF_A_BYTE {
        return Err(ImageError::CutOff);
    }
    let Stream {
        bytes,
        colors,
        has_end,
    } = Stream::read(bytes)?;
    let mut decoder = Decoder::new(&bytes[..]);
    decoder.set_color_transform(colors);
    let decoded = decoder.decode();
    let size = decoder
        .info()
        .map(|info| (info.width.into(), info.height.into()));
    drop(decoder);
    drop(bytes);
    let pixels = decoded.map_err(|error| match has_end {
        true => said(&error),
        false => ImageError::CutOff,
    })?;
    check_decoded(size.unwrap_or_default(), info)?;
    let (channels, pixels) = match colors {
        ColorTransform::Grayscale => (1, pixels),
        ColorTransform::CMYK | ColorTransform::YCCK => (3, without_black(pixels)),
        _ => (3, pixels),
    };
    let mut image = upright(channels, pixels, info)?;
    image.warning = (!has_end).then_some(ImageWarning::NoEndMarker);
    Ok(image)
}

/// Converts pixels of cyan, magenta, yellow and black to RGB in place. Adobe's inverted values are assumed, as in Pillow.
fn without_black(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for at in 0..count {
        let light = |channel| u32::from(255 - pixels[4 * at + channel]);
        let rgb = [0, 1, 2].map(|channel| ((light(channel) * light(3) + 127) / 255) as u8);
        pixels[3 * at..3 * at + 3].copy_from_slice(&rgb);
    }
    pixels.truncate(3 * count);
    pixels
}

fn said(error: &Error) -> ImageError {
    match error {
        Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => ImageError::CutOff,
        Error::Io(_) | Error::Internal(_) => damaged("no thread could be started for decoding it"),
        _ => damaged("its data is damaged, or ends early"),
    }
}
