//! Blocks: the common form of repeated stretches of a chain, with a table of the numbers in which they differ.

use super::fingerprint::holes;
use super::nest::{Item, ids};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashMap;

/// A block of the description: a list of layers that occurs several times in the network, with a table of the numbers
/// (filters, groups, units) that differ between the occurrences.
#[derive(Debug)]
pub(in crate::import) struct Template {
    /// Name of the block; empty until `assign` chooses it.
    pub(in crate::import) name: String,
    /// Columns of the table, in the order of the values in [`Instance::row`].
    pub(in crate::import) columns: Vec<Column>,
    /// For each option of a step that a column holds, the index of that column in `columns`. The key is the position of
    /// the step in [`Instance::ids`], and the name of the option.
    pub(in crate::import) cells: HashMap<(usize, &'static str), usize>,
    /// The occurrences of the block: in the main chain in the order of execution, or, for a block of heads, one for
    /// each head of this form.
    pub(in crate::import) instances: Vec<Instance>,
    /// `true` if each instance is a whole head (an auxiliary classifier).
    pub(in crate::import) of_heads: bool,
}

/// A column of a block's table. Options of one step that are equal to each other in every instance share a column.
#[derive(Debug)]
pub(in crate::import) struct Column {
    /// Name of the column; empty until `assign` chooses it.
    pub(in crate::import) name: String,
    /// Position in [`Instance::ids`] of the step whose option the column holds.
    pub(super) position: usize,
    /// Name of that option; for a shared column, of the first one.
    pub(super) option: &'static str,
}

/// An occurrence of a block: one stretch of a chain.
#[derive(Debug)]
pub(in crate::import) struct Instance {
    /// The items of the chain that the stretch consists of.
    pub(in crate::import) items: Vec<Item>,
    /// Ids of all steps of the stretch, a join (concatenation or sum) before the steps of its branches. The steps at
    /// the same index in two instances of a block correspond to each other.
    pub(in crate::import) ids: Vec<StepId>,
    /// The instance's row of the table: a value for every column, in the order of [`Template::columns`].
    pub(in crate::import) row: Vec<u32>,
}

impl Template {
    /// Creates the block of several stretches that have equal fingerprints. Numbers that are equal in all instances
    /// stay in the block; the others become columns.
    pub(super) fn of(network: &FlatNetwork, stretches: Vec<Vec<Item>>) -> Template {
        let mut instances: Vec<Instance> = stretches
            .into_iter()
            .map(|items| Instance {
                ids: ids(&items),
                items,
                row: Vec::new(),
            })
            .collect();
        let mut columns: Vec<(Column, Vec<u32>)> = Vec::new();
        let mut cells = HashMap::new();
        for position in 0..instances[0].ids.len() {
            let step = |instance: &Instance| &network.steps[instance.ids[position] - 1];
            for (at, (option, first)) in holes(step(&instances[0])).into_iter().enumerate() {
                let values: Vec<u32> = instances
                    .iter()
                    .map(|instance| holes(step(instance)).get(at).map_or(first, |hole| hole.1))
                    .collect();
                if values.iter().all(|value| *value == first) {
                    continue;
                }
                // Numbers of one step that are equal to each other in every instance share a column, such as the
                // filters and groups of a depthwise convolution.
                let same = columns
                    .iter()
                    .position(|(column, known)| column.position == position && *known == values);
                let column = same.unwrap_or(columns.len());
                if same.is_none() {
                    let name = String::new();
                    let column = Column {
                        name,
                        position,
                        option,
                    };
                    columns.push((column, values));
                }
                cells.insert((position, option), column);
            }
        }
        for (at, instance) in instances.iter_mut().enumerate() {
            instance.row = columns.iter().map(|(_, values)| values[at]).collect();
        }
        Template {
            name: String::new(),
            columns: columns.into_iter().map(|(column, _)| column).collect(),
            cells,
            instances,
            of_heads: false,
        }
    }
}
