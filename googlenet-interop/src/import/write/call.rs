//! A step as its kind with a value for every option.

use crate::import::step::Step;
use googlenet_dsl::grammar::{Default, Field, Kind, Setting, Type};
use googlenet_dsl::op::{BatchNorm, Operation, Padding};

/// The value of an option.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum OptionValue {
    Setting(Setting),
    /// The factors of a sum.
    Factors(Vec<f32>),
    /// Whether a batch normalisation stands behind a convolution, and its options that are not the usual ones.
    BatchNorm(Option<Vec<(&'static str, Setting)>>),
}

/// A step as its kind with a value for every option, in the order of the grammar.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) kind: &'static Kind,
    pub(super) values: Vec<(&'static str, OptionValue)>,
}

impl Call {
    /// That of a step; `None` of the network's input, which is none.
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
                // What stands in the same line is part of the step, not of its operation.
                Type::Layer(_) => OptionValue::BatchNorm(step.batch_norm.as_ref().map(options)),
                Type::Activation if !is_argument => {
                    OptionValue::Setting(Setting::Activation(step.activation))
                }
                Type::Factors => OptionValue::Factors(factors.iter().filter_map(real).collect()),
                _ => OptionValue::Setting(*setting),
            };
            (field.name, value)
        });
        Some(Call {
            kind,
            values: values.collect(),
        })
    }

    /// What holds for an option that a step leaves out; `None` where it always stands.
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
            (Type::Layer(_), _) => Some(OptionValue::BatchNorm(None)),
            (Type::Factors, _) => Some(OptionValue::Factors(Vec::new())),
            (_, Default::Value(setting)) => Some(OptionValue::Setting(setting)),
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

/// The options that are not the usual ones.
fn options(norm: &BatchNorm) -> Vec<(&'static str, Setting)> {
    let own = BatchNorm::KIND.options.iter().zip(norm.settings());
    let unusual = |(field, setting): &(&Field, Setting)| field.default != Default::Value(*setting);
    own.filter(unusual)
        .map(|(field, setting)| (field.name, setting))
        .collect()
}

/// A value as files write it.
pub(super) fn print(value: &OptionValue) -> String {
    match value {
        OptionValue::Setting(setting) => print_setting(setting),
        OptionValue::Factors(factors) => {
            let factors: Vec<String> = factors.iter().map(f32::to_string).collect();
            format!("[{}]", factors.join(", "))
        }
        OptionValue::BatchNorm(None) => "false".to_owned(),
        OptionValue::BatchNorm(Some(options)) if options.is_empty() => "true".to_owned(),
        OptionValue::BatchNorm(Some(options)) => {
            let options: Vec<String> = options
                .iter()
                .map(|(name, setting)| format!("{name}: {}", print_setting(setting)))
                .collect();
            format!("{{{}}}", options.join(", "))
        }
    }
}

fn print_setting(setting: &Setting) -> String {
    match setting {
        Setting::Count(count) => count.to_string(),
        Setting::Pair([height, width]) if height == width => height.to_string(),
        Setting::Pair([height, width]) => format!("[{height}, {width}]"),
        Setting::Real(real) => real.to_string(),
        Setting::Flag(flag) => flag.to_string(),
        Setting::Padding(Padding::Same) => "same".to_owned(),
        Setting::Padding(Padding::Valid) => "valid".to_owned(),
        Setting::Padding(Padding::Explicit(edges)) | Setting::Edges(edges) => match edges {
            [top, left, bottom, right] if top == left && left == bottom && bottom == right => {
                top.to_string()
            }
            [top, left, bottom, right] if top == bottom && left == right => {
                format!("[{top}, {left}]")
            }
            [top, left, bottom, right] => format!("[{top}, {left}, {bottom}, {right}]"),
        },
        Setting::Activation(activation) => match activation.parameter() {
            Some((_, value)) => format!("{{{}: {value}}}", activation.word()),
            None => activation.word().to_owned(),
        },
    }
}
