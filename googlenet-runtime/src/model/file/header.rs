//! Reading of the headers of safetensors files: names, types, shapes and positions of the tensors.

use super::PACKED_MAGIC;
use super::bytes::Bytes;
use crate::error::{Error, FileKind, FileRole, Origin, WeightFileError};
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, ErrorKind};

/// Fixed part of the largest size of a header, in bytes; an eighth of the file's size is added to it. A header with
/// short names takes up to twelve times its size in memory.
const MAX_BYTES: u64 = 4 << 20;

/// Largest length of a header in bytes that the format allows.
const MAX_STATED: u64 = 100_000_000;

/// Size in bytes of the number at the beginning of the file that states the header's length.
const LENGTH_BYTES: u64 = 8;

/// The header of a safetensors file.
pub(super) struct Header {
    /// Metadata that is no tensor.
    pub(super) metadata: HashMap<String, String>,
    /// All tensors of the file, by name.
    pub(super) tensors: BTreeMap<String, Entry>,
    /// Offset of the first tensor's first byte in the file, in bytes.
    pub(super) data: u64,
    /// Size of all tensors together, in bytes.
    pub(super) data_len: u64,
}

/// Element type, shape and position of a tensor in a file.
pub(super) struct Entry {
    pub(super) shape: Vec<usize>,
    pub(super) ty: Dtype,
    /// Offset of the tensor's first byte, in bytes from [`Header::data`].
    pub(super) start: u64,
}

impl Entry {
    /// Returns the number of bytes of the tensor.
    pub(super) fn bytes(&self) -> u64 {
        (self.values() * self.ty.bitsize()).div_ceil(8) as u64
    }

    /// Returns the number of elements, which is the product of the shape.
    pub(super) fn values(&self) -> usize {
        self.shape.iter().product()
    }
}

impl Header {
    /// Reads the header of the file `bytes`. Checks that the tensors lie one behind the other, have the sizes of their
    /// shapes and types, and fill the rest of the file exactly, if its length is known; the tensors themselves are not
    /// read. `origin` is used in errors only. `weights` is the size in bytes of the network's weights, to which the
    /// header of a file of unknown length is compared.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is invalid.
    pub(super) fn read(
        origin: &Origin,
        bytes: &mut dyn Bytes,
        weights: u64,
    ) -> Result<Header, Error> {
        let wrong = |error| Error::WeightFile {
            origin: origin.clone(),
            error,
        };
        let unread = |error: io::Error| Error::file(origin.clone(), error);
        let mut first = [0; LENGTH_BYTES as usize];
        let read = bytes.read_up_to(0, &mut first).map_err(unread)?;
        if read < first.len() {
            let short = WeightFileError::TooShort { file: read as u64 };
            return Err(wrong(other_kind(&first[..read]).unwrap_or(short)));
        }
        if first == PACKED_MAGIC {
            return Err(wrong(WeightFileError::Packed));
        }
        let header = u64::from_le_bytes(first);
        let file = bytes.len();
        // Where the length is unknown, that of a file with the network's weights counts.
        let size = file.unwrap_or_else(|| header.saturating_add(LENGTH_BYTES + weights));
        let beyond = file.filter(|file| header > file - LENGTH_BYTES);
        let beyond = beyond.map(|file| WeightFileError::HeaderBeyondEnd { header, file });
        let fault = beyond.or_else(|| {
            let too_long = header > MAX_BYTES + size / 8;
            too_long.then_some(WeightFileError::HeaderTooLong { header, file: size })
        });
        if let Some(fault) = fault {
            let begin = beginning(&first, &[], bytes, LENGTH_BYTES).map_err(unread)?;
            return Err(wrong(unlike(&begin, header).unwrap_or(fault)));
        }
        let mut buffer = vec![0; header as usize];
        let parsed = match bytes.read_at(LENGTH_BYTES, &mut buffer) {
            Ok(text) => serde_json::from_slice::<Metadata>(text).map_err(|error| {
                let known = text[..text.len().min(FileKind::BYTES)].to_vec();
                let last = text.iter().rposition(|byte| *byte != 0);
                let zeros = text
                    .ends_with(&[0])
                    .then(|| last.map_or(0, |last| last + 1));
                let fault = match zeros {
                    Some(from) => WeightFileError::HeaderZeros {
                        header,
                        from: LENGTH_BYTES + from as u64,
                    },
                    None => WeightFileError::Header {
                        message: error.to_string(),
                    },
                };
                (known, fault)
            }),
            Err(error) => {
                let ended = (error.kind(), position(bytes));
                let (ErrorKind::UnexpectedEof, Some(file)) = ended else {
                    return Err(unread(error));
                };
                let there = file.saturating_sub(LENGTH_BYTES).min(header) as usize;
                let begin = [&first, &buffer[..there]].concat();
                let fault = WeightFileError::HeaderBeyondEnd { header, file };
                return Err(wrong(unlike(&begin, header).unwrap_or(fault)));
            }
        };
        drop(buffer);
        let metadata = match parsed {
            Ok(metadata) => metadata,
            Err((known, fault)) => {
                let begin = beginning(&first, &known, bytes, LENGTH_BYTES + header);
                let begin = begin.map_err(unread)?;
                return Err(wrong(other_kind(&begin).unwrap_or(fault)));
            }
        };
        let data = LENGTH_BYTES + header;
        let expected = metadata.data_len() as u64;
        if let Some(got) = file.map(|file| file - data).filter(|got| *got != expected) {
            return Err(wrong(WeightFileError::DataLength { expected, got }));
        }
        let tensors = metadata.tensors().into_iter().map(|(name, info)| {
            let entry = Entry {
                shape: info.shape.clone(),
                ty: info.dtype,
                start: info.data_offsets.0 as u64,
            };
            (name, entry)
        });
        Ok(Header {
            metadata: metadata.metadata().clone().unwrap_or_default(),
            tensors: tensors.collect(),
            data,
            data_len: expected,
        })
    }

