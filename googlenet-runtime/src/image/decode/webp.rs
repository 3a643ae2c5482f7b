//! Decoding of WebP, lossy and lossless; of animations, the first frame.

use super::shared::{TABLES, check_decoded, damaged, field, orientation, said, upright};
use super::webp_codes;
use crate::error::ImageError;
use crate::image::convert;
use crate::image::info::{ImageInfo, ImageKind};
use crate::image::pixels::Image;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder};
use std::io::Cursor;

/// Largest number of pixels for each byte of lossy data: a macroblock of 16 x 16 pixels takes at least 2 bits, as the
/// code of its prediction does.
const MAX_PIXELS_OF_A_BYTE: u64 = 4 * 16 * 16;

/// Largest size of a part of lossy data, which the decoder takes memory for before it finds the part cut off.
const PART: u64 = 1 << 24;

/// Most bytes of tables of codes that a file may ask for. Files of libwebp have 2600 groups of codes at most, which take
/// less.
const MAX_TABLES: u64 = 128 << 20;

/// A chunk of a WebP file: its name, and its data, cut off where the file ends.
type Chunk<'b> = ([u8; 4], &'b [u8]);

/// What is decoded: the size of the whole image, and the chunks with the data of the pixels.
struct Parts<'b> {
    size: [u32; 2],
    has_alpha: bool,
    is_animated: bool,
    /// Data of the lossy colours, without transparency.
    lossy: Option<&'b [u8]>,
    exif: Option<&'b [u8]>,
    /// Number of bytes of the tables of codes for lossless data.
    tables: u64,
}

/// Reads the headers of a WebP file, of the whole and of the image or first frame inside.
pub(super) fn header(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    let parts = Parts::read(bytes)?;
    if parts.tables > MAX_TABLES {
        return Err(damaged("its tables of codes would take more than 128 MiB"));
    }
    let [width, height] = parts.size;
    let [wide, high] = parts.size.map(u64::from);
    let stored = wide * high;
    // The decoder's buffer for the result, with transparency if the file has it.
    let result = stored * if parts.has_alpha { 4 } else { 3 };
    // Of lossy colours, brightness of whole macroblocks and half as much for the colours.
    let macroblocks = wide.next_multiple_of(16) * high.next_multiple_of(16) * 3 / 2;
    // Lossless data is decoded with transparency, and with transforms for blocks of at least 4 x 4 pixels.
    let lossless = 4 * stored + 14 * wide.div_ceil(4) * high.div_ceil(4);
    let (lossy, parts_of_data) = match parts.lossy {
        Some(data) => (macroblocks, 2 * data.len() as u64 + PART),
        None => (0, 0),
    };
    let decoding = match (parts.is_animated, parts.has_alpha, parts.lossy) {
        // The frame, and all frames together.
        (true, ..) => result + (lossless + stored).max(5 * stored + lossy).max(8 * stored),
        (false, true, Some(_)) => result + lossy + lossless + stored,
        (false, false, Some(_)) => result + lossy,
        (false, ..) => result + lossless,
    };
    Ok(ImageInfo {
        kind: ImageKind::WebP,
        width,
        height,
        orientation: orientation(parts.exif),
        decoding: decoding + parts_of_data + parts.tables + bytes.len() as u64 + TABLES,
        // The decoder's buffer, and the turned pixels.
        turning: result + 3 * stored,
    })
}

pub(super) fn decode(bytes: &[u8], info: &ImageInfo) -> Result<Image, ImageError> {
    let end = u64::from(u32::from_le_bytes(field(bytes, 4)?)) + 8;
    let is_whole = |(_, data): Chunk<'_>, len: usize| data.len() == len;
    if end > bytes.len() as u64
        || !chunks(&bytes[..end as usize], 12).all(|(chunk, len)| is_whole(chunk, len))
    {
        return Err(ImageError::CutOff);
    }
    if let Some(data) = Parts::read(bytes)?.lossy {
        let pixels = u64::from(info.width) * u64::from(info.height);
        if pixels > (data.len() as u64 + 16) * MAX_PIXELS_OF_A_BYTE {
            return Err(ImageError::CutOff);
        }
    }
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(said)?;
    check_decoded(decoder.dimensions(), info)?;
    let image = DynamicImage::from_decoder(decoder).map_err(said)?;
    let (channels, pixels) = convert::opaque(image);
    upright(channels, pixels, info)
}

