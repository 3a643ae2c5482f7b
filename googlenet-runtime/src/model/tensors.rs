//! The tensors of a safetensors file: a checked header, and values that are read one tensor at a time.

use crate::{Error, kernel};
use memmap2::Mmap;
use safetensors::SafeTensors;
use safetensors::tensor::{SafeTensorError, TensorInfo};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// An open file.
pub(super) struct Tensors {
    path: PathBuf,
    bytes: Bytes,
    /// Where the values begin.
    start: usize,
}

/// What a tensor is, by its name.
pub(super) type Infos = BTreeMap<String, TensorInfo>;

enum Bytes {
    /// What cannot be read from any place, as a pipe.
    Read(Vec<u8>),
    Mapped(Mmap),
    #[cfg(unix)]
    File(File),
}

impl Tensors {
    /// Opens a file, of which only the header is read now.
    ///
    /// # Errors
    /// It cannot be read, or is no safetensors file.
    pub(super) fn open(path: &Path) -> Result<(Tensors, Infos), Error> {
        let mut file = File::open(path).map_err(|reason| Error::file(path, reason))?;
        #[cfg(unix)]
        if file.metadata().is_ok_and(|about| about.is_file())
            && let Ok(map) = kernel::map_file(&file)
        {
            let (start, infos) = header(path, &map)?;
            let path = path.to_owned();
            let bytes = Bytes::File(file);
            return Ok((Tensors { path, bytes, start }, infos));
        }
        let mut bytes = Vec::new();
        let read = file.read_to_end(&mut bytes);
        read.map_err(|reason| Error::file(path, reason))?;
        Tensors::new(path, Bytes::Read(bytes))
    }

    /// Opens a file and maps it.
    ///
    /// # Errors
    /// As [`Tensors::open`].
    pub(super) fn map(path: &Path) -> Result<(Tensors, Infos), Error> {
        let map = kernel::map(path).map_err(|reason| Error::file(path, reason))?;
        Tensors::new(path, Bytes::Mapped(map))
    }

    fn new(path: &Path, bytes: Bytes) -> Result<(Tensors, Infos), Error> {
        let (start, infos) = match &bytes {
            Bytes::Read(bytes) => header(path, bytes)?,
            Bytes::Mapped(bytes) => header(path, bytes)?,
            #[cfg(unix)]
            Bytes::File(_) => unreachable!("the header of a file is read through a map"),
        };
        let path = path.to_owned();
        Ok((Tensors { path, bytes, start }, infos))
    }

    /// The values of a tensor of 32-bit floats, converted once, in the memory of `into`.
    ///
    /// # Errors
    /// The file cannot be read, or has become shorter.
    pub(super) fn read(&self, info: &TensorInfo, mut into: Vec<f32>) -> Result<Vec<f32>, Error> {
        let (from, to) = info.data_offsets;
        let range = self.start + from..self.start + to;
        let bytes = match &self.bytes {
            Bytes::Read(bytes) => &bytes[range],
            Bytes::Mapped(bytes) => &bytes[range],
            #[cfg(unix)]
            Bytes::File(file) => {
                into.resize(range.len() / size_of::<f32>(), 0.0);
                let done = kernel::read_floats(file, range.start as u64, &mut into);
                done.map_err(|reason| Error::file(&self.path, reason))?;
                return Ok(into);
            }
        };
        let (values, _) = bytes.as_chunks::<4>();
        into.clear();
        into.extend(values.iter().map(|bytes| f32::from_le_bytes(*bytes)));
        Ok(into)
    }
}

/// Where the values begin, and the tensors.
fn header(path: &Path, bytes: &[u8]) -> Result<(usize, Infos), Error> {
    let format = |reason: SafeTensorError| Error::Format {
        path: path.to_owned(),
        reason: reason.to_string(),
    };
    let (len, metadata) = SafeTensors::read_metadata(bytes).map_err(format)?;
    let tensors = metadata.tensors().into_iter();
    let infos = tensors.map(|(name, info)| (name, info.clone())).collect();
    Ok((size_of::<u64>() + len, infos))
}
