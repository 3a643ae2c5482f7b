//! The header of a safetensors file: what tensors there are, and where.

use super::bytes::Bytes;
use safetensors::Dtype;
use safetensors::tensor::Metadata;
use std::collections::BTreeMap;

/// The longest header, beside an eighth of the file. In memory it is twelve times as long where names are short.
const MAX_BYTES: u64 = 4 << 20;

/// Bytes of the length that stands before the header.
const LENGTH_BYTES: u64 = 8;

/// What a file holds.
pub(super) struct Header {
    pub(super) tensors: BTreeMap<String, Entry>,
    /// Where the values begin.
    pub(super) data: u64,
}

/// A tensor of a file.
pub(super) struct Entry {
    pub(super) shape: Vec<usize>,
    pub(super) ty: Dtype,
    /// The place of its first byte behind the header.
    pub(super) start: u64,
}

impl Entry {
    /// How many values there are.
    pub(super) fn values(&self) -> usize {
        self.shape.iter().product()
    }
}

impl Header {
    /// Reads the header, and checks that it agrees with itself and with the file's length.
    pub(super) fn read(bytes: &mut impl Bytes) -> Result<Header, String> {
        let file = bytes.len();
        let mut length = [0; LENGTH_BYTES as usize];
        if file < LENGTH_BYTES {
            return Err(format!("it has {file} bytes, and a header begins with 8"));
        }
        let said = |error: std::io::Error| error.to_string();
        bytes.read_at(0, &mut length).map_err(said)?;
        let length = u64::from_le_bytes(length);
        if length > file - LENGTH_BYTES {
            return Err(format!(
                "its header is said to have {length} bytes, the file has {file}"
            ));
        }
        if length > MAX_BYTES + file / 8 {
            return Err(format!(
                "its header of {length} bytes is too long for a file of {file}"
            ));
        }
        let mut text = vec![0; length as usize];
        bytes.read_at(LENGTH_BYTES, &mut text).map_err(said)?;
        let metadata: Metadata = serde_json::from_slice(&text)
            .map_err(|error| format!("its header is not in order: {error}"))?;
        drop(text);
        let data = LENGTH_BYTES + length;
        if metadata.data_len() as u64 != file - data {
            return Err(format!(
                "its tensors take {} bytes, the file holds {}",
                metadata.data_len(),
                file - data
            ));
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
