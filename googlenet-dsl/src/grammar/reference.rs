//! The reference page's tables, made from the table of kinds.

use super::{Default, Field, KINDS, Kind, Reads, Setting, Type};
use std::fmt::Write;

/// The kinds with their options in Markdown.
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

/// A step of the kind with what it must have.
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
                .map(|field| format!("{}: {}", field.name, sample(field.ty)))
                .collect();
            format!("name: {{{}}}", pairs.join(", "))
        }
    }
}

fn sample(ty: Type) -> String {
    match ty {
        Type::Count => "64".into(),
        Type::Pair => "3".into(),
        Type::Real {
            below: Some(below), ..
        } => (below / 2.0).to_string(),
        Type::Real { min, .. } => (min + 0.5).to_string(),
        Type::Flag | Type::Layer(_) => "true".into(),
        Type::Factors => "[1, 0.5]".into(),
        Type::Choice(words) => words.first().copied().unwrap_or_default().into(),
    }
}

fn default(field: &Field) -> String {
    match (field.default, field.ty) {
        (Default::Required, _) => "required".into(),
        (Default::Argument, _) => "the main argument".into(),
        (_, Type::Factors) => "all 1".into(),
        (Default::Value(Setting::Choice(at)), Type::Choice(words)) => format!("`{}`", words[at]),
        (Default::Value(Setting::Pair([height, width])), _) if height == width => {
            format!("`{height}`")
        }
        (Default::Value(Setting::Pair([height, width])), _) => format!("`[{height}, {width}]`"),
        (Default::Value(Setting::Count(count)), _) => format!("`{count}`"),
        (Default::Value(Setting::Real(real)), _) => format!("`{real}`"),
        (Default::Value(Setting::Flag(flag)), _) => format!("`{flag}`"),
        (Default::Value(Setting::Choice(at)), _) => at.to_string(),
    }
}
