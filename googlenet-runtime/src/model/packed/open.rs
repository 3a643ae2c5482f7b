//! Opening of files of packed weights: mapped, copied from bytes or a reader, or used where they are.

use super::difference::Expected;
use super::header::{HEADER_LEN, PackedHeader};
use crate::error::{Error, Origin, PackedFileError};
use crate::kernel::{Arena, MappedValues, StaticValues, Weights, map};
use googlenet_dsl::plan::ALIGN;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Largest size of a list of steps in bytes that is read from a reader, beside that of this process.
const MAX_DESCRIPTION: u64 = 1 << 20;

/// A file of packed weights, wherever it is.
pub(super) enum Input<'a> {
    /// A file, which is mapped.
    File(&'a Path),
    /// Bytes, which are copied.
    Bytes(&'a [u8]),
    /// Bytes that live as long as the program, and are used where they are.
    Static(&'static [u8]),
    Reader(&'a mut dyn Read),
}

impl Input<'_> {
    pub(super) fn origin(&self) -> Origin {
        match self {
            Input::File(path) => (*path).into(),
            Input::Bytes(_) | Input::Static(_) => Origin::Bytes,
            Input::Reader(_) => Origin::Reader,
        }
    }

    /// Opens the file, and checks everything but the values of the weights: it must be the one that is expected. Returns
    /// the header and the weights.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be opened, mapped or read, [`Error::Packed`] if it was not written for this
    /// network, instruction set and version of the packing, is damaged, or is not aligned.
    pub(super) fn open(self, expected: &Expected<'_>) -> Result<(PackedHeader, Weights), Error> {
        let origin = self.origin();
        let failed = |error| Error::Packed {
            origin: origin.clone(),
            error,
        };
        let read = |bytes| PackedHeader::read(bytes, true, expected).map_err(failed);
        let size = expected.bytes;
        Ok(match self {
            Input::File(path) => {
                let map = map(path).map_err(|reason| Error::file(path, reason))?;
                let header = read(&map)?;
                let values = MappedValues::new(map, header.start as usize, size);
                let values = values.ok_or_else(|| failed(PackedFileError::OutOfBounds))?;
                (header, Weights::Mapped(values))
            }
            Input::Bytes(bytes) => {
                let header = read(bytes)?;
                let weights = Weights::copy_of(&bytes[header.start as usize..]);
                (header, weights)
            }
            Input::Static(bytes) => {
                let header = read(bytes)?;
                let values = StaticValues::new(&bytes[header.start as usize..]);
                let values = values.ok_or_else(|| {
                    failed(PackedFileError::Misaligned {
                        expected: ALIGN,
                        got: 1 << bytes.as_ptr().addr().trailing_zeros(),
                    })
                })?;
                (header, Weights::Static(values))
            }
            Input::Reader(reader) => streamed(reader, expected, &failed)?,
        })
    }
}

/// Reads a whole file: its weights go straight into their arena.
fn streamed(
    reader: &mut dyn Read,
    expected: &Expected<'_>,
    failed: &dyn Fn(PackedFileError) -> Error,
) -> Result<(PackedHeader, Weights), Error> {
    let broken = |reason: io::Error| Error::file(Origin::Reader, reason);
    let mut front = Vec::new();
    let mut more = |reader: &mut dyn Read, len: u64| {
        let rest = len.saturating_sub(front.len() as u64);
        reader.take(rest).read_to_end(&mut front).map_err(broken)?;
        Ok::<_, Error>(front.first_chunk::<HEADER_LEN>().copied())
    };
    if let Some(header) = more(reader, HEADER_LEN as u64)? {
        let ours = PackedHeader::new(expected.description, expected.bytes, 0).start;
        let theirs = PackedHeader::front_len(&header, ours + MAX_DESCRIPTION);
        more(reader, ours.max(theirs))?;
    }
    let header = PackedHeader::read(&front, false, expected).map_err(failed)?;
    let bytes = expected.bytes;
    let expected = header.end();
    let cut_off = |got| failed(PackedFileError::CutOff { expected, got });
    if (front.len() as u64) < header.start {
        return Err(cut_off(front.len() as u64));
    }
    let mut weights = Arena::new(bytes);
    let mut rest = &mut weights.values_mut::<u8>()[..bytes];
    while !rest.is_empty() {
        match reader.read(rest) {
            Ok(0) => return Err(cut_off(expected - rest.len() as u64)),
            Ok(count) => rest = &mut rest[count..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(broken(error)),
        }
    }
    match reader.take(1).read_to_end(&mut front).map_err(broken)? {
        0 => Ok((header, Weights::Own(weights))),
        _ => Err(failed(PackedFileError::Mismatch {
            field: "bytes of the file",
            expected: expected.to_string(),
            got: "more".to_owned(),
        })),
    }
}

/// Returns the error for packed weights of `origin` whose hash is `got` although the header states `expected`.
pub(super) fn damaged(origin: &Origin, expected: u128, got: u128) -> Error {
    let [expected, got] = [expected, got].map(|sum| format!("{sum:032x}"));
    Error::Packed {
        origin: origin.clone(),
        error: PackedFileError::Mismatch {
            field: "checksum of the weights",
            expected,
            got,
        },
    }
}
