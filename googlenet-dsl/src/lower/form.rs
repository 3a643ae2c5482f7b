//! Helps for values of the wrong form, such as a list where a map is: what to write, with the user's own words.

use super::beside::with_options;
use super::hint;
use crate::grammar::{Kind, Reads, numbers};
use crate::op::KINDS;
use crate::read::{Entry, Node, Value};
use crate::value::word::alternatives;

/// The largest length of a value that a help repeats.
pub(super) const MAX_LEN: usize = 64;

/// Returns a value as a description writes it on one line; `…` if it is long.
pub(super) fn text(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text, 0);
    match text.len() {
        0..=MAX_LEN => text,
        _ => "…".to_owned(),
    }
}

fn write(node: &Node, text: &mut String, depth: usize) {
    if text.len() > MAX_LEN || depth > 4 {
        text.push('…');
        return;
    }
    match &node.value {
        Value::Null => text.push('…'),
        Value::Bool(flag) => *text += &flag.to_string(),
        Value::Number(number) => *text += &number.to_string(),
        Value::Text(word) => *text += word,
        Value::List(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                *text += if at > 0 { ", " } else { "" };
                write(item, text, depth + 1);
                if text.len() > MAX_LEN {
                    return;
                }
            }
            text.push(']');
        }
        Value::Map(entries) => {
            text.push('{');
            for (at, entry) in entries.iter().enumerate() {
                *text += if at > 0 { ", " } else { "" };
                *text += &entry.key;
                if entry.value.value != Value::Null {
                    *text += ": ";
                    write(&entry.value, text, depth + 1);
                }
                if text.len() > MAX_LEN {
                    return;
                }
            }
            text.push('}');
        }
    }
}

/// No help: for maps whose missing form says enough.
pub(super) fn none(_: &Node) -> Option<String> {
    None
}

pub(super) fn file(_: &Node) -> Option<String> {
    Some("begin with `format: 1`, and give each key a line of its own".into())
}

/// Returns the help for a key that is missing.
pub(super) fn missing(key: &str) -> Option<String> {
    let help = match key {
        "format" => "begin with `format: 1`",
        "name" => "give the network a name, such as `name: Leaves`",
        "input" => "write `input: {height: 224, width: 224, channels: 3}`",
        "layers" => "write one step a line under `layers:`, such as `conv1: {conv: 64, kernel: 7}`",
        _ => return None,
    };
    Some(help.to_owned())
}

/// Returns the sizes that `input` has in another form: a list, a text such as `224x224x3`, or one number.
pub(super) fn input(node: &Node) -> Option<String> {
    input_of(node, None)
}

/// Returns the help of [`input`] where `given` channels stand beside the sizes.
pub(super) fn input_of(node: &Node, given: Option<f64>) -> Option<String> {
    let sizes = match &node.value {
        Value::Number(size) => vec![*size],
        Value::Text(text) => numbers(text)?,
        Value::List(items) => {
            let sizes = items.iter().filter_map(|item| match &item.value {
                Value::Number(size) => Some(Some(*size)),
                // The batch, which other tools leave open.
                Value::Null => None,
                Value::Text(text) if text == "None" => None,
                _ => Some(None),
            });
            sizes.collect::<Option<_>>()?
        }
        _ => return Some("write `input: {height: 224, width: 224, channels: 3}`".into()),
    };
    let write = |height: f64, width: f64, channels: f64| {
        format!("write `input: {{height: {height}, width: {width}, channels: {channels}}}`")
    };
    let few = |channels: f64| channels <= 4.0;
    let channels = given.unwrap_or(3.0);
    Some(match *sizes.as_slice() {
        [size] => write(size, size, channels),
        [height, width] => write(height, width, channels),
        [channels, height, width] | [_, channels, height, width]
            if few(channels) && !few(width) =>
        {
            write(height, width, channels)
        }
        [height, width, channels] | [_, height, width, channels] => write(height, width, channels),
        _ => return None,
    })
}

