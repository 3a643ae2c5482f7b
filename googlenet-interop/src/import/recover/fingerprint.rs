//! Fingerprints of the items of a chain: texts that are equal for items that differ only in names and in the values
//! that a block's table can hold.

use super::hole::form;
use super::nest::{Branch, Item, Part};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashMap;
use std::fmt::Write;

/// The fingerprint of an item of a chain. Items with equal texts can be the same item of a block if they also read
/// items at the same distances.
#[derive(Debug)]
pub(super) struct Fingerprint {
    /// The operations of all steps of the item without names and [`holes`](super::hole::holes). A result of the item
    /// itself that a step reads is written as its number within the item, any other one as `<`; reading the step in
    /// front, in the same branch, is not written.
    pub(super) text: String,
    /// Ids of the steps outside of the item whose results it reads, in the order of the text.
    pub(super) reads: Vec<StepId>,
    /// Number of steps in the item: 1 for a single step, for a join 1 plus the steps of its branches.
    pub(super) steps: usize,
    /// `true` if the item is a join.
    pub(super) joins: bool,
    /// Numbers of the item's steps within the item, by their ids.
    numbers: HashMap<StepId, usize>,
    by_rule: bool,
}

/// Returns the fingerprint of an item of a chain; `by_rule` is that of [`form`]. `None` for a use of a block and for
/// a repeated step.
pub(super) fn fingerprint(
    network: &FlatNetwork,
    item: &Item,
    by_rule: bool,
) -> Option<Fingerprint> {
    let mut found = Fingerprint {
        text: String::new(),
        reads: Vec::new(),
        steps: 0,
        joins: false,
        numbers: HashMap::new(),
        by_rule,
    };
    found.item(network, item, None).then_some(found)
}

impl Fingerprint {
    /// Adds an item's steps and reads to the fingerprint. `before` is the step in front of the item in its branch,
    /// reading which is not recorded; `None` for the first item of a branch and outside of branches. Returns `false` if
    /// the item is or contains a use of a block.
    fn item(&mut self, network: &FlatNetwork, item: &Item, before: Option<StepId>) -> bool {
        self.steps += 1;
        self.numbers.insert(item.exit, self.numbers.len());
        let step = &network.steps[item.exit - 1];
        self.text += &form(network, item.exit, self.by_rule);
        let branches = match &item.part {
            Part::Step => {
                let reads = step.inputs.iter().filter(|id| before != Some(**id));
                reads.for_each(|id| self.read(*id));
                return true;
            }
            Part::Repeated(_) | Part::Use(..) => return false,
            Part::Join(branches) => branches,
        };
        self.joins = true;
        match item.reads {
            Some(reads) if before != Some(reads) => self.read(reads),
            _ => {}
        }
        for branch in branches {
            self.text.push('|');
            match branch {
                Branch::Reference(id) => self.read(*id),
                Branch::Chain(chain) => {
                    let mut before = None;
                    for item in chain {
                        if !self.item(network, item, before) {
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

    /// Records that the item reads the result of the step `id`.
    fn read(&mut self, id: StepId) {
        match self.numbers.get(&id) {
            Some(number) => {
                let _ = write!(self.text, "^{number}");
            }
            None => {
                self.text.push('<');
                self.reads.push(id);
            }
        }
    }
}
