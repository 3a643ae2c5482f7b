//! Helps for values of the wrong form: what to write instead, with the user's own numbers.

use super::{LiteralValue as Value, OptionType, activation_help};
use crate::nearest::alike;
use crate::value::{Activation, Initializer, Parameter};

/// Reads the numbers of a text such as `(3, 3)`, `224x224x3` or `1_000`; `None` for another text.
pub(crate) fn numbers(text: &str) -> Option<Vec<f64>> {
    if text.len() > 64 {
        return None;
    }
    let inside = text.trim().trim_matches(['(', ')', '[', ']']);
    let number = |part: &str| {
        let digits = part.replace('_', "");
        let plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        digits.parse::<f64>().ok().filter(|_| plain)
    };
    let parts = inside.split([',', 'x', 'X', '×', '*', ' ']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = parts.map(number).collect::<Option<_>>()?;
    (!numbers.is_empty()).then_some(numbers)
}

/// Reads a number with commas between groups of three digits, such as `1,000`.
fn grouped(text: &str) -> Option<f64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group));
    fits.then(|| text.replace(',', "").parse().ok()).flatten()
}

/// Returns the help for a value that is not of the type `ty`; `None` if nothing is known about it.
pub(super) fn help(ty: &OptionType, value: &Value) -> Option<String> {
    let form = match ty {
        OptionType::Flag | OptionType::Layer(_) => flag(value)?.to_string(),
        OptionType::Count | OptionType::Real { .. } => number(value)?,
        OptionType::Pair | OptionType::PairFromZero => pair(value)?,
        OptionType::Scale => scale(value)?,
        OptionType::Padding => match value {
            Value::Flag(true) => "same".to_owned(),
            Value::Flag(false) | Value::Nothing => "valid".to_owned(),
            _ => edges(value)?,
        },
        OptionType::Edges => edges(value)?,
        OptionType::Activation => return activation_help::help(value),
        OptionType::Range => range(value)?,
        OptionType::Sizes => sizes(value)?,
        OptionType::Initializer => initializer(value)?,
        OptionType::ChannelOrder | OptionType::Choice(_) | OptionType::Factors => return None,
    };
    Some(format!("write `{form}`"))
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Number(1.0) => Some(true),
        Value::Number(0.0) => Some(false),
        Value::Word(word) => match word.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "t" => Some(true),
            "false" | "no" | "off" | "n" | "f" | "none" => Some(false),
            _ => None,
        },
        Value::Nothing => None,
        _ => None,
    }
}

fn number(value: &Value) -> Option<String> {
    let number = match value {
        Value::Word(text) => match (grouped(text), numbers(text)?.as_slice()) {
            (Some(number), _) => number,
            (None, [number]) => *number,
            _ => return None,
        },
        Value::List(items) => match items.as_slice() {
            [one] => match one.value {
                Value::Number(number) => number,
                _ => return None,
            },
            _ => return None,
        },
        Value::Map(entries) => match entries.as_slice() {
            [(_, one)] => match one.value {
                Value::Number(number) => number,
                _ => return None,
            },
            _ => return None,
        },
        _ => return None,
    };
    Some(number.to_string())
}

/// Returns the numbers in a text, a list or the values of a map.
fn all(value: &Value) -> Option<Vec<f64>> {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    match value {
        Value::Word(text) => numbers(text),
        Value::List(items) => items.iter().map(|item| number(&item.value)).collect(),
        Value::Map(entries) => {
            let keys = [["height", "width"], ["h", "w"], ["rows", "cols"]];
            let sizes = keys.iter().find_map(|keys| {
                let of = |key: &str| entries.iter().find(|(name, _)| name == key);
                Some([
                    number(&of(keys[0])?.1.value)?,
                    number(&of(keys[1])?.1.value)?,
                ])
            });
            sizes.map(Vec::from)
        }
        _ => None,
    }
}

/// Returns the numbers in a text, a list or the values of a map, or a number alone.
fn numbers_of(value: &Value) -> Option<Vec<f64>> {
    match value {
        Value::Number(number) => Some(vec![*number]),
        _ => all(value),
    }
}

fn pair(value: &Value) -> Option<String> {
    match all(value)?.as_slice() {
        [one] => Some(one.to_string()),
        [height, width] => Some(format!("[{height}, {width}]")),
        _ => None,
    }
}

fn scale(value: &Value) -> Option<String> {
    match value {
        Value::Map(_) => Some(format!("{{size: {}}}", pair(value)?)),
        _ => pair(value),
    }
}

/// Returns the initializer that a map such as `{he_normal: {}}`, `{TruncatedNormal: {stddev: 0.02}}` or `{truncated_normal:
/// {stddev: 0.02}}` means.
fn initializer(value: &Value) -> Option<String> {
    let Value::Map(entries) = value else {
        return None;
    };
    let (word, given) = entries.first()?;
    let mut all = Initializer::ALL.iter().copied();
    let found = all.find(|known| alike(known.as_str(), word))?;
    Some(match (found, first_number(&given.value)) {
        (Initializer::TruncatedNormal { .. }, Some(number)) if number > 0.0 => {
            format!("{{{found}: {number}}}")
        }
        _ => found.as_str().to_owned(),
    })
}

