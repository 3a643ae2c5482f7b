//! Helps for activations with parameters that they do not have here, or that other tools write in another way.

use super::LiteralValue as Value;
use super::form::{activation, all_numbers};
use crate::foreign::{self, ACTIVATIONS, Advice};
use crate::nearest::alike;
use crate::value::word::Word;
use crate::value::{Activation, Parameter};

/// Returns the help for a value that is no activation.
pub(super) fn help(value: &Value) -> Option<String> {
    let Value::Map(entries) = value else {
        return activation(value).map(|form| format!("write `{form}`"));
    };
    let [(word, given)] = entries.as_slice() else {
        return None;
    };
    let lost = lost_parameter(word, &given.value);
    let own = || activation(value).map(|form| format!("write `{form}`"));
    lost.or_else(own)
        .or_else(|| foreign_map(word, &given.value))
}

/// Returns the help for a word of another tool with parameters, such as `{hardtanh: [-2, 2]}`.
fn foreign_map(word: &str, given: &Value) -> Option<String> {
    let is = |names: &[&str]| names.iter().any(|name| alike(name, foreign::bare(word)));
    let numbers = all_numbers(given).unwrap_or_default();
    match numbers.as_slice() {
        [low, high] if is(&["hardtanh", "hardtan", "clamp"]) => {
            return Some(format!("write `{{clip: [{low}, {high}]}}`"));
        }
        [high] if is(&["clipped_relu"]) => return Some(format!("write `{{clip: [0, {high}]}}`")),
        [slope] if is(&["leaky", "leaky_rectify", "lrelu"]) => {
            return Some(format!("write `{{leaky_relu: {slope}}}`"));
        }
        [alpha] if is(&["celu"]) && *alpha == 1.0 => return Some("write `elu`".to_owned()),
        _ => {}
    }
    if let Some(foreign) = foreign::find(ACTIVATIONS, word)
        && let Advice::Is([here, ..]) = foreign.advice
        && let Some(lost) = lost_parameter(here, given)
    {
        return Some(lost);
    }
    foreign::value(
        "activation",
        word,
        Activation::words().into_iter(),
        &Activation::names(),
    )
}

/// Returns how the activation `found`, which has no parameters here, is written with those of `given`: a ReLU with
/// Keras' bound or slope is another activation.
pub(super) fn bounded(found: Activation, given: &Value) -> Option<String> {
    let plain = Some(found.as_str().to_owned());
    if found != Activation::Relu {
        return plain;
    }
    let bound = |high: f64| match high {
        6.0 => "relu6".to_owned(),
        high => format!("{{clip: [0, {high}]}}"),
    };
    match given {
        // A number below 1 is rather a slope than a bound.
        Value::Number(slope) if *slope > 0.0 && *slope < 1.0 => {
            Some(format!("{{leaky_relu: {slope}}}"))
        }
        Value::Number(high) if *high > 0.0 => Some(bound(*high)),
        Value::Map(entries) => {
            let entry = |name: &str| {
                let found = entries.iter().find(|(key, _)| alike(key, name));
                match found.map(|(_, value)| &value.value) {
                    Some(Value::Number(number)) if *number > 0.0 => Some(*number),
                    _ => None,
                }
            };
            let slope = entry("negative_slope").or_else(|| entry("slope"));
            match (entry("max_value").or_else(|| entry("max")), slope) {
                (Some(high), None) => Some(bound(high)),
                (None, Some(slope)) => Some(format!("{{leaky_relu: {slope}}}")),
                _ => plain,
            }
        }
        _ => plain,
    }
}

/// Returns the help for an activation whose parameter would be lost, as it has none here.
pub(crate) fn lost_parameter(word: &str, given: &Value) -> Option<String> {
    let mut all = Activation::ALL.iter();
    let found = all.find(|known| alike(known.as_str(), word))?;
    let is_plain = found.parameters().is_empty()
        && !matches!(
            found,
            Activation::Relu | Activation::Softmax | Activation::None
        );
    if !is_plain {
        return None;
    }
    let (name, number) = match given {
        Value::Number(number) => ("", *number),
        Value::Map(entries) => entries.iter().find_map(|(name, value)| match value.value {
            Value::Number(number) if name != "threshold" => Some((name.as_str(), number)),
            _ => None,
        })?,
        _ => return None,
    };
    let word = found.as_str();
    let has_beta = matches!(found, Activation::Swish | Activation::Softplus);
    match (has_beta, name) {
        (true, _) if number == 1.0 => None,
        (true, "" | "beta") => Some(format!(
            "`{word}` has no beta here: the word alone has that of 1"
        )),
        (false, _) if *found == Activation::Relu6 && number == 6.0 => None,
        (_, "") => Some(format!(
            "`{word}` has no parameter here: it is a word alone"
        )),
        (_, name) => Some(format!("`{word}` has no `{name}` here: it is a word alone")),
    }
}

/// Returns the help for a parameter of `activation` of the wrong type, where all of them are `given`: bounds that are
/// infinite are left out, and PyTorch's `approximate: tanh` is a flag.
pub(super) fn of_parameter(activation: Activation, given: &Value) -> Option<String> {
    let parameters = activation.parameters();
    match (parameters.as_slice(), given) {
        ([(name, Parameter::Flag(_))], Value::Map(entries)) => match entries.as_slice() {
            [(_, value)] => match &value.value {
                Value::Word(word) if word == "tanh" => Some(format!(
                    "write `{{{}: {{{name}: true}}}}`",
                    activation.as_str()
                )),
                Value::Word(word) if word == "none" => Some(format!("write `{activation}`")),
                _ => None,
            },
            _ => None,
        },
        _ if activation.needs_parameters() => {
            let values: Vec<(&str, &Value)> = match given {
                Value::List(items) => {
                    let names = parameters.iter().map(|(name, _)| *name);
                    names.zip(items.iter().map(|item| &item.value)).collect()
                }
                Value::Map(entries) => {
                    let entries = entries.iter();
                    entries
                        .map(|(name, value)| (name.as_str(), &value.value))
                        .collect()
                }
                _ => return None,
            };
            let is_open = |value: &Value| {
                matches!(value, Value::Word(word) if is_open(word))
                    || matches!(value, Value::Nothing)
            };
            let kept = values.iter().filter(|(_, value)| !is_open(value));
            let kept: Option<Vec<String>> = kept
                .map(|(name, value)| match value {
                    Value::Number(number) => Some(format!("{name}: {number}")),
                    _ => None,
                })
                .collect();
            let kept = kept?;
            match kept.is_empty() {
                true => Some("write `none`".to_owned()),
                false => Some(format!("write `{{{activation}: {{{}}}}}`", kept.join(", "))),
            }
        }
        _ => None,
    }
}

/// Returns `true` for the words of infinity and of no number.
fn is_open(word: &str) -> bool {
    let bare = word.trim_start_matches(['-', '+']).trim_start_matches('.');
    ["inf", "infinity", "nan"].contains(&bare.to_ascii_lowercase().as_str())
}
