//! Nesting of flat steps to chains whose joins (concatenations, sums and the like) contain their branches.

use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::grammar::Reads;
use googlenet_dsl::op::Op;
use std::collections::{BTreeMap, HashMap};

/// Deepest nesting of joins in joins; a join that would be deeper refers to its operands by name.
const MAX_DEPTH: usize = 12;

/// An element of a chain (a list of layers of the description): a step, a join with its branches, or a use of a block.
#[derive(Debug, Clone)]
pub(in crate::import) struct Item {
    /// What the item is: a step, a join (concatenation, sum, product or maximum) with its branches, or a use of a
    /// block.
    pub(in crate::import) part: Part,
    /// Id of the step whose result is the result of the item: for a join the step that joins, for a use of a block
    /// its last step.
    pub(in crate::import) exit: StepId,
    /// Id of the step whose result the item reads: for a step with several operands the first one, for a join the one
    /// that most of its branches read. `None` for a join whose branches read no step, such as a join of references
    /// only.
    pub(in crate::import) reads: Option<StepId>,
    /// How often the item reads the result of each step outside of it.
    pub(super) outside: HashMap<StepId, usize>,
    /// Nesting depth: 0 for a step, a use of a block, and a join of references only; otherwise one more than the
    /// deepest item in the join's branches.
    depth: usize,
}

/// What an item of a chain is: a step, a join (concatenation, sum, product or maximum) with its branches, or a use of a
/// block.
#[derive(Debug, Clone)]
pub(in crate::import) enum Part {
    /// A single step that is no join; [`Item::exit`] is its id.
    Step,
    /// Equal steps that are written as one that is repeated, each of which reads the one before.
    Repeated(Vec<StepId>),
    /// A join, with a branch for each operand, in the order of the operands.
    Join(Vec<Branch>),
    /// A use of a block: the index of the block in [`Structure::templates`](super::Structure::templates), and the index
    /// of the instance in the block; of several instances if the use is repeated, each of which reads the one before.
    Use(usize, Vec<usize>),
}

/// An operand of a join: steps nested in the join, or a reference to a step outside of it.
#[derive(Debug, Clone)]
pub(in crate::import) enum Branch {
    /// The items of the branch in the order of execution; the result of the last one is the operand.
    Chain(Vec<Item>),
    /// Id of a step outside of the join whose result is the operand.
    Reference(StepId),
}

impl Item {
    /// Creates the item of a use of a block. `template` and `instance` are the indices of [`Part::Use`], `exit` is the
    /// id of the step whose result is the result of the use, and `reads` the id of the step whose result the use reads.
    pub(super) fn of_use(template: usize, instance: usize, exit: StepId, reads: StepId) -> Item {
        Item {
            part: Part::Use(template, vec![instance]),
            exit,
            reads: Some(reads),
            outside: HashMap::from([(reads, 1)]),
            depth: 0,
        }
    }
}

/// Calls `found` with the ids of all steps of the items, a join's before those of its branches. For a use of a block
/// and for a repeated step only the step of its result is visited.
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

/// Returns the ids of all steps of the items, in the order of [`visit`].
pub(super) fn ids(items: &[Item]) -> Vec<StepId> {
    let mut ids = Vec::new();
    visit(items, &mut |id| ids.push(id));
    ids
}

/// Returns the ids of the steps that the items of a branch refer to by name: operands without steps of their own, and
/// what is read instead of the result of the item before. The first item is behind the step `before`.
pub(super) fn named(items: &[Item], before: Option<StepId>) -> Vec<StepId> {
    let mut found = Vec::new();
    let mut before = before;
    for item in items {
        found.extend(item.reads.filter(|_| item.reads != before));
        before = Some(item.exit);
        let Part::Join(branches) = &item.part else {
            continue;
        };
        for branch in branches {
            match branch {
                Branch::Reference(id) => found.push(*id),
                Branch::Chain(chain) => found.extend(named(chain, item.reads)),
            }
        }
    }
    found
}

