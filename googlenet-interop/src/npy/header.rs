//! Reading and writing of the header of a `.npy` file: all bytes in front of the values of the array (magic, version,
//! length of the header text, header text).

use super::element::Element;
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
pub(crate) struct Header {
    /// Sizes of the axes, first axis first, as the header lists them; each may be 0. The product of those above 0 is
    /// below 2^64.
    pub(crate) dims: Vec<u64>,
    /// `true` for Fortran order (neighbouring values differ in their index along the first axis), `false` for C order
    /// (along the last axis).
    pub(crate) is_fortran: bool,
    /// Type of the elements; what it is in words if values of it are not read.
    pub(crate) element: Result<Element, Foreign>,
    /// Size in bytes of everything in front of the values, which is also the offset of the first value in the file.
    pub(crate) bytes: u64,
}

/// A type of elements of which no numbers are read.
pub(crate) struct Foreign {
    /// Name of the type as NumPy prints it, or what it is.
    pub(crate) name: String,
    /// What to save instead.
    pub(crate) help: &'static str,
}

impl Header {
    /// Returns the name of the element type as NumPy prints it.
    pub(crate) fn type_name(&self) -> String {
        match &self.element {
            Ok(element) => element.to_string(),
            Err(foreign) => foreign.name.clone(),
        }
    }
}

/// Reads and checks a header, and leaves the stream at the first value.
///
/// # Errors
/// A message if the stream ends or fails, if the version is none of 1.0, 2.0 and 3.0, if the header text is longer than
/// [`MAX_BYTES`] or not the expected dictionary, or if the sizes multiply to 2^64 or more.
pub(crate) fn read(stream: &mut impl Read) -> Result<Header, String> {
    let bytes = bytes(stream)?;
    let start = if bytes[6] == 1 { 10 } else { 12 };
    let wrong = |error: String| format!("no NumPy array: {error}");
    let Literal::Fields(fields) = literal(&bytes[start..]).map_err(wrong)? else {
        return Err(wrong("its header is no dictionary".into()));
    };
    let field = |name: &str| {
        let found = fields.iter().rfind(|(known, _)| known == name);
        found
            .map(|(_, value)| value)
            .ok_or_else(|| wrong(format!("its header has no `{name}`")))
    };
    let element = match field("descr")? {
        Literal::Text(text) => Element::of(text).ok_or_else(|| foreign(text)),
        Literal::Items(_) => Err(Foreign {
            name: "records".into(),
            help: "save one of their fields: `x[\"name\"]`",
        }),
        _ => return Err(wrong("its `descr` is no type".into())),
    };
    let Literal::Truth(is_fortran) = *field("fortran_order")? else {
        return Err(wrong(
            "its `fortran_order` is neither True nor False".into(),
        ));
    };
    let dims = match field("shape")? {
        Literal::Items(items) => items.iter().map(|item| match item {
            Literal::Number(size) => Ok(*size),
            _ => Err(wrong("its `shape` holds what is no integer".to_owned())),
        }),
        _ => return Err(wrong("its `shape` is no tuple".into())),
    };
    let dims = dims.collect::<Result<Vec<u64>, String>>()?;
    let product = dims
        .iter()
        .try_fold(1_u64, |product, size| product.checked_mul((*size).max(1)));
    product.ok_or_else(|| wrong("its sizes are beyond 2^64".into()))?;
    Ok(Header {
        dims,
        is_fortran,
        element,
        bytes: bytes.len() as u64,
    })
}

/// Describes a type of which no numbers are read, by NumPy's code for it.
fn foreign(code: &str) -> Foreign {
    const NUMBERS: &str = "save `x.astype(\"float32\")`";
    let kind = code.trim_start_matches(['<', '>', '=', '|']);
    let bits = || {
        kind[1..]
            .parse::<u32>()
            .map_or(0, |bytes| bytes.saturating_mul(8))
    };
    let (name, help) = match kind.as_bytes().first() {
        Some(b'c') => (
            format!("complex{}", bits()),
            "save a real part: `x.real.astype(\"float32\")`",
        ),
        Some(b'f') => (format!("float{}", bits()), NUMBERS),
        Some(b'O') => (
            "Python objects".into(),
            "save an array of numbers: `numpy.stack(x).astype(\"float32\")`",
        ),
        Some(b'U' | b'S' | b'a') => ("strings".into(), NUMBERS),
        Some(b'M') => ("times".into(), NUMBERS),
        Some(b'm') => ("lengths of time".into(), NUMBERS),
        _ => (format!("`{code}`"), NUMBERS),
    };
    Foreign { name, help }
}

/// Returns the bytes of a header, up to the first value, for an array of the sizes `dims` in C order, of elements with
/// NumPy's code `descr`: version 1.0 of the format, padded with spaces to [`ALIGN`].
///
/// # Panics
/// The shape has so many axes that the header is longer than 64 KiB.
pub(crate) fn of(descr: &str, dims: &[u64]) -> Vec<u8> {
    let shape = super::tuple(dims);
    let text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
    let len = (10 + text.len() + 1).next_multiple_of(ALIGN) - 10;
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(len).expect("few axes").to_le_bytes());
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
                io::ErrorKind::UnexpectedEof => format!("it is cut off: the file ends in {what}"),
                _ => error.to_string(),
            })
    };
    let mut before = [0; 12];
    take(&mut before[..6], "its first bytes")?;
    if &before[..6] != b"\x93NUMPY" {
        return Err("no NumPy array: it does not begin with `\\x93NUMPY`".into());
    }
    take(&mut before[6..10], "its header")?;
    let start = match before[6..8] {
        [1, 0] => 10,
        [2 | 3, 0] => {
            take(&mut before[10..], "its header")?;
            12
        }
        [major, minor, ..] => {
            return Err(format!(
                "version {major}.{minor} of the format is not known"
            ));
        }
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
