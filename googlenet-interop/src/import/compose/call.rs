//! A step of an imported network as a kind of layer with a value for every option.

use crate::description::{OptionValue, Options};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::grammar::{DefaultValue, Field, Kind, OptionType, Setting};
use googlenet_dsl::op::{BatchNorm, Conv, DEPTHWISE, Operation, Padding};

/// A step written as a layer of a description: the kind of layer, with a value for every option of that kind.
#[derive(Debug)]
pub(super) struct Call {
    /// The kind of layer with which a description writes the step's operation.
    pub(super) kind: &'static Kind,
    /// Values of all options of the kind, the main argument first, then in the order of [`Kind::options`].
    pub(super) values: Options,
}

impl Call {
    /// Returns the kind and the option values of the step `id`; `None` if its operation has no kind, as
    /// [`googlenet_dsl::op::Input`].
    pub(super) fn of(network: &FlatNetwork, id: StepId) -> Option<Call> {
        let step = &network.steps[id - 1];
        let (kind, settings) = said(network, id)?;
        let fields = kind.fields().count();
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

    /// Returns the value that an option has if neither the layer nor the entry `defaults` of the description sets it.
    /// For `bias` this is `true` unless the step has a batch normalisation. `None` if the option must always be
    /// written: it is required, or its default is the value of the main argument.
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

    /// Returns `true` if the layer computes the same with the value `held` for an option as with `value`: a convolution
    /// of single pixels needs no padding, by whatever rule.
    pub(super) fn is_as(&self, option: &str, value: &OptionValue, held: &OptionValue) -> bool {
        let is_none = |value: &OptionValue| {
            let none = [Padding::Same, Padding::Valid, Padding::Explicit([0; 4])];
            none.iter()
                .any(|none| *value == OptionValue::Setting(Setting::Padding(*none)))
        };
        option == "padding" && self.is_of_pixels() && is_none(value) && is_none(held)
    }

    /// Returns `true` for a convolution with a kernel of 1x1.
    pub(super) fn is_of_pixels(&self) -> bool {
        let pixel = OptionValue::Setting(Setting::Pair([1, 1]));
        self.kind.name == Conv::KIND.name && self.values.contains(&("kernel", pixel))
    }
}

/// Returns the kind of layer with which a description writes the operation of a step, and the values of its options: a
/// convolution of each channel by itself is a `depthwise_conv`.
fn said(network: &FlatNetwork, id: StepId) -> Option<(&'static Kind, Vec<Setting>)> {
    let op = &network.steps[id - 1].op;
    let (kind, settings) = (op.kind()?, op.settings());
    let Some(multiplier) = network.multiplier(id) else {
        return Some((kind, settings));
    };
    let own: Vec<(&str, Setting)> = kind
        .fields()
        .map(|field| field.name)
        .zip(settings)
        .collect();
    let of = |field: &Field| {
        let held = own.iter().find(|(name, _)| *name == field.name);
        held.map_or(Setting::Count(multiplier), |(_, setting)| *setting)
    };
    Some((&DEPTHWISE, DEPTHWISE.fields().map(of).collect()))
}

/// The padding `same`, as the value of an option.
pub(super) const SAME: OptionValue = OptionValue::Setting(Setting::Padding(Padding::Same));

fn real(setting: &Setting) -> Option<f32> {
    match setting {
        Setting::Real(real) => Some(*real),
        _ => None,
    }
}

/// Returns the options of a batch normalisation whose values differ from the defaults of the grammar.
fn options(norm: &BatchNorm) -> Vec<(&'static str, Setting)> {
    let own = BatchNorm::KIND.options.iter().zip(norm.settings());
    let unusual =
        |(field, setting): &(&Field, Setting)| field.default != DefaultValue::Value(*setting);
    own.filter(unusual)
        .map(|(field, setting)| (field.name, setting))
        .collect()
}