    /// Reads what follows the tensors that were read, if the length of the file is unknown: it must be the remaining
    /// tensors, and the end.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if it is shorter or longer.
    pub(super) fn finish(
        origin: &Origin,
        bytes: &mut dyn Bytes,
        data: u64,
        data_len: u64,
    ) -> Result<(), Error> {
        if bytes.len().is_some() {
            return Ok(());
        }
        let end = data.saturating_add(data_len);
        let rest = bytes.read_at(end, &mut []).map(drop);
        rest.map_err(|error| unread_data(origin, bytes, error, data, data_len))?;
        match bytes.read_at(end, &mut [0]) {
            Ok(_) => Err(Error::WeightFile {
                origin: origin.clone(),
                error: WeightFileError::TrailingBytes { expected: data_len },
            }),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(()),
            Err(error) => Err(Error::file(origin.clone(), error)),
        }
    }
}

/// Returns the first bytes of a file for [`FileKind::of`]: `first` and `known`, and those that follow from offset `at`
/// on.
fn beginning(first: &[u8], known: &[u8], bytes: &mut dyn Bytes, at: u64) -> io::Result<Vec<u8>> {
    let mut begin = [first, known].concat();
    let from = begin.len();
    if from < FileKind::BYTES {
        begin.resize(FileKind::BYTES, 0);
        let read = bytes.read_up_to(at, &mut begin[from..])?;
        begin.truncate(from + read);
    }
    Ok(begin)
}

/// Returns the fault of a file that begins with the bytes `first`, if it is of another kind that is known.
fn other_kind(first: &[u8]) -> Option<WeightFileError> {
    let wrong = FileRole::Weights.mistake(first)?;
    Some(WeightFileError::OtherKind { wrong })
}

/// Returns the fault of a file that is no safetensors file by its first bytes and the length that its header would
/// have; `None` if it begins as such a file.
fn unlike(first: &[u8], header: u64) -> Option<WeightFileError> {
    let braced = first
        .get(LENGTH_BYTES as usize)
        .is_none_or(|byte| *byte == b'{');
    if braced && header <= MAX_STATED {
        return None;
    }
    let shown = &first[..LENGTH_BYTES as usize];
    let got = shown.escape_ascii().to_string();
    other_kind(first).or(Some(WeightFileError::NotSafetensors { got }))
}

/// Returns the error for tensors that cannot be read: that the file is cut off, if it is one of unknown length and has
/// ended.
pub(super) fn unread_data(
    origin: &Origin,
    bytes: &dyn Bytes,
    error: io::Error,
    data: u64,
    expected: u64,
) -> Error {
    match (error.kind(), position(bytes)) {
        (ErrorKind::UnexpectedEof, Some(file)) => Error::WeightFile {
            origin: origin.clone(),
            error: WeightFileError::DataLength {
                expected,
                got: file.saturating_sub(data),
            },
        },
        _ => Error::file(origin.clone(), error),
    }
}

/// Returns the number of bytes that a file of unknown length has given; `None` for other files.
fn position(bytes: &dyn Bytes) -> Option<u64> {
    match bytes.len() {
        Some(_) => None,
        None => Some(bytes.position()),
    }
}
