//! The options of two operations that differ, whatever the operations are.

use googlenet_dsl::op::Op;
use std::collections::BTreeMap;

/// An option that is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Option {
    /// Its name: `kernel`.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// The options that differ; the kind itself, where that does.
pub(super) fn changed(before: &Op, after: &Op) -> Vec<Option> {
    let kind = |op: &Op| op.kind().map_or("input", |kind| kind.name).to_owned();
    if kind(before) != kind(after) {
        return vec![Option {
            name: "kind".to_owned(),
            before: kind(before),
            after: kind(after),
        }];
    }
    let (before, after) = (fields(before), fields(after));
    let mut changed = Vec::new();
    for (name, (place, value)) in &after {
        let was = before.get(name).map_or("", |(_, was)| was);
        if was != value {
            let option = Option {
                name: name.clone(),
                before: was.to_owned(),
                after: value.clone(),
            };
            changed.push((place, option));
        }
    }
    changed.sort_by_key(|(place, _)| **place);
    changed.into_iter().map(|(_, option)| option).collect()
}

/// An operation's fields with their places, as its `Debug` tells them.
fn fields(op: &Op) -> BTreeMap<String, (usize, String)> {
    let text = format!("{op:?}");
    // `Conv(Conv { filters: 64, kernel: [1, 1] })`
    let inside = text.split_once('{').map_or("", |(_, rest)| rest);
    let inside = inside.strip_suffix(')').unwrap_or(inside);
    let inside = inside.strip_suffix('}').unwrap_or(inside).trim();
    let mut fields = BTreeMap::new();
    let (mut depth, mut begin) = (0i32, 0);
    let ends = inside.char_indices().chain([(inside.len(), ',')]);
    for (at, letter) in ends {
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                if let Some((name, value)) = inside[begin..at].split_once(": ") {
                    let value = words(value.trim());
                    fields.insert(name.trim().to_owned(), (fields.len(), value));
                }
                begin = at + 1;
            }
            _ => {}
        }
    }
    fields
}

/// A value as files write it; a pair of sizes as `3x3`.
fn words(value: &str) -> String {
    let pair = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match pair.and_then(|pair| pair.split_once(", ")) {
        Some((height, width))
            if [height, width]
                .iter()
                .all(|size| size.parse::<u32>().is_ok()) =>
        {
            format!("{height}x{width}")
        }
        _ => value.to_lowercase(),
    }
}
