//! Names of blocks, of their uses, and of repeated entries, from the layer names in the imported file.

use super::names::{self, Scope};
use super::nest::{Branch, Item, Part, ids};
use super::template::{Instance, Template};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::op::Op;

/// Words by which files call any part of a network, and that tell nothing of a block.
const PLAIN: &[&str] = &[
    "backbone", "block", "blocks", "body", "feature", "features", "layer", "layers", "model",
    "models", "module", "modules", "net", "network", "stage", "stages", "unit", "units",
];
/// Smallest length of the common beginning of names from which the name of repeated uses is made.
const MIN_BEGINNING: usize = 3;

/// Returns the name that a use of a block gets by the layer names of its steps; made of their common prefix, or else of
/// the last step's name; `block` if the file has no names.
pub(super) fn of_use(network: &FlatNetwork, instance: &Instance) -> String {
    let prefix = names::prefix_of(network, &instance.ids);
    match names::words(&prefix).as_str() {
        "" => of_last(network, instance),
        words => names::named(words, "block"),
    }
}

fn of_last(network: &FlatNetwork, instance: &Instance) -> String {
    let last = instance.items.last().map_or(1, |item| item.exit);
    let step = &network.steps[last - 1];
    match step.name.as_str() {
        "" => "block".to_owned(),
        name => names::of_step(name, step),
    }
}

/// Chooses the name of a block: what the names of its modules have in common, such as `inception` for `inception_3a/`
/// and `inception_3b/`, or a word for its form where that is nothing or one of [`PLAIN`]. If another block has the
/// name, it is that of the first module.
pub(super) fn of_block(network: &FlatNetwork, template: &Template, blocks: &mut Scope) -> String {
    if template.of_heads {
        return blocks.take("auxiliary".to_owned());
    }
    let modules: Vec<String> = template
        .instances
        .iter()
        .map(|instance| module(network, instance))
        .collect();
    let own = shared(&modules);
    let is_plain = own.is_empty() || PLAIN.contains(&own.as_str());
    let name = match is_plain {
        true => form(network, &template.instances[0].items).to_owned(),
        false => said(&own),
    };
    if !is_plain && !blocks.is_free(&name) && !modules[0].is_empty() {
        return blocks.take(said(&modules[0]));
    }
    blocks.take(name)
}

fn said(words: &str) -> String {
    let name = names::named(words, "block");
    match names::is_of_grammar(&name) {
        true => name + "_block",
        false => name,
    }
}

/// Returns the last part with a letter at its beginning of the common prefix of an instance's layer names:
/// `inception_3a` of `net/inception_3a/`, `layer1` of `layer1/0/`; the name of the last step if there is no prefix.
fn module(network: &FlatNetwork, instance: &Instance) -> String {
    let prefix = names::prefix_of(network, &instance.ids);
    let parts = prefix.split('/').rev().map(names::words);
    let mut parts = parts.filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
    parts.next().unwrap_or_else(|| of_last(network, instance))
}

/// Returns what names, of which there is one at least, have in common: a single name itself, what is in front of the
/// numbers at their ends if that is equal, otherwise their beginning, without digits and `_` at its end.
pub(super) fn shared(names: &[String]) -> String {
    if let [name] = names {
        return name.clone();
    }
    let stems: Vec<&str> = names.iter().map(|name| numbered(name).0).collect();
    if stems
        .iter()
        .all(|stem| *stem == stems[0] && !stem.is_empty())
    {
        return stems[0].trim_end_matches('_').to_owned();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    names::beginning(&names)
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '_')
        .to_owned()
}

/// Returns a word for the form of a block.
fn form(network: &FlatNetwork, items: &[Item]) -> &'static str {
    let is_shuffled = |id: &StepId| matches!(network.steps[id - 1].op, Op::ChannelShuffle(_));
    if ids(items).iter().any(is_shuffled) {
        return "shuffle";
    }
    let is_mobile = ids(items)
        .iter()
        .any(|id| network.multiplier(*id).is_some());
    let Some(Item {
        part: Part::Join(branches),
        exit,
        ..
    }) = items.last()
    else {
        return match is_mobile {
            true => "separable",
            false => "stage",
        };
    };
    let refers = branches
        .iter()
        .any(|branch| matches!(branch, Branch::Reference(_)));
    match (&network.steps[exit - 1].op, refers) {
        (Op::Add(_), true) if is_mobile => "inverted_residual",
        (Op::Add(_), true) => "residual",
        (Op::Add(_), false) => "projection",
        (Op::Multiply(_), _) => "excitation",
        (Op::Concat(_), true) => "dense_layer",
        _ => "module",
    }
}

/// Splits a name into what is in front of the number at its end, and that number.
fn numbered(name: &str) -> (&str, Option<u32>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, name[stem.len()..].parse().ok())
}

/// Returns the common part and the first number of names that count: `block_` and 1 for `block_1`, `block_2`, ….
fn counted(names: &[String]) -> Option<(&str, u32)> {
    let (stem, first) = numbered(names.first()?);
    let first = first?;
    let counts = |(at, name): (usize, &String)| {
        let number = u32::try_from(at).ok().and_then(|at| first.checked_add(at));
        numbered(name) == (stem, number)
    };
    names
        .iter()
        .enumerate()
        .all(counts)
        .then_some((stem, first))
}

/// Returns `true` if names are those of an entry that is repeated, or count from 0 instead: `block_1` and `block_2`.
pub(super) fn are_of_repeat(names: &[String]) -> bool {
    counted(names).is_some_and(|(stem, first)| first <= 1 && stem.ends_with('_'))
}

/// Returns the name of a repeated entry, whose copies would be called `names` alone, and takes it from `scope` with
/// those of all copies. `kind` is the block or the kind of layer that is repeated.
pub(super) fn of_repeat(names: &[String], kind: &str, scope: &mut Scope) -> String {
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let beginning = names::beginning(&all).trim_end_matches('_');
    let best = match counted(names) {
        Some((stem, 0 | 1)) if !stem.is_empty() => stem.trim_end_matches('_'),
        None if beginning.len() >= MIN_BEGINNING => beginning,
        _ => all[0],
    };
    let choices = [best, all[0], kind].map(|name| names::named(name, kind));
    scope.take_copies(&choices, names)
}
