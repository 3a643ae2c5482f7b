//! The weights of the steps: found in the weight file, checked, and brought into our order one by one.

mod layout;

use super::caffemodel::{Blob, Caffemodel};
use super::error::{Error, Misfit};
use crate::import::network::FlatNetwork;
use crate::import::source::{Transform, WeightSource};
use crate::import::step::{Step, StepId};
use googlenet_dsl::nearest::nearest;
use std::collections::{BTreeSet, HashMap};

/// A weight of the network with the blob that holds its values.
#[derive(Debug)]
pub(super) struct Weight<'a> {
    /// The step that it belongs to.
    pub(super) step: StepId,
    pub(super) source: WeightSource,
    blob: Blob<'a>,
    /// The values are divided by it.
    divisor: Option<f32>,
}

impl Weight<'_> {
    /// The values, little-endian, in our order.
    pub(super) fn bytes(&self) -> Vec<u8> {
        layout::bytes(&self.blob, &self.source, self.divisor)
    }
}

/// Finds the weights of all steps. A head of training whose layers the file lacks as a whole is left out, with a warning.
pub(super) fn find<'a>(
    network: &FlatNetwork,
    model: &Caffemodel<'a>,
    warnings: &mut Vec<String>,
) -> Result<Vec<Weight<'a>>, Error> {
    let of_heads: HashMap<StepId, usize> = network
        .heads
        .iter()
        .enumerate()
        .flat_map(|(at, head)| head.steps.iter().map(move |step| (*step, at)))
        .collect();
    let missing_heads: BTreeSet<usize> = (0..network.heads.len())
        .filter(|at| is_missing(network, &network.heads[*at].steps, model))
        .collect();
    for at in &missing_heads {
        let name = &network.steps[network.heads[*at].output - 1].name;
        warnings.push(format!(
            "the weight file lacks the branch of training up to {name:?}; its weights are left out"
        ));
    }
    let mut search = Search {
        model,
        used: BTreeSet::new(),
        counts: blob_counts(network),
        weights: Vec::new(),
        misfits: Vec::new(),
    };
    for (at, step) in network.steps.iter().enumerate() {
        let head = of_heads.get(&(at + 1));
        if head.is_none_or(|head| !missing_heads.contains(head)) {
            search.step(at + 1, step);
        }
    }
    let Search {
        used,
        weights,
        mut misfits,
        ..
    } = search;
    let unused: Vec<&str> = model
        .layers()
        .iter()
        .map(|layer| layer.name.as_str())
        .filter(|name| !used.contains(*name))
        .collect();
    for misfit in &mut misfits {
        if let Misfit::Missing {
            layer,
            nearest: near,
        } = misfit
        {
            *near = nearest(layer, unused.iter().copied()).map(str::to_owned);
        }
    }
    if !misfits.is_empty() {
        return Err(Error::Weights { misfits });
    }
    if !unused.is_empty() {
        warnings.push(format!(
            "layers of the weight file that the prototxt does not have: {}",
            unused.join(", ")
        ));
    }
    Ok(weights)
}

fn is_missing(network: &FlatNetwork, steps: &[StepId], model: &Caffemodel<'_>) -> bool {
    let mut sources = steps
        .iter()
        .flat_map(|step| &network.steps[step - 1].weights)
        .peekable();
    sources.peek().is_some() && sources.all(|source| model.layer(&source.tensor.owner).is_none())
}

/// How many blobs each layer has.
fn blob_counts(network: &FlatNetwork) -> HashMap<&str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for source in network.steps.iter().flat_map(|step| &step.weights) {
        let count = match source.transform {
            Transform::Divided { by } => by + 1,
            _ => source.tensor.index + 1,
        };
        let known = counts.entry(&source.tensor.owner).or_default();
        *known = count.max(*known);
    }
    counts
}

struct Search<'m, 'a> {
    model: &'m Caffemodel<'a>,
    used: BTreeSet<&'m str>,
    counts: HashMap<&'m str, usize>,
    weights: Vec<Weight<'a>>,
    misfits: Vec<Misfit>,
}

impl<'m, 'a> Search<'m, 'a> {
    fn step(&mut self, id: StepId, step: &Step) {
        let mut reported: Option<&str> = None;
        for source in &step.weights {
            if reported == Some(&source.tensor.owner) {
                continue;
            }
            let misfit = match self.model.layer(&source.tensor.owner) {
                None => Some(Misfit::Missing {
                    layer: source.tensor.owner.clone(),
                    nearest: None,
                }),
                Some(layer) => {
                    self.used.insert(&layer.name);
                    let expected = self
                        .counts
                        .get(source.tensor.owner.as_str())
                        .copied()
                        .unwrap_or(0);
                    match layer.blobs.len() == expected {
                        true => None,
                        false => Some(Misfit::Count {
                            layer: source.tensor.owner.clone(),
                            expected: expected.to_string(),
                            got: layer.blobs.len(),
                        }),
                    }
                }
            };
            if let Some(misfit) = misfit {
                self.misfits.push(misfit);
                reported = Some(&source.tensor.owner);
                continue;
            }
            self.blob(id, source);
        }
    }

    fn blob(&mut self, id: StepId, source: &WeightSource) {
        let Some(layer) = self.model.layer(&source.tensor.owner) else {
            return;
        };
        let blob = &layer.blobs[source.tensor.index];
        if !has_shape(blob, &source.stored) {
            return self.misfits.push(Misfit::Shape {
                layer: source.tensor.owner.clone(),
                blob: source.tensor.index,
                expected: source.stored.clone(),
                got: blob.dims.clone(),
                offset: blob.offset(),
            });
        }
        let mut divisor = None;
        if let Transform::Divided { by } = source.transform {
            let by = &layer.blobs[by];
            if by.len != 1 {
                let reason = format!(
                    "the factor of its statistics has {} values, expected 1",
                    by.len
                );
                let layer = source.tensor.owner.clone();
                return self.misfits.push(Misfit::Value { layer, reason });
            }
            divisor = Some(by.values().get(0));
        }
        self.weights.push(Weight {
            step: id,
            source: source.clone(),
            blob: blob.clone(),
            divisor,
        });
    }
}

/// Whether a blob has a shape; of the four sizes of old files the leading ones may be 1 beyond it.
fn has_shape(blob: &Blob<'_>, expected: &[usize]) -> bool {
    let same = |dims: &[i64]| {
        dims.len() == expected.len()
            && dims
                .iter()
                .zip(expected)
                .all(|(dim, size)| usize::try_from(*dim) == Ok(*size))
    };
    if same(&blob.dims) {
        return true;
    }
    let extra = blob.dims.len().saturating_sub(expected.len());
    blob.legacy && blob.dims[..extra].iter().all(|dim| *dim == 1) && same(&blob.dims[extra..])
}
