//! Comparison of the options of two operations, for all kinds of operations.

use googlenet_dsl::grammar::{OptionType, Setting};
use googlenet_dsl::op::Op;

/// An option with different values before and after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionChange {
    /// Name of the option as descriptions write it, such as `kernel`; `kind` if the operations are of different kinds,
    /// `size` for the size of the network's input.
    pub name: String,
    /// Value before the edit as text, such as `3x3`.
    pub before: String,
    /// Value after the edit as text, such as `3x3`.
    pub after: String,
}

/// Returns the options whose values differ, in the order in which the kind declares them; a single change named `kind`
/// if the operations are of different kinds.
pub(super) fn changed(before: &Op, after: &Op) -> Vec<OptionChange> {
    let kind = |op: &Op| op.kind().map_or("input", |kind| kind.name).to_owned();
    if kind(before) != kind(after) {
        return vec![OptionChange {
            name: "kind".to_owned(),
            before: kind(before),
            after: kind(after),
        }];
    }
    let values = values(before).into_iter().zip(values(after));
    let different = values.filter(|((_, was), (_, is))| was != is);
    let changes = different.map(|((name, was), (_, is))| OptionChange {
        name: name.to_owned(),
        before: was,
        after: is,
    });
    changes.collect()
}

/// Returns the names of an operation's options with their values as text, in the order in which its kind declares them.
fn values(op: &Op) -> Vec<(&'static str, String)> {
    if let Op::Input(input) = op {
        return vec![("size", format!("{:?}", input.size))];
    }
    let Some(kind) = op.kind() else {
        return Vec::new();
    };
    let settings = op.settings();
    let (own, factors) = settings.split_at(kind.fields().count());
    let values = kind.fields().zip(own).map(|(field, setting)| {
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
        Setting::Activation(activation) => match activation.parameter() {
            Some((name, value)) => format!("{} {{ {name}: {value:?} }}", activation.as_str()),
            None => activation.as_str().to_owned(),
        },
        _ => googlenet_dsl::no_other_variant!(Setting, 7),
    }
}
