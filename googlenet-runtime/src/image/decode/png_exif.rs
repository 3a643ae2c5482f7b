//! The orientation of PNG files: from their EXIF chunk, or from the text that ImageMagick and others write it to.

use super::shared;
use image::metadata::Orientation;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Most bytes of a text that are looked at; the orientation is among the first of EXIF data.
const MAX_TEXT: usize = 128 << 10;

/// Keywords of texts that hold EXIF data.
const KEYWORDS: [&[u8]; 2] = [b"Raw profile type exif", b"Raw profile type APP1"];

/// Returns the orientation that the chunks tell. An `eXIf` chunk counts before a text, as in Pillow. Of several texts with
/// EXIF data only the first is read, so that no file has many unpacked.
pub(super) fn orientation<'b>(
    chunks: impl Iterator<Item = ([u8; 4], Option<&'b [u8]>)>,
) -> Orientation {
    let mut first = None;
    for (name, data) in chunks {
        match (&name, data) {
            (b"eXIf", Some(data)) => return shared::orientation(Some(data)),
            (b"tEXt" | b"zTXt" | b"iTXt", Some(data)) if first.is_none() && has_exif(data) => {
                first = Some((name, data));
            }
            _ => {}
        }
    }
    let from_text = first.and_then(|(name, data)| profile(&text(&name, data)?));
    shared::orientation(from_text.as_deref())
}

/// Returns `true` if the keyword of a chunk of text says that it holds EXIF data.
fn has_exif(data: &[u8]) -> bool {
    let mut keywords = KEYWORDS.iter();
    keywords.any(|keyword| matches!(data.strip_prefix(*keyword), Some([0, ..])))
}

fn text(name: &[u8; 4], data: &[u8]) -> Option<Vec<u8>> {
    let (_keyword, rest) = split_at_zero(data)?;
    let (is_compressed, text) = match name {
        b"tEXt" => (false, rest),
        b"zTXt" => (true, rest.get(1..)?),
        _ => {
            let [flag, _method, rest @ ..] = rest else {
                return None;
            };
            let (_language, rest) = split_at_zero(rest)?;
            let (_keyword, text) = split_at_zero(rest)?;
            (*flag != 0, text)
        }
    };
    Some(match is_compressed {
        true => match decompress_to_vec_zlib_with_limit(text, MAX_TEXT) {
            Ok(text) => text,
            Err(wrong) => wrong.output,
        },
        false => text[..text.len().min(MAX_TEXT)].to_vec(),
    })
}

fn split_at_zero(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = data.iter().position(|byte| *byte == 0)?;
    Some((&data[..at], &data[at + 1..]))
}

/// Returns the EXIF data of a text in the form of ImageMagick: a line with the kind, a line with the length, and lines of
/// hexadecimal digits.
fn profile(text: &[u8]) -> Option<Vec<u8>> {
    let mut lines = text.trim_ascii_start().splitn(3, |byte| *byte == b'\n');
    let (_kind, len, digits) = (lines.next()?, lines.next()?, lines.next()?);
    let len: usize = std::str::from_utf8(len.trim_ascii()).ok()?.parse().ok()?;
    let mut digits = digits
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map_while(|byte| char::from(*byte).to_digit(16));
    let bytes = std::iter::from_fn(|| Some((digits.next()? << 4 | digits.next()?) as u8));
    Some(bytes.take(len).collect())
}
