//! Weight files that end in zeros, as copies do that did not finish after their space was taken.

use super::bytes::Bytes;
use super::header::Header;
use super::load::open;
use crate::error::{Error, Origin};
use std::io;
use std::path::Path;

/// Bytes of a kernel that are zeros in files that are in order, at most, where the kernel is not zeros as a whole.
const USUAL: u64 = 1024;

/// Bytes that are looked at in one read.
const PART: u64 = 1 << 16;

/// The zeros in which a weight file ends.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ZeroTail {
    /// Number of bytes at the end that are zeros.
    pub bytes: u64,
    /// Name of the first tensor that reaches into them.
    pub first: String,
    /// Number of tensors that are zeros as a whole.
    pub whole: usize,
}

/// Returns the zeros in which the safetensors file `path` ends, if a kernel is among them, or a kilobyte of one; `None`
/// for other files, in which vectors, such as biases, may be zeros. Copies and downloads that take the space of a file
/// first leave such files where they do not finish, and these load without an error. The file is read from its end to
/// the first value that is not zero.
///
/// # Errors
/// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is invalid.
pub fn zero_tail(path: impl AsRef<Path>) -> Result<Option<ZeroTail>, Error> {
    let path = path.as_ref();
    of(&path.into(), &mut open(path)?)
}

fn of(origin: &Origin, bytes: &mut dyn Bytes) -> Result<Option<ZeroTail>, Error> {
    let header = Header::read(origin, bytes, 0)?;
    let end = header.data + header.data_len;
    let from = zeros_from(bytes, header.data, end);
    let from = from.map_err(|error| Error::file(origin.clone(), error))?;
    let mut first: Option<(u64, &String)> = None;
    let (mut whole, mut is_unusual) = (0, false);
    for (name, entry) in &header.tensors {
        let start = header.data + entry.start;
        let stop = start + entry.bytes();
        if stop <= from || start == stop {
            continue;
        }
        let is_whole = start >= from;
        whole += usize::from(is_whole);
        is_unusual |= entry.shape.len() > 1 && (is_whole || stop - from >= USUAL);
        if first.is_none_or(|(before, _)| start < before) {
            first = Some((start, name));
        }
    }
    Ok(first.filter(|_| is_unusual).map(|(_, name)| ZeroTail {
        bytes: end - from,
        first: name.clone(),
        whole,
    }))
}

/// Returns the offset from which on the bytes up to `end` are zeros, in whole values of four bytes from `data` on.
fn zeros_from(bytes: &mut dyn Bytes, data: u64, end: u64) -> io::Result<u64> {
    let mut part = vec![0; PART as usize];
    let mut at = end;
    while at > data {
        let start = at.saturating_sub(PART).max(data);
        let read = bytes.read_at(start, &mut part[..(at - start) as usize])?;
        if let Some(last) = read.iter().rposition(|byte| *byte != 0) {
            let behind = start + last as u64 + 1 - data;
            return Ok(data + behind.next_multiple_of(4).min(end - data));
        }
        at = start;
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weights::{StoredTensor, write_tensors};

    /// Writes a kernel of 1000 values, a bias of 10, a kernel of 20 and a bias of 10, of which the last `zeros` values
    /// are zeros, and looks at the file.
    fn found(zeros: usize) -> Option<ZeroTail> {
        let shapes: [(&str, &[usize]); 4] = [
            ("a.kernel", &[100, 10]),
            ("b.bias", &[10]),
            ("c.kernel", &[2, 10]),
            ("d.bias", &[10]),
        ];
        let mut values = vec![0.5_f32; 1040];
        values[1040 - zeros..].fill(0.0);
        let mut rest = &values[..];
        let mut tensors = Vec::new();
        for (name, shape) in shapes {
            let (own, behind) = rest.split_at(shape.iter().product());
            rest = behind;
            tensors.push(StoredTensor {
                name,
                shape,
                bytes: Box::new(|| own.iter().flat_map(|value| value.to_le_bytes()).collect()),
            });
        }
        let mut file = Vec::new();
        write_tensors(tensors, &mut file).expect("written");
        of(&Origin::Bytes, &mut &file[..]).expect("read")
    }

    #[test]
    fn zeros_at_the_end_are_found_where_kernels_are_among_them() {
        for zeros in [0, 1, 10, 29] {
            assert_eq!(found(zeros), None, "{zeros}");
        }
        let tail = |zeros: usize, first: &str, whole| {
            let first = first.to_owned();
            Some(ZeroTail {
                bytes: 4 * zeros as u64,
                first,
                whole,
            })
        };
        assert_eq!(found(30), tail(30, "c.kernel", 2));
        assert_eq!(found(35), tail(35, "b.bias", 2));
        assert_eq!(found(41), tail(41, "a.kernel", 3));
        assert_eq!(found(1040), tail(1040, "a.kernel", 4));
    }
}
