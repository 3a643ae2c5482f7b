//! The stages of an import from Keras, one after the other.

use super::config::{self, ModelConfig};
use super::error::Error;
use super::file::KerasFile;
use super::graph::{self, Graph};
use super::lower::{self, Input, PREPARES};
use super::options::Options;
use super::weights::Weights;
use crate::description::Preamble;
use crate::import::conversion::{self, Beginning};
use crate::import::network::FlatNetwork;
use crate::import::{Imported, Lowered, TransformParam, finish, finish_alone, network_name};
use crate::items::{self, Constants, Made, Net, Refusals, Store};
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::graph::MAX_OUTPUTS;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::Color;
use serde_json::Value;

/// Imports a network from a file that has its architecture; `weights` is another file with the weights, where there is
/// one. `stem` is the name of the file without its ending, after which a network without a name of its own is called.
///
/// # Errors
/// The architecture cannot be imported, or the weights do not fit it.
pub(crate) fn import<'a>(
    network: KerasFile<'a>,
    weights: Option<KerasFile<'a>>,
    stem: Option<&str>,
    options: &Options,
) -> Result<Imported<'a>, Error> {
    let Some(text) = &network.config else {
        return Err(Error::WeightsAlone);
    };
    let json = config::parse(text)?;
    let model = config::read(&json)?;
    let is_keras_3 = is_keras_3(network.version.as_deref(), &json);
    let graph = graph::connect(&model)?;
    let mut warnings = network.warnings;
    let (variables, names) = match weights {
        Some(weights) => {
            warnings.extend(weights.warnings);
            (weights.variables, weights.names)
        }
        None => (network.variables, network.names),
    };
    let weights = Weights::new(&model, variables, &names);
    let input = input(&graph, options.input_size)?;
    let mut refusals = Refusals::default();
    let mut store = Store::default();
    let lowered = lower::lower(
        &graph,
        &input,
        is_keras_3,
        &weights,
        &mut store,
        &mut refusals,
    );
    none_of(refusals, &input, options, &graph)?;
    if !lowered.misfits.is_empty() {
        return Err(Error::Weights {
            misfits: lowered.misfits,
        });
    }
    let mut refusals = Refusals::default();
    let net = Net {
        quantization: None,
        items: lowered.items,
        outputs: lowered.outputs,
        input: input.shape,
        reversed: false,
        prepares: PREPARES,
    };
    let made = items::run(net, &mut store, &mut refusals);
    if made.outputs.len() > MAX_OUTPUTS {
        refusals.graph(format!(
            "{} outputs, at most {MAX_OUTPUTS} are possible",
            made.outputs.len()
        ));
    }
    none_of(refusals, &input, options, &graph)?;
    warnings.extend(lowered.notes.into_warnings());
    warnings.extend(unused(weights.unused()));
    described(
        made, &store, &weights, &model, &input, stem, options, warnings,
    )
}

/// Composes the description of what was made.
#[allow(clippy::too_many_arguments)]
fn described<'a>(
    made: Made,
    store: &Store<'a>,
    weights: &Weights<'a>,
    model: &ModelConfig<'_>,
    input: &Input,
    stem: Option<&str>,
    options: &Options,
    mut warnings: Vec<String>,
) -> Result<Imported<'a>, Error> {
    if made.steps.is_empty() || made.outputs.is_empty() || made.outputs.contains(&0) {
        let reason = "the network has no layers that compute something".to_owned();
        return Err(Error::Description { reason });
    }
    let [height, width] = input.shape.spatial();
    let size = [height, width, input.shape.channels()].map(|size| size as u32);
    let normalisation = made.normalisation.as_ref();
    let beginning = Beginning {
        normalisation: normalisation.map(|affine| [&affine.factor[..], &affine.shift[..]]),
        reversed: made.reversed,
    };
    let asked = &options.preprocess;
    let conversion = match Color::of_channels(size[2]) {
        Some(color) => conversion::conversion(None, asked, beginning, color, size, &mut warnings),
        None if *asked == TransformParam::default() => Ok(None),
        None => Err(format!("no image has the input's {} channels", size[2])),
    };
    let conversion = conversion.map_err(|reason| Error::Description { reason })?;
    let lowered = Lowered {
        network: FlatNetwork {
            quantization: None,
            input: size,
            steps: made.steps,
            outputs: made.outputs,
            heads: Vec::new(),
        },
        weights: made.weights,
    };
    let preamble = || {
        let own = Some(model.name).filter(|name| !is_counted(name));
        let name = options.name.as_deref().or(own).or(stem);
        let mut preamble = Preamble::new(network_name(name.unwrap_or("Network")));
        if let Some(conversion) = &conversion {
            preamble.preprocess(&conversion.text(size));
        }
        if let Some(labels) = &options.labels {
            preamble.labels(labels)?;
        }
        Ok(preamble)
    };
    match weights.is_there() {
        true => {
            let constants = Constants::new(store, &lowered.weights);
            Ok(finish(&lowered, &constants, preamble, warnings)?)
        }
        false => finish_alone(&lowered.network, preamble, warnings)
            .map_err(|reason| Error::Description { reason }),
    }
}

