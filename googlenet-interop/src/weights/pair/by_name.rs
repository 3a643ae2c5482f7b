//! The rule of names.

use super::error::{Misfit, PairError};
use super::fit::fitted;
use super::naming::{Hits, Naming, is_counted, layer_of_variable};
use super::paired::Pair;
use super::report::{PairReport, PairRule};
use super::{Candidate, Training, of_head};
use crate::names::{Convention, normal};
use crate::weights::file::WeightFile;
use googlenet_dsl::nearest::nearest;
use std::collections::{HashMap, HashSet};

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
    let mut counted = counts_differ(naming, hits, candidates);
    for (named, hit) in naming.targets.iter().zip(&hits.of) {
        if of_head(heads, named).is_some_and(|head| !there.contains(&head)) {
            continue;
        }
        asked += 1;
        if let Some(got) = counted.get_mut(&normal(&named.module)) {
            if let Some(got) = got.take() {
                let own = naming.targets.iter();
                let own = own.filter(|other| other.module == named.module);
                misfits.push(Misfit::Count {
                    name: format!("{}{}", hits.prefix, named.module),
                    expected: own.map(|named| named.forms[0].suffix).collect(),
                    got,
                });
            }
            continue;
        }
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
                rule: rule(naming),
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

/// Returns the layers whose variables are numbered in the file and of another number than in the network, with the
/// numbers there: which variable is which cannot be said of these.
fn counts_differ(
    naming: &Naming,
    hits: &Hits,
    candidates: &[Candidate],
) -> HashMap<String, Option<usize>> {
    let mut got: HashMap<&str, usize> = HashMap::new();
    for candidate in candidates {
        let name = candidate.name.strip_prefix(&*hits.prefix);
        if let Some(layer) = name.and_then(layer_of_variable) {
            *got.entry(layer).or_default() += 1;
        }
    }
    let expected = naming.counts();
    let differ = got
        .into_iter()
        .filter(|(layer, got)| expected.get(*layer).is_some_and(|count| count != got));
    differ
        .map(|(layer, got)| (layer.to_owned(), Some(got)))
        .collect()
}

/// Returns pairs that another rule has found, with the rule of names for those that names confirm; `None` if a name
/// says otherwise that is not counted anew in each session, or is that of a weight that is left out.
pub(super) fn confirmed(
    mut pairs: Vec<Pair>,
    naming: &Naming,
    hits: &Hits,
    candidates: &[Candidate],
) -> Option<Vec<Pair>> {
    let named = naming.targets.iter().zip(&hits.of);
    let named = named.filter_map(|(named, hit)| Some((named.own.as_str(), (*hit)?)));
    let named: HashMap<&str, usize> = named.collect();
    let mut confirmed = 0;
    for pair in &mut pairs {
        if let Some(at) = named.get(pair.own.as_str()) {
            if candidates[*at].tensor == pair.tensor {
                pair.rule = rule(naming);
            } else if !is_counted(&candidates[*at].name) {
                return None;
            }
            confirmed += 1;
        }
    }
    (confirmed == named.len()).then_some(pairs)
}

fn rule(naming: &Naming) -> PairRule {
    match naming.convention {
        Convention::Own => PairRule::OwnName,
        _ => PairRule::Name,
    }
}
