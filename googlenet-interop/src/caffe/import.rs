//! The stages one behind the other.

use super::caffemodel::Caffemodel;
use super::error::{Error, Mistakes};
use super::graph::{Input, Transform};
use super::lower::{Network, StepId};
use super::net::Net;
use super::prototxt::Prototxt;
use super::recover::{self, Structure};
use super::weights::{self, Weight};
use super::write::{self, Header};
use super::{graph, lower, net};
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::INPUT;
use googlenet_runtime::{StoredTensor, save_tensors};
use std::collections::HashMap;
use std::path::Path;

/// The order of colours in pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red, as Caffe's data layers decode pictures.
    Bgr,
}

/// How pictures are prepared, for the description's `preprocess`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preprocess {
    /// The shorter side that pictures are resized to before the input's size is cut out of their middle.
    pub resize: Option<u32>,
    /// The order of colours.
    pub color: Option<Color>,
    /// Subtracted: one number, or one for each channel, on the scale of 0 to 255, in the order of `color`.
    pub mean: Vec<f64>,
    /// The factor behind the subtraction, as in Caffe. Descriptions have the factor first.
    pub scale: Option<f64>,
}

/// What an import is told beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the network is called; otherwise as the prototxt says.
    pub name: Option<String>,
    /// How pictures are prepared, beyond what a data layer of the prototxt says.
    pub preprocess: Preprocess,
    /// The file of the labels, relative to the description.
    pub labels: Option<String>,
}

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
    let (name, spec, structure) = describe(&net, &graph.input, &network, options)?;
    let tensors = weights.into_iter().map(|weight| {
        let path = &structure.paths[&weight.step];
        (format!("{path}.{}", weight.source.name), weight)
    });
    Ok(Imported {
        name,
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
        .filter(|node| node.ty == "Convolution" && node.inputs.contains(&graph::Value::Input));
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

/// The description, with the names of the layers. Where blocks and branches cannot be trusted, each step stands by itself.
fn describe(
    net: &Net<'_>,
    input: &Input,
    network: &Network,
    options: &Options,
) -> Result<(String, String, Structure), Error> {
    let raw = options
        .name
        .as_deref()
        .or(net.name.as_deref())
        .unwrap_or("Network");
    let name = recover::network_name(raw);
    let header = Header {
        name: name.clone(),
        lines: header_lines(options, &input.transform, network)?,
    };
    let structure = recover::recover(network);
    let spec = write::write(&header, network, &structure);
    if verify(&spec, network, &structure).is_ok() {
        return Ok((name, spec, structure));
    }
    let structure = recover::flat(network);
    let spec = write::write(&header, network, &structure);
    verify(&spec, network, &structure).map_err(|reason| Error::Description {
        reason: format!("the description of the network would not be in order\n{reason}"),
    })?;
    Ok((name, spec, structure))
}

/// The lines `preprocess` and `labels`.
fn header_lines(
    options: &Options,
    transform: &Transform,
    network: &Network,
) -> Result<Vec<String>, Error> {
    let given = &options.preprocess;
    let [height, width, channels] = network.input;
    let mut parts = Vec::new();
    if let Some(side) = given.resize {
        let crop = match height == width {
            true => height.to_string(),
            false => format!("[{height}, {width}]"),
        };
        parts.push(format!("resize: {side}, crop: {crop}"));
    }
    let decoded = (transform.decodes && channels == 3).then_some(Color::Bgr);
    parts.extend(given.color.or(decoded).map(|color| match color {
        Color::Rgb => "color: rgb".to_owned(),
        Color::Bgr => "color: bgr".to_owned(),
    }));
    let mean = match given.mean.is_empty() {
        true => &transform.mean,
        false => &given.mean,
    };
    if mean.len() > 1 && mean.len() != channels as usize {
        let reason = format!(
            "the mean has {} numbers, the input {channels} channels",
            mean.len()
        );
        return Err(Error::Description { reason });
    }
    let scale = given.scale.or(transform.scale);
    parts.extend(scale.map(|scale| format!("scale: {scale}")));
    let mean: Vec<String> = mean
        .iter()
        .map(|mean| (mean * scale.unwrap_or(1.0)).to_string())
        .collect();
    match &mean[..] {
        [] => {}
        [one] => parts.push(format!("mean: {one}")),
        list => parts.push(format!("mean: [{}]", list.join(", "))),
    }
    let mut lines = Vec::new();
    if !parts.is_empty() {
        lines.push(format!("preprocess: {{{}}}", parts.join(", ")));
    }
    if let Some(labels) = &options.labels {
        lines.push(format!("labels: {}", quoted(labels)?));
    }
    Ok(lines)
}

/// A path as YAML writes it, in quotes unless it is a plain word.
fn quoted(path: &str) -> Result<String, Error> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
    if path.starts_with(|c: char| c.is_ascii_alphabetic())
        && path.chars().all(plain)
        && path.contains('.')
    {
        return Ok(path.to_owned());
    }
    if path.chars().any(char::is_control) {
        let reason = format!("the labels' path {path:?} has characters that cannot be written");
        return Err(Error::Description { reason });
    }
    Ok(format!("'{}'", path.replace('\'', "''")))
}

/// Compiles the description and compares every layer with the step that it stands for.
fn verify(spec: &str, network: &Network, structure: &Structure) -> Result<(), String> {
    let source = Source::new("the description", spec);
    let compiled = googlenet_dsl::compile(&source)
        .map_err(|mistakes| mistakes.render(&source, Style::Plain))?;
    let graph = compiled.graph.training();
    let by_name: HashMap<&str, usize> = graph
        .ids()
        .map(|id| (graph.layer(id).name.as_ref(), id))
        .collect();
    let mut made: HashMap<StepId, usize> = HashMap::from([(lower::INPUT, by_name[INPUT])]);
    let mut layers = 1;
    for (at, step) in network.steps.iter().enumerate() {
        let path = &structure.paths[&(at + 1)];
        let mut inputs: Vec<usize> = step.inputs.iter().map(|id| made[id]).collect();
        for (behind, op) in step.layers() {
            let name = format!("{path}{behind}");
            let id = by_name.get(name.as_str()).copied();
            let id = id.ok_or_else(|| format!("it has no layer `{name}`"))?;
            if graph.inputs(id) != inputs || *graph.op(id) != op {
                return Err(format!("its layer `{name}` is another"));
            }
            inputs = vec![id];
            layers += 1;
        }
        made.insert(at + 1, inputs[0]);
        if graph.shape(inputs[0]) != step.shape {
            return Err(format!("its layer `{path}` has another shape"));
        }
    }
    let outputs: Vec<usize> = compiled
        .graph
        .outputs()
        .iter()
        .map(|output| output.layer)
        .collect();
    let wanted: Vec<usize> = network.outputs.iter().map(|id| made[id]).collect();
    match layers == graph.len() && outputs == wanted {
        true => Ok(()),
        false => Err("it has other layers or outputs".to_owned()),
    }
}
