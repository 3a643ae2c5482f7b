//! A block: what its instances have in common, and a row of numbers for each.

use super::fingerprint::holes;
use super::nest::{Item, ids};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashMap;

/// A block.
#[derive(Debug)]
pub(in crate::import) struct Template {
    /// Set when names are given.
    pub(in crate::import) name: String,
    pub(in crate::import) columns: Vec<Column>,
    /// Each step's places in the table: its position among the template's steps, its option.
    pub(in crate::import) cells: HashMap<(usize, &'static str), usize>,
    pub(in crate::import) instances: Vec<Instance>,
    /// Whether it stands for heads of training.
    pub(in crate::import) of_heads: bool,
}

/// A column.
#[derive(Debug)]
pub(in crate::import) struct Column {
    /// Set when names are given.
    pub(in crate::import) name: String,
    /// The position of the step that it is named after, and its option.
    pub(super) position: usize,
    pub(super) option: &'static str,
}

/// A use of a block.
#[derive(Debug)]
pub(in crate::import) struct Instance {
    pub(in crate::import) items: Vec<Item>,
    /// The ids of its steps; the position is the same in all instances.
    pub(in crate::import) ids: Vec<StepId>,
    /// A number for every column.
    pub(in crate::import) row: Vec<u32>,
}

impl Template {
    /// The template of stretches with the same fingerprints. Numbers that are the same everywhere stay in the block.
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
                // Numbers of one step that are always the same, as the groups of a depthwise convolution.
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
