//! Helps for options that stand in a map behind a kind with a main argument, as in other tools: the same beside the
//! kind, in words of this language.

use super::form::{MAX_LEN, text};
use super::step::STEP_OPTIONS;
use super::{hint, literal};
use crate::foreign::{bare, inverse};
use crate::grammar::{Kind, OptionType};
use crate::nearest::{alike, nearest};
use crate::read::{Entry, Node, Value};

/// Returns the help for a main argument that is a map with the options of the kind.
/// `word` is what the description calls the kind.
pub(super) fn argument(kind: &Kind, word: &str, node: &Node) -> Option<String> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let mut entries = entries.clone();
    if alike(bare(word), "UpSampling2D") {
        // Keras' `size` is a factor.
        for entry in entries.iter_mut().filter(|entry| entry.key == "size") {
            entry.key = "scale".to_owned();
        }
    }
    let all = with_options(kind, &entries);
    (all.len() <= 2 * MAX_LEN).then(|| format!("options stand beside the kind: `{{{all}}}`"))
}

/// Returns a kind with the options of `entries` beside it, all in words of this language; options that the kind does
/// not have are left out, and all but the first of those that are one here.
pub(super) fn with_options(kind: &Kind, entries: &[Entry]) -> String {
    let mut argument = None;
    let mut rest: Vec<(&str, String)> = Vec::new();
    for entry in entries {
        match field(kind, entry) {
            Some((name, value)) if name == kind.name => argument = Some(value),
            Some((name, value)) if rest.iter().all(|(other, _)| *other != name) => {
                rest.push((name, value));
            }
            _ => {}
        }
    }
    let mut rest: Vec<String> = rest
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    if kind.argument.is_none() {
        return match rest.is_empty() {
            true => kind.name.to_owned(),
            false => format!("{}: {{{}}}", kind.name, rest.join(", ")),
        };
    }
    let argument = argument.unwrap_or_else(|| format!("({})", kind.argument_name));
    rest.insert(0, format!("{}: {argument}", kind.name));
    rest.join(", ")
}

/// Returns the name here of an option of a kind, and its value; `None` if the kind has no such option.
fn field(kind: &Kind, entry: &Entry) -> Option<(&'static str, String)> {
    let names = kind.options.iter().map(|option| option.name);
    let (key, value) = (entry.key.as_str(), text(&entry.value));
    let has = |name: &'static str| hint::field_of(kind, name);
    if alike(key, "auto_pad") && value == "NOTSET" {
        return None;
    }
    if alike(key, "align_corners") && matches!(value.as_str(), "true" | "1") {
        return has("coordinates").map(|name| (name, key.to_owned()));
    }
    let is_scale = kind
        .argument
        .as_ref()
        .is_some_and(|field| field.ty == OptionType::Scale);
    if is_scale && key == "size" {
        return Some((kind.name, format!("{{size: {value}}}")));
    }
    if let Some(name) = hint::field_of(kind, key) {
        return Some((name, mended(kind, name, &entry.value).unwrap_or(value)));
    }
    if kind.argument.is_some() && hint::kind_of(key).is_some_and(|of| of.name == kind.name) {
        return Some((kind.name, value));
    }
    if alike(key, "no_bias") {
        return has("bias").map(|name| (name, inverse(&value).to_owned()));
    }
    if let (true, Value::Number(kept)) = (alike(key, "keep_prob"), &entry.value.value) {
        let rate = (1e6 - kept * 1e6).round() / 1e6;
        return has("rate").map(|name| (name, rate.to_string()));
    }
    let step = STEP_OPTIONS.into_iter().find(|name| *name == key);
    if let Some(name) = step.or_else(|| nearest(key, names)) {
        return Some((name, value));
    }
    let word = hint::activation(key)?;
    has("activation").map(|name| (name, word.to_owned()))
}

/// Returns the value of an option as it is written here, where `node` writes it as another tool does and the message
/// about it says how.
fn mended(kind: &Kind, name: &str, node: &Node) -> Option<String> {
    let mut fields = kind.fields();
    let field = fields.find(|field| field.name == name)?;
    if matches!(&node.value, Value::Text(text) if text.starts_with('$')) {
        return None;
    }
    let error = literal::setting(&field.ty, node, name).err()?;
    let said = error.help?;
    let starts = ["write `", "did you mean `"];
    let rest = starts.iter().find_map(|start| said.strip_prefix(start))?;
    rest.split_once('`').map(|(value, _)| value.to_owned())
}
