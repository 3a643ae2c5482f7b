//! Fingerprints of items of a chain, which are equal for items that differ only in filter counts and names.

use super::nest::{Branch, Item, Part};
use crate::import::network::FlatNetwork;
use crate::import::step::{Step, StepId};
use googlenet_dsl::op::Op;
use std::collections::HashMap;
use std::fmt::Write;

/// An option of a step whose value may differ between the instances of a block, and its value.
pub(super) type Hole = (&'static str, u32);

/// Returns the options of a step whose values may differ between the instances of a block: filters, groups and units.
pub(super) fn holes(step: &Step) -> Vec<Hole> {
    match &step.op {
        Op::Conv(conv) if conv.groups > 1 => vec![("conv", conv.filters), ("groups", conv.groups)],
        Op::Conv(conv) => vec![("conv", conv.filters)],
        Op::Dense(dense) => vec![("dense", dense.units)],
        _ => Vec::new(),
    }
}

/// Formats a step without its name and its holes, so that equal texts mean interchangeable steps.
fn form(step: &Step) -> String {
    let mut op = step.op.clone();
    match &mut op {
        Op::Conv(conv) => {
            conv.filters = 0;
            conv.groups = conv.groups.min(2);
        }
        Op::Dense(dense) => dense.units = 0,
        _ => {}
    }
    format!("{op:?} {:?} {:?}", step.batch_norm, step.activation)
}

/// Position in a chain of the item that makes each result, by step id; -1 for the result that the chain reads.
pub(super) struct Places(HashMap<StepId, i64>);

impl Places {
    /// Creates the positions of a chain that reads `entry`.
    pub(super) fn of(items: &[Item], entry: StepId) -> Places {
        let places = items
            .iter()
            .enumerate()
            .map(|(at, item)| (item.exit, at as i64));
        Places(places.chain([(entry, -1)]).collect())
    }

    fn get(&self, id: StepId) -> i64 {
        self.0.get(&id).copied().unwrap_or(i64::MIN / 2)
    }
}

/// Text form of an item relative to the items before it; equal items of a chain have equal texts.
pub(super) struct Fingerprint {
    pub(super) text: String,
    /// Smallest position that the item reads; negative for results from outside of the chain.
    pub(super) reads_from: i64,
    /// Positions that the item reads.
    pub(super) reads: Vec<i64>,
    /// Number of steps in the item.
    pub(super) steps: usize,
    /// `true` if the item is or contains a join.
    pub(super) joins: bool,
}

/// Returns the fingerprint of the item at a position; `None` for a use of a block.
pub(super) fn fingerprint(
    network: &FlatNetwork,
    item: &Item,
    at: i64,
    places: &Places,
) -> Option<Fingerprint> {
    let mut found = Fingerprint {
        text: String::new(),
        reads_from: at,
        reads: Vec::new(),
        steps: 0,
        joins: false,
    };
    found.item(network, item, None, at, places).then_some(found)
}

impl Fingerprint {
    /// Appends an item to the fingerprint. Returns `false` if the item is or contains a use of a block. Within a
    /// branch, reading the step `before` is not recorded.
    fn item(
        &mut self,
        network: &FlatNetwork,
        item: &Item,
        before: Option<StepId>,
        at: i64,
        places: &Places,
    ) -> bool {
        self.steps += 1;
        self.text += &form(&network.steps[item.exit - 1]);
        match item.reads {
            Some(reads) if before != Some(reads) => self.read(reads, at, places),
            _ => {}
        }
        let branches = match &item.part {
            Part::Step => return true,
            Part::Use(..) => return false,
            Part::Join(branches) => branches,
        };
        self.joins = true;
        for branch in branches {
            self.text.push('|');
            match branch {
                Branch::Reference(id) => self.read(*id, at, places),
                Branch::Chain(chain) => {
                    let mut before = None;
                    for item in chain {
                        if !self.item(network, item, before, at, places) {
                            return false;
                        }
                        self.text.push(';');
                        before = Some(item.exit);
                    }
                }
            }
        }
        true
    }

    fn read(&mut self, id: StepId, at: i64, places: &Places) {
        let place = places.get(id);
        let _ = write!(self.text, "<{}>", at - place);
        self.reads_from = self.reads_from.min(place);
        self.reads.push(place);
    }
}
