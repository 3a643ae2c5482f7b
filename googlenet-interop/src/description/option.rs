//! Values of layer options, and their text in a description.

use googlenet_dsl::grammar::Setting;
use googlenet_dsl::op::{Padding, Scale};

/// The value of a layer option in a description.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OptionValue {
    /// A value of one of the grammar's types: a number, a size, a flag, a padding or an activation.
    Setting(Setting),
    /// Factors of the operands of a sum, one per operand; empty for a sum without factors.
    Factors(Vec<f32>),
    /// A list of values, such as factors of which some are columns.
    List(Vec<OptionValue>),
    /// Batch normalisation behind the layer's operation: `None` for none, otherwise its options that differ from their
    /// defaults.
    BatchNorm(Option<Vec<(&'static str, Setting)>>),
    /// A reference to a column of the block's table, by the column's name, which is written `$name`.
    Column(String),
}

/// Names of options with their values, in the order in which they are written.
pub(crate) type Options = Vec<(&'static str, OptionValue)>;

/// Formats each option as `name: value`, in the same order.
pub(super) fn printed(options: &Options) -> Vec<String> {
    options
        .iter()
        .map(|(name, value)| format!("{name}: {}", print(value)))
        .collect()
}

/// Formats the value of an option in the syntax of descriptions.
fn print(value: &OptionValue) -> String {
    match value {
        OptionValue::Setting(setting) => print_setting(setting),
        OptionValue::Factors(factors) => {
            let factors: Vec<String> = factors.iter().map(f32::to_string).collect();
            format!("[{}]", factors.join(", "))
        }
        OptionValue::List(values) => {
            let values: Vec<String> = values.iter().map(print).collect();
            format!("[{}]", values.join(", "))
        }
        OptionValue::Column(name) => format!("${name}"),
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

/// Formats a value of one of the grammar's types. Sizes and edges that are equal are written once.
pub(super) fn print_setting(setting: &Setting) -> String {
    match setting {
        Setting::Count(count) => count.to_string(),
        Setting::Pair([height, width]) if height == width => height.to_string(),
        Setting::Pair([height, width]) => format!("[{height}, {width}]"),
        Setting::Real(real) => real.to_string(),
        Setting::Flag(flag) => flag.to_string(),
        Setting::Padding(Padding::Explicit(edges)) | Setting::Edges(edges) => match edges {
            [top, left, bottom, right] if top == left && left == bottom && bottom == right => {
                top.to_string()
            }
            [top, left, bottom, right] if top == bottom && left == right => {
                format!("[{top}, {left}]")
            }
            [top, left, bottom, right] => format!("[{top}, {left}, {bottom}, {right}]"),
        },
        Setting::Padding(padding) => padding.to_string(),
        Setting::Activation(activation) => activation.written(),
        Setting::Range([from, to]) => format!("[{from}, {to}]"),
        Setting::Sizes(sizes) => {
            let sizes = sizes.map(|size| match size {
                0 => "-1".to_owned(),
                size => size.to_string(),
            });
            format!("[{}]", sizes.join(", "))
        }
        Setting::ChannelOrder(order) => order.to_string(),
        Setting::Choice(word) => (*word).to_owned(),
        Setting::Initializer(initializer) => initializer.written(),
        Setting::Scale(Scale::Size([height, width])) => format!("{{size: [{height}, {width}]}}"),
        Setting::Scale(Scale::Factor([height, width])) if height == width => height.to_string(),
        Setting::Scale(Scale::Factor([height, width])) => format!("[{height}, {width}]"),
        _ => googlenet_dsl::no_other_variant!(Setting, 13),
    }
}
