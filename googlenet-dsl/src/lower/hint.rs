//! Helps for unknown kinds, options and keys: words of other tools, slips, and a blank that is missing after a colon.

use super::beside::with_options;
use super::form;
use super::literal::literal;
use crate::foreign::{self, ACTIVATIONS, Advice, Foreign, bare, find};
use crate::grammar::{self, DefaultValue, Field, Kind, LiteralValue, Reads};
use crate::nearest::{alike, suggestion};
use crate::op::KINDS;
use crate::read::{Entry, Node, Value};
use crate::value::Activation;

/// Returns the kind that a word means, here or in another tool.
pub(super) fn kind_of(word: &str) -> Option<&'static Kind> {
    let known = |name: &str| KINDS.iter().copied().find(|kind| alike(kind.name, name));
    known(bare(word)).or_else(|| match find(foreign::KINDS, word)?.advice {
        Advice::Is(here) => known(here.first()?),
        _ => None,
    })
}

/// Returns the field that a word means among those of a kind: the name of an option, or the kind's own for the main
/// argument.
pub(super) fn field_of(kind: &Kind, word: &str) -> Option<&'static str> {
    let known = |name: &str| {
        let mut options = kind.options.iter();
        match options.find(|option| alike(option.name, name)) {
            Some(option) => Some(option.name),
            None => is_argument(kind, name).then_some(kind.name),
        }
    };
    known(word).or_else(|| {
        let here = find(foreign::OPTIONS, word)?.advice.words();
        here.iter().find_map(|here| known(here))
    })
}

fn is_argument(kind: &Kind, name: &str) -> bool {
    kind.argument.is_some() && (alike(kind.argument_name, name) || alike(kind.name, name))
}

/// Returns the activation that a word is.
pub(super) fn activation(word: &str) -> Option<&'static str> {
    activations().find(|known| alike(known, bare(word)))
}

fn activations() -> impl Iterator<Item = &'static str> + Clone {
    Activation::ALL.iter().map(|known| known.as_str())
}

/// Returns the activation `word` with the parameters that `value` gives it, as a description writes it.
fn with_parameters(word: &str, value: &Node) -> String {
    if matches!(value.value, Value::Null | Value::Bool(_) | Value::Text(_)) {
        return word.to_owned();
    }
    let meant = LiteralValue::Map(vec![(word.to_owned(), literal(value))]);
    grammar::activation(&meant).unwrap_or_else(|| word.to_owned())
}

/// Returns the help for a key such as `conv:4`, which is one word in YAML.
fn blank(key: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let (word, rest) = key.split_once(':')?;
    let fits = !rest.is_empty() && is_known(word) && key.len() <= 64;
    fits.then(|| format!("put a blank after the colon: `{word}: {rest}`"))
}

/// Returns `true` if there is advice about a word as a kind.
pub(super) fn is_kind(word: &str) -> bool {
    kind_of(word).is_some()
        || activation(word).is_some()
        || find(foreign::KINDS, word).is_some()
        || find(ACTIVATIONS, word).is_some()
        || blank(word, |word| kind_of(word).is_some()).is_some()
}

/// Returns `true` if a word stands for a kind that is not an option of other kinds, too, such as `Conv2D`.
pub(super) fn means_kind(word: &str) -> bool {
    let is_option = |kind: &Kind| {
        let mut options = KINDS.iter().flat_map(|kind| kind.options);
        options.any(|option| option.name == kind.name)
    };
    find(foreign::OPTIONS, word).is_none()
        && match kind_of(word) {
            Some(kind) => !is_option(kind),
            None => find(foreign::KINDS, word).is_some(),
        }
}

