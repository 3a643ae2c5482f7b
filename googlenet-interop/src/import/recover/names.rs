//! Derivation of the names of networks, blocks, columns and steps from the layer names in the imported file.

use crate::import::network::FlatNetwork;
use crate::import::step::{FLATTEN, PIXEL, Step, StepId};
use googlenet_dsl::grammar::Kind;
use googlenet_dsl::op::{Activate, BatchNorm, KINDS, Op};
use googlenet_dsl::value::name::{JOIN, KEYWORDS, MAX_LEN};
use std::collections::HashSet;

/// Words by which programs call steps that have no name, in lower case and without separators: operators of ONNX, and
/// layers of Keras.
const AUTO: &[&str] = &[
    "activation",
    "add",
    "averagepool",
    "averagepooling2d",
    "batchnormalization",
    "clip",
    "concat",
    "concatenate",
    "conv",
    "conv2d",
    "dense",
    "depthwiseconv2d",
    "div",
    "dropout",
    "flatten",
    "gemm",
    "globalaveragepool",
    "globalaveragepooling2d",
    "globalmaxpool",
    "globalmaxpooling2d",
    "hardsigmoid",
    "hardswish",
    "leakyrelu",
    "matmul",
    "maxpool",
    "maxpooling2d",
    "mul",
    "multiply",
    "pad",
    "reducemean",
    "relu",
    "relu6",
    "reshape",
    "separableconv2d",
    "sigmoid",
    "softmax",
    "squeeze",
    "sub",
    "sum",
    "transpose",
    "unsqueeze",
    "zeropadding2d",
];

/// Returns `true` if a step or block cannot have the name: it is a Rust keyword, the field `join` of generated code, or
/// the suffix of a layer behind another one (`activation`, `batch_norm`). Names that other steps have are not
/// considered; see [`Scope`].
fn is_taken(name: &str) -> bool {
    let behind = [Activate::KIND.name, BatchNorm::KIND.name];
    KEYWORDS.contains(&name) || name == JOIN || behind.contains(&name)
}

/// Returns the layer names in the file of the steps with the ids `ids`, in this order, without the steps that an
/// importer inserted.
pub(super) fn raw<'n>(network: &'n FlatNetwork, ids: &[StepId]) -> Vec<&'n str> {
    let steps = ids.iter().map(|id| &network.steps[id - 1]);
    steps
        .filter(|step| !is_made(step))
        .map(|step| step.name.as_str())
        .collect()
}

/// Returns `true` if an importer inserted the step, or the file has no name for it; also `true` for a `flatten` of the
/// file that is itself called [`FLATTEN`], and a `reshape` called [`PIXEL`].
fn is_made(step: &Step) -> bool {
    match step.op {
        Op::Flatten(_) if step.name == FLATTEN => true,
        Op::Reshape(_) if step.name == PIXEL => true,
        _ => step.name.is_empty(),
    }
}

/// Returns the [`prefix`] of the layer names of the steps with the ids `ids`. If they have none, it is that of most of
/// them: those that are not called by their operation alone, as programs call steps that a person has not named.
pub(super) fn prefix_of(network: &FlatNetwork, ids: &[StepId]) -> String {
    let all = raw(network, ids);
    let strict = prefix(&all);
    if !strict.is_empty() {
        return strict;
    }
    let own: Vec<&str> = all.iter().copied().filter(|name| !is_auto(name)).collect();
    let found = match own.len() > 1 && 2 * own.len() > all.len() {
        true => prefix(&own),
        false => String::new(),
    };
    match is_auto(found.trim_end_matches(is_separator)) {
        true => String::new(),
        false => found,
    }
}

/// Returns `true` if a name is a word for an operation, with a number behind it or not: `Reshape_17`, `add`.
fn is_auto(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = match stem.len() < name.len() {
        true => stem.strip_suffix('_').unwrap_or(name),
        false => name,
    };
    let word = stem.to_ascii_lowercase().replace('_', "");
    AUTO.contains(&word.as_str())
}

/// Returns the common beginning of all names up to and with the last `/` in it. Without a `/` it is cut at the last
/// boundary between words: behind a separator (a character that is no letter or digit), or where each name ends or goes
/// on with a separator. Empty if there is none.
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
    // A `/` takes precedence over a longer prefix of whole words.
    let slash = common.rfind('/').map(|at| at + 1);
    let border = slash.or_else(|| (1..=common.len()).rev().find(is_border));
    border.map_or(String::new(), |end| first[..end].to_owned())
}

/// Returns the beginning, up to a `/`, of the names of all steps in the branches of a join, if the join is called so,
/// too, or as the module itself: `mixed/` for `mixed` with `mixed/left` and `mixed/right`. `own` is the name of the
/// join, `inside` those of the steps; `None` if the beginning is not longer than `prefix`, which all have.
pub(super) fn module(own: &str, inside: &[&str], prefix: &str) -> Option<String> {
    let found = self::prefix(inside);
    let is_of = own.is_empty() || own.starts_with(&found) || found.strip_suffix('/') == Some(own);
    let is_longer = found.len() > prefix.len() && found.starts_with(prefix);
    (found.ends_with('/') && is_longer && is_of).then_some(found)
}

/// Returns the longest common beginning of all names, in whole characters; empty without names.
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

/// Returns the name without the prefix, if it begins with that, and without separators (characters that are no letters
/// or digits) at the beginning.
pub(super) fn rest<'n>(name: &'n str, prefix: &str) -> &'n str {
    name.strip_prefix(prefix)
        .unwrap_or(name)
        .trim_start_matches(is_separator)
}