fn range(value: &Value) -> Option<String> {
    if let Value::Word(text) = value {
        // A range of Python or Rust.
        let ends = text.trim_matches(['[', ']']).split_once(':');
        if let Some((from, to)) = ends.or_else(|| text.split_once("..")) {
            let [from, to] = [from, to].map(|end| end.trim().parse::<u32>().ok());
            return Some(format!("[{}, {}]", from.unwrap_or(0), to?));
        }
    }
    match numbers_of(value)?.as_slice() {
        [to] => Some(format!("[0, {to}]")),
        [from, to] => Some(format!("[{from}, {to}]")),
        _ => None,
    }
}

fn sizes(value: &Value) -> Option<String> {
    let sizes = numbers_of(value)?;
    if sizes
        .iter()
        .skip(usize::from(sizes.len() == 4))
        .filter(|size| **size < 0.0)
        .count()
        > 1
    {
        return None;
    }
    match sizes.as_slice() {
        [channels] => Some(format!("[1, 1, {channels}]")),
        // A shape with the batch in front, and of channels and a square behind them.
        [-1.0 | 1.0, channels, height, width] if height == width && channels != height => {
            Some(format!("[{height}, {width}, {channels}]"))
        }
        [-1.0 | 1.0, height, width, channels] | [height, width, channels] => {
            Some(format!("[{height}, {width}, {channels}]"))
        }
        _ => None,
    }
}

fn edges(value: &Value) -> Option<String> {
    // Keras' `((top, bottom), (left, right))`.
    if let Value::List(pairs) = value
        && let [rows, columns] = pairs.as_slice()
        && let (Some(rows), Some(columns)) = (all(&rows.value), all(&columns.value))
        && let ([top, bottom], [left, right]) = (rows.as_slice(), columns.as_slice())
    {
        return Some(format!("[{top}, {left}, {bottom}, {right}]"));
    }
    match all(value)?.as_slice() {
        [one] => Some(one.to_string()),
        [height, width] => Some(format!("[{height}, {width}]")),
        [top, left, bottom, right] => Some(format!("[{top}, {left}, {bottom}, {right}]")),
        _ => None,
    }
}

/// Returns the activation that a value means which is none: one that a map names in another way, such as
/// `{LeakyReLU: 0.1}` or `{leaky_relu: {alpha: 0.1}}`, or one whose parameters are missing or have another form.
pub(crate) fn activation(value: &Value) -> Option<String> {
    let (word, given) = match value {
        Value::Word(word) => (word, &Value::Nothing),
        Value::Map(entries) => match entries.as_slice() {
            [(word, given)] => (word, &given.value),
            _ => return None,
        },
        _ => return None,
    };
    let mut all = Activation::ALL.iter().copied();
    let found = all.find(|known| alike(known.as_str(), word))?;
    let is_word = matches!(value, Value::Word(_));
    if is_word && !found.needs_parameters() {
        return None;
    }
    let known = found.parameters();
    let meant = |values: &[Parameter]| found.with_parameters(values).map(Activation::written);
    match known.as_slice() {
        [] => activation_help::bounded(found, given),
        [(_, Parameter::Flag(usual))] => match flag(inside(given)) {
            Some(given) => meant(&[Parameter::Flag(given)]),
            None => meant(&[Parameter::Flag(!usual)]),
        },
        [_] => match first_number(given) {
            Some(number) => Some(format!("{{{}: {number}}}", found.as_str())),
            None => Some(found.as_str().to_owned()),
        },
        _ => match (all_numbers(given).as_deref(), found.needs_parameters()) {
            (Some([low, high]), _) => Some(format!("{{{}: [{low}, {high}]}}", found.as_str())),
            (Some([high]), true) => Some(format!("{{{}: [0, {high}]}}", found.as_str())),
            (Some([first]), false) => Some(format!(
                "{{{}: {{{}: {first}}}}}",
                found.as_str(),
                known[0].0
            )),
            (_, true) => Some(format!("{{{}: [0, 6]}}", found.as_str())),
            (_, false) => Some(found.as_str().to_owned()),
        },
    }
}

/// Returns the first value of a map; any other value as it is.
fn inside(value: &Value) -> &Value {
    match value {
        Value::Map(entries) => entries.first().map_or(value, |(_, first)| &first.value),
        other => other,
    }
}

/// Returns the number that a value is or begins with, or that is the first value of a map.
fn first_number(value: &Value) -> Option<f64> {
    match inside(value) {
        Value::Number(number) => Some(*number),
        Value::Word(text) => numbers(text)?.first().copied(),
        _ => None,
    }
}

/// Returns the numbers in a text, a list or a map, or a number alone.
pub(super) fn all_numbers(value: &Value) -> Option<Vec<f64>> {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    match value {
        Value::Number(number) => Some(vec![*number]),
        Value::Map(entries) => {
            let numbers = entries.iter().map(|(_, entry)| number(&entry.value));
            numbers.collect()
        }
        other => all(other),
    }
}