/// Returns the help for the unknown kind `entry` of a step; `blocks` are the file's.
pub(super) fn unknown_kind(whole: &Entry, entry: &Entry, blocks: &[&str]) -> Option<String> {
    let name = whole.key.as_str();
    let (word, value) = (entry.key.as_str(), &entry.value);
    let known = || {
        KINDS
            .iter()
            .map(|kind| kind.name)
            .chain(blocks.iter().copied())
    };
    let is_option = |word: &str| {
        let mut options = KINDS.iter().flat_map(|kind| kind.options);
        options.any(|option| option.name == word)
    };
    let found = blank(word, |word| {
        known().any(|known| known == word) || is_option(word) || kind_of(word).is_some()
    });
    if found.is_some() {
        return found;
    }
    if let Some(found) = known().find(|known| alike(known, bare(word))) {
        return Some(format!("did you mean `{}`?", step(whole, found, entry)));
    }
    if let Some(word) = activation(word) {
        let form = with_parameters(word, value);
        if let Some(lost) = grammar::lost_parameter(word, &literal(value).value) {
            return Some(lost);
        }
        return Some(format!("write `{name}: {{activation: {form}}}`"));
    }
    if let Some(foreign) = find(foreign::KINDS, word) {
        return match (foreign.advice_of_type(value), &foreign.advice) {
            (Some(kind), _) => Some(format!(
                "the kind is the key: write `{name}: {}`",
                example(kind)
            )),
            (None, &Advice::Is(&[pool @ ("global_avg_pool" | "global_max_pool"), ..]))
                if is_adaptive(word) && !makes_one_pixel(value) =>
            {
                let pool = pool.trim_start_matches("global_");
                Some(format!(
                    "`global_{pool}` makes one pixel: for a larger result write `{pool}` with the kernel and the stride that make it, as of 14x14 pixels `{name}: {{{pool}: 2, stride: 2}}` makes 7x7"
                ))
            }
            (None, Advice::Is(here)) => Some(foreign.question(&step(whole, here[0], entry))),
            (None, _) => foreign.help(known(), name, &number(value)),
        };
    }
    if let Some(foreign) = find(ACTIVATIONS, word) {
        return match foreign.advice {
            Advice::Is(here) => Some(format!("write `{name}: {{activation: {}}}`", here[0])),
            _ => foreign.help(activations(), name, ""),
        };
    }
    let known: Vec<&str> = known().collect();
    suggestion(word, known.iter().copied())
}

/// Returns a step with a kind as its help writes it: the whole step if the kind has no argument, but the file gives
/// one, otherwise the kind alone. `entry` is what the description has of the kind in the step `whole`.
fn step(whole: &Entry, name: &str, entry: &Entry) -> String {
    let (step, value) = (&whole.key, &entry.value);
    let found = crate::op::kind(name);
    let Some(kind) = found.filter(|kind| kind.argument.is_none() && kind.reads == Reads::One)
    else {
        return name.to_owned();
    };
    let mut options = kind.options.iter();
    let required = options.find(|option| option.default == DefaultValue::Required);
    let others: Vec<Entry> = match &whole.value.value {
        Value::Map(entries) => {
            let others = entries.iter().filter(|other| other.key != entry.key);
            others.cloned().collect()
        }
        _ => Vec::new(),
    };
    let is_given = |option: &Field| {
        let mut others = others.iter();
        others.any(|other| field_of(kind, &other.key) == Some(option.name))
    };
    match (&value.value, required) {
        (Value::Number(_) | Value::List(_) | Value::Bool(true) | Value::Null, Some(option))
            if is_given(option) =>
        {
            format!("{step}: {{{}}}", with_options(kind, &others))
        }
        (Value::Number(_) | Value::List(_), Some(option)) => {
            let value = form::text(value);
            format!("{step}: {{{name}: {{{}: {value}}}}}", option.name)
        }
        (Value::Bool(true) | Value::Text(_) | Value::Null, Some(option)) => {
            format!("{step}: {{{name}: {{{}: …}}}}", option.name)
        }
        (Value::Bool(true) | Value::Number(_) | Value::Text(_), _) => format!("{step}: {name}"),
        _ => name.to_owned(),
    }
}

fn example(kind: &Kind) -> String {
    match (&kind.argument, kind.name) {
        (None, name) => name.to_owned(),
        (Some(_), "conv") => "{conv: 64, kernel: 3}".to_owned(),
        (Some(_), name) => format!("{{{name}: …}}"),
    }
}

/// Returns the number or pair that stands behind a word, or as the first option there; the kernel of most layers if
/// there is none.
fn number(value: &Node) -> String {
    match &value.value {
        Value::Number(_) | Value::List(_) => form::text(value),
        Value::Map(entries) if !entries.is_empty() => number(&entries[0].value),
        _ => "3".to_owned(),
    }
}

fn is_adaptive(word: &str) -> bool {
    bare(word).to_ascii_lowercase().starts_with("adaptive")
}

/// Returns `true` if no number but 1 stands behind a word, or in its options.
fn makes_one_pixel(value: &Node) -> bool {
    match &value.value {
        Value::Number(number) => *number == 1.0,
        Value::List(items) => items.iter().all(makes_one_pixel),
        Value::Map(entries) => entries.iter().all(|entry| makes_one_pixel(&entry.value)),
        _ => true,
    }
}

