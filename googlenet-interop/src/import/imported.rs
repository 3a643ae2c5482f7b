//! What comes out of an import.

use super::weights::Weight;
use googlenet_runtime::weights::{StoredTensor, save_tensors};
use std::path::Path;

/// An imported network.
#[derive(Debug)]
pub struct Imported<'a> {
    pub(super) name: String,
    pub(super) spec: String,
    pub(super) warnings: Vec<String>,
    /// The names of tensors with their sources, in the order of the network's layers.
    pub(super) tensors: Vec<(String, Weight<'a>)>,
}

impl Imported<'_> {
    /// The network's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text of the description.
    pub fn spec(&self) -> &str {
        &self.spec
    }

    /// What was left out, and what was not found.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The names and shapes of the weights, as our files have them.
    pub fn weights(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.tensors
            .iter()
            .map(|(name, weight)| (name.as_str(), weight.shape.as_slice()))
    }

    /// Writes the weights as a safetensors file, tensor by tensor, so that the memory of one is taken.
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
