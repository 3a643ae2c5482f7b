//! Pairing of the tensors of a weight file with the weights of a network.
//!
//! Three rules are tried, in this order: the names of this project; the names that a convention gives the layers,
//! behind a prefix that all share; else the shapes of modules (the tensors that share a name but for its last part),
//! where these leave one assignment, or the order of the file settles it. Where names pair half of the weights or more,
//! but not all, the third rule pairs the others, unless it contradicts the names. A file of another network that is
//! known by its names ([`known`]) is refused before.

mod by_name;
mod by_order;
mod error;
mod fit;
pub(super) mod known;
mod modules;
mod naming;
mod paired;
mod part;
mod passed_over;
mod report;
#[cfg(test)]
mod tests;

pub use error::PairError;
pub use paired::Paired;
pub use part::{LeftOver, pair_part};
pub use report::{PairReport, PairRule, PassedOver};

use super::file::WeightFile;
use crate::names::{Convention, Named, normal};
use googlenet_dsl::graph::{Graph, When};
use naming::{Hits, Naming};
use std::collections::BTreeSet;

/// Options of [`pair_weights`].
#[derive(Debug, Clone, Default)]
pub struct PairOptions {
    /// Convention whose names the `source` of the network's layers has; `None` if that is not known.
    pub source: Option<Convention>,
    /// Layout of the file's tensors where names do not tell it: [`Convention::Torchvision`] for out x in x height x
    /// width, the others for height x width x in x out.
    pub layout: Option<Convention>,
    /// Whether weights are taken that fit, but by their names are those of another network.
    pub as_is: bool,
}

/// Share of tensors in percent from which on a file is that of a network.
const MOST: usize = 80;

/// Share in percent of the tensors by which a file is recognised, from which on a network that has them, too, is the
/// same one with other classes or another end.
const SAME: usize = 90;

/// A tensor of the file that may be a weight.
#[derive(Debug)]
struct Candidate {
    /// Index in the file.
    tensor: usize,
    /// Name as names are compared.
    name: String,
    dims: Vec<usize>,
}

/// Finds the tensor of each weight of a network, those of heads of training included, and the transforms that bring it
/// into this project's layout. Heads of training of which the file has nothing are left out.
///
/// # Errors
/// The tensors do not fit the network, are those of another one, or fit in several ways.
pub fn pair_weights<'f>(
    file: &'f WeightFile<'_>,
    graph: &Graph,
    options: &PairOptions,
) -> Result<Paired<'f>, PairError> {
    let candidates = candidates(file);
    if candidates.is_empty() {
        return Err(PairError::empty(file));
    }
    let namings = Convention::ALL.map(|convention| Naming::new(graph, convention, options.source));
    let recognised = known::recognise(known::table(), &candidates);
    if let Some(known) = &recognised {
        let own = namings
            .iter()
            .map(|naming| known::equal(naming, &candidates))
            .max();
        if 100 * own.unwrap_or(0) < SAME * known.equal && !options.as_is {
            return Err(PairError::other(file, graph.name(), known));
        }
    }
    let heads = training(graph);
    let mut report = PairReport::new(file);
    report.recognised = recognised.map(|known| known.network);
    let (naming, hits) = best(&namings, &candidates);
    let asked = naming
        .targets
        .iter()
        .filter(|named| of_head(&heads, named).is_none());
    let pairs = match 2 * hits.count >= asked.count().max(1) {
        true => {
            report.prefix = hits.prefix.clone();
            report.convention = Some(naming.convention);
            let named = by_name::pairs(file, naming, &hits, &candidates, &heads, &mut report);
            named.or_else(|error| {
                if hits.fit < hits.count && !naming.misfits_are_counted(&hits, &candidates) {
                    return Err(error);
                }
                let all = by_order::pairs(file, graph, &namings, &candidates, options, &mut report);
                let all = all.ok();
                all.and_then(|pairs| by_name::confirmed(pairs, naming, &hits, &candidates))
                    .ok_or(error)
            })?
        }
        false => by_order::pairs(file, graph, &namings, &candidates, options, &mut report)?,
    };
    let used: BTreeSet<usize> = pairs.iter().map(|pair| pair.tensor).collect();
    let unknown = passed_over::tell(file, naming, &used, &mut report);
    if 100 * unknown > (100 - MOST) * candidates.len() && !options.as_is {
        return Err(PairError::larger(
            file,
            graph.name(),
            unknown,
            candidates.len(),
        ));
    }
    Ok(Paired::new(file, pairs, report))
}

/// Returns the tensors of a file that may be weights: those of floats that are no state of training.
fn candidates(file: &WeightFile<'_>) -> Vec<Candidate> {
    let tensors = file.tensors.iter().enumerate();
    let floats = tensors.filter(|(_, tensor)| tensor.is_float());
    let candidates = floats.filter(|(_, tensor)| !passed_over::is_of_training(&tensor.name));
    candidates
        .map(|(at, tensor)| Candidate {
            tensor: at,
            name: normal(&tensor.name),
            dims: tensor.stored.dims(),
        })
        .collect()
}

/// Returns the convention by whose names most weights have a tensor that fits, the first of equal ones, and these tensors.
fn best<'n>(namings: &'n [Naming], candidates: &[Candidate]) -> (&'n Naming, Hits) {
    let scored = namings
        .iter()
        .map(|naming| (naming, naming.hits(candidates)));
    let best = scored.rev().max_by_key(|(_, hits)| (hits.fit, hits.count));
    best.expect("there are conventions")
}

/// A head that exists in training only: its name, and its layers.
struct Training {
    name: String,
    layers: std::ops::RangeInclusive<usize>,
}

fn training(graph: &Graph) -> Vec<Training> {
    let heads = graph.heads().iter();
    let heads = heads.filter(|head| head.when == When::Training);
    let heads = heads.map(|head| Training {
        name: head.name.to_string(),
        layers: head.layers(),
    });
    heads.collect()
}

/// Returns the index of the head of training that a weight belongs to.
fn of_head(heads: &[Training], named: &Named) -> Option<usize> {
    heads
        .iter()
        .position(|head| head.layers.contains(&named.layer))
}
