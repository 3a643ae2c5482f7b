//! Choice of the entry `defaults` of a description: values of options that most layers of a kind share.

use super::call::{Call, SAME};
use crate::description::{OptionValue, Options};
use crate::import::network::FlatNetwork;
use crate::import::recover::{Part, Structure, visit};
use crate::import::step::StepId;
use std::collections::HashSet;

/// Pairs of a kind of layer and the names of its options for which the entry `defaults` may hold a value. Other
/// options, such as kernel sizes, are always written with their layers.
const OPTIONS: &[(&str, &[&str])] = &[
    (
        "conv",
        &["padding", "batch_norm", "activation", "initializer"],
    ),
    (
        "depthwise_conv",
        &["padding", "batch_norm", "activation", "initializer"],
    ),
    (
        "conv_transpose",
        &["padding", "batch_norm", "activation", "initializer"],
    ),
    ("max_pool", &["padding", "ceil"]),
    ("avg_pool", &["padding", "ceil", "count_padding"]),
    ("lrn", &["size", "alpha", "beta", "k"]),
    ("batch_norm", &["epsilon", "momentum", "scale", "center"]),
];

/// The entry `defaults` of a description: names of kinds of layers, each with its options and their default values, in
/// the order of [`OPTIONS`]. Kinds without a default are left out.
#[derive(Debug)]
pub(super) struct Defaults(Vec<(&'static str, Options)>);

impl Defaults {
    /// Chooses the defaults. The most frequent value of an option becomes a default if at least two steps, and more
    /// than half of the steps of the kind, have it, and if it differs from the grammar's default. Of the steps in
    /// blocks, those of each block's first instance count, without options that are columns. A default of the padding
    /// is `same`, for which convolutions of single pixels do not count.
    pub(super) fn of(network: &FlatNetwork, structure: &Structure) -> Defaults {
        let elsewhere = of_block(structure);
        let calls: Vec<Call> = written(structure)
            .into_iter()
            .filter_map(|id| {
                let mut call = Call::of(network, id)?;
                call.values
                    .retain(|(option, _)| !elsewhere.contains(&(id, *option)));
                Some(call)
            })
            .collect();
        let mut defaults = Vec::new();
        for (kind, options) in OPTIONS {
            let of_kind: Vec<&Call> = calls
                .iter()
                .filter(|call| call.kind.name == *kind)
                .collect();
            let shared = options.iter().filter_map(|option| {
                let values: Vec<(&OptionValue, &Call)> = of_kind
                    .iter()
                    .filter(|call| *option != "padding" || !call.is_of_pixels())
                    .filter_map(|call| {
                        let value = call.values.iter().find(|(name, _)| name == option);
                        value.map(|(_, value)| (value, *call))
                    })
                    .collect();
                let count = |value: &OptionValue| {
                    values.iter().filter(|(other, _)| *other == value).count()
                };
                let (value, call) = *values.iter().max_by_key(|(value, _)| count(value))?;
                let most = count(value);
                let worth = most >= 2
                    && 2 * most > values.len()
                    && (*option != "padding" || *value == SAME);
                (worth && call.usual(option).as_ref() != Some(value))
                    .then(|| (*option, value.clone()))
            });
            let shared: Options = shared.collect();
            if !shared.is_empty() {
                defaults.push((*kind, shared));
            }
        }
        Defaults(defaults)
    }

    /// Returns the entry as a list: the name of each kind of layer that has defaults, with its options and their
    /// default values, in the order of [`OPTIONS`].
    pub(super) fn into_list(self) -> Vec<(&'static str, Options)> {
        self.0
    }

    /// Returns the value that the description's entry `defaults` has for an option of a kind; `None` if it has none.
    pub(super) fn get(&self, kind: &str, option: &str) -> Option<&OptionValue> {
        let (_, options) = self.0.iter().find(|(name, _)| *name == kind)?;
        options
            .iter()
            .find(|(name, _)| *name == option)
            .map(|(_, value)| value)
    }
}

/// Returns the ids of the steps that the description spells out: first those of the first instance of each block, then
/// those of the main chain and of the heads that are not in blocks.
fn written(structure: &Structure) -> Vec<StepId> {
    let mut ids = Vec::new();
    for template in &structure.templates {
        ids.extend(&template.instances[0].ids);
    }
    let heads = structure.heads.iter().map(|head| &head.chain);
    for chain in std::iter::once(&structure.chain).chain(heads) {
        for item in chain
            .iter()
            .filter(|item| !matches!(item.part, Part::Use(..)))
        {
            visit(std::slice::from_ref(item), &mut |id| ids.push(id));
        }
    }
    ids
}

/// Returns the options, with the ids of their steps, whose values the description does not write as those of the step:
/// a column has them, or they are a padding that is written as numbers although the step has it by a rule.
fn of_block(structure: &Structure) -> HashSet<(StepId, &'static str)> {
    let templates = structure.templates.iter();
    templates
        .flat_map(|template| {
            let ids = &template.instances[0].ids;
            let columns = template.cells.keys();
            let columns = columns.map(|(position, (option, _))| (ids[*position], *option));
            let paddings = template.paddings.keys();
            columns.chain(paddings.map(|position| (ids[*position], "padding")))
        })
        .collect()
}
