//! Blocks: the common form of repeated stretches, and a row of numbers for each instance.

use super::fingerprint::holes;
use super::nest::{Item, ids};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashMap;

/// A block of the description: layers that occur several times in the network, with a table of the numbers that differ.
#[derive(Debug)]
pub(in crate::import) struct Template {
    /// Name of the block; empty until names are assigned.
    pub(in crate::import) name: String,
    pub(in crate::import) columns: Vec<Column>,
    /// Index of the column that holds an option of a step, by the position of the step in the template and the name of
    /// the option.
    pub(in crate::import) cells: HashMap<(usize, &'static str), usize>,
    pub(in crate::import) instances: Vec<Instance>,
    /// `true` if the instances are heads of training.
    pub(in crate::import) of_heads: bool,
}

/// A column of a block's table.
#[derive(Debug)]
pub(in crate::import) struct Column {
    /// Name of the column; empty until names are assigned.
    pub(in crate::import) name: String,
    /// Position, in the template, of the step that the column is named after.
    pub(super) position: usize,
    /// Option of that step whose value the column holds.
    pub(super) option: &'static str,
}

/// An instance of a block: one stretch of the network.
#[derive(Debug)]
pub(in crate::import) struct Instance {
    pub(in crate::import) items: Vec<Item>,
    /// Ids of the instance's steps, by position in the template.
    pub(in crate::import) ids: Vec<StepId>,
    /// Value of every column for the instance.
    pub(in crate::import) row: Vec<u32>,
}

impl Template {
    /// Creates the template of stretches with equal fingerprints. Numbers that are equal in all instances stay in the
    /// block; the others become columns.
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
