//! Options that most steps of a kind share, said once.

use super::call::Call;
use crate::description::{OptionValue, Options};
use crate::import::network::FlatNetwork;
use crate::import::recover::{Part, Structure, visit};
use crate::import::step::StepId;

/// Options for which a person would write a default.
const OPTIONS: &[(&str, &[&str])] = &[
    ("conv", &["batch_norm", "activation"]),
    ("max_pool", &["ceil"]),
    ("avg_pool", &["ceil", "count_padding"]),
    ("lrn", &["size", "alpha", "beta", "k"]),
    ("batch_norm", &["epsilon", "momentum", "scale", "center"]),
];

/// The defaults of a description, in the order of the grammar.
#[derive(Debug)]
pub(super) struct Defaults(Vec<(&'static str, Options)>);

impl Defaults {
    /// The values that more than half of the steps that are written have, and at least two, where they are not the usual
    /// ones.
    pub(super) fn of(network: &FlatNetwork, structure: &Structure) -> Defaults {
        let calls: Vec<Call> = written(structure)
            .into_iter()
            .filter_map(|id| Call::of(&network.steps[id - 1]))
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
                let worth = most >= 2 && 2 * most > values.len();
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

    /// All of them, by the name of their kind.
    pub(super) fn into_list(self) -> Vec<(&'static str, Options)> {
        self.0
    }

    /// The default of an option.
    pub(super) fn get(&self, kind: &str, option: &str) -> Option<&OptionValue> {
        let (_, options) = self.0.iter().find(|(name, _)| *name == kind)?;
        options
            .iter()
            .find(|(name, _)| *name == option)
            .map(|(_, value)| value)
    }
}

/// The steps that the description spells out: those of a block once.
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
