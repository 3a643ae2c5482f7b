//! Writing weight files.

use crate::{Error, Layer, Weight};
use safetensors::{Dtype, SafeTensorError, View};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

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

impl View for StoredTensor<'_> {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        (self.bytes)().into()
    }

    fn data_len(&self) -> usize {
        4 * self.shape.iter().product::<usize>()
    }
}

/// Writes tensors to a safetensors file: one after the other, so that one is in memory at a time, and beside its place
/// first, so that a failure leaves what was there.
///
/// # Errors
/// The file cannot be written.
pub fn save_tensors(tensors: Vec<StoredTensor<'_>>, path: &Path) -> Result<(), Error> {
    let failed = |reason: std::io::Error| Error::file(path, reason);
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".part-{}", std::process::id()));
    let part = PathBuf::from(part);
    // The library makes a file that its owner alone may read; this one tells what a file is usually allowed.
    let usual = File::create(&part).and_then(|file| file.metadata());
    let usual = usual.map_err(failed)?.permissions();
    let views = tensors.into_iter().map(|tensor| (tensor.name, tensor));
    let written =
        safetensors::serialize_to_file(views, None, &part).map_err(|reason| match reason {
            SafeTensorError::IoError(reason) => failed(reason),
            reason => Error::Format {
                path: path.to_owned(),
                reason: reason.to_string(),
            },
        });
    let moved = written.and_then(|()| {
        let moved =
            std::fs::set_permissions(&part, usual).and_then(|()| std::fs::rename(&part, path));
        moved.map_err(failed)
    });
    moved.inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}
