//! The last stages of every import: from steps and tensors to a description and weights.

use super::describe::{Described, describe};
use super::imported::Imported;
use super::network::FlatNetwork;
use super::recover::Structure;
use super::source::WeightSource;
use super::table::tables;
use super::tensors::Tensors;
use super::weights::{Weight, find};
use crate::description::Preamble;
use googlenet_dsl::graph::INPUT;
use googlenet_runtime::quantize::Quantization;

/// The result of a format's lowering (the translation of its layers to this project's operations). `R` is the format's
/// reference to a tensor.
#[derive(Debug)]
pub(crate) struct Lowered<R> {
    /// The imported network as a flat list of steps.
    pub(crate) network: FlatNetwork,
    /// For each weight of the network, the tensor of the file that holds its values, with the transforms to apply; in
    /// any order.
    pub(crate) weights: Vec<WeightSource<R>>,
}

/// The reason why a network cannot be imported although its lowering succeeded. `M` is the format's type of a fault of
/// a weight.
#[derive(Debug)]
pub(crate) enum Failure<M> {
    /// A list of the faults of weights, never empty, in the order of the steps: a weight that the file lacks or has in
    /// another shape than its step requires, a layer of the file with a wrong number of tensors, or a divisor that is
    /// not one number.
    Weights(Vec<M>),
    /// Message: a further entry of the description (`preprocess`, `labels`) is invalid, or the generated description
    /// does not compile to the imported network.
    Description(String),
}

/// Finds the tensors of all weights, composes the description, and checks that it compiles to the network of `lowered`.
/// `preamble` returns the entries of the description that are not about layers; it is called after the weights have
/// been found. `warnings` are those of earlier stages; the result has these, followed by those about weights
/// and about blocks that cannot be written.
///
/// # Errors
/// [`Failure::Weights`] if weights are missing or do not fit, [`Failure::Description`] if `preamble` fails or no
/// description compiles to the network.
pub(crate) fn finish<'a, T>(
    lowered: &Lowered<T::Ref>,
    tensors: &T,
    preamble: impl FnOnce() -> Result<Preamble, String>,
    mut warnings: Vec<String>,
) -> Result<Imported<'a>, Failure<T::Misfit>>
where
    T: Tensors<Tensor: 'a>,
{
    let Lowered { network, weights } = lowered;
    let weights = find(network, weights, tensors, &mut warnings).map_err(Failure::Weights)?;
    described(network, Some(weights), preamble, warnings).map_err(Failure::Description)
}

/// Composes the description of `network` as [`finish`] does, without weights.
///
/// # Errors
/// Returns a message if `preamble` fails or no description compiles to the network.
pub(crate) fn finish_alone(
    network: &FlatNetwork,
    preamble: impl FnOnce() -> Result<Preamble, String>,
    warnings: Vec<String>,
) -> Result<Imported<'static>, String> {
    described(network, None, preamble, warnings)
}

fn described<'a>(
    network: &FlatNetwork,
    weights: Option<Vec<Weight<'a>>>,
    preamble: impl FnOnce() -> Result<Preamble, String>,
    mut warnings: Vec<String>,
) -> Result<Imported<'a>, String> {
    let preamble = preamble()?;
    let Described {
        text: spec,
        structure,
        warning,
    } = describe(&preamble, network)?;
    warnings.extend(warning);
    let tables = tables(&structure);
    let results = results(network, &structure);
    let has_weights = weights.is_some();
    let is_quantized = is_quantized(
        network,
        weights.as_deref().unwrap_or_default(),
        &mut warnings,
    );
    let tensors = weights.into_iter().flatten().map(|weight| {
        let path = &structure.paths[&weight.step];
        (format!("{path}.{}", weight.name), weight)
    });
    Ok(Imported {
        name: preamble.name,
        spec,
        warnings,
        labels: None,
        tables,
        tensors: tensors.collect(),
        has_weights,
        is_quantized,
        results,
    })
}

/// Returns whether the file has weights as integers that sessions compute with. Appends a warning if it has others only.
fn is_quantized(network: &FlatNetwork, weights: &[Weight<'_>], warnings: &mut Vec<String>) -> bool {
    let is_kernel = |weight: &&Weight<'_>| {
        let op = &network.steps[weight.step - 1].op;
        weight.name == "kernel" && op.is_product()
    };
    let scaled = || weights.iter().filter(|weight| weight.has_scales());
    let is_quantized = scaled().any(|weight| is_kernel(&weight));
    if !is_quantized && scaled().next().is_some() {
        warnings.push(
            "no convolution in one group and no dense layer has a kernel of integers; the network is imported in f32"
                .to_owned(),
        );
    }
    is_quantized
}

/// Returns the paths of layers with the quantisation of their results, that of the input first.
fn results(network: &FlatNetwork, structure: &Structure) -> Vec<(String, Quantization)> {
    let input = network.quantization.map(|own| (INPUT.to_owned(), own));
    let steps = network.steps.iter().enumerate();
    let results = steps.filter_map(|(at, step)| {
        let layers = step.layers();
        let (behind, _) = layers.last()?;
        let path = &structure.paths[&(at + 1)];
        Some((format!("{path}{behind}"), step.quantization?))
    });
    input.into_iter().chain(results).collect()
}
