//! The result of a pairing: tensors that are converted when they are read.

use super::report::{PairReport, PairRule};
use crate::import::finite::finite;
use crate::import::transform::{Transform, apply};
use crate::tensors::NamedTensor;
use crate::weights::file::WeightFile;
use googlenet_dsl::graph::Graph;
use googlenet_runtime::weights::{
    LoadReport, StoredTensor, TensorReader, read_tensors, save_tensors,
};
use googlenet_runtime::{Algorithms, Error, LoadOptions, Network, PackedNetwork};
use std::path::Path;

/// A weight with its tensor.
#[derive(Debug)]
pub(super) struct Pair {
    /// Name of the weight here.
    pub(super) own: String,
    /// Its sizes here.
    pub(super) shape: Vec<usize>,
    /// Index of the tensor in the file.
    pub(super) tensor: usize,
    /// Transforms of its values.
    pub(super) transforms: Vec<Transform>,
    pub(super) rule: PairRule,
}

/// The weights of a network, each paired with the tensor of a weight file that holds its values. Values are converted
/// one tensor at a time, when they are read.
#[derive(Debug)]
pub struct Paired<'f> {
    file: &'f str,
    tensors: &'f [NamedTensor<'f>],
    pairs: Vec<Pair>,
    report: PairReport,
}

impl<'f> Paired<'f> {
    pub(super) fn new(
        file: &'f WeightFile<'_>,
        pairs: Vec<Pair>,
        mut report: PairReport,
    ) -> Paired<'f> {
        for pair in &pairs {
            report.count(pair.rule, file.tensors[pair.tensor].element);
        }
        Paired {
            file: &file.name,
            tensors: &file.tensors,
            pairs,
            report,
        }
    }

    /// Returns which rule paired what, and what was passed over.
    pub fn report(&self) -> &PairReport {
        &self.report
    }

    /// Iterates over the weights: the name here, the sizes here, the name in the file, and the rule that paired them.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &[usize], &str, PairRule)> {
        let pairs = self.pairs.iter();
        pairs.map(|pair| {
            let name = self.tensors[pair.tensor].name.as_str();
            (pair.own.as_str(), pair.shape.as_slice(), name, pair.rule)
        })
    }

    /// Checks that all weights are finite, as loading of their file does.
    ///
    /// # Errors
    /// [`Error::Weights`] with all that have values that are NaN or infinite, by their names here.
    pub fn check_finite(&self) -> Result<(), Error> {
        let suspects = self.pairs.iter().filter(|pair| {
            let values = self.tensors[pair.tensor].stored.values();
            !(0..values.len()).all(|at| values.get(at).is_finite())
        });
        let suspects = suspects.map(|pair| (&*pair.own, &*pair.shape, self.bytes(pair)));
        finite(suspects).map_err(|error| error.named(self.file))
    }

    /// Writes the weights as a safetensors file of this project; an existing file is replaced.
    ///
    /// # Errors
    /// The file cannot be written; an existing one is then kept.
    pub fn save_weights(&self, path: &Path) -> Result<(), Error> {
        save_tensors(self.stored(), path)
    }

    /// Returns a reader of the file that [`Paired::save_weights`] writes.
    ///
    /// # Errors
    /// Names and sizes do not fit into the header of the file.
    pub fn read_weights(&self) -> Result<TensorReader<'_>, Error> {
        read_tensors(self.stored())
    }

    /// Loads the weights into the network that they were paired with.
    ///
    /// # Errors
    /// Those of [`LoadOptions::load_reader`], with the name of the file.
    pub fn load(
        &self,
        network: &mut (impl Network + ?Sized),
        options: &LoadOptions,
    ) -> Result<LoadReport, Error> {
        let loaded = self.read_weights();
        let loaded = loaded.and_then(|reader| options.load_reader(network, reader));
        loaded.map_err(|error| error.named(self.file))
    }

    /// Packs the weights for the graph that they were paired with.
    ///
    /// # Errors
    /// Those of [`LoadOptions::pack_reader`], with the name of the file.
    pub fn pack(
        &self,
        graph: &Graph,
        options: &LoadOptions,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let packed = self.read_weights();
        let packed = packed.and_then(|reader| options.pack_reader(graph, reader, precision));
        packed.map_err(|error| error.named(self.file))
    }

    fn bytes(&self, pair: &Pair) -> Vec<u8> {
        let stored = &self.tensors[pair.tensor].stored;
        apply(stored.values(), &stored.dims(), &pair.transforms)
    }

    fn stored(&self) -> Vec<StoredTensor<'_>> {
        let tensors = self.pairs.iter().map(|pair| StoredTensor {
            name: &pair.own,
            shape: &pair.shape,
            bytes: Box::new(|| self.bytes(pair)),
        });
        tensors.collect()
    }
}
