//! The pairing of those weights alone that a file has, as for a network that goes on learning from another one's weights.

use super::fit::fitted;
use super::naming::Naming;
use super::paired::{Pair, Paired};
use super::report::{PairReport, PairRule};
use super::{PairOptions, best, candidates, pair_weights};
use crate::names::Convention;
use crate::weights::file::WeightFile;
use googlenet_dsl::graph::Graph;
use std::collections::HashSet;
use std::fmt;

/// A weight of a network that does not take its values from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOver {
    /// Name of the weight here: `classes.kernel`.
    pub name: String,
    /// Its sizes here.
    pub shape: Vec<usize>,
    /// Name and sizes of the tensor that has its name in the file, but other sizes; `None` if there is no such tensor.
    pub other: Option<(String, Vec<usize>)>,
}

impl fmt::Display for LeftOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LeftOver { name, shape, other } = self;
        match other {
            Some((_, other)) => write!(f, "`{name}` {shape:?}, of which the file has {other:?}"),
            None => write!(f, "`{name}` {shape:?}, which the file lacks"),
        }
    }
}

/// Finds the tensors of those weights of a network that a file has. A file that fits the network as a whole is paired as by
/// [`pair_weights`]; of others those weights are paired whose names and sizes are there. Returns the pairs, and the weights
/// that have none, in the order of the layers; `None` if no weight has a tensor.
pub fn pair_part<'f>(
    file: &'f WeightFile<'_>,
    graph: &Graph,
    options: &PairOptions,
) -> Option<(Paired<'f>, Vec<LeftOver>)> {
    if let Ok(paired) = pair_weights(file, graph, options) {
        let left = left_over(graph, &paired);
        return Some((paired, left));
    }
    let candidates = candidates(file);
    let namings = Convention::ALL.map(|convention| Naming::new(graph, convention, options.source));
    let (naming, hits) = best(&namings, &candidates);
    let (mut pairs, mut left) = (Vec::new(), Vec::new());
    for (named, hit) in naming.targets.iter().zip(&hits.of) {
        let found = hit.map(|at| &candidates[at]);
        let fits =
            found.and_then(|found| Some((found, fitted(named, naming.convention, &found.dims)?)));
        match fits {
            Some((found, transforms)) => pairs.push(Pair {
                own: named.own.clone(),
                shape: named.shape.clone(),
                tensor: found.tensor,
                transforms,
                rule: match naming.convention {
                    Convention::Own => PairRule::OwnName,
                    _ => PairRule::Name,
                },
            }),
            None => left.push(LeftOver {
                name: named.own.clone(),
                shape: named.shape.clone(),
                other: found.map(|found| {
                    let name = file.tensors[found.tensor].name.clone();
                    (name, found.dims.clone())
                }),
            }),
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let mut report = PairReport::new(file);
    report.prefix = hits.prefix.clone();
    report.convention = Some(naming.convention);
    Some((Paired::new(file, pairs, report), left))
}

fn left_over(graph: &Graph, paired: &Paired<'_>) -> Vec<LeftOver> {
    let names: HashSet<&str> = paired.pairs().map(|(own, ..)| own).collect();
    let training = graph.training();
    let weights = training.ids().flat_map(|id| {
        let layer = &training.layer(id).name;
        let weights = training.weights(id).into_iter();
        weights.map(move |weight| (format!("{layer}.{}", weight.name), weight.shape))
    });
    let left = weights.filter(|(name, _)| !names.contains(name.as_str()));
    left.map(|(name, shape)| LeftOver {
        name,
        shape,
        other: None,
    })
    .collect()
}
