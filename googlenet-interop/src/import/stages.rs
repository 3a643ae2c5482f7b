//! The last stages of every import: from steps and tensors to a description and weights.

use super::describe::describe;
use super::imported::Imported;
use super::network::FlatNetwork;
use super::source::WeightSource;
use super::tensors::Tensors;
use super::weights::find;
use crate::description::Preamble;

/// The result of a format's lowering (the translation of its layers to this project's operations). `R` is the format's
/// reference to a tensor.
#[derive(Debug)]
pub(crate) struct Lowered<R> {
    /// The network as steps.
    pub(crate) network: FlatNetwork,
    /// The sources of all weights, in any order.
    pub(crate) weights: Vec<WeightSource<R>>,
}

/// The reason why a network cannot be imported although its lowering succeeded. `M` is the format's type of a fault of
/// a weight.
#[derive(Debug)]
pub(crate) enum Failure<M> {
    /// Faults of weights: missing in the file, or with another shape than the steps require. At least one; in the order
    /// of the steps.
    Weights(Vec<M>),
    /// Message: a further entry of the description (`preprocess`, `labels`) is invalid, or the generated description
    /// does not compile to the imported network.
    Description(String),
}

/// Finds the tensors of all weights, composes the description, and checks that it compiles to the network of `lowered`.
/// `preamble` returns the entries of the description that are not about layers; it is called after the weights have
/// been found. The result's warnings are `warnings`, those of earlier stages, and those about weights.
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
    let preamble = preamble().map_err(Failure::Description)?;
    let (spec, structure) = describe(&preamble, network).map_err(Failure::Description)?;
    let tensors = weights.into_iter().map(|weight| {
        let path = &structure.paths[&weight.step];
        (format!("{path}.{}", weight.name), weight)
    });
    Ok(Imported {
        name: preamble.name,
        spec,
        warnings,
        tensors: tensors.collect(),
    })
}
