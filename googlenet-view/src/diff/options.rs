//! The options of two operations that differ, whatever the operations are.

use googlenet_dsl::op::Op;
use std::collections::BTreeMap;

/// An option that is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionChange {
    /// Its name: `kernel`.
    pub name: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// The options that differ; the kind itself, where that does.
pub(super) fn changed(before: &Op, after: &Op) -> Vec<OptionChange> {
    let kind = |op: &Op| op.kind().map_or("input", |kind| kind.name).to_owned();
    if kind(before) != kind(after) {
        return vec![OptionChange {
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
            let option = OptionChange {
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
    // `Dropout(Dropout { rate: 0.5 })`
    let inside = text.split_once('(').map_or("", |(_, rest)| rest);
    let mut fields = BTreeMap::new();
    collect(inside.strip_suffix(')').unwrap_or(inside), &mut fields);
    fields
}

/// The fields of `Name { field: value, … }`; those of a field that is named like its type stand for themselves.
fn collect(text: &str, fields: &mut BTreeMap<String, (usize, String)>) {
    let Some((_, inside)) = text.split_once('{') else {
        return;
    };
    let inside = inside.trim().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut begin) = (0i32, 0);
    for (at, letter) in inside.char_indices().chain([(inside.len(), ',')]) {
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                if let Some((name, value)) = inside[begin..at].split_once(": ") {
                    let (name, value) = (name.trim(), value.trim());
                    let ty = value.split([' ', '{']).next().unwrap_or_default();
                    match value.contains('{') && ty.eq_ignore_ascii_case(name) {
                        true => collect(value, fields),
                        false => drop(fields.insert(name.to_owned(), (fields.len(), words(value)))),
                    }
                }
                begin = at + 1;
            }
            _ => {}
        }
    }
}

/// A value as files write it: a pair of sizes as `3x3`, names in snake case.
fn words(value: &str) -> String {
    // `Explicit([1, 1, 1, 1])` is written as the list.
    let bare = value
        .split_once("([")
        .and_then(|(_, list)| list.strip_suffix("])"));
    if let Some(list) = bare {
        return format!("[{list}]");
    }
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
        _ => snake_case(value),
    }
}

fn snake_case(value: &str) -> String {
    let mut snake = String::new();
    let mut before = ' ';
    for letter in value.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_alphanumeric() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        before = letter;
    }
    snake
}
