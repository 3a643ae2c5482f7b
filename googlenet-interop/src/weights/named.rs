//! Weights under the names and in the layouts of another program, to be written: the inverse of the pairing.

use crate::import::transform::apply;
use crate::import::values::Values;
use crate::names::{BATCHES, Convention, Named, tensors};
use crate::npz;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::op::Op;
use googlenet_runtime::Layer;
use googlenet_runtime::weights::Weight;
use safetensors::Dtype;
use safetensors::tensor::{Metadata, TensorInfo};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

/// The weights of a network under the names and in the layouts of a convention. Values are converted one tensor at a
/// time, when they are written.
#[derive(Debug)]
pub struct NamedWeights<'n> {
    convention: Convention,
    weights: Vec<(Named, &'n Weight)>,
    /// Names of the counters of batches, which PyTorch's `load_state_dict` asks for: int64, without axes, written as 0.
    counters: Vec<String>,
}

impl<'n> NamedWeights<'n> {
    /// Prepares the weights of `layers`, which are those of the network of `graph`, in the order in which
    /// [`Network::layers`](googlenet_runtime::Network::layers) returns them. `source` is the convention whose names the
    /// `source` of layers has; `None` if that is not known.
    ///
    /// # Errors
    /// A reason, if two weights would have one name.
    pub fn new(
        graph: &Graph,
        layers: &[&'n Layer],
        convention: Convention,
        source: Option<Convention>,
    ) -> Result<NamedWeights<'n>, String> {
        let values = layers.iter().flat_map(|layer| {
            let weights = layer.weights().iter();
            weights.map(|weight| (format!("{}.{}", layer.name(), weight.name()), weight))
        });
        let values: HashMap<String, &Weight> = values.collect();
        let training = graph.training();
        let mut names = HashSet::new();
        let (mut weights, mut counters) = (Vec::new(), Vec::new());
        for named in tensors(graph, convention, source) {
            let name = named.name();
            if !names.insert(name.clone()) {
                return Err(format!(
                    "two weights have the name `{name}`, one of them `{}`; help: give one of the layers another `source`",
                    named.own
                ));
            }
            let Some(weight) = values.get(&named.own) else {
                continue;
            };
            let is_last = weight.name() == "moving_variance";
            let is_norm = matches!(training.op(named.layer), Op::BatchNorm(_));
            if convention == Convention::Torchvision && is_norm && is_last {
                counters.push(format!("{}.{BATCHES}", named.module));
            }
            weights.push((named, *weight));
        }
        Ok(NamedWeights {
            convention,
            weights,
            counters,
        })
    }

    /// Iterates over names and sizes of the weights, in the order of the layers.
    pub fn names(&self) -> impl Iterator<Item = (String, &[usize])> {
        let weights = self.weights.iter();
        weights.map(|(named, _)| (named.name(), named.forms[0].shape.as_slice()))
    }

    /// Writes a safetensors file of 32-bit floats, and of the counters of batches.
    ///
    /// # Errors
    /// The first error of the writer, or one of the kind `InvalidInput` if the safetensors library refuses the header.
    pub fn write_safetensors(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let refused = |error: String| io::Error::new(io::ErrorKind::InvalidInput, error);
        let mut end = 0;
        let mut next = |bytes: usize| {
            let begin = end;
            end += bytes;
            (begin, end)
        };
        // The library wants the widest values first.
        let counters = self
            .counters
            .iter()
            .map(|name| (name.clone(), Dtype::I64, Vec::new(), 8));
        let weights = self.weights.iter().map(|(named, weight)| {
            let shape = named.forms[0].shape.clone();
            (named.name(), Dtype::F32, shape, 4 * weight.values().len())
        });
        let infos = counters.chain(weights).map(|(name, dtype, shape, bytes)| {
            let data_offsets = next(bytes);
            let info = TensorInfo {
                dtype,
                shape,
                data_offsets,
            };
            (name, info)
        });
        let infos = infos.collect();
        let format = (self.convention == Convention::Torchvision)
            .then(|| HashMap::from([("format".to_owned(), "pt".to_owned())]));
        let metadata = Metadata::new(format, infos).map_err(|error| refused(error.to_string()))?;
        let mut header = serde_json::to_vec(&metadata)?;
        header.resize(header.len().next_multiple_of(8), b' ');
        to.write_all(&(header.len() as u64).to_le_bytes())?;
        to.write_all(&header)?;
        for _ in &self.counters {
            to.write_all(&0_i64.to_le_bytes())?;
        }
        self.weights
            .iter()
            .try_for_each(|(named, weight)| to.write_all(&bytes(named, weight)))
    }

    /// Writes an archive of NumPy arrays.
    ///
    /// # Errors
    /// The first error of the writer.
    pub fn write_npz(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut archive = npz::Writer::new(to);
        for (named, weight) in &self.weights {
            let bytes = bytes(named, weight);
            let values = bytes.as_chunks::<4>().0.iter().copied();
            let values: Vec<f32> = values.map(f32::from_le_bytes).collect();
            archive.array(&named.name(), &named.forms[0].shape, &values)?;
        }
        for name in &self.counters {
            archive.integers(name, &[], &[0])?;
        }
        archive.finish().map(drop)
    }
}

/// Returns the values of a weight in the layout of the convention, as little-endian bytes.
fn bytes(named: &Named, weight: &Weight) -> Vec<u8> {
    let values = Values::Own(weight.values().to_vec());
    apply(values, weight.shape(), &named.back())
}
