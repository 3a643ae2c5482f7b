//! Reading and writing of the header of a `.npy` file: all bytes in front of the values of the array (magic, version,
//! length of the header text, header text).

use super::literal::{Literal, literal};
use std::io::{self, Read};

/// Largest accepted length in bytes of the header text, without magic, version and length. The text of an array that
/// fits a network is about 100 bytes long.
const MAX_BYTES: usize = 4096;

/// Alignment in bytes of the first value: written headers are padded so that their size is a multiple of it. Files that
/// are read need not be aligned.
const ALIGN: usize = 64;

/// The decoded header of an array. Its element type and sizes are valid by themselves; whether they fit a network and
/// the length of the file is left to the caller.
pub(super) struct Header {
    /// Sizes of the axes, first axis first, as the header lists them; each may be 0. The product of those above 0 is
    /// below 2^64.
    pub(super) dims: Vec<u64>,
    /// `true` for Fortran order (neighbouring values differ in their index along the first axis), `false` for C order
    /// (along the last axis).
    pub(super) is_fortran: bool,
    /// Size of a value in bytes: 4 (`f32`) or 8 (`f64`).
    pub(super) item_size: u64,
    pub(super) is_big_endian: bool,
    /// Size in bytes of everything in front of the values, which is also the offset of the first value in the file.
    pub(super) bytes: u64,
}

/// Reads and checks a header, and leaves the stream at the first value.
///
/// # Errors
/// A message if the stream ends or fails, if the version is none of 1.0, 2.0 and 3.0, if the header text is longer than
/// [`MAX_BYTES`] or not the expected dictionary, if the values are not 32- or 64-bit floats, or if the sizes multiply
/// to 2^64 or more.
pub(super) fn read(stream: &mut impl Read) -> Result<Header, String> {
    let bytes = bytes(stream)?;
    let start = if bytes[6] == 1 { 10 } else { 12 };
    let Literal::Fields(fields) = literal(&bytes[start..])? else {
        return Err("the header is not a dictionary".into());
    };
    let field = |name: &str| {
        let found = fields.iter().rfind(|(known, _)| known == name);
        found
            .map(|(_, value)| value)
            .ok_or_else(|| format!("its header has no `{name}`"))
    };
    let (item_size, is_big_endian) = match field("descr")? {
        Literal::Text(text) => match text.as_str() {
            "<f4" => (4, false),
            "<f8" => (8, false),
            ">f4" => (4, true),
            ">f8" => (8, true),
            "=f4" => (4, cfg!(target_endian = "big")),
            "=f8" => (8, cfg!(target_endian = "big")),
            _ => return Err(format!("expected 32- or 64-bit floats, got `{text}`")),
        },
        _ => return Err("expected 32- or 64-bit floats, got records".into()),
    };
    let Literal::Truth(is_fortran) = *field("fortran_order")? else {
        return Err("its `fortran_order` is neither True nor False".into());
    };
    let dims = match field("shape")? {
        Literal::Items(items) => items.iter().map(|item| match item {
            Literal::Number(size) => Ok(*size),
            _ => Err("its `shape` holds what is no integer".to_owned()),
        }),
        _ => return Err("its `shape` is no tuple".into()),
    };
    let dims = dims.collect::<Result<Vec<u64>, String>>()?;
    let product = dims
        .iter()
        .try_fold(1_u64, |product, size| product.checked_mul((*size).max(1)));
    product.ok_or("its sizes are beyond 2^64")?;
    Ok(Header {
        dims,
        is_fortran,
        item_size,
        is_big_endian,
        bytes: bytes.len() as u64,
    })
}

/// Returns the bytes of a header, up to the first value, for an array of the sizes `dims` of little-endian 32-bit
/// floats in C order: version 1.0 of the format, padded with spaces to [`ALIGN`].
pub(super) fn of(dims: &[u64]) -> Vec<u8> {
    let shape = super::tuple(dims);
    let text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}");
    let len = (10 + text.len() + 1).next_multiple_of(ALIGN) - 10;
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((len as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes.resize(10 + len - 1, b' ');
    bytes.push(b'\n');
    bytes
}

/// Reads magic, version, length and header text, and returns all of them as raw bytes. The header text is not looked
/// at.
///
/// # Errors
/// A message if the stream ends or fails, the magic is missing, the version is none of 1.0, 2.0 and 3.0, or the header
/// text is longer than [`MAX_BYTES`].
fn bytes(stream: &mut impl Read) -> Result<Vec<u8>, String> {
    let mut take = |bytes: &mut [u8], what: &str| {
        stream
            .read_exact(bytes)
            .map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => format!("the file ends in {what}"),
                _ => error.to_string(),
            })
    };
    let mut before = [0; 12];
    take(&mut before[..6], "its first bytes")?;
    if &before[..6] != b"\x93NUMPY" {
        return Err("it does not begin with `\\x93NUMPY`".into());
    }
    take(&mut before[6..10], "its header")?;
    let start = match before[6..8] {
        [1, 0] => 10,
        [2 | 3, 0] => {
            take(&mut before[10..], "its header")?;
            12
        }
        [major, minor, ..] => return Err(format!("version {major}.{minor} is not known")),
        _ => unreachable!("two bytes"),
    };
    let length = before[8..start].iter().rev();
    let length = length.fold(0, |length, byte| length << 8 | usize::from(*byte));
    if length > MAX_BYTES {
        return Err(format!(
            "its header has {length} bytes, expected at most {MAX_BYTES}"
        ));
    }
    let mut bytes = before[..start].to_vec();
    bytes.resize(start + length, 0);
    take(&mut bytes[start..], "its header")?;
    Ok(bytes)
}
