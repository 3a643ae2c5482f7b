//! What must hold of a network before it is calibrated.

use super::error::QuantizeError;
use super::structure::Structure;
use crate::ops::{StepWeights, source_weights};
use crate::{Layer, Network};

/// Checks that there is something to quantise, and that its weights are finite, with what is folded in. `kept` says, by id,
/// which layers stay in `f32`.
///
/// # Errors
/// [`QuantizeError::InnerSoftmax`], [`QuantizeError::NothingToQuantize`], [`QuantizeError::NonFiniteWeights`].
pub(super) fn check(
    structure: &Structure,
    network: &dyn Network,
    kept: &[bool],
) -> Result<(), QuantizeError> {
    if let Some(layer) = structure.inner_softmax {
        let layer = structure.name(layer).to_owned();
        return Err(QuantizeError::InnerSoftmax { layer });
    }
    let layers = network.layers();
    let products = structure.steps.iter().filter(|step| {
        let layer = step.layers[0];
        structure.is_product(layer) && !kept[layer]
    });
    let mut any = false;
    for step in products {
        any = true;
        let of_step: Vec<&Layer> = step.layers.iter().map(|id| layers[*id - 1]).collect();
        let wrong = source_weights(&StepWeights::of(step, &of_step), |source| {
            let outputs = step.output().layout.channels.count();
            let weights = (0..source.kernel.len()).map(|at| source.weight(at, at % outputs));
            let all = weights.chain((0..outputs).map(|output| source.bias(output)));
            let mut wrong = all.filter(|weight| !weight.is_finite());
            wrong.next().map(|value| (value, 1 + wrong.count()))
        });
        if let Some((value, count)) = wrong {
            return Err(QuantizeError::NonFiniteWeights {
                layer: structure.name(step.layers[0]).to_owned(),
                value,
                count,
            });
        }
    }
    match any {
        true => Ok(()),
        false => Err(QuantizeError::NothingToQuantize),
    }
}
