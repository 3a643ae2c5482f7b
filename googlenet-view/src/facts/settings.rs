//! The options of operations as text.

use googlenet_dsl::grammar::{OptionType, Setting};
use googlenet_dsl::op::{Op, Scale};
use googlenet_dsl::value::Parameter;

/// Returns the names of an operation's options with their values as text, in the order in which its kind declares them.
pub(crate) fn settings(op: &Op) -> Vec<(&'static str, String)> {
    if let Op::Input(input) = op {
        return vec![("size", format!("{:?}", input.size))];
    }
    let Some(kind) = op.kind() else {
        return Vec::new();
    };
    let all = op.settings();
    let (own, factors) = all.split_at(kind.fields().count());
    let told = kind.fields().zip(own);
    let told = told.filter(|(field, setting)| !kind.leaves_out(field, setting));
    let values = told.map(|(field, setting)| {
        let value = match field.ty {
            OptionType::Factors => {
                let factors: Vec<String> = factors.iter().map(words).collect();
                format!("[{}]", factors.join(", "))
            }
            _ => words(setting),
        };
        (kind.name_of(field), value)
    });
    values.collect()
}

/// Formats the value of an option as text, a pair of sizes as `3x3`.
fn words(setting: &Setting) -> String {
    match setting {
        Setting::Count(count) => count.to_string(),
        Setting::Pair([height, width]) => format!("{height}x{width}"),
        Setting::Real(real) => format!("{real:?}"),
        Setting::Flag(flag) => flag.to_string(),
        Setting::Edges(edges) => format!("{edges:?}"),
        Setting::Padding(padding) => padding.to_string(),
        Setting::Activation(activation) => {
            let value = |(name, value): &(&str, Parameter)| match value {
                Parameter::Number(number) => format!("{name}: {number:?}"),
                Parameter::Flag(flag) => format!("{name}: {flag}"),
                _ => googlenet_dsl::no_other_variant!(Parameter, 2),
            };
            let values: Vec<String> = activation.parameters().iter().map(value).collect();
            match values.is_empty() {
                true => activation.as_str().to_owned(),
                false => format!("{} {{ {} }}", activation.as_str(), values.join(", ")),
            }
        }
        Setting::Range([from, to]) => format!("{from} to {}", to.saturating_sub(1)),
        Setting::Sizes(sizes) => {
            let sizes = sizes.map(|size| match size {
                0 => "?".to_owned(),
                size => size.to_string(),
            });
            sizes.join("x")
        }
        Setting::ChannelOrder(order) => order.to_string(),
        Setting::Choice(word) => (*word).to_owned(),
        Setting::Initializer(initializer) => initializer.written(),
        Setting::Scale(Scale::Size([height, width])) => format!("{height}x{width}"),
        Setting::Scale(Scale::Factor([height, width])) => format!("times {height}x{width}"),
        _ => googlenet_dsl::no_other_variant!(Setting, 13),
    }
}
