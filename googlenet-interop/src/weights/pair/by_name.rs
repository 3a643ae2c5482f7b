//! The rule of names.

use super::error::{Misfit, PairError};
use super::fit::fitted;
use super::paired::Pair;
use super::report::{PairReport, PairRule};
use super::{Candidate, Training, of_head};
use crate::names::{Convention, Named, normal, tensors};
use crate::weights::file::WeightFile;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::nearest::nearest;
use std::collections::{BTreeMap, HashMap, HashSet};

/// All weights of a network with their names in a convention.
pub(super) struct Naming {
    pub(super) convention: Convention,
    pub(super) targets: Vec<Named>,
    /// Index of the weight by its name in any of its forms, as names are compared.
    pub(super) by_name: HashMap<String, usize>,
}

/// The tensors that have the names of weights.
pub(super) struct Hits {
    /// What stands before all names in the file.
    pub(super) prefix: String,
    /// Index of the candidate for each weight.
    of: Vec<Option<usize>>,
    pub(super) count: usize,
    /// Number of them whose sizes fit.
    pub(super) fit: usize,
}

impl Naming {
    pub(super) fn new(graph: &Graph, convention: Convention, source: Option<Convention>) -> Naming {
        let targets = tensors(graph, convention, source);
        let mut by_name = HashMap::new();
        for (at, named) in targets.iter().enumerate() {
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

    /// Iterates over the weights whose names end a name, each with what stands before it.
    fn ends<'n>(&'n self, name: &'n str) -> impl Iterator<Item = (&'n str, usize)> {
        let dots = name.match_indices('.').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(dots);
        starts.filter_map(|at| Some((&name[..at], *self.by_name.get(&name[at..])?)))
    }

    /// Returns whether a name ends with that of a weight.
    pub(super) fn is_copy(&self, name: &str) -> bool {
        self.ends(name).next().is_some()
    }
}

/// Returns the pairs of all weights by name. Heads of training of which the file has no name are left out.
///
/// # Errors
/// Weights are missing, or have other sizes.
pub(super) fn pairs(
    file: &WeightFile<'_>,
    naming: &Naming,
    hits: &Hits,
    candidates: &[Candidate],
    heads: &[Training],
    report: &mut PairReport,
) -> Result<Vec<Pair>, PairError> {
    let mut there = HashSet::new();
    for (named, hit) in naming.targets.iter().zip(&hits.of) {
        if let (Some(head), Some(_)) = (of_head(heads, named), hit) {
            there.insert(head);
        }
    }
    let mut pairs = Vec::new();
    let mut misfits = Vec::new();
    let mut asked = 0;
    let hit: HashSet<usize> = hits.of.iter().flatten().copied().collect();
    let free = candidates
        .iter()
        .enumerate()
        .filter(|(at, _)| !hit.contains(at));
    let free: Vec<&str> = free.map(|(_, candidate)| candidate.name.as_str()).collect();
    for (named, hit) in naming.targets.iter().zip(&hits.of) {
        if of_head(heads, named).is_some_and(|head| !there.contains(&head)) {
            continue;
        }
        asked += 1;
        let full = format!("{}{}", hits.prefix, named.name());
        let Some(at) = hit else {
            misfits.push(Misfit::Missing {
                nearest: nearest(&normal(&full), free.iter().copied()).map(str::to_owned),
                name: full,
                shape: named.forms[0].shape.clone(),
                own: named.own.clone(),
            });
            continue;
        };
        let candidate = &candidates[*at];
        match fitted(named, naming.convention, &candidate.dims) {
            Some(transforms) => pairs.push(Pair {
                own: named.own.clone(),
                shape: named.shape.clone(),
                tensor: candidate.tensor,
                transforms,
                rule: match naming.convention {
                    Convention::Own => PairRule::OwnName,
                    _ => PairRule::Name,
                },
            }),
            None => misfits.push(Misfit::Shape {
                name: file.tensors[candidate.tensor].name.clone(),
                expected: named.forms[0].shape.clone(),
                got: candidate.dims.clone(),
                own: named.own.clone(),
            }),
        }
    }
    if !misfits.is_empty() {
        return Err(PairError::misfits(
            file,
            naming.convention,
            pairs.len(),
            asked,
            misfits,
        ));
    }
    let left_out = heads.iter().enumerate().filter(|(at, head)| {
        !there.contains(at)
            && naming
                .targets
                .iter()
                .any(|named| head.layers.contains(&named.layer))
    });
    report.left_out = left_out.map(|(_, head)| head.name.clone()).collect();
    Ok(pairs)
}
