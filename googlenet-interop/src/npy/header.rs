//! What stands before the values of an array.
//!
//! `npyz` reads it as a Python literal: by a grammar that takes time exponential in the depth of brackets, and with
//! sizes multiplied unchecked. So only headers of the form that NumPy writes are handed to it.

use npyz::{DType, NpyHeader, Order, TypeChar};
use std::io::{self, Read};

/// The longest header. That of an array which suits a network has some hundred bytes.
const MAX_BYTES: usize = 4096;

/// The most brackets inside one another: `{`, `(` and two more for the fields of a record.
const MAX_DEPTH: usize = 4;

/// A checked header.
pub(super) struct Header {
    pub(super) npyz: NpyHeader,
    pub(super) dims: Vec<u64>,
    pub(super) order: Order,
    /// Bytes of a float: 4 or 8.
    pub(super) item_size: u64,
    /// Bytes of the header itself, the magic included.
    pub(super) bytes: u64,
}

/// Reads a header; the stream is then at the first value.
pub(super) fn read(stream: &mut impl Read) -> Result<Header, String> {
    let bytes = bytes(stream)?;
    let start = if bytes[6] == 1 { 10 } else { 12 };
    check_form(&bytes[start..])?;
    let npyz = NpyHeader::from_reader(bytes.as_slice()).map_err(|error| error.to_string())?;
    let item_size = match npyz.dtype() {
        DType::Plain(ty) => match (ty.type_char(), ty.size_field()) {
            (TypeChar::Float, size @ (4 | 8)) => size,
            _ => return Err(format!("expected 32- or 64-bit floats, got `{ty}`")),
        },
        _ => return Err("expected 32- or 64-bit floats, got records".into()),
    };
    Ok(Header {
        dims: npyz.shape().to_vec(),
        order: npyz.order(),
        item_size,
        bytes: bytes.len() as u64,
        npyz,
    })
}

/// Magic, version, length and text.
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

/// Checks that the text consists of strings, `True` and `False`, brackets of little depth, and decimal numbers whose
/// product is no overflow.
fn check_form(text: &[u8]) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut product = 1_u64;
    let mut rest = text.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\'' | b'"' => {
                let mut inside = rest.by_ref().take_while(|inside| *inside != byte);
                if inside.any(|inside| !inside.is_ascii_graphic() || inside == b'\\') {
                    return Err("a string of its header has unusual characters".into());
                }
            }
            b'{' | b'(' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(format!("its header nests more than {MAX_DEPTH} deep"));
                }
            }
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            b'0'..=b'9' => {
                let mut number = Some(u64::from(byte - b'0'));
                while let Some(digit) = rest.next_if(u8::is_ascii_digit) {
                    number = number.and_then(|number| {
                        number.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
                    });
                }
                let larger = number.and_then(|number| product.checked_mul(number.max(1)));
                product = larger.ok_or("its sizes are beyond 2^64")?;
            }
            b'T' | b'r' | b'u' | b'e' | b'F' | b'a' | b'l' | b's' => {}
            b',' | b':' | b' ' | b'\n' => {}
            _ => {
                let shown = byte.escape_ascii();
                return Err(format!(
                    "`{shown}` in its header, which NumPy does not write"
                ));
            }
        }
    }
    Ok(())
}
