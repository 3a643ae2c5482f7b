//! Writing weight files.

use crate::Layer;
use crate::error::{Error, WeightFileError};
use crate::layer::Weight;
use crate::replace::replace_file;
use safetensors::tensor::{Metadata, TensorInfo};
use safetensors::{Dtype, SafeTensorError};
use std::fmt;
use std::path::Path;

/// The longest header, as readers take it.
const MAX_HEADER: usize = 100_000_000;

/// Writes the weights of layers under their paths.
pub(crate) fn save(layers: &[&Layer], path: &Path) -> Result<(), Error> {
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
    save_tensors(tensors.collect(), path)
}

/// A tensor of 32-bit floats to be written.
pub struct StoredTensor<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its sizes.
    pub shape: &'a [usize],
    /// Makes its values, little-endian, last axis innermost; asked for when they are written.
    pub bytes: Box<dyn Fn() -> Vec<u8> + 'a>,
}

impl fmt::Debug for StoredTensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.name, self.shape)
    }
}

/// Writes tensors to a safetensors file: one after the other, so that one is in memory at a time, and beside its place
/// first, as [`replace_file`].
///
/// # Errors
/// The file cannot be written.
pub fn save_tensors(mut tensors: Vec<StoredTensor<'_>>, path: &Path) -> Result<(), Error> {
    tensors.sort_by_key(|tensor| tensor.name);
    let header = header(&tensors).map_err(|reason| Error::WeightFile {
        path: path.to_owned(),
        error: WeightFileError::Header {
            message: reason.to_string(),
        },
    })?;
    let written = replace_file(path, |file| {
        file.write_all(&(header.len() as u64).to_le_bytes())?;
        file.write_all(&header)?;
        tensors
            .iter()
            .try_for_each(|tensor| file.write_all(&(tensor.bytes)()))
    });
    written.map_err(|reason| Error::file(path, reason))
}

/// Names, shapes and places of tensors that lie one behind the other.
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
    // Values begin at a multiple of eight bytes.
    header.resize(header.len().next_multiple_of(8), b' ');
    match header.len() > MAX_HEADER {
        true => Err(SafeTensorError::HeaderTooLarge),
        false => Ok(header),
    }
}
