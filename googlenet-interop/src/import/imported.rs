//! The result of an import.

use super::weights::Weight;
use googlenet_runtime::weights::{StoredTensor, save_tensors};
use std::path::Path;

/// An imported network: its description and its weights, whose values are converted when they are saved.
#[derive(Debug)]
pub struct Imported<'a> {
    pub(super) name: String,
    pub(super) spec: String,
    pub(super) warnings: Vec<String>,
    /// Names of the weights with their tensors, in the order of the network's layers.
    pub(super) tensors: Vec<(String, Weight<'a>)>,
}

impl Imported<'_> {
    /// Returns the network's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text of the description, in YAML.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    /// Returns warnings about layers and weights that were left out, and about information that the files lack.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Iterates over the names and shapes of the weights, as this project's weight files have them.
    pub fn weights(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.tensors
            .iter()
            .map(|(name, weight)| (name.as_str(), weight.shape.as_slice()))
    }

    /// Writes the weights as a safetensors file. Tensors are converted one at a time, so that only one is in memory.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save_weights(&self, path: &Path) -> Result<(), googlenet_runtime::Error> {
        let tensors = self.tensors.iter().map(|(name, weight)| StoredTensor {
            name,
            shape: &weight.shape,
            bytes: Box::new(|| weight.bytes()),
        });
        save_tensors(tensors.collect(), path)
    }
}
