//! Archives of NumPy arrays.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::reader::WeightReader;
use crate::npy::{self, header, tuple};
use crate::open::ModelFile;
use crate::tensors::{Array, Element, NamedTensor};
use crate::wire::zip::Archive;
use googlenet_dsl::file_kind::FileKind;
use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

/// Largest number of arrays.
const MAX_ARRAYS: usize = 65_536;
/// Largest number of axes of an array; NumPy has no more.
const MAX_AXES: usize = 64;
/// What arrays hold whose values are pickles.
const OBJECTS: &str = "Python objects";

pub(super) struct Npz;

impl WeightReader for Npz {
    fn reads(&self, kind: FileKind) -> bool {
        kind == FileKind::Npz
    }

    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        _folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError> {
        read(file).map_err(|reason| WeightsError::unreadable(file.name, reason))
    }
}

fn read<'a>(file: &ModelFile<'a>) -> Result<WeightFile<'a>, String> {
    let archive = Archive::open(file.bytes)?;
    let (mut tensors, mut others) = (Vec::new(), 0);
    let mut names = HashSet::new();
    for entry in archive.entries() {
        let Some(name) = entry.name().strip_suffix(".npy") else {
            others += 1;
            continue;
        };
        let wrong = |reason: String| format!("the array `{name}`: {reason}");
        if tensors.len() == MAX_ARRAYS {
            return Err(format!("it holds more than {MAX_ARRAYS} arrays"));
        }
        if !names.insert(name) {
            return Err(wrong("the archive has it twice".into()));
        }
        let content = archive.read(entry).map_err(wrong)?;
        tensors.push(tensor(name, content).map_err(wrong)?);
    }
    let objects = |tensor: &&NamedTensor<'_>| tensor.element == Element::Other(OBJECTS);
    if !tensors.iter().any(NamedTensor::is_float)
        && let Some(array) = tensors.iter().find(objects)
    {
        return Err(format!(
            "the array `{}` holds Python objects, which only Python can load; expected arrays of floats; help: save each \
             as an array of its own: `numpy.savez(\"weights.npz\", **arrays)`",
            array.name
        ));
    }
    let warnings = match others {
        0 => Vec::new(),
        others => vec![format!(
            "passed over {others} files of the archive that are no arrays"
        )],
    };
    Ok(WeightFile {
        name: file.name.to_owned(),
        format: WeightFormat::Npz,
        tensors,
        warnings,
    })
}

fn tensor<'a>(name: &str, content: Cow<'a, [u8]>) -> Result<NamedTensor<'a>, String> {
    let header = header::read(&mut &content[..])?;
    if header.dims.len() > MAX_AXES {
        return Err(format!(
            "it has {} axes, expected at most {MAX_AXES}",
            header.dims.len()
        ));
    }
    let start = usize::try_from(header.bytes).map_err(|_| "its header is too long".to_owned())?;
    let dims: Option<Vec<usize>> = header
        .dims
        .iter()
        .map(|size| usize::try_from(*size).ok())
        .collect();
    let dims = dims.ok_or_else(|| format!("its sizes {} are too large", tuple(&header.dims)))?;
    let stored = |element: Element, bytes: Cow<'a, [u8]>| {
        Ok(NamedTensor {
            name: name.to_owned(),
            element,
            stored: Box::new(Array::new(dims.clone(), element, bytes)?),
        })
    };
    let of_numbers = match &header.element {
        Ok(element) => *element,
        Err(foreign) => return stored(Element::Other(word(&foreign.name)), Cow::Borrowed(&[])),
    };
    let size = of_numbers.size();
    let there = content.len().saturating_sub(start);
    let expected = dims
        .iter()
        .try_fold(size, |bytes, size| bytes.checked_mul(*size));
    if expected != Some(there) {
        let expected = expected.map_or("too many".to_owned(), |expected| expected.to_string());
        return Err(format!(
            "values of {of_numbers} of the shape {} are {expected} bytes, got {there}",
            tuple(&header.dims)
        ));
    }
    let element = match of_numbers.name() {
        "float16" => Element::F16,
        "float32" => Element::F32,
        "float64" => Element::F64,
        other => return stored(Element::Other(other), Cow::Borrowed(&[])),
    };
    let is_turned = header.is_fortran && dims.len() > 1;
    if is_turned || of_numbers.is_big_endian() {
        let ordered = ordered(&content[start..], &dims, is_turned, of_numbers)?;
        return stored(element, Cow::Owned(ordered));
    }
    let values = match content {
        Cow::Borrowed(content) => Cow::Borrowed(&content[start..]),
        Cow::Owned(mut content) => {
            content.drain(..start);
            Cow::Owned(content)
        }
    };
    stored(element, values)
}

/// Returns the values little-endian and with the last axis innermost.
fn ordered(
    values: &[u8],
    dims: &[usize],
    is_turned: bool,
    element: npy::Element,
) -> Result<Vec<u8>, String> {
    let size = element.size();
    let mut ordered = Vec::new();
    let reserved = ordered.try_reserve_exact(values.len());
    reserved.map_err(|_| format!("no memory for {} bytes", values.len()))?;
    let mut push = |at: usize| {
        let value = &values[at * size..(at + 1) * size];
        match element.is_big_endian() {
            true => ordered.extend(value.iter().rev()),
            false => ordered.extend(value),
        }
    };
    let count = values.len() / size;
    if !is_turned {
        (0..count).for_each(push);
        return Ok(ordered);
    }
    let mut strides = vec![1; dims.len()];
    for axis in 1..dims.len() {
        strides[axis] = strides[axis - 1] * dims[axis - 1];
    }
    let mut place = vec![0; dims.len()];
    let mut at = 0;
    for _ in 0..count {
        push(at);
        // The next place in C order: the last axis counts fastest.
        for axis in (0..dims.len()).rev() {
            place[axis] += 1;
            at += strides[axis];
            if place[axis] < dims[axis] {
                break;
            }
            at -= strides[axis] * dims[axis];
            place[axis] = 0;
        }
    }
    Ok(ordered)
}

/// Returns the word for a type of which no numbers are read, by the name that NumPy's header has for it.
fn word(name: &str) -> &'static str {
    match name {
        "Python objects" => OBJECTS,
        "strings" => "strings",
        "records" => "records",
        "complex64" => "complex64",
        "complex128" => "complex128",
        "float128" => "float128",
        "times" | "lengths of time" => "times",
        _ => "a type that is not known",
    }
}
