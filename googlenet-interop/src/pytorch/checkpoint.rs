//! Which tensors of a checkpoint are the network's weights.

use super::pickle::{Id, Value, Values};
use super::walk::{self, Found, listed};
use crate::wire::shown;
use std::borrow::Cow;

/// Keys under which training scripts save the weights, those of an average last.
const WEIGHTS: &[&str] = &[
    "state_dict",
    "model_state_dict",
    "model_state",
    "net_state_dict",
    "network_state_dict",
    "model",
    "module",
    "network",
    "net",
    "weights",
    "params",
    "state_dict_ema",
    "model_ema_state_dict",
    "model_ema",
    "ema_state_dict",
    "ema_model",
    "ema",
    "params_ema",
];
/// Words in the keys of what training needs beside the weights.
const TRAINING: &[&str] = &[
    "optim",
    "sched",
    "scaler",
    "loss",
    "criterion",
    "callback",
    "rng",
    "random",
    "loop",
];
/// Deepest nesting of the weights in dictionaries of a checkpoint.
const MAX_DEPTH: usize = 8;
/// Largest length in bytes of the key of weights.
const MAX_KEY: usize = 1024;

/// The weights in a checkpoint.
pub(super) struct Chosen {
    /// Name and index of each tensor.
    pub(super) tensors: Vec<(String, u32)>,
    /// What was passed over, one line each.
    pub(super) warnings: Vec<String>,
}

struct Part<'v> {
    key: Cow<'v, str>,
    value: Id,
    is_tensor: bool,
    /// Number of tensors in it.
    tensors: usize,
}

impl Part<'_> {
    /// Returns whether the part is a dictionary of weights rather than of what training needs beside.
    fn may_be_weights(&self) -> bool {
        if self.is_tensor || self.tensors == 0 || self.key.len() > MAX_KEY {
            return false;
        }
        let key = self.key.to_ascii_lowercase();
        !TRAINING.iter().any(|word| key.contains(word))
    }
}

fn parts<'v>(values: &'v Values<'_>, id: Id) -> Vec<Part<'v>> {
    let entries = (0..walk::len(values, id)).filter_map(|at| walk::entry(values, id, at));
    let (keys, ids): (Vec<_>, Vec<Id>) = entries.unzip();
    let counts = walk::counts(values, &ids);
    let parts = keys.into_iter().zip(ids).zip(counts);
    let parts = parts.map(|((key, value), tensors)| Part {
        key,
        value,
        is_tensor: matches!(values.get(value), Value::Tensor(_)),
        tensors,
    });
    parts.collect()
}

/// Finds the weights in what a file holds: a state dict, or a checkpoint with one in it. Where there are several, such
/// as those of the network and their average, the first of the usual names is taken.
///
/// # Errors
/// A reason in words that follow the file's name: it holds no weights, or what [`walk::tensors`] does not take.
pub(super) fn weights(values: &Values<'_>, root: Id) -> Result<Chosen, String> {
    let (mut at, mut path) = (root, String::new());
    let (mut averages, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..MAX_DEPTH {
        // An object's attributes are the modules of a network, whatever their names.
        if !matches!(
            values.get(at),
            Value::Dict(_) | Value::List(_) | Value::Tuple(_)
        ) {
            break;
        }
        // A state dict has thousands of entries, a checkpoint few.
        let parts = parts(values, at);
        let candidates: Vec<&Part<'_>> =
            parts.iter().filter(|part| part.may_be_weights()).collect();
        let named = WEIGHTS
            .iter()
            .find_map(|key| candidates.iter().find(|part| part.key == *key));
        let has_own = parts.iter().any(|part| part.is_tensor);
        let taken = match (named, &candidates[..]) {
            (Some(named), _) => *named,
            (None, [one]) if !has_own => *one,
            (None, []) if !has_own => return Err(none(parts.iter().map(|part| &*part.key))),
            _ => break,
        };
        path = match path.as_str() {
            "" => taken.key.clone().into_owned(),
            path => format!("{path}.{}", taken.key),
        };
        let is_rest = |part: &&Part<'_>| part.value != taken.value;
        let rest = parts.iter().filter(is_rest).map(|part| &*part.key);
        let known = |part: &&&Part<'_>| is_rest(part) && WEIGHTS.contains(&&*part.key);
        let others = candidates.iter().filter(known).map(|part| &*part.key);
        averages.extend(listed(others));
        beside.extend(listed(rest));
        at = taken.value;
    }
    let found = walk::tensors(values, at)?;
    if found.tensors.is_empty() {
        return Err(none(found.others.iter().map(String::as_str)));
    }
    let mut warnings = Vec::new();
    if !path.is_empty() {
        let mut line = format!("the weights are those of `{}`", shown(&path));
        if !averages.is_empty() {
            line += &format!(", not those of {}", averages.join(", "));
        }
        if !beside.is_empty() {
            line += &format!("; passed over: {}", beside.join(", "));
        }
        warnings.push(line);
    }
    warnings.extend(no_tensors(&found));
    Ok(Chosen {
        tensors: found.tensors,
        warnings,
    })
}

fn none<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> String {
    let got = listed(keys).map_or("and nothing else".to_owned(), |keys| format!("but {keys}"));
    format!(
        "it holds no weights, {got}; help: save them with `torch.save(model.state_dict(), \"weights.pt\")`"
    )
}

fn no_tensors(found: &Found) -> Vec<String> {
    let mut lines = Vec::new();
    let known = found.others.iter().map(String::as_str);
    let more = found.other_count - found.others.len();
    if let Some(others) = listed(known) {
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        lines.push(format!("passed over what is no tensor: {others}{more}"));
    }
    if found.again > 0 {
        lines.push(format!(
            "passed over {} parts that are there under another name, too",
            found.again
        ));
    }
    lines
}
