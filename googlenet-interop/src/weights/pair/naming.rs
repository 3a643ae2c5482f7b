//! The weights of a network by their names in a convention, looked for among those of a file.

use super::Candidate;
use super::fit::fitted;
use crate::keras::VARIABLES;
use crate::names::{Convention, Named, normal, tensors};
use googlenet_dsl::graph::Graph;
use std::collections::{BTreeMap, HashMap, HashSet};

/// All weights of a network with their names in a convention.
pub(super) struct Naming {
    pub(super) convention: Convention,
    pub(super) targets: Vec<Named>,
    /// Index of the weight by its name in any of its forms, as names are compared; in Keras also by its number in its
    /// layer: `conv1.vars.0`.
    pub(super) by_name: HashMap<String, usize>,
}

/// The tensors that have the names of weights.
pub(super) struct Hits {
    /// What stands before all names in the file.
    pub(super) prefix: String,
    /// Index of the candidate for each weight.
    pub(super) of: Vec<Option<usize>>,
    pub(super) count: usize,
    /// Number of them whose sizes fit.
    pub(super) fit: usize,
}

impl Naming {
    pub(super) fn new(graph: &Graph, convention: Convention, source: Option<Convention>) -> Naming {
        let targets = tensors(graph, convention, source);
        let mut by_name = HashMap::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (at, named) in targets.iter().enumerate() {
            if convention == Convention::Keras {
                let count = counts.entry(&named.module).or_default();
                by_name
                    .entry(variable(&normal(&named.module), *count))
                    .or_insert(at);
                *count += 1;
            }
            for form in &named.forms {
                by_name.entry(normal(&named.name_of(form))).or_insert(at);
            }
        }
        Naming {
            convention,
            targets,
            by_name,
        }
    }

    /// Returns the number of the weights of each layer by its name, as names are compared.
    pub(super) fn counts(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for named in &self.targets {
            *counts.entry(normal(&named.module)).or_default() += 1;
        }
        counts
    }

    /// Finds the weights' names behind the prefix that most of them have.
    pub(super) fn hits(&self, candidates: &[Candidate]) -> Hits {
        let mut prefixes: BTreeMap<&str, usize> = BTreeMap::new();
        for candidate in candidates {
            for (prefix, _) in self.ends(&candidate.name) {
                *prefixes.entry(prefix).or_default() += 1;
            }
        }
        let longest_last = prefixes.iter().rev();
        let most = longest_last.max_by_key(|(prefix, count)| (**count, usize::MAX - prefix.len()));
        let prefix = most.map_or("", |(prefix, _)| prefix);
        let mut of = vec![None; self.targets.len()];
        for (at, candidate) in candidates.iter().enumerate() {
            let found = self
                .ends(&candidate.name)
                .find(|(before, _)| *before == prefix);
            if let Some((_, target)) = found {
                let taken: &mut Option<usize> = &mut of[target];
                *taken = taken.or(Some(at));
            }
        }
        let hits = of.iter().zip(&self.targets);
        let fit = hits.filter(|(hit, named)| {
            hit.is_some_and(|at| fitted(named, self.convention, &candidates[at].dims).is_some())
        });
        Hits {
            prefix: prefix.to_owned(),
            count: of.iter().flatten().count(),
            fit: fit.count(),
            of,
        }
    }

    /// Returns whether all tensors that have the name of a weight, and do not fit it, have names that Keras counts.
    pub(super) fn misfits_are_counted(&self, hits: &Hits, candidates: &[Candidate]) -> bool {
        let found = hits.of.iter().zip(&self.targets);
        let mut found = found.filter_map(|(hit, named)| Some((&candidates[(*hit)?], named)));
        found.all(|(candidate, named)| {
            is_counted(&candidate.name) || fitted(named, self.convention, &candidate.dims).is_some()
        })
    }

    /// Iterates over the weights whose names end a name, each with what stands before it.
    fn ends<'n>(&'n self, name: &'n str) -> impl Iterator<Item = (&'n str, usize)> {
        let dots = name.match_indices('.').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(dots);
        starts.filter_map(|at| Some((&name[..at], *self.by_name.get(&name[at..])?)))
    }

    /// Returns what stands before names, wherever half of the weights or more have their names behind it.
    pub(super) fn copies<'n>(&'n self, names: &'n [String]) -> HashSet<&'n str> {
        let mut prefixes: HashMap<&str, usize> = HashMap::new();
        for name in names {
            for (prefix, _) in self.ends(name) {
                *prefixes.entry(prefix).or_default() += 1;
            }
        }
        prefixes.retain(|_, count| 2 * *count >= self.targets.len());
        prefixes.into_keys().collect()
    }

    /// Returns whether a name is that of a weight behind one of these prefixes.
    pub(super) fn is_of(&self, name: &str, prefixes: &HashSet<&str>) -> bool {
        self.ends(name).any(|(prefix, _)| prefixes.contains(prefix))
    }
}

/// Returns the name of a variable by its number in its layer.
fn variable(layer: &str, number: usize) -> String {
    format!("{layer}.{VARIABLES}.{number}")
}

/// Returns the layer of a variable that has a number for a name; `None` if it has another name.
pub(super) fn layer_of_variable(name: &str) -> Option<&str> {
    let (rest, number) = name.rsplit_once('.')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let layer = rest.strip_suffix(VARIABLES)?.strip_suffix('.')?;
    is_number.then_some(layer)
}

/// Classes of Keras as they are written in the names of layers that have none of their own.
const CLASSES: [&str; 9] = [
    "conv2d",
    "conv2d_transpose",
    "depthwise_conv2d",
    "separable_conv2d",
    "dense",
    "batch_normalization",
    "layer_normalization",
    "p_re_lu",
    "normalization",
];

/// Returns whether the layer of a tensor has a name that Keras counts, as `conv2d_4`: in each session anew, so that it
/// may be another layer's.
pub(super) fn is_counted(name: &str) -> bool {
    let layer = layer_of_variable(name).or_else(|| Some(name.rsplit_once('.')?.0));
    let layer = layer.map(|layer| layer.rsplit_once('.').map_or(layer, |(_, last)| last));
    layer.is_some_and(|layer| {
        let class = match layer.rsplit_once('_') {
            Some((class, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => class,
            _ => layer,
        };
        CLASSES.contains(&class)
    })
}