impl<'b> Parts<'b> {
    fn read(bytes: &'b [u8]) -> Result<Parts<'b>, ImageError> {
        let mut parts = Parts {
            size: [0; 2],
            has_alpha: false,
            is_animated: false,
            lossy: None,
            exif: None,
            tables: 0,
        };
        let mut all = chunks(bytes, 12).map(|(chunk, _)| chunk);
        match all.next().ok_or(ImageError::CutOff)? {
            chunk @ (_, data) if chunk.0 == *b"VP8X" => {
                let [flags] = field(data, 0)?;
                parts.has_alpha = flags & 0x10 != 0;
                parts.is_animated = flags & 2 != 0;
                parts.size = [size_of_24_bits(data, 4)?, size_of_24_bits(data, 7)?];
            }
            chunk => {
                parts.size = parts
                    .take(chunk)?
                    .ok_or_else(|| damaged("it has no image"))?;
                return Ok(parts);
            }
        }
        let mut is_found = false;
        for chunk in all {
            match &chunk.0 {
                b"EXIF" => parts.exif = parts.exif.or(Some(chunk.1)),
                b"ALPH" if !parts.is_animated => parts.alpha(chunk.1, parts.size),
                b"VP8 " | b"VP8L" if !parts.is_animated && !is_found => {
                    is_found = true;
                    let size = parts.take(chunk)?;
                    parts.check_inner(size, parts.size)?;
                }
                b"ANMF" if parts.is_animated && !is_found => {
                    is_found = true;
                    parts.first_frame(chunk.1)?;
                }
                _ => {}
            }
        }
        Ok(parts)
    }

    /// Reads the first frame of an animation.
    fn first_frame(&mut self, data: &'b [u8]) -> Result<(), ImageError> {
        let frame = [size_of_24_bits(data, 6)?, size_of_24_bits(data, 9)?];
        if (0..2).any(|axis| frame[axis] > self.size[axis]) {
            return Err(damaged("its first frame is larger than the whole"));
        }
        // Transparency may come before the colours.
        for (chunk, _) in chunks(data, 16).take(2) {
            if chunk.0 == *b"ALPH" {
                self.alpha(chunk.1, frame);
            } else if let Some(size) = self.take(chunk)? {
                self.check_inner(Some(size), frame)?;
                break;
            }
        }
        Ok(())
    }

    /// Reads the header of colours, and returns their size; `None` for another chunk.
    fn take(&mut self, (name, data): Chunk<'b>) -> Result<Option<[u32; 2]>, ImageError> {
        match &name {
            b"VP8 " => {
                self.lossy = Some(data);
                let [width, height] = [6, 8].map(|at| field(data, at).map(u16::from_le_bytes));
                Ok(Some([width?, height?].map(|size| u32::from(size & 0x3fff))))
            }
            b"VP8L" => {
                let sizes = u32::from_le_bytes(field(data, 1)?);
                self.has_alpha |= sizes & (1 << 28) != 0;
                let size = [sizes, sizes >> 14].map(|size| (size & 0x3fff) + 1);
                self.tables += webp_codes::bytes(&data[5..], size, MAX_TABLES);
                Ok(Some(size))
            }
            _ => Ok(None),
        }
    }

    /// Reads the header of transparency, for colours of this size.
    fn alpha(&mut self, data: &[u8], size: [u32; 2]) {
        if let Some((method, data)) = data.split_first()
            && method & 3 == 1
        {
            self.tables += webp_codes::bytes(data, size, MAX_TABLES);
        }
    }

    /// Checks the size of colours, which the decoder would find out when it has decoded them.
    fn check_inner(&self, size: Option<[u32; 2]>, expected: [u32; 2]) -> Result<(), ImageError> {
        match size {
            Some(size) if size != expected => Err(damaged("it has several sizes")),
            _ => Ok(()),
        }
    }
}

/// Returns the size that a field of three bytes holds, 1 less than it is.
fn size_of_24_bits(data: &[u8], at: usize) -> Result<u32, ImageError> {
    let [a, b, c] = field(data, at)?;
    Ok(u32::from_le_bytes([a, b, c, 0]) + 1)
}

/// Returns the chunks from `at` on, each with the length that it says.
fn chunks(bytes: &[u8], mut at: usize) -> impl Iterator<Item = (Chunk<'_>, usize)> {
    std::iter::from_fn(move || {
        let (name, len) = (field(bytes, at).ok()?, field(bytes, at + 4).ok()?);
        let len = usize::try_from(u32::from_le_bytes(len)).ok()?;
        let data = &bytes[at + 8..];
        at = at.checked_add(8)?.checked_add(len)?.checked_add(len % 2)?;
        Some(((name, &data[..len.min(data.len())]), len))
    })
}
