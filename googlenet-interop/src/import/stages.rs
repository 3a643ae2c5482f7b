//! The stages of every import behind a format's own: from steps and tensors to a description and weights.

use super::describe::describe;
use super::imported::Imported;
use super::network::FlatNetwork;
use super::source::WeightSource;
use super::tensors::Tensors;
use super::weights::find;
use crate::description::Preamble;

/// A network as a format's lowering leaves it.
#[derive(Debug)]
pub(crate) struct Lowered<R> {
    pub(crate) network: FlatNetwork,
    pub(crate) weights: Vec<WeightSource<R>>,
}

/// Why a network that was lowered cannot be imported.
#[derive(Debug)]
pub(crate) enum Failure<M> {
    /// All that does not fit.
    Weights(Vec<M>),
    /// What stands beside the layers, or a description that would not be in order.
    Description(String),
}

/// Makes the description, compares it with the steps, and gives every weight its tensor. `warnings` are those so far.
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
