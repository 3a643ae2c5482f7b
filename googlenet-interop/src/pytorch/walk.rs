//! The tensors that a value holds, by their names.

use super::pickle::{Id, Value, Values};
use crate::wire::shown;
use std::borrow::Cow;

/// Deepest nesting of dictionaries and lists that tensors are looked for in.
const MAX_DEPTH: usize = 64;
/// Largest number of tensors.
const MAX_TENSORS: usize = 65_536;
/// Largest length of a name in bytes, and of all names together.
const MAX_NAME: usize = 1024;
const MAX_NAMES: usize = 16 << 20;
/// Number of names that a message lists.
const LISTED: usize = 8;

/// The tensors of a value, and what it holds beside.
#[derive(Default)]
pub(super) struct Found {
    /// Name and index of each tensor, in the order of the file.
    pub(super) tensors: Vec<(String, u32)>,
    /// Names of what is no tensor, and is passed over: the first ones.
    pub(super) others: Vec<String>,
    /// Number of these.
    pub(super) other_count: usize,
    /// Dictionaries and lists that were found before under another name.
    pub(super) again: usize,
}

/// Returns the value of which an object is, which is the object itself where it is no one of TorchScript.
pub(super) fn inside(values: &Values<'_>, id: Id) -> Id {
    match values.get(id) {
        Value::Object(Some(attributes)) => *attributes,
        _ => id,
    }
}

/// Returns the number of entries of a dictionary, a list or an object.
pub(super) fn len(values: &Values<'_>, id: Id) -> usize {
    match values.get(inside(values, id)) {
        Value::Dict(pairs) => pairs.len(),
        Value::List(items) | Value::Tuple(items) => items.len(),
        _ => 0,
    }
}

/// Returns an entry: its key, the index of items of a list, and its value. Keys that are neither text nor integers are
/// `?`.
pub(super) fn entry<'v>(values: &'v Values<'_>, id: Id, at: usize) -> Option<(Cow<'v, str>, Id)> {
    match values.get(inside(values, id)) {
        Value::Dict(pairs) => {
            let (key, value) = pairs.get(at)?;
            Some((values.key(*key).unwrap_or(Cow::Borrowed("?")), *value))
        }
        Value::List(items) | Value::Tuple(items) => {
            Some((Cow::Owned(at.to_string()), *items.get(at)?))
        }
        _ => None,
    }
}

/// Returns, for each of `ids`, how many tensors it holds that those before do not hold in the same dictionaries and
/// lists.
pub(super) fn counts(values: &Values<'_>, ids: &[Id]) -> Vec<usize> {
    let mut seen = vec![false; values.len()];
    let count = |id: &Id| {
        let (mut open, mut count) = (vec![*id], 0);
        while let Some(id) = open.pop() {
            if matches!(values.get(id), Value::Tensor(_)) {
                count += 1;
            } else if !std::mem::replace(&mut seen[id as usize], true) {
                open.extend((0..len(values, id)).filter_map(|at| Some(entry(values, id, at)?.1)));
            }
        }
        count
    };
    ids.iter().map(count).collect()
}

/// Returns names as a list of words for a message, the first ones and the number of the others; `None` if there are
/// none.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Option<String> {
    let first = names
        .clone()
        .take(LISTED)
        .map(|name| format!("`{}`", shown(name)));
    let first: Vec<String> = first.collect();
    let more = match names.skip(LISTED).count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!first.is_empty()).then(|| first.join(", ") + &more)
}

/// Collects the tensors of a value, each by the keys that lead to it, with dots between.
///
/// # Errors
/// A reason in words that follow the file's name: the value contains itself, is nested too deep, or has too many
/// tensors or too long names.
pub(super) fn tensors(values: &Values<'_>, root: Id) -> Result<Found, String> {
    let mut found = Found::default();
    if let Value::Tensor(tensor) = values.get(root) {
        found.tensors.push(("tensor".into(), *tensor));
        return Ok(found);
    }
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        Never,
        Open,
        Done,
    }
    let is_object = matches!(values.get(root), Value::Object(_));
    let mut visits = vec![Visit::Never; values.len()];
    let mut name = String::new();
    let mut names = 0;
    // Value, next entry, and length of the name in front of its keys.
    let mut open = vec![(root, 0, 0)];
    visits[root as usize] = Visit::Open;
    while let Some((id, at, prefix)) = open.last_mut() {
        name.truncate(*prefix);
        let (holder, next) = (*id, entry(values, *id, *at));
        *at += 1;
        let Some((key, value)) = next else {
            visits[holder as usize] = Visit::Done;
            open.pop();
            continue;
        };
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(&key);
        if name.len() > MAX_NAME {
            let name: String = name.chars().take(40).collect();
            return Err(format!(
                "the name `{}…` has more than {MAX_NAME} bytes",
                shown(&name)
            ));
        }
        match values.get(value) {
            Value::Tensor(tensor) => {
                names += name.len();
                if found.tensors.len() == MAX_TENSORS || names > MAX_NAMES {
                    return Err(format!(
                        "it holds more than {MAX_TENSORS} tensors, or too long names"
                    ));
                }
                found.tensors.push((name.clone(), *tensor));
            }
            Value::Dict(_) | Value::List(_) | Value::Tuple(_) | Value::Object(Some(_)) => {
                match visits[value as usize] {
                    Visit::Open => return Err(format!("`{}` contains itself", shown(&name))),
                    Visit::Done if len(values, value) == 0 => {}
                    Visit::Done => found.again += 1,
                    Visit::Never if open.len() == MAX_DEPTH => {
                        return Err(format!(
                            "`{}` is nested more than {MAX_DEPTH} deep",
                            shown(&name)
                        ));
                    }
                    Visit::Never => {
                        visits[value as usize] = Visit::Open;
                        let prefix = name.len();
                        open.push((value, 0, prefix));
                    }
                }
            }
            // Objects have attributes of all kinds.
            _ if is_object => {}
            _ => {
                found.other_count += 1;
                if found.others.len() < LISTED {
                    found.others.push(name.clone());
                }
            }
        }
    }
    Ok(found)
}
