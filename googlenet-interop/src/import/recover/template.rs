//! Blocks: the common form of repeated stretches of a chain, with a table of the values in which they differ.

use super::hole::{Place, are_alike, holes, padded_by_numbers, pads_by_rule};
use super::nest::{Branch, Item, Part, ids};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::grammar::Setting;
use googlenet_dsl::op::{Op, Padding};
use std::collections::HashMap;

/// Smallest number of different values of a column that steps of different branches share: fewer may be equal by
/// chance.
const MIN_DIFFERENT: usize = 3;
/// Largest number of layers that keep the number of channels behind the one that has it.
const MAX_KEPT: usize = 8;

/// A block of the description: a list of layers that occurs several times in the network, with a table of the values
/// (filters, strides, factors) that differ between the occurrences.
#[derive(Debug)]
pub(in crate::import) struct Template {
    /// Name of the block; empty until `assign` chooses it.
    pub(in crate::import) name: String,
    /// Columns of the table, in the order of the values in [`Instance::row`].
    pub(in crate::import) columns: Vec<Column>,
    /// For each place in a step that a column holds, the index of that column in `columns`. The key is the position of
    /// the step in [`Instance::ids`], and the place.
    pub(in crate::import) cells: HashMap<(usize, Place), usize>,
    /// The padding of convolutions that some instances have by rule and others by numbers, which are the same: the
    /// numbers, by the position of the step in [`Instance::ids`].
    pub(in crate::import) paddings: HashMap<usize, Padding>,
    /// The occurrences of the block: in the main chain in the order of execution, or, for a block of heads, one for
    /// each head of this form.
    pub(in crate::import) instances: Vec<Instance>,
    /// `true` if each instance is a whole head (an auxiliary classifier).
    pub(in crate::import) of_heads: bool,
}

/// A column of a block's table. Options that are equal to each other in every instance share a column.
#[derive(Debug)]
pub(in crate::import) struct Column {
    /// Name of the column; empty until `assign` chooses it.
    pub(in crate::import) name: String,
    /// Positions in [`Instance::ids`] of the steps whose options the column holds.
    pub(super) positions: Vec<usize>,
    /// Name of that option; for a shared column, of the first one.
    pub(super) option: &'static str,
}

/// An occurrence of a block: one stretch of a chain.
#[derive(Debug)]
pub(in crate::import) struct Instance {
    /// The items of the chain that the stretch consists of.
    pub(in crate::import) items: Vec<Item>,
    /// Ids of all steps of the stretch, a join before the steps of its branches. The steps at
    /// the same index in two instances of a block correspond to each other.
    pub(in crate::import) ids: Vec<StepId>,
    /// The instance's row of the table: a value for every column, in the order of [`Template::columns`].
    pub(in crate::import) row: Vec<Setting>,
}

/// A column while the table is made: its values in all instances, and the place in the first step that has them.
struct Draft {
    positions: Vec<usize>,
    place: Place,
    values: Vec<Setting>,
}

impl Template {
    /// Creates the block of several stretches that have equal fingerprints. Values that are equal in all instances stay
    /// in the block; the others become columns.
    pub(super) fn of(network: &FlatNetwork, stretches: Vec<Vec<Item>>) -> Template {
        let mut instances: Vec<Instance> = stretches
            .into_iter()
            .map(|items| Instance {
                ids: ids(&items),
                items,
                row: Vec::new(),
            })
            .collect();
        let sites = sites(network, &instances[0].items);
        let by_rule = pads_by_rule(network);
        let mut columns: Vec<Draft> = Vec::new();
        let (mut cells, mut paddings) = (HashMap::new(), HashMap::new());
        for position in 0..instances[0].ids.len() {
            let step = |instance: &Instance| &network.steps[instance.ids[position] - 1];
            let by_same = |instance: &Instance| match &step(instance).op {
                Op::Conv(conv) => conv.window.padding == Padding::Same,
                _ => false,
            };
            let all_by_same = instances.iter().all(by_same);
            let of = |instance: &Instance| holes(network, instance.ids[position], by_rule);
            let all: Vec<Vec<(Place, Setting)>> = instances.iter().map(of).collect();
            for (at, (place, first)) in all[0].iter().copied().enumerate() {
                let values: Vec<Setting> = all
                    .iter()
                    .map(|holes| holes.get(at).map_or(first, |hole| hole.1))
                    .collect();
                let is_by_rule = place.0 == "padding" && all_by_same;
                if is_by_rule || values.iter().all(|value| *value == first) {
                    continue;
                }
                let same = columns.iter().position(|column| {
                    column.values == values
                        && are_alike(column.place, place)
                        && belong_together(&sites, column, position)
                });
                let column = same.unwrap_or(columns.len());
                match same {
                    Some(same) if columns[same].positions.last() == Some(&position) => {}
                    Some(same) => columns[same].positions.push(position),
                    None => columns.push(Draft {
                        positions: vec![position],
                        place,
                        values,
                    }),
                }
                cells.insert((position, place), column);
            }
            let padding = |instance: &Instance| match &step(instance).op {
                Op::Conv(conv) => Some(conv.window),
                _ => None,
            };
            let mut windows = instances.iter().filter_map(padding);
            if let Some(first) = windows.next()
                && windows.any(|window| window.padding != first.padding)
            {
                paddings.insert(position, padded_by_numbers(first).padding);
            }
        }
        for (at, instance) in instances.iter_mut().enumerate() {
            instance.row = columns.iter().map(|column| column.values[at]).collect();
        }
        let columns = columns.into_iter().map(|column| Column {
            name: String::new(),
            positions: column.positions,
            option: column.place.0,
        });
        Template {
            name: String::new(),
            columns: columns.collect(),
            cells,
            paddings,
            instances,
            of_heads: false,
        }
    }
}

