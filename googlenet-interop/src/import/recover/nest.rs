//! Nesting of flat steps to a chain whose joins contain their branches.

use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::op::Op;
use std::collections::{BTreeMap, HashMap};

/// Deepest nesting of joins; a join that would be deeper refers to its operands by name.
const MAX_DEPTH: usize = 12;

/// An element of a chain: a step, a join with its branches, or a use of a block.
#[derive(Debug, Clone)]
pub(in crate::import) struct Item {
    pub(in crate::import) part: Part,
    /// The step whose result is the result of the item.
    pub(in crate::import) exit: StepId,
    /// The step that the item reads; for a join, the one that most branches read, or `None` if all operands are
    /// references.
    pub(in crate::import) reads: Option<StepId>,
    depth: usize,
}

/// Content of an item of a chain.
#[derive(Debug, Clone)]
pub(in crate::import) enum Part {
    /// A single step.
    Step,
    /// A concatenation or sum with its operands.
    Join(Vec<Branch>),
    /// A use of a template: the index of the template, and the index of the instance.
    Use(usize, usize),
}

/// An operand of a join.
#[derive(Debug, Clone)]
pub(in crate::import) enum Branch {
    /// Items that belong to the branch.
    Chain(Vec<Item>),
    /// A reference to the result of a step outside of the join.
    Reference(StepId),
}

impl Item {
    pub(super) fn of_use(template: usize, instance: usize, exit: StepId, reads: StepId) -> Item {
        Item {
            part: Part::Use(template, instance),
            exit,
            reads: Some(reads),
            depth: 0,
        }
    }
}

/// Calls `found` with the id of every step, joins before the steps of their branches.
pub(in crate::import) fn visit(items: &[Item], found: &mut impl FnMut(StepId)) {
    for item in items {
        found(item.exit);
        if let Part::Join(branches) = &item.part {
            for branch in branches {
                if let Branch::Chain(chain) = branch {
                    visit(chain, found);
                }
            }
        }
    }
}

/// Returns the ids of all steps, joins before the steps of their branches.
pub(super) fn ids(items: &[Item]) -> Vec<StepId> {
    let mut ids = Vec::new();
    visit(items, &mut |id| ids.push(id));
    ids
}

/// Nests steps to a chain. The steps that lead to an operand of a join move into the join's branch, from the operand
/// back to the first step whose result has several readers. Steps of `kept` stay in the chain. With `branches` set to
/// `false` no step moves.
pub(super) fn nest(
    network: &FlatNetwork,
    steps: &[StepId],
    kept: &[StepId],
    branches: bool,
) -> Vec<Item> {
    let mut readers: HashMap<StepId, usize> = HashMap::new();
    let reads = steps.iter().flat_map(|id| &network.steps[id - 1].inputs);
    for id in reads.chain(kept).chain(kept) {
        *readers.entry(*id).or_default() += 1;
    }
    // Items that are not inside of a join, by step id, which is their order.
    let mut open: BTreeMap<StepId, Item> = BTreeMap::new();
    for id in steps {
        let step = &network.steps[id - 1];
        let mut item = Item {
            part: Part::Step,
            exit: *id,
            reads: Some(step.inputs[0]),
            depth: 0,
        };
        if matches!(step.op, Op::Concat(_) | Op::Add(_)) {
            let mut sources = Vec::new();
            let found = step.inputs.iter().map(|operand| {
                let (chain, source) = match branches {
                    true => claim(*operand, &mut open, &readers),
                    false => (Vec::new(), None),
                };
                if chain.is_empty() {
                    return Branch::Reference(*operand);
                }
                let depth = chain.iter().map(|item| item.depth).max();
                item.depth = item.depth.max(depth.unwrap_or(0) + 1);
                sources.extend(source);
                Branch::Chain(chain)
            });
            item.part = Part::Join(found.collect());
            item.reads = most_frequent(&sources);
        }
        open.insert(*id, item);
    }
    open.into_values().collect()
}

/// Removes from `open` the items that lead to an operand and have no other reader. Returns them in order, with the step
/// that the first of them reads.
fn claim(
    operand: StepId,
    open: &mut BTreeMap<StepId, Item>,
    readers: &HashMap<StepId, usize>,
) -> (Vec<Item>, Option<StepId>) {
    let mut chain = Vec::new();
    let mut next = Some(operand);
    while let Some(id) = next {
        let alone = readers.get(&id) == Some(&1);
        let shallow = open.get(&id).is_some_and(|item| item.depth < MAX_DEPTH);
        let Some(item) = (alone && shallow).then(|| open.remove(&id)).flatten() else {
            break;
        };
        next = item.reads;
        chain.push(item);
    }
    chain.reverse();
    (chain, next)
}

/// Returns the most frequent step; of several equally frequent ones the one with the largest id.
fn most_frequent(sources: &[StepId]) -> Option<StepId> {
    let count = |id: &StepId| sources.iter().filter(|other| *other == id).count();
    sources.iter().copied().max_by_key(|id| (count(id), *id))
}
