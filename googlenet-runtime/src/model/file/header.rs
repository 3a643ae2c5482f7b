//! Reading of the headers of safetensors files: names, types, shapes and positions of the tensors.

use super::bytes::Bytes;
use crate::error::{Error, WeightFileError};
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::collections::BTreeMap;
use std::path::Path;

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
    /// shapes and types, and fill the rest of the file exactly; the tensors themselves are not read. `path` is used in
    /// errors only.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is invalid.
    pub(super) fn read(path: &Path, bytes: &mut impl Bytes) -> Result<Header, Error> {
        let wrong = |error| Error::WeightFile {
            path: path.to_owned(),
            error,
        };
        let file = bytes.len();
        let mut length = [0; LENGTH_BYTES as usize];
        if file < LENGTH_BYTES {
            return Err(wrong(WeightFileError::TooShort { file }));
        }
        let unread = |error| Error::file(path, error);
        bytes.read_at(0, &mut length).map_err(unread)?;
        let header = u64::from_le_bytes(length);
        if header > file - LENGTH_BYTES {
            return Err(wrong(WeightFileError::HeaderBeyondEnd { header, file }));
        }
        if header > MAX_BYTES + file / 8 {
            return Err(wrong(WeightFileError::HeaderTooLong { header, file }));
        }
        let mut text = vec![0; header as usize];
        bytes.read_at(LENGTH_BYTES, &mut text).map_err(unread)?;
        let metadata: Metadata = serde_json::from_slice(&text).map_err(|error| {
            wrong(WeightFileError::Header {
                message: error.to_string(),
            })
        })?;
        drop(text);
        let data = LENGTH_BYTES + header;
        let (expected, got) = (metadata.data_len() as u64, file - data);
        if expected != got {
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
        })
    }
}