/// Nests the steps with the ids `steps`, in the order of execution, to a chain. The steps that lead to an operand of a
/// join and have no other reader move into a branch of the join. The steps in `kept` are read from outside and stay in
/// the chain. If `branches` is `false`, no step moves.
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
    // The items of the chain so far, by the id of the step that makes their result.
    let mut open: BTreeMap<StepId, Item> = BTreeMap::new();
    for id in steps {
        let step = &network.steps[id - 1];
        let mut item = Item {
            part: Part::Step,
            exit: *id,
            reads: Some(step.inputs[0]),
            outside: HashMap::new(),
            depth: 0,
        };
        let joins = step
            .op
            .kind()
            .is_some_and(|kind| kind.reads == Reads::Branches);
        if !joins {
            for input in &step.inputs {
                *item.outside.entry(*input).or_default() += 1;
            }
        } else {
            let mut sources = Vec::new();
            let mut outside: HashMap<StepId, usize> = HashMap::new();
            let found = step.inputs.iter().map(|operand| {
                let (chain, source) = match branches {
                    true => claim(network, *operand, &mut open, &readers),
                    false => (Vec::new(), None),
                };
                if chain.is_empty() {
                    *outside.entry(*operand).or_default() += 1;
                    return Branch::Reference(*operand);
                }
                let depth = chain.iter().map(|item| item.depth).max();
                item.depth = item.depth.max(depth.unwrap_or(0) + 1);
                for (id, count) in chain.iter().flat_map(|item| &item.outside) {
                    if !chain.iter().any(|inner| inner.exit == *id) {
                        *outside.entry(*id).or_default() += count;
                    }
                }
                sources.extend(source);
                Branch::Chain(chain)
            });
            item.part = Part::Join(found.collect());
            item.outside = outside;
            item.reads = most_frequent(&sources);
        }
        open.insert(*id, item);
    }
    open.into_values().collect()
}

/// Removes from `open`, the items of the chain so far, those that lead to the step `operand` (included) and have no
/// other reader; items with joins nested [`MAX_DEPTH`] deep stay. What several branches of a join read goes with it if
/// the join is part of a module ([`is_part`]). Returns the items in the order of execution, with the step that the
/// first of them reads; `(empty, operand)` if none is removed.
fn claim(
    network: &FlatNetwork,
    operand: StepId,
    open: &mut BTreeMap<StepId, Item>,
    readers: &HashMap<StepId, usize>,
) -> (Vec<Item>, Option<StepId>) {
    let mut chain: Vec<Item> = Vec::new();
    let mut next = Some(operand);
    while let Some(id) = next {
        let count = readers.get(&id).copied().unwrap_or(0);
        let alone = match chain.last() {
            None => count == 1,
            Some(reader) => {
                let own = reader.outside.get(&id).copied().unwrap_or(0);
                count == own && (own == 1 || is_part(network, reader))
            }
        };
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

/// Returns `true` if a join is a part of a module rather than a module: a product, such as that of a squeeze and
/// excitation, or a join of single steps that all read the same, such as a convolution of 1x3 beside one of 3x1.
pub(super) fn is_part(network: &FlatNetwork, item: &Item) -> bool {
    let Part::Join(branches) = &item.part else {
        return false;
    };
    let is_single = |branch: &Branch| matches!(branch, Branch::Chain(chain) if chain.len() == 1 && matches!(chain[0].part, Part::Step));
    matches!(network.steps[item.exit - 1].op, Op::Multiply(_)) || branches.iter().all(is_single)
}

/// Returns the id that occurs most often; of several equally frequent ones the largest; `None` for an empty list.
fn most_frequent(sources: &[StepId]) -> Option<StepId> {
    let count = |id: &StepId| sources.iter().filter(|other| *other == id).count();
    sources.iter().copied().max_by_key(|id| (count(id), *id))
}
