//! Reading and writing of NumPy arrays (`.npy` files) that hold the inputs or results of a network, image after image.

mod header;
mod literal;
#[cfg(test)]
mod tests;

use googlenet_dsl::file::open_regular;
use googlenet_dsl::shape::Shape;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Reads the images (the items of a batch) in a `.npy` file, and returns their values image after image. The array must
/// have the axes of `shape` in the order of [`Shape::dims`] (height, width, channels of a map), with or without a first
/// axis for N images, N from 1. Its values must be 32- or 64-bit floats in C order, of either byte order; 64-bit values
/// are rounded to 32 bits.
///
/// Memory for the values is allocated only after the header has been found to agree with the shape and with the length
/// of the file.
///
/// # Errors
/// A message if the path is no regular file or cannot be read, if the file is not such an array or is shorter or longer
/// than its header states, or if there is too little memory.
pub fn read(path: &Path, shape: Shape) -> Result<Vec<f32>, String> {
    let said = |error: io::Error| error.to_string();
    let file = open_regular(path).map_err(said)?;
    let length = file.metadata().map_err(said)?.len();
    parse(BufReader::new(file), length, shape)
}

/// Reads images from a stream in the format of [`read`]. `length` is the length of the whole stream in bytes, header
/// included.
///
/// # Errors
/// A message if the stream cannot be read or ends early, if it is not such an array, if its header does not fit `shape`
/// or `length`, or if there is too little memory.
pub fn parse(mut stream: impl Read, length: u64, shape: Shape) -> Result<Vec<f32>, String> {
    let header = header::read(&mut stream).map_err(|error| format!("no NumPy array: {error}"))?;
    let dims = header.dims.as_slice();
    let expected: Vec<u64> = shape.dims().iter().map(|size| *size as u64).collect();
    let images = match dims.strip_suffix(expected.as_slice()) {
        Some([]) => 1,
        Some([images]) => *images,
        _ => return Err(misfit(&expected, dims)),
    };
    if images == 0 {
        return Err("the array holds no image".into());
    }
    if header.is_fortran && dims.len() > 1 {
        return Err(
            "expected C order, got Fortran order; save `numpy.ascontiguousarray(x)`".into(),
        );
    }
    let values = images.checked_mul(shape.len() as u64);
    let size = values.and_then(|values| values.checked_mul(header.item_size));
    let rest = length.saturating_sub(header.bytes);
    if size != Some(rest) {
        let wanted = size.map_or("more than 2^64".to_owned(), |size| size.to_string());
        return Err(format!(
            "the values of {} take {wanted} bytes, the file holds {rest}",
            tuple(dims)
        ));
    }
    let len = values.and_then(|values| usize::try_from(values).ok());
    let len = len.ok_or("the array is too large for this machine")?;
    match (header.item_size, header.is_big_endian) {
        (4, false) => collect(stream, len, f32::from_le_bytes),
        (4, true) => collect(stream, len, f32::from_be_bytes),
        (_, false) => collect(stream, len, |bytes| f64::from_le_bytes(bytes) as f32),
        (_, true) => collect(stream, len, |bytes| f64::from_be_bytes(bytes) as f32),
    }
}

/// Number of values that are read from the stream at a time, the last time perhaps fewer.
const CHUNK: usize = 4096;

fn collect<const N: usize>(
    mut stream: impl Read,
    len: usize,
    value: impl Fn([u8; N]) -> f32,
) -> Result<Vec<f32>, String> {
    let mut values = Vec::new();
    let reserved = values.try_reserve_exact(len);
    reserved.map_err(|_| format!("no memory for {len} values"))?;
    let mut bytes = vec![0; CHUNK * N];
    while values.len() < len {
        let bytes = &mut bytes[..(len - values.len()).min(CHUNK) * N];
        stream
            .read_exact(bytes)
            .map_err(|error| error.to_string())?;
        let (items, _) = bytes.as_chunks::<N>();
        values.extend(items.iter().map(|item| value(*item)));
    }
    Ok(values)
}

fn misfit(expected: &[u64], dims: &[u64]) -> String {
    let wanted: Vec<String> = expected.iter().map(u64::to_string).collect();
    let wanted = wanted.join(", ");
    let without = if expected.len() == 1 { "," } else { "" };
    let got = tuple(dims);
    format!("expected an array of (N, {wanted}) or ({wanted}{without}), got {got}")
}

/// Formats sizes as a Python tuple: `(3,)` for one size, `(3, 4)` for two.
fn tuple(dims: &[u64]) -> String {
    match dims {
        [one] => format!("({one},)"),
        _ => {
            let dims: Vec<String> = dims.iter().map(u64::to_string).collect();
            format!("({})", dims.join(", "))
        }
    }
}

/// Encodes images as the bytes of a `.npy` file: an array `[N, …]` of little-endian 32-bit floats in C order. `values`
/// holds the N images of `shape` one after the other; whether the last one is complete is not checked.
///
/// # Errors
/// The memory for the bytes cannot be allocated.
///
/// # Panics
/// `shape` has no elements.
pub fn write(values: &[f32], shape: Shape) -> io::Result<Vec<u8>> {
    let mut dims = vec![(values.len() / shape.len()) as u64];
    dims.extend(shape.dims().iter().map(|size| *size as u64));
    let mut bytes = header::of(&dims);
    bytes
        .try_reserve_exact(size_of_val(values))
        .map_err(io::Error::other)?;
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    Ok(bytes)
}
