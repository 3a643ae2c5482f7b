//! Safetensors files whose tensors are of any type, as bytes: their names and metadata are for their readers to understand.

use super::bytes::Bytes;
use super::header::{Header, unread_data};
use super::load::open;
use crate::error::{Error, Origin};
use crate::replace::replace_file;
use safetensors::Dtype;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::Path;

/// A tensor as bytes, little-endian, last axis innermost.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawTensor {
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<usize>,
    pub(crate) bytes: Vec<u8>,
}

/// Tensors by name, with the metadata of their file.
#[derive(Debug)]
pub(crate) struct RawTensors {
    pub(crate) metadata: HashMap<String, String>,
    pub(crate) tensors: BTreeMap<String, RawTensor>,
}

impl RawTensors {
    /// Reads a file as a whole.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read, [`Error::WeightFile`] if its header is no valid one.
    pub(crate) fn open(path: &Path) -> Result<RawTensors, Error> {
        RawTensors::read(path.into(), &mut open(path)?)
    }

    /// Reads the metadata of a file alone.
    ///
    /// # Errors
    /// Those of [`RawTensors::open`].
    pub(crate) fn metadata_of(path: &Path) -> Result<HashMap<String, String>, Error> {
        let header = Header::read(&path.into(), &mut open(path)?, 0)?;
        Ok(header.metadata)
    }

    /// Reads the content of a file.
    ///
    /// # Errors
    /// [`Error::WeightFile`] if its header is no valid one.
    pub(crate) fn of_bytes(mut bytes: &[u8]) -> Result<RawTensors, Error> {
        RawTensors::read(Origin::Bytes, &mut bytes)
    }

    /// The length of `bytes` is known, and that of all tensors together compared with it by the header.
    fn read(origin: Origin, bytes: &mut dyn Bytes) -> Result<RawTensors, Error> {
        let header = Header::read(&origin, bytes, 0)?;
        let mut tensors = BTreeMap::new();
        for (name, entry) in header.tensors {
            let mut buffer = vec![0; entry.bytes() as usize];
            let read = bytes
                .read_at(header.data + entry.start, &mut buffer)
                .map(<[u8]>::to_vec);
            let read = read.map_err(|error| {
                unread_data(&origin, bytes, error, header.data, header.data_len)
            })?;
            let tensor = RawTensor {
                dtype: entry.ty,
                shape: entry.shape,
                bytes: read,
            };
            tensors.insert(name, tensor);
        }
        Ok(RawTensors {
            metadata: header.metadata,
            tensors,
        })
    }

    /// Writes the file `path` as a whole, as [`replace_file`] does: equal tensors and metadata give equal bytes.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be written; an existing file is then left as it was.
    pub(crate) fn save(&self, path: &Path) -> Result<(), Error> {
        let written = replace_file(path, |to| self.write(to));
        written.map_err(|reason| Error::file(path, reason))
    }

    /// Writes the content of the file of [`RawTensors::save`] to any writer.
    ///
    /// # Errors
    /// Returns the first error of the writer.
    pub(crate) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        // Objects of JSON are sorted by name.
        let metadata: BTreeMap<&String, &String> = self.metadata.iter().collect();
        let mut header = Map::new();
        header.insert("__metadata__".to_owned(), json!(metadata));
        let mut tensors: Vec<(&String, &RawTensor)> = self.tensors.iter().collect();
        // Values of four bytes first, so that all are aligned.
        tensors.sort_by_key(|(_, tensor)| tensor.dtype.bitsize() < 32);
        let mut end = 0;
        for (name, tensor) in &tensors {
            let begin = end;
            end += tensor.bytes.len();
            let entry = json!({
                "dtype": tensor.dtype,
                "shape": tensor.shape,
                "data_offsets": [begin, end],
            });
            header.insert((*name).clone(), entry);
        }
        let mut text = serde_json::to_vec(&Value::Object(header))?;
        // The values begin at a multiple of eight bytes.
        text.resize(text.len().next_multiple_of(8), b' ');
        to.write_all(&(text.len() as u64).to_le_bytes())?;
        to.write_all(&text)?;
        tensors
            .iter()
            .try_for_each(|(_, tensor)| to.write_all(&tensor.bytes))
    }
}
