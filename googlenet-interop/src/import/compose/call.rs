//! A step as a kind of layer with a value for every option.

use crate::description::{OptionValue, Options};
use crate::import::step::Step;
use googlenet_dsl::grammar::{DefaultValue, Field, Kind, OptionType, Setting};
use googlenet_dsl::op::{BatchNorm, Operation};

/// A step as a kind of layer with a value for every option, in the order in which the grammar lists the options.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) kind: &'static Kind,
    pub(super) values: Options,
}

impl Call {
    /// Returns the kind and the option values of a step; `None` for the network's input, which has no kind.
    pub(super) fn of(step: &Step) -> Option<Call> {
        let kind = step.op.kind()?;
        let (settings, fields) = (step.op.settings(), kind.fields().count());
        let (own, factors) = settings.split_at(fields);
        let values = kind.fields().zip(own).map(|(field, setting)| {
            let is_argument = kind
                .argument
                .as_ref()
                .is_some_and(|main| main.name == field.name);
            let value = match field.ty {
                // Batch normalisation and activation belong to the step, not to its operation.
                OptionType::Layer(_) => {
                    OptionValue::BatchNorm(step.batch_norm.as_ref().map(options))
                }
                OptionType::Activation if !is_argument => {
                    OptionValue::Setting(Setting::Activation(step.activation))
                }
                OptionType::Factors => {
                    OptionValue::Factors(factors.iter().filter_map(real).collect())
                }
                _ => OptionValue::Setting(*setting),
            };
            (field.name, value)
        });
        Some(Call {
            kind,
            values: values.collect(),
        })
    }

    /// Returns the value that an option has when a description leaves it out; `None` if the option must be written. For
    /// `bias` this is `true` unless the step has a batch normalisation.
    pub(super) fn usual(&self, option: &str) -> Option<OptionValue> {
        if option == "bias" {
            let plain = !self
                .values
                .iter()
                .any(|(_, value)| matches!(value, OptionValue::BatchNorm(Some(_))));
            return Some(OptionValue::Setting(Setting::Flag(plain)));
        }
        let field = self.kind.fields().find(|field| field.name == option)?;
        match (field.ty, field.default) {
            (OptionType::Layer(_), _) => Some(OptionValue::BatchNorm(None)),
            (OptionType::Factors, _) => Some(OptionValue::Factors(Vec::new())),
            (_, DefaultValue::Value(setting)) => Some(OptionValue::Setting(setting)),
            _ => None,
        }
    }
}

fn real(setting: &Setting) -> Option<f32> {
    match setting {
        Setting::Real(real) => Some(*real),
        _ => None,
    }
}

/// Returns the options of a batch normalisation that differ from their defaults.
fn options(norm: &BatchNorm) -> Vec<(&'static str, Setting)> {
    let own = BatchNorm::KIND.options.iter().zip(norm.settings());
    let unusual =
        |(field, setting): &(&Field, Setting)| field.default != DefaultValue::Value(*setting);
    own.filter(unusual)
        .map(|(field, setting)| (field.name, setting))
        .collect()
}