/// Returns the help for steps in a list, the habit of `Sequential`.
pub(super) fn chain(node: &Node) -> Option<String> {
    let Value::List(items) = &node.value else {
        return Some("write one step a line under its name: `conv1: {conv: 64, kernel: 7}`".into());
    };
    let step = items.iter().find_map(step);
    let step = step.unwrap_or_else(|| "conv1: {conv: 64, kernel: 7}".into());
    Some(format!(
        "write one step a line under its name, without dashes: `{step}`"
    ))
}

/// Returns an element of a list as a step with a name.
fn step(item: &Node) -> Option<String> {
    let bare = |kind: &Kind| match kind.argument {
        None => Some(format!("{0}1: {0}", kind.name)),
        Some(_) => None,
    };
    let found = match &item.value {
        Value::Text(word) => bare(hint::kind_of(word)?)?,
        Value::Map(entries) => {
            let [Entry { key, value, .. }, ..] = entries.as_slice() else {
                return None;
            };
            let kind = hint::kind_of(key);
            match (&value.value, kind, entries.len()) {
                (Value::Map(inside), Some(kind), 1)
                    if !inside.iter().any(|entry| is_other(kind, entry)) =>
                {
                    let step = with_options(kind, inside);
                    match step == kind.name {
                        true => bare(kind)?,
                        false => format!("{}1: {{{step}}}", kind.name),
                    }
                }
                (Value::Map(inside), _, 1) => {
                    let kind = inside.first().and_then(|first| hint::kind_of(&first.key));
                    match kind.filter(|kind| kind.argument.is_some()) {
                        Some(kind) => format!("{key}: {{{}}}", with_options(kind, inside)),
                        None => format!("{key}: {}", text(value)),
                    }
                }
                (_, Some(kind), _) if kind.reads == Reads::Branches => {
                    format!("{}1: {{{}: {}}}", kind.name, kind.name, text(value))
                }
                (_, Some(kind), _) => match with_options(kind, entries) {
                    step if step == kind.name => bare(kind)?,
                    step => format!("{}1: {{{step}}}", kind.name),
                },
                _ => return None,
            }
        }
        _ => return None,
    };
    (!found.contains('…')).then_some(found)
}

/// Returns `true` if the key is a kind here or in another tool, and no option of `kind`.
fn is_other(kind: &Kind, entry: &Entry) -> bool {
    let is_kind = || KINDS.iter().any(|kind| kind.name == entry.key);
    hint::field_of(kind, &entry.key).is_none() && (is_kind() || hint::means_kind(&entry.key))
}

/// Returns the help for names with maps behind them that are a list instead.
fn names(node: &Node, what: &str, example: &str) -> Option<String> {
    let dashes = match node.value {
        Value::List(_) => ", without dashes",
        _ => "",
    };
    Some(format!(
        "write each {what} under its name{dashes}: `{example}`"
    ))
}

pub(super) fn blocks(node: &Node) -> Option<String> {
    names(node, "block", "inception: {columns: […], concat: […]}")
}

pub(super) fn block(_: &Node) -> Option<String> {
    Some(format!("a block has `columns`, and one of {}", bodies()))
}

/// Returns what the body of a block may be, in words.
pub(super) fn bodies() -> String {
    let joins = KINDS.iter().filter(|kind| kind.reads == Reads::Branches);
    let names: Vec<&str> = std::iter::once("layers")
        .chain(joins.map(|kind| kind.name))
        .collect();
    alternatives(&names)
}

pub(super) fn heads(node: &Node) -> Option<String> {
    names(node, "head", "aux1: {from: …, layers: {…}}")
}

pub(super) fn head(_: &Node) -> Option<String> {
    Some("a head has `from`, the step that it reads, and `layers`".into())
}

/// Returns a list of single entries as one map; `None` if it is another list.
fn merged(node: &Node) -> Option<String> {
    let Value::List(items) = &node.value else {
        return None;
    };
    let mut entries = Vec::new();
    for item in items {
        match &item.value {
            Value::Map(inside) => entries.extend(inside.iter().cloned()),
            _ => return None,
        }
    }
    let map = Node {
        span: node.span,
        value: Value::Map(entries),
    };
    let map = text(&map);
    (!map.contains('…') && map != "{}").then_some(map)
}