/// Returns the parts that all names have in common, in order and joined: `conv_1` for `conv3_1` and `conv4_1`. Parts
/// are runs of letters, of digits and of separators, compared by their index. For names of different numbers of parts
/// this is their common [`prefix`].
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

/// Splits a name into runs of letters, of digits, and of other characters.
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

/// Converts a name to lower-case ASCII letters and digits, with one `_` for each run of other characters and none at
/// the beginning and end, and truncates it to `MAX_LEN - 8` bytes. The result may be empty or begin with a digit.
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

/// Returns the name of a step from the layer name in the file, or from the part of it behind a prefix, as [`named`]
/// does with a word for the step's operation: `1x1` becomes `conv_1x1`.
pub(super) fn of_step(raw: &str, step: &Step) -> String {
    named(&words(raw), kind_word(step))
}

/// Returns a valid name made from `words`, which holds only lower-case letters, digits and `_`: `kind` if `words` is
/// empty, `kind_words` if it begins with a digit, `words_kind` if it is reserved, otherwise `words` itself.
pub(super) fn named(words: &str, kind: &str) -> String {
    match words.chars().next() {
        None => kind.to_owned(),
        Some('a'..='z') if !is_taken(words) => words.to_owned(),
        Some('a'..='z') => format!("{words}_{kind}"),
        Some(_) => format!("{kind}_{words}"),
    }
}

/// Returns the word for a step's operation in names: `pool`, `norm`, `act`, `sum`, otherwise the name of the kind of
/// layer.
fn kind_word(step: &Step) -> &'static str {
    match step.op {
        Op::MaxPool(_) | Op::AvgPool(_) | Op::GlobalMaxPool(_) | Op::GlobalAvgPool(_) => "pool",
        Op::BatchNorm(_) | Op::L2Norm(_) | Op::LayerNorm(_) => "norm",
        Op::Activate(_) | Op::Softmax(_) => "act",
        Op::Add(_) => "sum",
        Op::Multiply(_) => "product",
        Op::ChannelScale(_) => "scale",
        _ => step.op.kind().map_or("step", |kind| kind.name),
    }
}

/// Returns the word with which the name of a column for this option begins: `filters` for `conv` and `conv_transpose`,
/// `size` for `upsample`, `units` for `dense`, otherwise the option's name.
pub(super) fn of_option(option: &'static str) -> &'static str {
    match option {
        "conv" | "conv_transpose" => "filters",
        "dense" => "units",
        "upsample" => "size",
        other => other,
    }
}

/// Returns `true` if a block cannot have this name, as a description uses the word for a kind of layer, for an option,
/// or for a key of an entry or block.
pub(super) fn is_of_grammar(name: &str) -> bool {
    const WORDS: &[&str] = &["from", "repeat", "layers", "columns"];
    let is_option = |kind: &&Kind| kind.fields().any(|field| field.name == name);
    WORDS.contains(&name)
        || KINDS
            .iter()
            .any(|kind| kind.name == name || is_option(kind))
}

/// The names used so far among those that must differ from each other: the names of all blocks, of the columns of one
/// block, or of the steps of one chain.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// Names that entries have in the file, which the copies of others should leave to them.
    expected: HashSet<String>,
    /// Names of steps outside that the chain refers to.
    left: HashSet<String>,
}

impl Scope {
    /// Adds the name, or the first of `name_2`, `name_3`, … that is free if it is taken, and returns the added name.
    pub(super) fn take(&mut self, name: String) -> String {
        let mut free = name.clone();
        let mut number = 2;
        while !self.is_free(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        self.taken.insert(free.clone());
        free
    }

    /// Leaves names to steps outside of the scope, in place of those of an earlier call.
    pub(super) fn leave(&mut self, names: HashSet<String>) {
        self.left = names;
    }

    /// Returns `true` if no name so far is `name`.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name) && !self.left.contains(name)
    }

    /// Adds names that entries have in the file.
    pub(super) fn expect(&mut self, names: Vec<String>) {
        self.expected.extend(names);
    }

    /// Adds a name for an entry whose copies would be called `names` alone: the first of `choices` that is free with
    /// its copies `name_1`, `name_2`, … and leaves other entries their expected names, or else the first of the last
    /// choice's `name_2`, `name_3`, … that is. Returns the added name; its copies are taken, too.
    pub(super) fn take_copies(&mut self, choices: &[String], names: &[String]) -> String {
        let last = choices.last().cloned().unwrap_or_default();
        let numbered = (2..).map(|number| format!("{last}_{number}"));
        let mut all = choices.iter().cloned().chain(numbered);
        let copies = |name: &str| -> Vec<String> {
            let copies = (1..=names.len()).map(|copy| format!("{name}_{copy}"));
            copies.chain([name.to_owned()]).collect()
        };
        let is_free = |name: &String| {
            let is_left = !self.expected.contains(name) || names.contains(name);
            self.is_free(name) && is_left
        };
        let free = all.find(|name| copies(name).iter().all(is_free));
        let name = free.unwrap_or(last);
        self.taken.extend(copies(&name));
        name
    }
}

/// Converts a name to the name of a network, which is also the name of a Rust type: its ASCII letters and digits, with
/// a capital at the beginning of each word, at most `MAX_LEN` bytes. `Net` is put in front of a name that begins with a
/// digit or is `Self`; an empty name becomes `Network`.
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
