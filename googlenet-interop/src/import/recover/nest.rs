//! Flat steps as a chain whose joins hold their branches.

use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::op::Op;
use std::collections::{BTreeMap, HashMap};

/// How deep joins may lie in each other; deeper ones read their operands by name.
const MAX_DEPTH: usize = 12;

/// A step of a chain.
#[derive(Debug, Clone)]
pub(in crate::import) struct Item {
    pub(in crate::import) part: Part,
    /// The step whose result it is.
    pub(in crate::import) exit: StepId,
    /// What it reads; `None` of a join that reads all by name.
    pub(in crate::import) reads: Option<StepId>,
    depth: usize,
}

/// What a step of a chain is.
#[derive(Debug, Clone)]
pub(in crate::import) enum Part {
    /// A layer.
    Step,
    /// Branches that are joined.
    Join(Vec<Branch>),
    /// The use of a template: its place, and which of its instances.
    Use(usize, usize),
}

/// What a join reads.
#[derive(Debug, Clone)]
pub(in crate::import) enum Branch {
    /// Steps of its own.
    Chain(Vec<Item>),
    /// The result of a step.
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

/// Visits all steps, each join in front of its branches.
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

/// The ids of all steps, each join in front of its branches.
pub(super) fn ids(items: &[Item]) -> Vec<StepId> {
    let mut ids = Vec::new();
    visit(items, &mut |id| ids.push(id));
    ids
}

/// Nests steps. What is read once, by a join or by a step of a branch, stands in the join, back to what several read; the
/// results in `kept` stay in the chain.
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
    // Steps that no join holds, by id, which is their order.
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
            item.reads = usual(&sources);
        }
        open.insert(*id, item);
    }
    open.into_values().collect()
}

/// Takes the steps that lead to an operand and that nothing else reads; with them, what the first of them reads.
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

/// The most frequent, of several the last.
fn usual(sources: &[StepId]) -> Option<StepId> {
    let count = |id: &StepId| sources.iter().filter(|other| *other == id).count();
    sources.iter().copied().max_by_key(|id| (count(id), *id))
}
