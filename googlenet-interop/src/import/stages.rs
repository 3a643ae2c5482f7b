//! The last stages of every import: from steps and tensors to a description and weights.

use super::describe::describe;
use super::imported::Imported;
use super::network::FlatNetwork;
use super::source::WeightSource;
use super::tensors::Tensors;
use super::weights::find;
use crate::description::Preamble;

/// The result of a format's lowering: a network as steps, and the sources of its weights.
#[derive(Debug)]
pub(crate) struct Lowered<R> {
    pub(crate) network: FlatNetwork,
    pub(crate) weights: Vec<WeightSource<R>>,
}

/// The reason why a network cannot be imported after its lowering. `M` is the format's type of a weight that does not
/// fit.
#[derive(Debug)]
pub(crate) enum Failure<M> {
    /// All weights that do not fit.
    Weights(Vec<M>),
    /// An entry of the description besides the layers is invalid, or the description does not compile to the network.
    Description(String),
}

/// Finds the tensors of all weights, composes the description, and compares it with the steps. `warnings` are those of
/// the earlier stages; the result contains them and further ones.
///
/// # Errors
/// [`Failure::Weights`] if weights do not fit, [`Failure::Description`] if `preamble` fails or the description is
/// invalid.
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
