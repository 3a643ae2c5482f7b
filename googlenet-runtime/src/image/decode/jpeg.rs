//! Decoding of JPEG, baseline and progressive, with grey, YCbCr, RGB, CMYK or YCCK components.

use super::shared::{TABLES, check_decoded, damaged, orientation, upright};
use crate::error::ImageError;
use crate::image::info::{ImageInfo, ImageKind};
use crate::image::pixels::Image;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Largest number of pixels for each byte of a JPEG file, as a block of 8 x 8 pixels takes at least one bit. A file
/// that declares more pixels is reported as cut off.
const MAX_PIXELS_OF_A_BYTE: u64 = 8 * 64;

/// What the segments before the data of a JPEG file say.
pub(super) struct Header {
    pub(super) info: ImageInfo,
    /// Offset of the data behind the header of the first scan.
    data: usize,
}

/// Reads the segments of a JPEG file up to the header of its first scan (`SOS`).
pub(super) fn header(bytes: &[u8]) -> Result<Header, ImageError> {
    let mut at = 2;
    let (mut frame, mut exif) = (None, None);
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
        let end = at + usize::from(u16::from_be_bytes([*high, *low])).max(2);
        let Some(segment) = bytes.get(at + 2..end) else {
            return Err(ImageError::CutOff);
        };
        at = end;
        match marker {
            0xda => {
                let frame: &[u8] = frame.ok_or_else(|| damaged("it has no size"))?;
                let scan = segment.first().copied().unwrap_or_default();
                let info = info(frame, scan, bytes.len(), exif)?;
                return Ok(Header { info, data: at });
            }
            // All kinds of frames; the others of these markers are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                frame = frame.or(bytes.get(end - segment.len() - 3..end));
            }
            0xe1 => exif = segment.strip_prefix(b"Exif\0\0").or(exif),
            _ => {}
        }
    }
}

/// Returns what a frame says. `frame` is its marker, length and contents, `scan` the number of components in the first
/// scan, `len` the length of the file.
fn info(frame: &[u8], scan: u8, len: usize, exif: Option<&[u8]>) -> Result<ImageInfo, ImageError> {
    let [marker, _, _, _, a, b, c, d, count, components @ ..] = frame else {
        return Err(damaged("its frame has no size"));
    };
    let [height, width] = [[*a, *b], [*c, *d]].map(|size| u64::from(u16::from_be_bytes(size)));
    let mut samplings: Vec<[u64; 2]> = components
        .chunks_exact(3)
        .take(usize::from(*count))
        .map(|component| [component[1] >> 4, component[1] & 15].map(u64::from))
        .collect();
    // The sampling of a single component means nothing.
    if let [alone] = &mut samplings[..] {
        *alone = [1, 1];
    }
    let most = |axis: usize| samplings.iter().map(|sampling| sampling[axis]).max();
    let [across, down] = [0, 1].map(|axis| most(axis).unwrap_or(1).max(1));
    let [columns, rows] = [width.div_ceil(8 * across), height.div_ceil(8 * down)];
    // Coefficients of 16 bits, of all blocks, if their scans follow each other.
    let is_sequence = *marker == 0xc2 || scan < *count;
    let blocks: u64 = samplings.iter().map(|[h, v]| columns * h * rows * v).sum();
    let coefficients = if is_sequence { blocks * 64 * 2 } else { 0 };
    let held = held(width, &samplings, [across, down]);
    let pixels = width * height * if *count == 1 { 1 } else { 3 };
    Ok(ImageInfo {
        kind: ImageKind::Jpeg,
        width: width as u32,
        height: height as u32,
        orientation: orientation(exif),
        // Metadata of the file is copied.
        decoding: pixels + coefficients + held + 2 * len as u64 + TABLES,
        turning: 2 * pixels,
    })
}

/// Returns the largest number of bytes of the rows that the decoder holds, for components of the given samplings (across
/// and down), of which `most` are the largest.
fn held(width: u64, samplings: &[[u64; 2]], most: [u64; 2]) -> u64 {
    let upsampled = most[0] * most[1];
    let (mut bytes, mut widest, mut across) = (0, 0, 1);
    for [h, v] in samplings {
        // The decoder lays out a component before it knows the samplings of those behind it.
        across = across.max(*h);
        let row = h * 8 * width.div_ceil(8 * across) * 2;
        // A row of blocks and, with subsampling, rows of their values at both edges and upsampled rows.
        bytes += row * 8 * v;
        if upsampled > 1 {
            bytes +=
                row * (2 * v + v * upsampled + 8 * upsampled * if *h * *v > 1 { 2 } else { 1 });
            bytes += row * 16 * v;
        }
        widest = widest.max(row);
    }
    bytes + if upsampled > 1 { 8 * widest } else { 0 }
}

pub(super) fn decode(bytes: &[u8], info: &ImageInfo) -> Result<Image, ImageError> {
    check_whole(bytes)?;
    let pixels = u64::from(info.width) * u64::from(info.height);
    if pixels > bytes.len() as u64 * MAX_PIXELS_OF_A_BYTE {
        return Err(ImageError::CutOff);
    }
    // In strict mode damaged data is an error instead of a grey area.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(said)?;
    let size = decoder.dimensions().unwrap_or_default();
    let size = [size.0, size.1].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
    check_decoded(size.into(), info)?;
    let (space, channels) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, 1),
        // CMYK and YCCK are converted as well; Adobe's inverted values are assumed, as in Pillow.
        _ => (ColorSpace::RGB, 3),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let pixels = decoder.decode().map_err(said)?;
    drop(decoder);
    upright(channels, pixels, info)
}

fn said(error: DecodeErrors) -> ImageError {
    match error {
        DecodeErrors::ExhaustedData => ImageError::CutOff,
        other => damaged(format!("{other:?}").trim_matches('"')),
    }
}

/// Checks that an end marker (`EOI`) follows anywhere behind the header of the first scan; the contents are not
/// checked. The decoder would decode a file that ends early to an image whose last rows are grey.
fn check_whole(bytes: &[u8]) -> Result<(), ImageError> {
    let data = header(bytes)?.data;
    // Inside a scan, 0xff is always followed by 0x00 or belongs to a marker.
    match bytes[data..].windows(2).any(|pair| pair == [0xff, 0xd9]) {
        true => Ok(()),
        false => Err(ImageError::CutOff),
    }
}
