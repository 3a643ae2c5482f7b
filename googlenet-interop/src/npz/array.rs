//! Arrays of any sizes, such as those of a data set.

use super::read::{BUFFER, choose, damaged, opened};
use crate::npy::{Header, integers_of, numbers, values_of};
use googlenet_dsl::file::{open_regular, reason};
use std::io::Read;
use std::path::Path;

/// Number of bytes that are read at a time, for which memory is taken before they are there.
const CHUNK: usize = 1 << 20;

/// An array of an archive.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberArray {
    /// Sizes of the axes, outermost first.
    pub dims: Vec<usize>,
    /// The values, last axis innermost.
    pub values: Numbers,
}

/// The values of an array, by their type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Numbers {
    /// Integers of 8 bits without a sign.
    Bytes(Vec<u8>),
    /// Integers of other types, and truth values as 0 and 1.
    Integers(Vec<i64>),
    /// Floats; those of 64 bits are rounded.
    Floats(Vec<f32>),
}

/// Returns the names of the arrays in a `.npz` file, in the order of the file.
///
/// # Errors
/// A message if the path is no regular file or cannot be read, or if the file is no archive or is damaged.
pub fn names(path: &Path) -> Result<Vec<String>, String> {
    let mut buffer = vec![0; BUFFER];
    let file = open_regular(path).map_err(|error| reason(&error))?;
    let (_, entries) = opened(file, &mut buffer)?;
    Ok(entries.into_iter().map(|entry| entry.name).collect())
}

/// Reads the array `name` of a `.npz` file: numbers of any type but complex ones, of either byte order, in C or Fortran
/// order, of up to 8 axes. Memory is taken as values are found, up to what the array's header says.
///
/// # Errors
/// Those of [`names`], and a message if there is no such array, if it holds no numbers, if it is shorter or longer than its
/// header states, or if an integer is 2^63 or more.
pub fn read_numbers(path: &Path, name: &str) -> Result<NumberArray, String> {
    let mut buffer = vec![0; BUFFER];
    let file = open_regular(path).map_err(|error| reason(&error))?;
    let (archive, entries) = opened(file, &mut buffer)?;
    let entry = choose(&archive, &entries, Some(name))?;
    let read = || {
        let (stream, header) = entry.header(&archive, numbers)?;
        damaged(array(stream, &header))
    };
    read().map_err(|error| format!("the array `{name}`: {error}"))
}

fn array(mut stream: impl Read, header: &Header) -> Result<NumberArray, String> {
    let dims = header.dims.iter().map(|size| usize::try_from(*size).ok());
    let dims = dims.collect::<Option<Vec<usize>>>();
    let dims = dims.ok_or("the array is too large for this machine")?;
    let type_name = header.type_name();
    let is_float = type_name.starts_with("float");
    let is_turned = header.is_fortran && dims.len() > 1;
    let values = match type_name.as_str() {
        "uint8" if !is_turned => {
            let len = dims.iter().product();
            let mut bytes = Vec::new();
            while bytes.len() < len {
                let more = (len - bytes.len()).min(CHUNK);
                let start = bytes.len();
                let reserved = bytes.try_reserve(more);
                reserved.map_err(|_| format!("no memory for {len} values"))?;
                bytes.resize(start + more, 0);
                let read = stream.read_exact(&mut bytes[start..]);
                read.map_err(|error| error.to_string())?;
            }
            at_end(&mut stream)?;
            Numbers::Bytes(bytes)
        }
        "uint8" => {
            let values = values_of(&mut stream, header, false)?;
            Numbers::Bytes(values.into_iter().map(|value| value as u8).collect())
        }
        _ if is_float => Numbers::Floats(values_of(&mut stream, header, false)?),
        _ if is_turned => {
            return Err(
                "integers are in Fortran order; help: save `numpy.ascontiguousarray(x)`".into(),
            );
        }
        _ => Numbers::Integers(integers_of(&mut stream, header)?),
    };
    Ok(NumberArray { dims, values })
}

/// Reads the end of a stream, at which its checksum is compared.
fn at_end(stream: &mut impl Read) -> Result<(), String> {
    let read = stream.read(&mut [0]).map_err(|error| error.to_string())?;
    match read {
        0 => Ok(()),
        _ => Err("there are more values than its header says".into()),
    }
}
