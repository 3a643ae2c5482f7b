//! The tables of the reference page, generated from the table of kinds.

use crate::grammar::{Default, Field, Kind, Reads, Setting, Type};
use crate::op::KINDS;
use crate::value::Padding;
use std::fmt::Write;

/// Returns a Markdown section for each kind: its description, an example, and a table of its options.
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

/// Returns an example step of the kind with its required fields, in YAML.
fn example(kind: &Kind) -> String {
    let needed: Vec<&Field> = kind
        .fields()
        .filter(|field| field.default == Default::Required)
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
        Type::Count if field.name == kind.name => "64".into(),
        Type::Count => "5".into(),
        Type::Pair => "3".into(),
        Type::Real {
            below: Some(below), ..
        } => (below / 2.0).to_string(),
        Type::Real { min, .. } => (min + 0.5).to_string(),
        Type::Flag | Type::Layer(_) => "true".into(),
        Type::Factors => "[1, 0.5]".into(),
        Type::Padding => "same".into(),
        Type::Edges => "[0, 0, 1, 1]".into(),
        Type::Activation => "relu".into(),
    }
}

fn default(field: &Field) -> String {
    match (field.default, field.ty) {
        (Default::Required, _) => "required".into(),
        (Default::Argument, _) => "the main argument".into(),
        (_, Type::Factors) => "all 1".into(),
        (Default::Value(Setting::Activation(activation)), _) => format!("`{}`", activation.word()),
        (Default::Value(Setting::Padding(padding)), _) => {
            let word = Padding::WORDS.iter().find(|(_, known)| *known == padding);
            word.map_or_else(String::new, |(word, _)| format!("`{word}`"))
        }
        (Default::Value(Setting::Edges(edges)), _) => format!("`{edges:?}`"),
        (Default::Value(Setting::Pair([height, width])), _) if height == width => {
            format!("`{height}`")
        }
        (Default::Value(Setting::Pair([height, width])), _) => format!("`[{height}, {width}]`"),
        (Default::Value(Setting::Count(count)), _) => format!("`{count}`"),
        (Default::Value(Setting::Real(real)), _) => format!("`{real}`"),
        (Default::Value(Setting::Flag(flag)), _) => format!("`{flag}`"),
    }
}