/// Where a step of a block is.
#[derive(Debug, Clone, Copy)]
struct Site {
    id: StepId,
    /// Number of its chain.
    chain: usize,
    /// What its result is an operand of, if that has operands of equally many channels.
    sum: Option<Sum>,
}

/// A sum, product or maximum in a block.
#[derive(Debug, Clone, Copy)]
struct Sum {
    /// Its number among the steps.
    number: usize,
    /// The step that has the number of its channels, if a result from in front of it is an operand.
    like: Option<StepId>,
}

/// Returns `true` if the option of the step at `position` is equal to the column for a reason: the column holds
/// strides, a step that has the column is in the same chain, or is an operand of the same sum or product, and so has
/// the same number of channels, or the values of the column are too many to be equal by chance.
fn belong_together(sites: &[Site], column: &Draft, position: usize) -> bool {
    let own = sites[position];
    let near = column.positions.iter().any(|other| {
        let other = sites[*other];
        let both = own.sum.zip(other.sum);
        other.chain == own.chain
            || both.is_some_and(|(one, other)| one.number == other.number)
            || own.sum.is_some_and(|sum| sum.like == Some(other.id))
    });
    let mut different: Vec<Setting> = Vec::new();
    for value in &column.values {
        if !different.contains(value) {
            different.push(*value);
        }
    }
    near || column.place.0 == "stride" || different.len() >= MIN_DIFFERENT
}

/// Returns the site of each step of the items, in the order of [`ids`].
fn sites(network: &FlatNetwork, items: &[Item]) -> Vec<Site> {
    let mut found = Vec::new();
    let mut chains = 0;
    walk(network, items, None, &mut chains, &mut found);
    found
}

fn walk(
    network: &FlatNetwork,
    items: &[Item],
    sum: Option<Sum>,
    chains: &mut usize,
    found: &mut Vec<Site>,
) {
    let chain = *chains;
    *chains += 1;
    for (at, item) in items.iter().enumerate() {
        let number = found.len();
        let sum = sum.filter(|_| at + 1 == items.len());
        let id = item.exit;
        found.push(Site { id, chain, sum });
        if let Part::Join(branches) = &item.part {
            let op = &network.steps[item.exit - 1].op;
            let is_sum = matches!(op, Op::Add(_) | Op::Multiply(_) | Op::Maximum(_));
            let mut before = branches.iter().filter_map(|branch| match branch {
                Branch::Reference(id) => maker(network, *id),
                Branch::Chain(_) => None,
            });
            let like = before.next();
            let inside = is_sum.then_some(Sum { number, like });
            for branch in branches {
                if let Branch::Chain(inner) = branch {
                    walk(network, inner, inside, chains, found);
                }
            }
        }
    }
}

/// Returns the layer with filters or units that a result has the number of its channels from, behind layers that keep
/// it; `None` if there is none near.
fn maker(network: &FlatNetwork, result: StepId) -> Option<StepId> {
    let mut id = result;
    for _ in 0..MAX_KEPT {
        let step = network.steps.get(id.checked_sub(1)?)?;
        match &step.op {
            Op::Conv(_) if network.multiplier(id) == Some(1) => {}
            Op::Conv(_) | Op::ConvTranspose(_) | Op::Dense(_) => return Some(id),
            Op::Concat(_) | Op::Slice(_) | Op::Reshape(_) => return None,
            _ => {}
        }
        id = *step.inputs.first()?;
    }
    None
}
