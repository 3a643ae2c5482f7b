//! Names from the names that the file has for its layers.

use crate::import::network::FlatNetwork;
use crate::import::step::{FLATTEN, Step, StepId};
use googlenet_dsl::grammar::Kind;
use googlenet_dsl::op::{Activate, BatchNorm, KINDS, Op};
use googlenet_dsl::value::name::{JOIN, KEYWORDS, MAX_LEN};
use std::collections::HashSet;

/// Whether a name cannot be used: Rust has the word for itself, or layers beside or behind others are called so.
fn is_taken(name: &str) -> bool {
    let behind = [Activate::KIND.name, BatchNorm::KIND.name];
    KEYWORDS.contains(&name) || name == JOIN || behind.contains(&name)
}

/// The names that the file has for steps; those that an import made have none.
pub(super) fn raw<'n>(network: &'n FlatNetwork, ids: &[StepId]) -> Vec<&'n str> {
    let steps = ids.iter().map(|id| &network.steps[id - 1]);
    steps
        .filter(|step| !is_made(step))
        .map(|step| step.name.as_str())
        .collect()
}

/// Whether an import made the step.
fn is_made(step: &Step) -> bool {
    matches!(step.op, Op::Flatten(_)) && step.name == FLATTEN
}

/// The beginning that all names have in common, up to a border of words; with its separator.
pub(super) fn prefix(names: &[&str]) -> String {
    let Some(first) = names.first() else {
        return String::new();
    };
    let common = beginning(names);
    let is_border = |end: &usize| {
        first.is_char_boundary(*end)
            && (first[..*end].ends_with(is_separator)
                || names
                    .iter()
                    .all(|name| name[*end..].is_empty() || name[*end..].starts_with(is_separator)))
    };
    // A whole `/` says more than what words have in common behind it.
    let slash = common.rfind('/').map(|at| at + 1);
    let border = slash.or_else(|| (1..=common.len()).rev().find(is_border));
    border.map_or(String::new(), |end| first[..end].to_owned())
}

/// What all names begin with.
pub(super) fn beginning<'n>(names: &[&'n str]) -> &'n str {
    let Some((first, rest)) = names.split_first() else {
        return "";
    };
    let len = rest.iter().fold(first.len(), |len, name| {
        let same = first
            .bytes()
            .zip(name.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        len.min(same)
    });
    let whole = (0..=len).rev().find(|at| first.is_char_boundary(*at));
    &first[..whole.unwrap_or(0)]
}

fn is_separator(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// What is left of a name behind a prefix.
pub(super) fn rest<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .trim_start_matches(is_separator)
}

/// What names have in common word by word: `conv3_1` and `conv4_1` give `conv_1`.
pub(super) fn common(names: &[&str]) -> String {
    let words: Vec<Vec<&str>> = names.iter().map(|name| split(name)).collect();
    let Some(first) = words.first() else {
        return String::new();
    };
    if words.iter().any(|words| words.len() != first.len()) {
        return prefix(names);
    }
    let same = |at: &usize| words.iter().all(|words| words[*at] == first[*at]);
    (0..first.len()).filter(same).map(|at| first[at]).collect()
}

/// Words, numbers, and what separates them.
fn split(name: &str) -> Vec<&str> {
    let class = |letter: char| match letter {
        _ if letter.is_alphabetic() => 0,
        _ if letter.is_numeric() => 1,
        _ => 2,
    };
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut before = None;
    for (at, letter) in name.char_indices() {
        if before.is_some_and(|before| before != class(letter)) {
            parts.push(&name[begin..at]);
            begin = at;
        }
        before = Some(class(letter));
    }
    if begin < name.len() {
        parts.push(&name[begin..]);
    }
    parts
}

/// Lower-case letters, digits and single `_` between words.
pub(super) fn words(raw: &str) -> String {
    let mut name = String::new();
    for letter in raw.chars().take(4 * MAX_LEN) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(MAX_LEN - 8);
    name.trim_end_matches('_').to_owned()
}

/// A name for a step: one that begins with a digit gets its kind in front (`1x1` is `conv_1x1`).
pub(super) fn of_step(raw: &str, step: &Step) -> String {
    named(&words(raw), kind_word(step))
}

/// A name from words; `kind` stands in front where they are none, or begin with a digit.
pub(super) fn named(words: &str, kind: &str) -> String {
    match words.chars().next() {
        None => kind.to_owned(),
        Some('a'..='z') if !is_taken(words) => words.to_owned(),
        Some('a'..='z') => format!("{words}_{kind}"),
        Some(_) => format!("{kind}_{words}"),
    }
}

fn kind_word(step: &Step) -> &'static str {
    match step.op {
        Op::MaxPool(_) | Op::AvgPool(_) | Op::GlobalMaxPool(_) | Op::GlobalAvgPool(_) => "pool",
        Op::BatchNorm(_) => "norm",
        Op::Activate(_) | Op::Softmax(_) => "act",
        Op::Add(_) => "sum",
        _ => step.op.kind().map_or("step", |kind| kind.name),
    }
}

/// The word of a column of an option.
pub(super) fn of_option(option: &'static str) -> &'static str {
    match option {
        "conv" => "filters",
        "dense" => "units",
        other => other,
    }
}

/// Whether a block may not be called so: kinds and their options.
pub(super) fn is_of_grammar(name: &str) -> bool {
    const WORDS: &[&str] = &["from", "repeat", "concat", "add", "layers", "columns"];
    let is_option = |kind: &&Kind| kind.fields().any(|field| field.name == name);
    WORDS.contains(&name)
        || KINDS
            .iter()
            .any(|kind| kind.name == name || is_option(kind))
}

/// Names that are given once each.
#[derive(Debug, Default)]
pub(super) struct Scope(HashSet<String>);

impl Scope {
    /// The name, or one with a number behind it where it is taken.
    pub(super) fn take(&mut self, name: String) -> String {
        let mut free = name.clone();
        let mut number = 2;
        while self.0.contains(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        self.0.insert(free.clone());
        free
    }
}

/// The name of a network: a type's name in Rust.
pub(crate) fn network_name(raw: &str) -> String {
    let mut name = String::new();
    let mut capital = true;
    for letter in raw.chars() {
        match letter.is_ascii_alphanumeric() {
            true if capital => name.push(letter.to_ascii_uppercase()),
            true => name.push(letter),
            false => {}
        }
        capital = !letter.is_ascii_alphanumeric();
    }
    name.truncate(MAX_LEN - 8);
    match name.chars().next() {
        None => "Network".to_owned(),
        Some('A'..='Z') if name != "Self" => name,
        Some(_) => format!("Net{name}"),
    }
}
