//! The stages one behind the other.

use super::caffemodel::Caffemodel;
use super::error::{Error, Mistakes};
use super::options::Options;
use super::prototxt::Prototxt;
use super::weights::{self, Weight};
use super::{graph, lower, net, preprocess};
use crate::import::preamble::Preamble;
use crate::import::{describe, network_name};
use googlenet_runtime::{StoredTensor, save_tensors};
use std::path::Path;

/// An imported network.
#[derive(Debug)]
pub struct Imported<'a> {
    name: String,
    spec: String,
    warnings: Vec<String>,
    /// The names of tensors with their sources, in the order of the network's layers.
    tensors: Vec<(String, Weight<'a>)>,
}

/// Imports a network; `name` is what messages call the prototxt.
///
/// # Errors
/// A file is broken, holds what cannot be expressed, or does not fit the other; then everything of a stage is told.
pub fn import<'a>(
    name: &str,
    prototxt: &[u8],
    caffemodel: &'a [u8],
    options: &Options,
) -> Result<Imported<'a>, Error> {
    let prototxt = Prototxt::read(name, prototxt)?;
    let source = prototxt.source();
    let mut warnings = Vec::new();
    let mut mistakes = Mistakes::default();
    let net = net::list(&prototxt, &mut mistakes);
    mistakes.into_result((), source)?;
    let mut mistakes = Mistakes::default();
    let graph = graph::connect(&net, &mut mistakes, &mut warnings);
    let graph = some(mistakes.into_result(graph, source)?)?;
    let model = Caffemodel::read(caffemodel)?;
    let channels = channels(&graph, &model, &mut warnings);
    let mut mistakes = Mistakes::default();
    let network = lower::lower(&graph, channels, &mut mistakes);
    let network = some(mistakes.into_result(network, source)?)?;
    let weights = weights::find(&network, &model, &mut warnings)?;
    let refused = |reason| Error::Description { reason };
    let raw = options.name.as_deref().or(net.name.as_deref());
    let preamble = Preamble {
        name: network_name(raw.unwrap_or("Network")),
        lines: preprocess::lines(options, &graph.input.transform, &network).map_err(refused)?,
    };
    let (spec, structure) = describe(&preamble, &network).map_err(refused)?;
    let tensors = weights.into_iter().map(|weight| {
        let path = &structure.paths[&weight.step];
        (format!("{path}.{}", weight.source.name), weight)
    });
    Ok(Imported {
        name: preamble.name,
        spec,
        warnings,
        tensors: tensors.collect(),
    })
}

/// What a stage without mistakes made.
fn some<T>(made: Option<T>) -> Result<T, Error> {
    made.ok_or_else(|| Error::Description {
        reason: "the network cannot be imported".to_owned(),
    })
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
            .map(|(name, weight)| (name.as_str(), weight.source.shape.as_slice()))
    }

    /// Writes the weights as a safetensors file, tensor by tensor, so that the memory of one is taken.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), googlenet_runtime::Error> {
        let tensors = self.tensors.iter().map(|(name, weight)| StoredTensor {
            name,
            shape: &weight.source.shape,
            bytes: Box::new(|| weight.bytes()),
        });
        save_tensors(tensors.collect(), path)
    }
}

/// The channels of the input: as the prototxt says, or as the kernels of a convolution that reads it have.
fn channels(graph: &graph::Graph<'_>, model: &Caffemodel<'_>, warnings: &mut Vec<String>) -> u32 {
    if let Some(channels) = graph.input.channels {
        return channels;
    }
    let first = graph
        .nodes
        .iter()
        .filter(|node| node.ty == "Convolution" && node.inputs.contains(&graph::Operand::Input));
    let of_kernel = first.filter_map(|node| {
        let kernel = model.layer(&node.layer.name)?.blobs.first()?;
        let groups = node.layer.view.message("convolution_param").whole("group");
        let groups = groups.map_or(1, |(groups, _)| groups);
        let channels = kernel.dims.get(1)?.checked_mul(groups)?;
        u32::try_from(channels)
            .ok()
            .filter(|channels| (1..=1_000_000).contains(channels))
    });
    of_kernel.into_iter().next().unwrap_or_else(|| {
        warnings.push("the prototxt does not tell the input's channels; 3 were assumed".into());
        3
    })
}
