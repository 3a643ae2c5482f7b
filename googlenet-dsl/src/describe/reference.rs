//! The Markdown reference of layer kinds and their options, generated from the table of kinds.

use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting};
use crate::op::KINDS;
use std::fmt::Write;

/// Returns a Markdown section for each kind of layer: what it computes, an example step, and a table of its main
/// argument and options.
#[must_use]
pub fn reference() -> String {
    let mut text = String::new();
    for kind in KINDS {
        let _ = write!(text, "### `{}`\n\n{}\n\n", kind.name, kind.doc);
        let _ = write!(text, "```yaml\n{}\n```\n\n", example(kind));
        let fields: Vec<&Field> = kind.fields().collect();
        if fields.is_empty() {
            text += "No options.\n\n";
            continue;
        }
        text += "| option | values | default | meaning |\n|---|---|---|---|\n";
        for field in fields {
            let name = match &kind.argument {
                Some(argument) if argument.name == field.name => {
                    format!("`{}` (main argument)", field.name)
                }
                _ => format!("`{}`", field.name),
            };
            let (values, default) = (field.ty.describe(), default(field));
            let _ = writeln!(text, "| {name} | {values} | {default} | {} |", field.doc);
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

/// Returns an example step of the kind in YAML, with the fields that have no default, or with two branches for `concat`
/// and `add`.
fn example(kind: &Kind) -> String {
    let needed: Vec<&Field> = kind
        .fields()
        .filter(|field| field.default == DefaultValue::Required)
        .collect();
    match (kind.reads, needed.as_slice()) {
        (Reads::Branches, _) => format!(
            "name: {{{}: [earlier_step, {{other: {{conv: 64, kernel: 1}}}}]}}",
            kind.name
        ),
        (Reads::One, []) => format!("name: {}", kind.name),
        (Reads::One, needed) => {
            let pairs: Vec<String> = needed
                .iter()
                .map(|field| format!("{}: {}", field.name, sample(kind, field)))
                .collect();
            let pairs = pairs.join(", ");
            match kind.argument {
                Some(_) => format!("name: {{{pairs}}}"),
                None => format!("name: {{{}: {{{pairs}}}}}", kind.name),
            }
        }
    }
}

fn sample(kind: &Kind, field: &Field) -> String {
    match field.ty {
        OptionType::Count if kind.argument_name == "block" => "2".into(),
        OptionType::Count if field.name == kind.name => "64".into(),
        OptionType::Count => "5".into(),
        OptionType::Pair => "3".into(),
        OptionType::Real {
            below: Some(below), ..
        } => (below / 2.0).to_string(),
        OptionType::Real { min, .. } => (min + 0.5).to_string(),
        OptionType::Flag | OptionType::Layer(_) => "true".into(),
        OptionType::Factors => "[1, 0.5]".into(),
        OptionType::Padding => "same".into(),
        OptionType::Edges => "[0, 0, 1, 1]".into(),
        OptionType::Activation => "relu".into(),
        OptionType::Range => "[0, 32]".into(),
        OptionType::Sizes => "[1, 1, -1]".into(),
        OptionType::ChannelOrder => "crd".into(),
        OptionType::Choice(choices) => choices[0].into(),
        OptionType::Scale => "2".into(),
        OptionType::PairFromZero => "1".into(),
        OptionType::Initializer => "he_normal".into(),
    }
}

fn default(field: &Field) -> String {
    match (field.default, field.ty) {
        (DefaultValue::Required, _) => "required".into(),
        (DefaultValue::Argument, _) => "the main argument".into(),
        (_, OptionType::Factors) => "all 1".into(),
        (DefaultValue::Value(Setting::Activation(activation)), _) => {
            format!("`{}`", activation.as_str())
        }
        (DefaultValue::Value(Setting::Padding(padding)), _) => {
            format!("`{padding}`")
        }
        (DefaultValue::Value(Setting::Edges(edges)), _) => format!("`{edges:?}`"),
        (DefaultValue::Value(Setting::Pair([height, width])), _) if height == width => {
            format!("`{height}`")
        }
        (DefaultValue::Value(Setting::Pair([height, width])), _) => {
            format!("`[{height}, {width}]`")
        }
        (DefaultValue::Value(Setting::Range(range)), _) => format!("`{range:?}`"),
        (DefaultValue::Value(Setting::Sizes(sizes)), _) => format!("`{sizes:?}`"),
        (DefaultValue::Value(Setting::ChannelOrder(order)), _) => format!("`{order}`"),
        (DefaultValue::Value(Setting::Choice(word)), _) => format!("`{word}`"),
        (DefaultValue::Value(Setting::Initializer(initializer)), _) => format!("`{initializer}`"),
        (DefaultValue::Value(Setting::Scale(scale)), _) => format!("`{scale:?}`"),
        (DefaultValue::Value(Setting::Count(count)), _) => format!("`{count}`"),
        (DefaultValue::Value(Setting::Real(real)), _) => format!("`{real}`"),
        (DefaultValue::Value(Setting::Flag(flag)), _) => format!("`{flag}`"),
    }
}
