//! Choice of the entry `defaults` of a description: options that most steps of a kind share.

use super::call::Call;
use crate::description::{OptionValue, Options};
use crate::import::network::FlatNetwork;
use crate::import::recover::{Part, Structure, visit};
use crate::import::step::StepId;

/// The options for which a default may be written, by kind: those for which a person would write one.
const OPTIONS: &[(&str, &[&str])] = &[
    ("conv", &["batch_norm", "activation"]),
    ("max_pool", &["ceil"]),
    ("avg_pool", &["ceil", "count_padding"]),
    ("lrn", &["size", "alpha", "beta", "k"]),
    ("batch_norm", &["epsilon", "momentum", "scale", "center"]),
];

/// The defaults of a description, by the name of the kind, in the order of [`OPTIONS`].
#[derive(Debug)]
pub(super) struct Defaults(Vec<(&'static str, Options)>);

impl Defaults {
    /// Chooses the defaults: values that differ from the grammar's defaults and that at least two steps, and more than
    /// half of the steps of the kind, have. Only steps that the description spells out count.
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

    /// Returns the defaults of all kinds, by the name of the kind.
    pub(super) fn into_list(self) -> Vec<(&'static str, Options)> {
        self.0
    }

    /// Returns the default of an option of a kind; `None` if the description has none.
    pub(super) fn get(&self, kind: &str, option: &str) -> Option<&OptionValue> {
        let (_, options) = self.0.iter().find(|(name, _)| *name == kind)?;
        options
            .iter()
            .find(|(name, _)| *name == option)
            .map(|(_, value)| value)
    }
}

/// Returns the steps that the description spells out: those of a block once, for its first instance.
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
