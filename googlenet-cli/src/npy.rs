//! NumPy arrays as inputs and results.

use googlenet_dsl::shape::Shape;
use npyz::{DType, NpyFile, NpyHeader, Order, TypeChar, WriterBuilder};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The longest header: those of arrays that suit a network have some hundred bytes.
const MAX_HEADER: u64 = 4096;

/// Reads an array of so many pictures of a shape, or of one without the batch's axis. Nothing larger than the file
/// itself is allocated.
pub(crate) fn read(path: &Path, shape: Shape) -> Result<Vec<f32>, String> {
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    parse(&read().map_err(|error| error.to_string())?, shape)
}

fn parse(bytes: &[u8], shape: Shape) -> Result<Vec<f32>, String> {
    let mut rest = bytes;
    let header = header(bytes).and_then(|()| {
        let header = NpyHeader::from_reader(&mut rest).map_err(|error| error.to_string())?;
        Ok(header)
    });
    let header = header.map_err(|error| format!("no NumPy array: {error}"))?;
    let (dims, order) = (header.shape().to_vec(), header.order());
    let expected: Vec<u64> = shape.dims().iter().map(|size| *size as u64).collect();
    let pictures = match dims.strip_suffix(expected.as_slice()) {
        Some([]) => 1,
        Some([pictures]) if *pictures > 0 => *pictures,
        _ => {
            let wanted = shape.dims().iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            return Err(format!("expected an array of (N, {wanted}), got {dims:?}"));
        }
    };
    let DType::Plain(ty) = header.dtype() else {
        return Err("expected floats, got records".into());
    };
    let size = match (ty.type_char(), ty.size_field()) {
        (TypeChar::Float, size @ (4 | 8)) => size,
        _ => return Err(format!("expected 32- or 64-bit floats, got `{ty}`")),
    };
    if order != Order::C && dims.len() > 1 {
        return Err("expected C order, got Fortran order; save `numpy.ascontiguousarray(x)`".into());
    }
    let len = pictures.checked_mul(shape.len() as u64).and_then(|len| len.checked_mul(size));
    if len != Some(rest.len() as u64) {
        return Err(format!("the array {dims:?} of `{ty}` does not go with {} bytes of values", rest.len()));
    }
    let array = NpyFile::with_header(header, rest);
    let values = match size {
        4 => array.into_vec::<f32>(),
        _ => array.into_vec::<f64>().map(|values| values.into_iter().map(|value| value as f32).collect()),
    };
    values.map_err(|error| error.to_string())
}

/// Checks what stands before the values, so that the parser takes no memory on its word.
fn header(bytes: &[u8]) -> Result<(), String> {
    let (major, length) = match bytes {
        [0x93, b'N', b'U', b'M', b'P', b'Y', 1, _, a, b, ..] => (1, u64::from(u16::from_le_bytes([*a, *b]))),
        [0x93, b'N', b'U', b'M', b'P', b'Y', major @ (2 | 3), _, a, b, c, d, ..] => {
            (*major, u64::from(u32::from_le_bytes([*a, *b, *c, *d])))
        }
        [0x93, b'N', b'U', b'M', b'P', b'Y', major, ..] => return Err(format!("version {major} is not known")),
        _ => return Err("it does not begin like one".into()),
    };
    let before = if major == 1 { 10 } else { 12 };
    if length > MAX_HEADER {
        return Err(format!("its header has {length} bytes, expected at most {MAX_HEADER}"));
    }
    if before + length > bytes.len() as u64 {
        return Err("it ends inside its header".into());
    }
    Ok(())
}

/// An array of pictures of a shape.
pub(crate) fn write(values: &[f32], shape: Shape) -> io::Result<Vec<u8>> {
    let mut dims = vec![(values.len() / shape.len()) as u64];
    dims.extend(shape.dims().iter().map(|size| *size as u64));
    let mut bytes = Vec::new();
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(&dims).writer(&mut bytes).begin_nd()?;
    writer.extend(values.iter().copied())?;
    writer.finish()?;
    Ok(bytes)
}
