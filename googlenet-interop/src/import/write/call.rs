//! A step as its kind with a value for every option.

use crate::import::step::Step;
use googlenet_dsl::grammar::{self, Default, Kind, Setting};
use googlenet_dsl::op::{Activation, BatchNorm, Op, Padding};

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
        let values = kind
            .fields()
            .map(|field| (field.name, value(step, field.name)));
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
        match (option, field.default) {
            ("batch_norm", _) => Some(OptionValue::BatchNorm(None)),
            ("scale", Default::Value(_)) if self.kind.name == "add" => {
                Some(OptionValue::Factors(Vec::new()))
            }
            (_, Default::Value(setting)) => Some(OptionValue::Setting(setting)),
            _ => None,
        }
    }
}

fn value(step: &Step, option: &'static str) -> OptionValue {
    let setting = match (&step.op, option) {
        (Op::Conv(_), "batch_norm") => {
            return OptionValue::BatchNorm(step.batch_norm.as_ref().map(options));
        }
        (Op::Add(add), "scale") => return OptionValue::Factors(add.scale.to_vec()),
        (Op::Activate(activate), _) => Setting::Activation(activate.function),
        (_, "activation") => Setting::Activation(step.activation),
        (Op::Conv(conv), "conv") => Setting::Count(conv.filters),
        (Op::Conv(conv), "groups") => Setting::Count(conv.groups),
        (Op::Conv(conv), "bias") => Setting::Flag(conv.bias),
        (Op::Conv(conv), "l2") => Setting::Real(conv.l2),
        (Op::Dense(dense), "dense") => Setting::Count(dense.units),
        (Op::Dense(dense), "bias") => Setting::Flag(dense.bias),
        (Op::Dense(dense), "l2") => Setting::Real(dense.l2),
        (Op::AvgPool(pool), "count_padding") => Setting::Flag(pool.count_padding),
        (Op::Lrn(lrn), "size") => Setting::Count(lrn.size),
        (Op::Lrn(lrn), "alpha") => Setting::Real(lrn.alpha),
        (Op::Lrn(lrn), "beta") => Setting::Real(lrn.beta),
        (Op::Lrn(lrn), "k") => Setting::Real(lrn.k),
        (Op::Dropout(dropout), _) => Setting::Real(dropout.rate),
        (Op::BatchNorm(norm), _) => of_batch_norm(norm, option),
        (op, _) => {
            let window = op
                .window()
                .unwrap_or_else(|| unreachable!("`{option}` of {op:?}"));
            match option {
                "stride" => Setting::Pair(window.stride),
                "dilation" => Setting::Pair(window.dilation),
                "padding" => Setting::Padding(window.padding),
                "ceil" => Setting::Flag(window.ceil),
                // `kernel`, and the main argument of pools.
                _ => Setting::Pair(window.kernel),
            }
        }
    };
    OptionValue::Setting(setting)
}

fn of_batch_norm(norm: &BatchNorm, option: &str) -> Setting {
    match option {
        "epsilon" => Setting::Real(norm.epsilon),
        "momentum" => Setting::Real(norm.momentum),
        "scale" => Setting::Flag(norm.scale),
        _ => Setting::Flag(norm.center),
    }
}

fn options(norm: &BatchNorm) -> Vec<(&'static str, Setting)> {
    let kind = grammar::kind("batch_norm").unwrap_or(&BatchNorm::KIND);
    let own = kind
        .options
        .iter()
        .map(|field| (field, of_batch_norm(norm, field.name)));
    own.filter(|(field, setting)| field.default != Default::Value(*setting))
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
        Setting::Activation(Activation::LeakyRelu { slope }) => format!("{{leaky_relu: {slope}}}"),
        Setting::Activation(activation) => activation.word().to_owned(),
    }
}
