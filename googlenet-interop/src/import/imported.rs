//! The result of an import: a description, warnings, and weights that are converted when they are saved.

use super::finite::finite;
use super::table::Table;
use super::weights::Weight;
use googlenet_runtime::Error;
use googlenet_runtime::quantize::Quantization;
use googlenet_runtime::weights::{StoredTensor, TensorReader, read_tensors, save_tensors};
use std::path::Path;

/// The result of an import: the text of the network's description in YAML, and the network's weights. The weights stay
/// in the bytes of the imported file until [`Imported::save_weights`] converts them.
#[derive(Debug)]
pub struct Imported<'a> {
    pub(super) name: String,
    pub(super) spec: String,
    pub(super) warnings: Vec<String>,
    /// Names of the classes that the imported file has itself; `None` if it has none.
    pub(super) labels: Option<Vec<String>>,
    /// The blocks that were found, in the order of the description.
    pub(super) tables: Vec<Table>,
    /// Name of each weight (`PATH.kernel`) with the tensor that holds its values, in the order of the network's steps.
    pub(super) tensors: Vec<(String, Weight<'a>)>,
    pub(super) has_weights: bool,
    /// Whether kernels of convolutions in one group or of dense layers are whole numbers times scales.
    pub(super) is_quantized: bool,
    /// Paths of layers with the quantisation of their results, that of the input first.
    pub(super) results: Vec<(String, Quantization)>,
}

impl Imported<'_> {
    pub(crate) fn with_labels(mut self, labels: Option<Vec<String>>) -> Self {
        self.labels = labels;
        self
    }

    /// Returns whether the files have the weights.
    pub(crate) fn has_weights(&self) -> bool {
        self.has_weights
    }

    /// Returns the network's name as the description has it: the name in the file or the options, changed to an
    /// identifier that begins with a capital.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text of the description in YAML.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    /// Returns warnings, one line each: layers and weights of the files that were left out, assumptions in place of
    /// information that the files lack, and why the description has no blocks although some were found.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns the names of the classes, in the order of the first output's values, if the imported file itself has
    /// them. The description then has an entry `labels` with the path of a file, into which the caller writes them, one
    /// a line.
    pub fn labels(&self) -> Option<&[String]> {
        self.labels.as_deref()
    }

    /// Returns the blocks that were made of what repeats in the network, in the order of the description.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Iterates over the names and shapes of the weights in the order of the network's steps. Names (`PATH.kernel`) and
    /// shapes are those of this project's weight files, not of the imported file.
    pub fn weights(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.tensors
            .iter()
            .map(|(name, weight)| (name.as_str(), weight.shape.as_slice()))
    }

    /// Checks that all weights are finite, as loading of their file does.
    ///
    /// # Errors
    /// [`Error::Weights`], of the imported bytes, with all tensors that have values that are NaN or infinite. Names and
    /// positions are those of this project's weight files.
    pub fn check_finite(&self) -> Result<(), Error> {
        let suspects = self
            .tensors
            .iter()
            .filter(|(_, weight)| !weight.is_finite());
        finite(suspects.map(|(name, weight)| (&**name, &*weight.shape, weight.bytes())))
    }

    /// Writes the weights as a safetensors file of 32-bit floats, sorted by name; an existing file is replaced. Tensors
    /// are converted one at a time, so that only one is in memory.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; an existing file is then kept. [`Error::WeightFile`] if the names
    /// and shapes do not fit into the file's header, which has at most 100 MB.
    pub fn save_weights(&self, path: &Path) -> Result<(), Error> {
        save_tensors(self.stored(), path)
    }

    /// Returns a reader of the file that [`Imported::save_weights`] writes. Tensors are converted one at a time, when
    /// they are read.
    ///
    /// # Errors
    /// [`Error::WeightFile`] where [`Imported::save_weights`] returns it.
    pub fn read_weights(&self) -> Result<TensorReader<'_>, Error> {
        read_tensors(self.stored())
    }

    fn stored(&self) -> Vec<StoredTensor<'_>> {
        let tensors = self.tensors.iter().map(|(name, weight)| StoredTensor {
            name,
            shape: &weight.shape,
            bytes: Box::new(|| weight.bytes()),
        });
        tensors.collect()
    }
}