/// Returns nothing if there are no refusals. Where an input size was given that is not that of the file, it is told.
fn none_of(
    mut refusals: Refusals,
    input: &Input,
    options: &Options,
    graph: &Graph<'_>,
) -> Result<(), Error> {
    if refusals.is_empty() {
        return Ok(());
    }
    let [height, width] = input.shape.spatial();
    if options.input_size.is_some() {
        refusals.graph(format!(
            "the input is {height}x{width} here, and has sizes {} in the file",
            shown(&graph.input.sizes)
        ));
    }
    Err(Error::Refused {
        refusals: refusals.into_list(),
    })
}

/// Returns the input of the network, with the size that the caller gives.
fn input(graph: &Graph<'_>, size: Option<[u32; 2]>) -> Result<Input, Error> {
    let spec = &graph.input;
    let is_first = lower::is_channels_first(graph) && spec.sizes.len() == 3;
    let places = if is_first { [1, 2] } else { [0, 1] };
    let mut sizes = spec.sizes.clone();
    let fault = |reason: String| {
        let fault = config::Fault::new(&spec.place, spec.name, reason);
        Err(Error::from(fault))
    };
    if let Some(size) = size {
        if sizes.len() < 2 {
            return fault(format!(
                "the input has sizes {}, without height and width: it takes no input size",
                shown(&spec.sizes)
            ));
        }
        for (place, size) in places.into_iter().zip(size) {
            if let Some(own) = sizes.get_mut(place) {
                *own = Some(size);
            }
        }
    }
    if !(1..=3).contains(&sizes.len()) {
        return fault(format!(
            "the input has sizes {}, expected height, width and channels",
            shown(&spec.sizes)
        ));
    }
    let known: Option<Vec<usize>> = sizes
        .iter()
        .map(|size| size.map(|size| size as usize))
        .collect();
    let Some(known) = known else {
        let channels = if is_first { 0 } else { 2 };
        if sizes.get(channels) == Some(&None) || sizes.len() < 2 {
            return fault(format!(
                "the input has sizes {}, whose channels are open, which no network has",
                shown(&spec.sizes)
            ));
        }
        return Err(Error::OpenSize {
            sizes: shown(&spec.sizes),
        });
    };
    let shape = match known[..] {
        [channels, height, width] if is_first => Shape::map(height, width, channels),
        [height, width, channels] => Shape::map(height, width, channels),
        [height, width] => Shape::map(height, width, 1),
        _ => Shape::map(1, 1, known[0]),
    };
    let is_small = shape.dims().iter().all(|size| *size <= MAX_COUNT as usize);
    if !is_small || shape.bounded().is_err() {
        return fault(format!("the input of {shape} is too large"));
    }
    Ok(Input {
        shape,
        sizes: known,
        is_first,
    })
}

fn shown(sizes: &[Option<u32>]) -> String {
    let sizes = sizes.iter().map(|size| match size {
        Some(size) => size.to_string(),
        None => "null".to_owned(),
    });
    let sizes: Vec<String> = std::iter::once("null".to_owned()).chain(sizes).collect();
    format!("[{}]", sizes.join(", "))
}

/// Returns whether the file is of Keras 3.
fn is_keras_3(version: Option<&str>, json: &Value) -> bool {
    let own = json.get("keras_version").and_then(Value::as_str);
    match version.or(own).and_then(|version| version.chars().next()) {
        Some(digit) => !matches!(digit, '0' | '1' | '2'),
        None => {
            let module = json.get("module").and_then(Value::as_str);
            module.is_some_and(|module| module.starts_with("keras"))
        }
    }
}

/// Returns whether a name of a model is one that Keras gives: `model_1`.
fn is_counted(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = stem.strip_suffix('_').unwrap_or(stem);
    matches!(stem, "" | "model" | "functional" | "sequential" | "network")
}

/// Largest number of names that a warning lists.
const LISTED: usize = 5;

fn unused(names: &[String]) -> Option<String> {
    let listed: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!names.is_empty()).then(|| {
        format!(
            "variables of the file that belong to no layer: {}{more}",
            listed.join(", ")
        )
    })
}
