//! Reading of the headers of safetensors files: names, types, shapes and positions of the tensors.

use super::PACKED_MAGIC;
use super::bytes::Bytes;
use crate::error::{Error, Origin, WeightFileError};
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};

/// Fixed part of the largest size of a header, in bytes; an eighth of the file's size is added to it. A header with
/// short names takes up to twelve times its size in memory.
const MAX_BYTES: u64 = 4 << 20;

/// Size in bytes of the number at the beginning of the file that states the header's length.
const LENGTH_BYTES: u64 = 8;

/// The header of a safetensors file, without metadata that is no tensor.
pub(super) struct Header {
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
        let unread = |error: io::Error, position, ended: &dyn Fn(u64) -> WeightFileError| match (
            error.kind(),
            position,
        ) {
            (ErrorKind::UnexpectedEof, Some(file)) => wrong(ended(file)),
            _ => Error::file(origin.clone(), error),
        };
        let mut length = [0; LENGTH_BYTES as usize];
        if let Some(file) = bytes.len().filter(|file| *file < LENGTH_BYTES) {
            return Err(wrong(WeightFileError::TooShort { file }));
        }
        let first = match bytes.read_at(0, &mut length) {
            Ok(first) => <[u8; LENGTH_BYTES as usize]>::try_from(first).unwrap_or_default(),
            Err(error) => {
                let ended = |file| WeightFileError::TooShort { file };
                return Err(unread(error, position(bytes), &ended));
            }
        };
        if first == PACKED_MAGIC {
            return Err(wrong(WeightFileError::Packed));
        }
        let header = u64::from_le_bytes(first);
        let file = bytes.len();
        if let Some(file) = file.filter(|file| header > file - LENGTH_BYTES) {
            return Err(wrong(WeightFileError::HeaderBeyondEnd { header, file }));
        }
        // Where the length is unknown, that of a file with the network's weights counts.
        let size = file.unwrap_or_else(|| header.saturating_add(LENGTH_BYTES + weights));
        if header > MAX_BYTES + size / 8 {
            return Err(wrong(WeightFileError::HeaderTooLong { header, file: size }));
        }
        let mut buffer = vec![0; header as usize];
        let metadata: Metadata = match bytes.read_at(LENGTH_BYTES, &mut buffer) {
            Ok(text) => serde_json::from_slice(text).map_err(|error| {
                wrong(WeightFileError::Header {
                    message: error.to_string(),
                })
            })?,
            Err(error) => {
                let ended = |file| WeightFileError::HeaderBeyondEnd { header, file };
                return Err(unread(error, position(bytes), &ended));
            }
        };
        drop(buffer);
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
