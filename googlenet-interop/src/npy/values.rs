//! Reading of an array's values, in C order whatever their order in the file.

use super::element::Element;
use std::io::Read;

/// Number of values that are read from the stream at a time, the last time perhaps fewer.
const CHUNK: usize = 4096;

/// Largest number of values for which memory is taken before the stream has them.
const RESERVED: usize = 1 << 20;

/// Reads the values of an array of the sizes `dims`, which hold at least one value. `is_there` says that the stream is
/// known to have all of them; otherwise memory is taken as they come.
///
/// # Errors
/// A message if the stream fails or ends, if there is too little memory, or if an integer is held by no 32-bit float.
pub(crate) fn read(
    mut stream: impl Read,
    element: Element,
    dims: &[u64],
    is_fortran: bool,
    is_there: bool,
) -> Result<Vec<f32>, String> {
    let sizes = dims.iter().map(|size| usize::try_from(*size).ok());
    let sizes = sizes.collect::<Option<Vec<usize>>>();
    let len = sizes.as_ref().and_then(|sizes| {
        let mut sizes = sizes.iter();
        sizes.try_fold(1_usize, |len, size| len.checked_mul(*size))
    });
    let (sizes, len) = sizes
        .zip(len)
        .ok_or("the array is too large for this machine")?;
    let mut values = Vec::new();
    let mut bytes = vec![0; CHUNK * element.size()];
    while values.len() < len {
        if values.len() == values.capacity() {
            let more = match is_there {
                true => len,
                false => (len - values.len()).min(values.len().max(RESERVED)),
            };
            reserve(&mut values, more)?;
        }
        let count = (len - values.len()).min(CHUNK);
        let bytes = &mut bytes[..count * element.size()];
        stream
            .read_exact(bytes)
            .map_err(|error| error.to_string())?;
        if let Err(integer) = element.convert(bytes, &mut values) {
            let place = place(&sizes, values.len(), is_fortran);
            return Err(format!(
                "the value at {place:?} is {integer}, which no 32-bit float holds; help: save `x.astype(\"float32\")`, \
                 which rounds"
            ));
        }
    }
    match is_fortran && sizes.len() > 1 {
        true => turned(&values, &sizes),
        false => Ok(values),
    }
}

/// Reads the integers of an array of the sizes `dims` in C order. Memory is taken as they come.
///
/// # Errors
/// A message if the stream fails or ends, if there is too little memory, or if an integer is 2^63 or more.
pub(crate) fn integers(
    mut stream: impl Read,
    element: Element,
    dims: &[u64],
) -> Result<Vec<i64>, String> {
    let sizes = dims.iter().map(|size| usize::try_from(*size).ok());
    let len = sizes
        .into_iter()
        .try_fold(1_usize, |len, size| len.checked_mul(size?));
    let len = len.ok_or("the array is too large for this machine")?;
    let mut values: Vec<i64> = Vec::new();
    let mut bytes = vec![0; CHUNK * element.size()];
    while values.len() < len {
        let count = (len - values.len()).min(CHUNK);
        let reserved = values.try_reserve(count);
        reserved.map_err(|_| format!("no memory for {len} values"))?;
        let bytes = &mut bytes[..count * element.size()];
        stream
            .read_exact(bytes)
            .map_err(|error| error.to_string())?;
        for value in bytes.chunks_exact(element.size()) {
            let integer = element.integer(value);
            values.push(integer.ok_or_else(|| format!("value {} is 2^63 or more", values.len()))?);
        }
    }
    // The checksum of an entry is compared at its end.
    match stream.read(&mut [0]).map_err(|error| error.to_string())? {
        0 => Ok(values),
        _ => Err("there are more values than its header says".into()),
    }
}

fn reserve(values: &mut Vec<f32>, more: usize) -> Result<(), String> {
    let reserved = values.try_reserve_exact(more);
    reserved.map_err(|_| format!("no memory for {} values", values.len() + more))
}

/// Returns the index along each axis of the value that is at `at` in the file.
fn place(sizes: &[usize], mut at: usize, is_fortran: bool) -> Vec<usize> {
    let mut place = vec![0; sizes.len()];
    for step in 0..sizes.len() {
        let axis = if is_fortran {
            step
        } else {
            sizes.len() - 1 - step
        };
        place[axis] = at % sizes[axis];
        at /= sizes[axis];
    }
    place
}

/// Returns the values of an array in Fortran order in C order.
fn turned(values: &[f32], sizes: &[usize]) -> Result<Vec<f32>, String> {
    let mut turned = Vec::new();
    reserve(&mut turned, values.len())?;
    let mut strides = vec![1; sizes.len()];
    for axis in 1..sizes.len() {
        strides[axis] = strides[axis - 1] * sizes[axis - 1];
    }
    let mut place = vec![0; sizes.len()];
    let mut at = 0;
    loop {
        turned.push(values[at]);
        // The next place in C order: the last axis counts fastest.
        let mut axis = sizes.len();
        loop {
            let Some(before) = axis.checked_sub(1) else {
                return Ok(turned);
            };
            axis = before;
            place[axis] += 1;
            at += strides[axis];
            if place[axis] < sizes[axis] {
                break;
            }
            at -= strides[axis] * sizes[axis];
            place[axis] = 0;
        }
    }
}
