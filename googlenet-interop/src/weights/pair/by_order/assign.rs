//! The modules of the file that are those of the network: equally many of each shape, in one order.

use super::super::modules::{Grouping, Key, Module, numbered, template};
use super::super::report::PairRule;
use super::{Failed, Search};
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::BTreeMap;

/// Modules of the network with those of the file, and the rule.
pub(super) type Assigned = Vec<(usize, usize, PairRule)>;

impl Search<'_> {
    pub(super) fn assign(
        &self,
        network: &[Module],
        of_network: &[Key],
        file: &[Module],
        of_file: &[Key],
    ) -> Result<Assigned, Failed> {
        let mut classes: BTreeMap<&Key, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, key) in of_network.iter().enumerate() {
            classes.entry(key).or_default().0.push(at);
        }
        for (at, key) in of_file.iter().enumerate() {
            if let Some((_, members)) = classes.get_mut(key) {
                members.push(at);
            }
        }
        let fit = classes
            .values()
            .map(|(mine, theirs)| mine.len().min(theirs.len()))
            .sum();
        let mut wrong: Vec<&(Vec<usize>, Vec<usize>)> = classes
            .values()
            .filter(|(mine, theirs)| mine.len() != theirs.len())
            .collect();
        wrong.sort();
        if !wrong.is_empty() {
            let lines = wrong.iter().map(|(mine, theirs)| {
                let module = &network[mine[0]];
                let dims: Vec<String> = module
                    .parts
                    .iter()
                    .map(|part| format!("{:?}", part.dims))
                    .collect();
                let others = if mine.len() > 1 { " and others" } else { "" };
                format!(
                    "`{}`{others}: expected {} of {}, got {}",
                    module.name,
                    mine.len(),
                    dims.join(" "),
                    theirs.len()
                )
            });
            return Err(Failed::Misfit(fit, network.len(), lines.collect()));
        }
        let known: Vec<&Key> = of_file
            .iter()
            .filter(|key| classes.contains_key(key))
            .collect();
        let is_sequence = self.grouping == Grouping::Names
            && !self.is_sorted
            && known.into_iter().eq(of_network.iter());
        let mut assigned = Vec::with_capacity(network.len());
        for (mine, theirs) in classes.values() {
            let mut theirs = theirs.clone();
            if mine.len() > 1 && !is_sequence {
                self.settle(network, mine, file, &mut theirs)?;
            }
            let rule = match mine.len() {
                1 => PairRule::Shape,
                _ => PairRule::Order,
            };
            assigned.extend(
                mine.iter()
                    .zip(&theirs)
                    .map(|(mine, theirs)| (*mine, *theirs, rule)),
            );
        }
        Ok(assigned)
    }

    /// Brings modules of the file with the same shapes into an order that is the network's, if there is one: names that
    /// are counted, or the order of the file, where each of the network's modules reads what the one before it makes.
    fn settle(
        &self,
        network: &[Module],
        mine: &[usize],
        file: &[Module],
        theirs: &mut [usize],
    ) -> Result<(), Failed> {
        let name = |at: usize| format!("`{}`", file[at].name);
        let is_counted = theirs
            .iter()
            .all(|at| template(&file[*at].name) == template(&file[theirs[0]].name));
        if self.is_sorted && self.grouping == Grouping::Names {
            if !is_counted {
                let line = format!("{} and {}", name(theirs[0]), name(theirs[1]));
                let reason = "the file is sorted by name, so that modules of the same shapes can be exchanged";
                return Err(Failed::Ambiguous(reason, vec![line]));
            }
            theirs.sort_by_key(|at| numbered(&file[*at].name).1);
        }
        for (pair, at) in mine.windows(2).zip(0..) {
            let [first, second] = [pair[0], pair[1]].map(|at| &network[at]);
            if !reaches(&self.graph, first.layer, second.layer) {
                let line = format!(
                    "{} and {} may be `{}` and `{}`, of which neither reads the other",
                    name(theirs[at]),
                    name(theirs[at + 1]),
                    first.name,
                    second.name
                );
                let reason = "modules of the same shapes can be exchanged";
                return Err(Failed::Ambiguous(reason, vec![line]));
            }
        }
        Ok(())
    }
}

/// Returns whether a layer reads the result of another one, directly or through others.
fn reaches(graph: &Graph, from: LayerId, to: LayerId) -> bool {
    let mut open = vec![to];
    let mut seen = vec![false; to.saturating_sub(from)];
    while let Some(id) = open.pop() {
        for input in graph.inputs(id) {
            if input == from {
                return true;
            }
            if input > from && !seen[input - from] {
                seen[input - from] = true;
                open.push(input);
            }
        }
    }
    false
}