pub(super) fn published(node: &Node) -> Option<String> {
    let example = match &node.value {
        Value::Number(_) | Value::Text(_) => format!("{{params: {}}}", text(node)),
        _ => merged(node).unwrap_or_else(|| "{params: 7M, macs: 1.6G, source: PAPER}".into()),
    };
    Some(format!("write `published: {example}`"))
}

pub(super) fn budget(node: &Node) -> Option<String> {
    let example = match &node.value {
        Value::Number(_) | Value::Text(_) => format!("{{params: {}}}", text(node)),
        _ => merged(node).unwrap_or_else(|| "{params: 7M, macs: 1.6G, arena: 6 MiB}".into()),
    };
    Some(format!("write `budget: {example}`"))
}

pub(super) fn defaults(node: &Node) -> Option<String> {
    let example =
        merged(node).unwrap_or_else(|| "{conv: {padding: same, activation: relu}}".into());
    Some(format!(
        "write the options under their kind: `defaults: {example}`"
    ))
}

pub(super) fn preprocess(node: &Node) -> Option<String> {
    let word = match &node.value {
        Value::Text(word) => word.to_ascii_lowercase(),
        _ => String::new(),
    };
    let example = match word.as_str() {
        "imagenet" | "torch" | "pytorch" | "torchvision" => {
            "{scale: 1/255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}".into()
        }
        "caffe" | "vgg" | "opencv" => "{color: bgr, mean: [104, 117, 123]}".into(),
        "keras" | "tf" | "tensorflow" | "inception" => "{scale: 1/127.5, mean: 1}".into(),
        "bgr" | "rgb" | "grey" => format!("{{color: {word}}}"),
        _ => merged(node).unwrap_or_else(|| "{resize: 256, crop: 224, scale: 1/255}".into()),
    };
    Some(format!("write `preprocess: {example}`"))
}

/// Returns the help for class names that stand in the description.
pub(super) fn labels(node: &Node) -> Option<String> {
    match &node.value {
        Value::List(_) | Value::Map(_) => Some(
            "write one name a line in a text file beside the description, and give its path: \
             `labels: labels.txt`"
                .into(),
        ),
        _ => {
            Some("give the path of a text file beside the description: `labels: labels.txt`".into())
        }
    }
}

/// Returns the help for the names of `key`, a list, that are one word, or keys of a map.
pub(super) fn list(key: &str, node: &Node) -> Option<String> {
    let names = match &node.value {
        Value::Text(names) => {
            let names: Vec<_> = names
                .split([',', ' '])
                .filter(|name| !name.is_empty())
                .collect();
            names.join(", ")
        }
        Value::Map(entries) => {
            let names: Vec<_> = entries.iter().map(|entry| entry.key.as_str()).collect();
            names.join(", ")
        }
        _ => return None,
    };
    (names.len() <= MAX_LEN && !names.is_empty()).then(|| format!("write `{key}: [{names}]`"))
}

/// Returns the help for branches that are a map of branches, or one name.
pub(super) fn branches(kind: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::Map(_) => {
            Some("put a dash before each branch: `- name: {conv: 64, kernel: 1}`".into())
        }
        Value::Text(name) => Some(format!(
            "write `{kind}: [{name}, …]`, with all that is joined"
        )),
        _ => None,
    }
}

/// Returns the help for a step that is a list or a number.
pub(super) fn a_step(name: &str, node: &Node) -> Option<String> {
    let found = match &node.value {
        Value::List(items) => items.iter().find_map(|item| match &item.value {
            Value::Text(word) => hint::kind_of(word),
            _ => None,
        }),
        _ => None,
    };
    let argument = match &node.value {
        Value::List(items) => items
            .iter()
            .find(|item| matches!(item.value, Value::Number(_))),
        _ => None,
    };
    let kind = found.unwrap_or(KINDS[0]);
    let form = match (&kind.argument, argument) {
        (Some(_), Some(argument)) if found.is_some() => {
            format!("{{{}: {}}}", kind.name, text(argument))
        }
        (None, _) => kind.name.to_owned(),
        _ => "{conv: 64, kernel: 3}".to_owned(),
    };
    Some(format!("write `{name}: {form}`"))
}

/// Returns the help for a row that is a single value.
pub(super) fn row(block: &str, node: &Node) -> Option<String> {
    Some(format!("write `{block}: [{}]`", text(node)))
}