impl Foreign {
    /// Returns the kind that a key such as `type` names with its value.
    fn advice_of_type(&self, value: &Node) -> Option<&'static Kind> {
        let is_type = ["type", "kind", "class_name", "class", "layer_type", "op"]
            .iter()
            .any(|word| alike(word, self.word));
        match &value.value {
            Value::Text(word) if is_type => kind_of(word),
            _ => None,
        }
    }
}

/// Returns the help for an unknown option of a kind, or of a block if `kind` is `None`; `known` are the options.
pub(super) fn unknown_option(kind: Option<&Kind>, entry: &Entry, known: &[&str]) -> Option<String> {
    let (word, value) = (entry.key.as_str(), form::text(&entry.value));
    let means = |word: &str| kind.and_then(|kind| field_of(kind, word));
    let found = blank(word, |word| known.contains(&word) || means(word).is_some());
    if found.is_some() {
        return found;
    }
    if let Some(found) = known.iter().find(|known| alike(known, bare(word))) {
        return Some(format!("did you mean `{found}`?"));
    }
    if let Some(kind) = kind.filter(|kind| is_argument(kind, word)) {
        return Some(format!(
            "write it behind the kind: `{}: {value}`",
            kind.name
        ));
    }
    let own_step = |step: &str| Some(format!("make a step of its own of it: `{step}`"));
    let apply = |activation: &str| {
        let written = with_parameters(activation, &entry.value);
        match known.contains(&"activation") {
            true => Some(format!("write `activation: {written}`")),
            false => own_step(&format!("{activation}: {{activation: {written}}}")),
        }
    };
    if let Some(foreign) = find(foreign::OPTIONS, word) {
        if let Some(help) = foreign.help(known.iter().copied(), "name", &value) {
            return Some(help);
        }
        match (means(word), kind) {
            (Some(field), Some(kind)) if field == kind.name => {
                return Some(foreign.question(&format!("{}: {value}", kind.name)));
            }
            _ => {}
        }
    }
    if let Some(word) = activation(word) {
        return apply(word);
    }
    if let Some(foreign) = find(ACTIVATIONS, word) {
        return match foreign.advice {
            Advice::Is(here) => apply(here[0]),
            _ => foreign.help(activations(), "", ""),
        };
    }
    let of_options = |foreign: &Foreign| {
        let here = foreign.advice.words();
        here.iter().find_map(|here| crate::op::kind(here))
    };
    let as_step = kind_of(word).or_else(|| find(foreign::OPTIONS, word).and_then(of_options));
    match as_step {
        Some(kind) if known.contains(&kind.name) => Some(format!("did you mean `{}`?", kind.name)),
        Some(kind) if kind.name == "activation" => {
            own_step(&format!("name: {{activation: {value}}}"))
        }
        Some(kind) if kind.argument.is_none() && kind.reads == Reads::One => {
            own_step(&format!("name: {}", kind.name))
        }
        Some(kind) if kind.reads == Reads::One => {
            own_step(&format!("name: {{{}: {value}}}", kind.name))
        }
        _ => suggestion(word, known.iter().copied()),
    }
}

/// Returns the help for an unknown key, where `table` has the words of other tools.
pub(super) fn unknown_key(
    table: &'static [Foreign],
    entry: &Entry,
    known: &[&str],
) -> Option<String> {
    let found = blank(&entry.key, |word| {
        known.contains(&word) || find(table, word).is_some()
    });
    let value = || form::text(&entry.value);
    found.or_else(|| foreign::help(table, &entry.key, known.iter().copied(), &value()))
}

/// Returns `true` if `word` stands for the key or option `key`: a word of another tool, or a colon without a blank.
pub(super) fn stands_for(table: &'static [Foreign], word: &str, key: &str) -> bool {
    let before_colon = word.split_once(':').map_or(word, |(before, _)| before);
    before_colon == key || find(table, before_colon).is_some_and(|foreign| foreign.covers(key))
}

/// Returns the help for an unknown kind in `defaults`.
pub(super) fn unknown_default(entry: &Entry) -> Option<String> {
    let word = entry.key.as_str();
    let has = |kind: &&&Kind| kind.options.iter().any(|option| alike(option.name, word));
    if let Some(kind) = kind_of(word) {
        return Some(format!("did you mean `{}`?", kind.name));
    }
    if let Some(kind) = KINDS.iter().find(has) {
        let value = form::text(&entry.value);
        return Some(format!(
            "write it under its kind: `{}: {{{word}: {value}}}`",
            kind.name
        ));
    }
    suggestion(word, KINDS.iter().map(|kind| kind.name))
}
