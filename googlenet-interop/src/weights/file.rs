//! An opened weight file.

use crate::tensors::{Element, NamedTensor};
use std::fmt;

/// A format of weight files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WeightFormat {
    /// Safetensors, of any program.
    Safetensors,
    /// A file of `torch.save`: a zip archive, or a pickle as before PyTorch 1.6.
    Pytorch,
    /// An archive of NumPy arrays.
    Npz,
    /// An HDF5 file of Keras: `.h5`, `.hdf5`, `.weights.h5`.
    KerasH5,
    /// An archive of Keras: `.keras`.
    Keras,
    /// A layers model of TensorFlow.js: `model.json` with its shards.
    TfJs,
}

impl WeightFormat {
    /// Returns the name of the format as it is written in a text: `PyTorch`.
    pub fn words(self) -> &'static str {
        match self {
            WeightFormat::Safetensors => "safetensors",
            WeightFormat::Pytorch => "PyTorch",
            WeightFormat::Npz => "NumPy",
            WeightFormat::KerasH5 => "Keras (HDF5)",
            WeightFormat::Keras => "Keras",
            WeightFormat::TfJs => "TensorFlow.js",
        }
    }
}

impl fmt::Display for WeightFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A weight file that was opened: its tensors by name, in the order of the file. Values stay in the bytes of the file,
/// but for those of compressed ones, which are decoded when the file is opened.
#[derive(Debug)]
pub struct WeightFile<'a> {
    /// Name of the file, for messages.
    pub(crate) name: String,
    pub(crate) format: WeightFormat,
    pub(crate) tensors: Vec<NamedTensor<'a>>,
    /// What the file holds beside tensors and was passed over, one line each.
    pub(crate) warnings: Vec<String>,
}

impl WeightFile<'_> {
    /// Returns the name of the file as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the format of the file.
    pub fn format(&self) -> WeightFormat {
        self.format
    }

    /// Iterates over names, sizes (outermost axis first) and types of the elements of all tensors, in the order of the
    /// file.
    pub fn tensors(&self) -> impl Iterator<Item = (&str, Vec<usize>, Element)> {
        let tensors = self.tensors.iter();
        tensors.map(|tensor| (tensor.name.as_str(), tensor.stored.dims(), tensor.element))
    }

    /// Returns the values of the tensor of this name as 32-bit floats, the last axis innermost: widened exactly, those
    /// of 64 bits rounded. Empty for a tensor of integers or of another type that no weight has; `None` if the file has
    /// no tensor of this name.
    pub fn values(&self, name: &str) -> Option<Vec<f32>> {
        let tensor = self.tensors.iter().find(|tensor| tensor.name == name)?;
        let values = tensor.stored.values();
        Some((0..values.len()).map(|at| values.get(at)).collect())
    }

    /// Returns warnings, one line each: what the file holds beside tensors, and was passed over.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}
