//! Fingerprints of the items of a chain: texts that are equal for items that differ only in names and in numbers of
//! filters, groups and units.

use super::nest::{Branch, Item, Part};
use crate::import::network::FlatNetwork;
use crate::import::step::{Step, StepId};
use googlenet_dsl::op::Op;
use std::collections::HashMap;
use std::fmt::Write;

/// An option whose value may differ between the instances of a block: the option's name, and the value that one step
/// has for it.
pub(super) type Hole = (&'static str, u32);

/// Returns the options of a step whose values may differ between the instances of a block: `conv` (filters), `groups`
/// if there is more than one group, and `dense` (units).
pub(super) fn holes(step: &Step) -> Vec<Hole> {
    match &step.op {
        Op::Conv(conv) if conv.groups > 1 => vec![("conv", conv.filters), ("groups", conv.groups)],
        Op::Conv(conv) => vec![("conv", conv.filters)],
        Op::Dense(dense) => vec![("dense", dense.units)],
        _ => Vec::new(),
    }
}

/// Formats a step without its name and without the numbers of [`holes`]. Steps with equal texts can be the same step of
/// a block.
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

/// The index in a chain of every item, by the id of the step whose result is the item's result; -1 for the step that
/// the chain as a whole reads.
pub(super) struct Places(HashMap<StepId, i64>);

impl Places {
    /// Returns the positions of the items of a chain that reads the step `entry`.
    pub(super) fn of(items: &[Item], entry: StepId) -> Places {
        let places = items
            .iter()
            .enumerate()
            .map(|(at, item)| (item.exit, at as i64));
        Places(places.chain([(entry, -1)]).collect())
    }

    /// Returns the position of the item whose result is that of the step `id`; a very small number for a step outside
    /// of the chain other than its entry, and for steps inside of joins.
    fn get(&self, id: StepId) -> i64 {
        self.0.get(&id).copied().unwrap_or(i64::MIN / 2)
    }
}

/// The fingerprint of an item of a chain: a text in which results that the item reads are written as distances in the
/// chain, and the positions that it reads. Items with equal texts can be the same item of a block.
pub(super) struct Fingerprint {
    /// The operations of all steps of the item without names and [`holes`] (options that may differ between instances
    /// of a block). A result that is read is written as the number of positions back in the chain, or as a very large
    /// number if it has no position there; reading the step in front, in the same branch, is not written.
    pub(super) text: String,
    /// Earliest position in the chain whose result the item reads, which is the smallest of `reads`; the item's own
    /// position if `reads` is empty.
    pub(super) reads_from: i64,
    /// Positions in the chain of the results that the item reads from outside of itself; negative for results from
    /// outside of the chain.
    pub(super) reads: Vec<i64>,
    /// Number of steps in the item: 1 for a single step, for a join 1 plus the steps of its branches.
    pub(super) steps: usize,
    /// `true` if the item is a join (a concatenation or sum).
    pub(super) joins: bool,
}

/// Returns the fingerprint of the item at the position `at` of the chain of `places`; `None` for a use of a block.
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
    /// Adds an item's steps and reads to the fingerprint; the item is at the position `at` of the chain or inside of
    /// the join at that position. `before` is the step in front of the item in its branch, reading which is not
    /// recorded; `None` for the first item of a branch and outside of branches. Returns `false` if the item is or
    /// contains a use of a block.
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

    /// Records in `text`, `reads` and `reads_from` that the item at the position `at` reads the result of the step
    /// `id`.
    fn read(&mut self, id: StepId, at: i64, places: &Places) {
        let place = places.get(id);
        let _ = write!(self.text, "<{}>", at - place);
        self.reads_from = self.reads_from.min(place);
        self.reads.push(place);
    }
}
