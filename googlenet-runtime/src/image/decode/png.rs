//! Decoding of PNG, row by row, so that memory is taken for 8-bit channels without transparency alone.

use super::png_exif;
use super::shared::{TABLES, check_decoded, damaged, field, upright};
use crate::error::ImageError;
use crate::image::info::{ImageInfo, ImageKind};
use crate::image::pixels::Image;
use png::{BitDepth, Decoder, DecodingError, InterlaceInfo, Limits, Transformations};
use std::io::{Cursor, ErrorKind};

/// Largest number of bytes that one byte of DEFLATE data, the compression of PNG, expands to.
const MAX_DEFLATE: u64 = 1032;

/// Reads the header of a PNG file, and the orientation that one of its chunks tells.
pub(super) fn header(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    let first = field::<4>(bytes, 12)?;
    let [width, height] = [16, 20].map(|at| field(bytes, at).map(u32::from_be_bytes));
    let (width, height) = (width?, height?);
    let [depth, color, ..] = field::<5>(bytes, 24)?;
    if first != *b"IHDR" {
        return Err(damaged("it does not begin with a header"));
    }
    let depths: &[u8] = match color {
        0 => &[1, 2, 4, 8, 16],
        2 | 4 | 6 => &[8, 16],
        3 => &[1, 2, 4, 8],
        _ => &[],
    };
    if !depths.contains(&depth) {
        return Err(damaged(format!(
            "no PNG has {depth} bits a channel with the colour type {color}"
        )));
    }
    let (wide, rows) = (u64::from(width), u64::from(height));
    let samples = match color {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let channels = if matches!(color, 0 | 4) { 1 } else { 3 };
    let row = (wide * samples * u64::from(depth)).div_ceil(8) + 1;
    // The decoder holds some rows, as they are stored, in a buffer that may double; a row with expanded values; a row
    // without transparency.
    let held = 3 * (5 * row).min(rows.saturating_mul(row)) + row + (8 + 3) * wide;
    let pixels = wide.saturating_mul(rows).saturating_mul(channels);
    Ok(ImageInfo {
        kind: ImageKind::Png,
        width,
        height,
        orientation: png_exif::orientation(chunks(bytes)),
        decoding: pixels.saturating_add(held + 2 * TABLES),
        turning: pixels.saturating_mul(2),
    })
}

pub(super) fn decode(bytes: &[u8], info: &ImageInfo) -> Result<Image, ImageError> {
    let pixels = u64::from(info.width) * u64::from(info.height);
    let whole = chunks(bytes).any(|(name, data)| name == *b"IEND" && data.is_some());
    // A pixel takes at least one bit.
    if !whole || pixels / 8 > bytes.len() as u64 * MAX_DEFLATE {
        return Err(ImageError::CutOff);
    }
    // Of what is limited here, only chunks are left, which are no longer than the file.
    let limits = Limits {
        bytes: usize::try_from(info.decoding)
            .unwrap_or(usize::MAX)
            .saturating_add(bytes.len()),
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(said)?;
    check_decoded(reader.info().size(), info)?;
    let (color, depth) = reader.output_color_type();
    let (samples, value) = (
        color.samples(),
        if depth == BitDepth::Sixteen { 2 } else { 1 },
    );
    let channels = if samples <= 2 { 1 } else { 3 };
    let stride = info.width as usize * channels;
    let mut pixels = Vec::with_capacity(stride * info.height as usize);
    if reader.info().interlaced {
        pixels.resize(stride * info.height as usize, 0);
        let mut line = Vec::with_capacity(stride);
        while let Some(row) = reader.next_interlaced_row().map_err(said)? {
            line.clear();
            narrow(row.data(), samples, value, &mut line);
            if let InterlaceInfo::Adam7(place) = row.interlace() {
                png::expand_interlaced_row(&mut pixels, stride, &line, place, 8 * channels as u8);
            }
        }
    } else {
        while let Some(row) = reader.next_row().map_err(said)? {
            narrow(row.data(), samples, value, &mut pixels);
        }
    }
    drop(reader);
    upright(channels as u32, pixels, info)
}

/// Appends the values of a row that the image keeps: the first channel of grey pixels, the first three of colours, as 8
/// bits; of values of two bytes the upper one, as Pillow does. A pixel of the row has `samples` values of `value` bytes.
fn narrow(row: &[u8], samples: usize, value: usize, to: &mut Vec<u8>) {
    match (samples, value) {
        (1, 1) | (3, 1) => to.extend_from_slice(row),
        (1, _) => keep::<2, 1, 2>(row, to),
        (2, 1) => keep::<2, 1, 1>(row, to),
        (2, _) => keep::<4, 1, 2>(row, to),
        (3, _) => keep::<6, 3, 2>(row, to),
        (_, 1) => keep::<4, 3, 1>(row, to),
        _ => keep::<8, 3, 2>(row, to),
    }
}

/// Appends `KEPT` bytes of each pixel of `ALL` bytes, the first and each `STEP` bytes on.
fn keep<const ALL: usize, const KEPT: usize, const STEP: usize>(row: &[u8], to: &mut Vec<u8>) {
    let (pixels, _) = row.as_chunks::<ALL>();
    let kept = |pixel: &[u8; ALL]| std::array::from_fn::<u8, KEPT, _>(|at| pixel[at * STEP]);
    to.extend(pixels.iter().flat_map(kept));
}

fn said(error: DecodingError) -> ImageError {
    match error {
        DecodingError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            ImageError::CutOff
        }
        DecodingError::LimitsExceeded => damaged("a chunk is larger than the file lets expect"),
        _ => damaged("its data is damaged"),
    }
}

/// Returns name and data of the chunks of a PNG file, by their lengths; of the last one, without data if the file ends
/// inside of it. Checksums are not checked.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], Option<&[u8]>)> {
    let mut rest = bytes.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        // A chunk is length, name, data, checksum.
        let [a, b, c, d, e, f, g, h, data @ ..] = rest else {
            return None;
        };
        let name = [*e, *f, *g, *h];
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let next = length.checked_add(4).and_then(|end| data.get(end..));
        rest = next.unwrap_or_default();
        Some((name, next.map(|_| &data[..length])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_dropped_not_mixed() {
        let narrowed = |row: &[u8], samples, value| {
            let mut kept = Vec::new();
            narrow(row, samples, value, &mut kept);
            kept
        };
        assert_eq!(narrowed(&[7, 8], 1, 1), [7, 8]);
        assert_eq!(narrowed(&[7, 0, 8, 255], 2, 1), [7, 8]);
        assert_eq!(narrowed(&[1, 2, 3], 3, 1), [1, 2, 3]);
        assert_eq!(
            narrowed(&[1, 2, 3, 0, 4, 5, 6, 255], 4, 1),
            [1, 2, 3, 4, 5, 6]
        );
        assert_eq!(narrowed(&[0x12, 0x34, 0xff, 0x80], 1, 2), [0x12, 0xff]);
        assert_eq!(
            narrowed(&[0x12, 0x34, 0, 0, 0xff, 0x80, 0xff, 0xff], 2, 2),
            [0x12, 0xff]
        );
        assert_eq!(
            narrowed(&[1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], 3, 2),
            [1, 2, 3, 4, 5, 6]
        );
        assert_eq!(narrowed(&[1, 0, 2, 0, 3, 0, 4, 0], 4, 2), [1, 2, 3]);
    }
}
