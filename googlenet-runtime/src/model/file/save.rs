//! Writing of weight files: from the layers of a network, or from any list of tensors.

use crate::Layer;
use crate::error::{Error, Origin, WeightFileError};
use crate::layer::Weight;
use crate::replace::replace_file;
use safetensors::tensor::{Metadata, TensorInfo};
use safetensors::{Dtype, SafeTensorError};
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;

/// Largest size of a header in bytes that the safetensors library accepts.
const MAX_HEADER: usize = 100_000_000;

/// Writes the weights of `layers` to the file `path`, each named by the layer's path and the weight's name. See
/// [`save_tensors`] for errors.
pub(crate) fn save(layers: &[&Layer], path: &Path) -> Result<(), Error> {
    with_tensors(layers, |tensors| save_tensors(tensors, path))
}

/// Writes the weights of `layers` as [`save`] does, to any writer. See [`write_tensors`] for errors.
pub(crate) fn write(layers: &[&Layer], to: &mut dyn Write) -> io::Result<()> {
    with_tensors(layers, |tensors| write_tensors(tensors, to))
}

fn with_tensors<R>(layers: &[&Layer], with: impl FnOnce(Vec<StoredTensor<'_>>) -> R) -> R {
    let names = layers.iter().flat_map(|layer| {
        let name = |weight: &Weight| format!("{}.{}", layer.name(), weight.name());
        layer
            .weights()
            .iter()
            .map(move |weight| (name(weight), weight))
    });
    let names: Vec<(String, &Weight)> = names.collect();
    let tensors = names.iter().map(|(name, weight)| StoredTensor {
        name,
        shape: weight.shape(),
        bytes: Box::new(|| {
            let values = weight.values().iter();
            values.flat_map(|value| value.to_le_bytes()).collect()
        }),
    });
    with(tensors.collect())
}

/// A tensor of 32-bit floats that is to be written to a weight file.
pub struct StoredTensor<'a> {
    /// Name of the tensor in the file, different from those of the other tensors.
    pub name: &'a str,
    /// Sizes of the axes, outermost first.
    pub shape: &'a [usize],
    /// Function that returns the values as little-endian bytes, last axis innermost: four times the product of `shape`
    /// in number, which is not checked. Called once, when the tensor is written.
    pub bytes: Box<dyn Fn() -> Vec<u8> + 'a>,
}

impl fmt::Debug for StoredTensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.name, self.shape)
    }
}

/// Writes tensors to a safetensors file, sorted by name. Tensors are produced and written one after the other, so that
/// the bytes of only one are in memory at a time. The file is written to a temporary file in the same folder, which is
/// then moved to `path`.
///
/// # Errors
/// [`Error::File`] if the file cannot be written; an existing file is then left as it was. [`Error::WeightFile`] if the
/// safetensors library refuses the header, or if the header would be longer than 100 MB.
pub fn save_tensors(mut tensors: Vec<StoredTensor<'_>>, path: &Path) -> Result<(), Error> {
    let header = sorted(&mut tensors).map_err(|error| Error::WeightFile {
        origin: path.into(),
        error,
    })?;
    let written = replace_file(path, |file| write_all(&header, &tensors, file));
    written.map_err(|reason| Error::file(path, reason))
}

/// Writes tensors in the format of [`save_tensors`] to any writer.
///
/// # Errors
/// Returns the first error of the writer, or one of the kind `InvalidInput` if [`save_tensors`] would return
/// [`Error::WeightFile`].
pub fn write_tensors(
    mut tensors: Vec<StoredTensor<'_>>,
    to: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    let header = sorted(&mut tensors);
    let header = header.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    write_all(&header, &tensors, to)
}

/// Returns a reader of the file that [`save_tensors`] writes. Each tensor is produced when its first byte is read, so
/// that the bytes of only one are in memory at a time.
///
/// # Errors
/// [`Error::WeightFile`], of a reader, where [`save_tensors`] returns it.
pub fn read_tensors(mut tensors: Vec<StoredTensor<'_>>) -> Result<TensorReader<'_>, Error> {
    let header = sorted(&mut tensors).map_err(|error| Error::WeightFile {
        origin: Origin::Reader,
        error,
    })?;
    let mut part = (header.len() as u64).to_le_bytes().to_vec();
    part.extend(header);
    Ok(TensorReader {
        part,
        at: 0,
        rest: tensors.into_iter(),
    })
}

/// Reader of a weight file whose tensors are produced one after the other; see [`read_tensors`].
#[derive(Debug)]
pub struct TensorReader<'a> {
    /// The header, or the bytes of the tensor that is being read.
    part: Vec<u8>,
    /// Number of bytes of `part` that have been read.
    at: usize,
    rest: std::vec::IntoIter<StoredTensor<'a>>,
}

impl Read for TensorReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.part.len() {
            let Some(tensor) = self.rest.next() else {
                return Ok(0);
            };
            // The memory of the tensor before is given back first.
            self.part = Vec::new();
            self.part = (tensor.bytes)();
            self.at = 0;
        }
        let read = (&self.part[self.at..]).read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

/// Sorts tensors by name, and returns the header of their file.
fn sorted(tensors: &mut [StoredTensor<'_>]) -> Result<Vec<u8>, WeightFileError> {
    tensors.sort_by_key(|tensor| tensor.name);
    header(tensors).map_err(|reason| WeightFileError::Header {
        message: reason.to_string(),
    })
}

fn write_all(
    header: &[u8],
    tensors: &[StoredTensor<'_>],
    to: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    to.write_all(&(header.len() as u64).to_le_bytes())?;
    to.write_all(header)?;
    tensors
        .iter()
        .try_for_each(|tensor| to.write_all(&(tensor.bytes)()))
}

/// Returns the header of a file that holds these tensors one behind the other: their names, types, shapes and byte
/// ranges as JSON, padded with spaces to a multiple of eight bytes.
///
/// # Errors
/// Returns an error if the safetensors library refuses the names and shapes, or if the header is longer than
/// [`MAX_HEADER`].
fn header(tensors: &[StoredTensor<'_>]) -> Result<Vec<u8>, SafeTensorError> {
    let mut end = 0;
    let infos = tensors.iter().map(|tensor| {
        let begin = end;
        end += size_of::<f32>() * tensor.shape.iter().product::<usize>();
        let info = TensorInfo {
            dtype: Dtype::F32,
            shape: tensor.shape.to_vec(),
            data_offsets: (begin, end),
        };
        (tensor.name.to_owned(), info)
    });
    let metadata = Metadata::new(None, infos.collect())?;
    let mut header = serde_json::to_vec(&metadata)?;
    // The values begin at a multiple of eight bytes.
    header.resize(header.len().next_multiple_of(8), b' ');
    match header.len() > MAX_HEADER {
        true => Err(SafeTensorError::HeaderTooLarge),
        false => Ok(header),
    }
}
