//! Reading and writing of NumPy arrays (`.npy` files) that hold the inputs or results of a network, image after image.

mod element;
mod fit;
pub(crate) mod header;
mod literal;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use element::Element;
pub(crate) use header::Header;

use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::FileRole;
use googlenet_dsl::shape::Shape;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Reads the images (the items of a batch) in a `.npy` file, and returns their values image after image. The array must
/// have the axes of `shape` in the order of [`Shape::dims`] (height, width, channels of a map), with or without a first
/// axis for N images, N from 1. Its values may be bool, integers of 8 to 64 bits with and without a sign, or floats of
/// 16, 32 or 64 bits, of either byte order and in C or Fortran order. They are read exactly, but 64-bit floats are
/// rounded to 32 bits.
///
/// Memory for the values is allocated only after the header has been found to agree with the shape and with the length
/// of the file.
///
/// # Errors
/// A message if the path is no regular file or cannot be read, if the file is not such an array or is shorter or longer
/// than its header states, if an integer is held by no 32-bit float, or if there is too little memory.
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
/// or `length`, if an integer is held by no 32-bit float, or if there is too little memory.
pub fn parse(mut stream: impl Read, length: u64, shape: Shape) -> Result<Vec<f32>, String> {
    let mut first = Vec::new();
    let begin = (&mut stream).take(FIRST).read_to_end(&mut first);
    begin.map_err(|error| error.to_string())?;
    if let Some(wrong) = FileRole::Array.mistake(&first) {
        return Err(format!("it is {wrong}"));
    }
    let mut stream = first.as_slice().chain(stream);
    let header = header::read(&mut stream)?;
    let size = sized(&header, shape)?;
    let rest = length.saturating_sub(header.bytes);
    if size != Some(rest) {
        let wanted = size.map_or("more than 2^64".to_owned(), |size| size.to_string());
        let cut_off = match size.is_none_or(|size| size > rest) {
            true => "it is cut off: ",
            false => "",
        };
        let shape = tuple(&header.dims);
        return Err(format!(
            "{cut_off}the values of {shape} take {wanted} bytes, the file holds {rest}"
        ));
    }
    values_of(stream, &header, true)
}

/// Number of bytes at a stream's beginning by which files of another kind are told.
const FIRST: u64 = googlenet_dsl::file_kind::FileKind::BYTES as u64;

/// Checks that an array has a type that is read and fits `shape`, and returns the size of its values in bytes; `None`
/// if that is 2^64 or more.
pub(crate) fn sized(header: &Header, shape: Shape) -> Result<Option<u64>, String> {
    let element = number(header)?;
    let images = fit::images(shape, &header.dims)?;
    let values = images.checked_mul(shape.len() as u64);
    Ok(values.and_then(|values| values.checked_mul(element.size() as u64)))
}

/// Largest number of axes of an array of any sizes.
const MAX_AXES: usize = 8;

/// Checks that an array holds numbers, and not too many axes, and returns the size of its values in bytes; `None` if that
/// is 2^64 or more.
pub(crate) fn numbers(header: &Header) -> Result<Option<u64>, String> {
    let element = number(header)?;
    if header.dims.len() > MAX_AXES {
        let axes = header.dims.len();
        return Err(format!("expected at most {MAX_AXES} axes, got {axes}"));
    }
    let mut sizes = header.dims.iter();
    let values = sizes.try_fold(1_u64, |all, size| all.checked_mul(*size));
    Ok(values.and_then(|values| values.checked_mul(element.size() as u64)))
}

fn number(header: &Header) -> Result<Element, String> {
    header.element.as_ref().copied().map_err(|foreign| {
        let header::Foreign { name, help } = foreign;
        format!("expected numbers, got an array of {name}; help: {help}")
    })
}

/// Reads the integers of an array in C order whose header [`numbers`] has accepted.
pub(crate) fn integers_of(stream: impl Read, header: &Header) -> Result<Vec<i64>, String> {
    values::integers(stream, number(header)?, &header.dims)
}

/// Reads the values of an array whose header [`sized`] or [`numbers`] has accepted.
pub(crate) fn values_of(
    stream: impl Read,
    header: &Header,
    is_there: bool,
) -> Result<Vec<f32>, String> {
    match &header.element {
        Ok(element) => values::read(stream, *element, &header.dims, header.is_fortran, is_there),
        Err(foreign) => Err(foreign.name.clone()),
    }
}

/// Formats sizes as a Python tuple: `(3,)` for one size, `(3, 4)` for two.
pub(crate) fn tuple(dims: &[u64]) -> String {
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
    let mut bytes = header::of("<f4", &dims);
    bytes
        .try_reserve_exact(size_of_val(values))
        .map_err(io::Error::other)?;
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    Ok(bytes)
}
