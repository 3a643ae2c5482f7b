//! Derivation of names from the layer names in the imported file.

use crate::import::network::FlatNetwork;
use crate::import::step::{FLATTEN, Step, StepId};
use googlenet_dsl::grammar::Kind;
use googlenet_dsl::op::{Activate, BatchNorm, KINDS, Op};
use googlenet_dsl::value::name::{JOIN, KEYWORDS, MAX_LEN};
use std::collections::HashSet;

/// Returns `true` if a name cannot be used: it is a Rust keyword, the field `join` of generated code, or the name of a
/// layer that is appended to others (`activation`, `batch_norm`).
fn is_taken(name: &str) -> bool {
    let behind = [Activate::KIND.name, BatchNorm::KIND.name];
    KEYWORDS.contains(&name) || name == JOIN || behind.contains(&name)
}

/// Returns the layer names of steps in the file, without the steps that an importer inserted.
pub(super) fn raw<'n>(network: &'n FlatNetwork, ids: &[StepId]) -> Vec<&'n str> {
    let steps = ids.iter().map(|id| &network.steps[id - 1]);
    steps
        .filter(|step| !is_made(step))
        .map(|step| step.name.as_str())
        .collect()
}

/// Returns `true` if an importer inserted the step.
fn is_made(step: &Step) -> bool {
    matches!(step.op, Op::Flatten(_)) && step.name == FLATTEN
}

/// Returns the common beginning of all names up to the last `/` in it, otherwise up to the last boundary between words;
/// a separator at the end is included.
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
    // A whole `/` counts more than further words in common.
    let slash = common.rfind('/').map(|at| at + 1);
    let border = slash.or_else(|| (1..=common.len()).rev().find(is_border));
    border.map_or(String::new(), |end| first[..end].to_owned())
}

/// Returns the longest common beginning of all names.
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

/// Returns the part of a name behind a prefix, without separators at its beginning. A name without the prefix is kept
/// whole.
pub(super) fn rest<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .trim_start_matches(is_separator)
}

/// Returns the words that all names have in common, compared word by word: `conv_1` for `conv3_1` and `conv4_1`. For
/// names of different numbers of words this is their common prefix.
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

/// Splits a name into words, numbers and separators.
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

/// Converts a name to lower-case letters and digits, with a single `_` for each run of other characters, and truncates
/// it to `MAX_LEN - 8` bytes.
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

/// Returns the name of a step from the layer name in the file. If the name begins with a digit, the step's kind is
/// prepended: `1x1` becomes `conv_1x1`.
pub(super) fn of_step(raw: &str, step: &Step) -> String {
    named(&words(raw), kind_word(step))
}

/// Returns a usable name made from `words`: `kind` if there are no words, `kind_words` if they begin with a digit, and
/// `words_kind` if `words` itself cannot be used.
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

/// Returns the word with which names of columns for an option begin.
pub(super) fn of_option(option: &'static str) -> &'static str {
    match option {
        "conv" => "filters",
        "dense" => "units",
        other => other,
    }
}

/// Returns `true` if a block cannot have this name, as descriptions use it for a kind, an option or a key.
pub(super) fn is_of_grammar(name: &str) -> bool {
    const WORDS: &[&str] = &["from", "repeat", "concat", "add", "layers", "columns"];
    let is_option = |kind: &&Kind| kind.fields().any(|field| field.name == name);
    WORDS.contains(&name)
        || KINDS
            .iter()
            .any(|kind| kind.name == name || is_option(kind))
}

/// A set of names in which every name is unique.
#[derive(Debug, Default)]
pub(super) struct Scope(HashSet<String>);

impl Scope {
    /// Adds a name, or the name with a number appended if it is taken, and returns what was added.
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

/// Converts a name to the name of a network, which is also the name of a Rust type: capitals at the beginning of words,
/// at most `MAX_LEN` bytes. An empty result becomes `Network`.
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
