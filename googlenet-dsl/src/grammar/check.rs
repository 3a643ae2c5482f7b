//! Checks of literals (values as a description writes them) against the types of fields, and their conversion to
//! settings.

use super::{
    Literal, LiteralValue as Value, MAX_COUNT, OptionType, Setting, activation_help, form,
};
use crate::diagnostic::{Code, Diagnostic, shorten};
use crate::foreign;
use crate::value::word::Word;
use crate::value::{Activation, ChannelOrder, Initializer, Padding, Parameter, Scale};

/// Checks a literal against the type of its field and converts it to a setting; `what` is the text that names the field
/// in error messages. References (`$name` for a block's column, `$input.channels`) must have been replaced by values
/// before.
///
/// A map for an [`OptionType::Layer`] gives [`Setting::Flag`] with `true`; the options in it are not checked.
///
/// # Errors
/// Returns [`Code::WRONG_TYPE`] for a literal of another form, for every literal if the type is
/// [`OptionType::Factors`], whose numbers are checked one by one instead, and for a map that is no activation with
/// parameters; [`Code::OUT_OF_RANGE`], [`Code::TOO_BIG`], [`Code::NOT_WHOLE`] or [`Code::NOT_POSITIVE`] for a number
/// outside the field's range; and [`Code::UNKNOWN_CHOICE`] for an unknown word.
pub fn check(ty: &OptionType, node: &Literal, what: &str) -> Result<Setting, Box<Diagnostic>> {
    let mistyped = || {
        let got = node.value.describe();
        let expected = form_of(ty, &node.value).unwrap_or_else(|| ty.describe());
        let mut error = Diagnostic::wrong_type(what, &expected, node.span, got);
        error.help = form::help(ty, &node.value);
        Box::new(error)
    };
    match (ty, &node.value) {
        (OptionType::Count, Value::Number(number)) => {
            count(*number, node, what).map(Setting::Count)
        }
        (OptionType::Pair, Value::Number(number)) => {
            count(*number, node, what).map(|n| Setting::Pair([n, n]))
        }
        (OptionType::Pair, Value::List(sizes)) => match sizes.as_slice() {
            [height, width] => {
                let size = |node: &Literal| match check(&OptionType::Count, node, what)? {
                    Setting::Count(size) => Ok(size),
                    _ => Err(mistyped()),
                };
                Ok(Setting::Pair([size(height)?, size(width)?]))
            }
            _ => Err(mistyped()),
        },
        (OptionType::Real { min, below }, Value::Number(number)) => {
            let number = *number as f32;
            if number.is_finite() && number >= *min && below.is_none_or(|below| number < below) {
                return Ok(Setting::Real(number));
            }
            let label = format!("expected {}", ty.describe());
            Err(Box::new(Diagnostic::new(
                Code::OUT_OF_RANGE,
                format!("{what} is out of range"),
                node.span,
                label,
            )))
        }
        (OptionType::Flag | OptionType::Layer(_), Value::Flag(flag)) => Ok(Setting::Flag(*flag)),
        (OptionType::Layer(_), Value::Map(_)) => Ok(Setting::Flag(true)),
        (OptionType::Padding, Value::Word(text)) => {
            word(text, ty, node, what).map(Setting::Padding)
        }
        (OptionType::Padding, Value::Number(_) | Value::List(_)) => {
            match check(&OptionType::Edges, node, what)? {
                Setting::Edges(edges) => Ok(Setting::Padding(Padding::Explicit(edges))),
                _ => Err(mistyped()),
            }
        }
        (OptionType::Edges, Value::Number(number)) => {
            edge(*number, node, what).map(|n| Setting::Edges([n; 4]))
        }
        (OptionType::Edges, Value::List(edges)) => {
            let size = |node: &Literal| match node.value {
                Value::Number(number) => edge(number, node, what),
                _ => Err(mistyped()),
            };
            match edges.as_slice() {
                [height, width] => {
                    let (height, width) = (size(height)?, size(width)?);
                    Ok(Setting::Edges([height, width, height, width]))
                }
                [top, left, bottom, right] => Ok(Setting::Edges([
                    size(top)?,
                    size(left)?,
                    size(bottom)?,
                    size(right)?,
                ])),
                _ => Err(mistyped()),
            }
        }
        (OptionType::Activation, Value::Word(text)) => {
            word(text, ty, node, what).map(Setting::Activation)
        }
        (OptionType::Activation, Value::Map(entries)) => match entries.as_slice() {
            [(word, parameter)] => {
                with_parameters(word, parameter).unwrap_or_else(|| Err(mistyped()))
            }
            _ => Err(mistyped()),
        },
        (OptionType::Initializer, Value::Word(text)) => {
            word(text, ty, node, what).map(Setting::Initializer)
        }
        (OptionType::Initializer, Value::Map(entries)) => match entries.as_slice() {
            [(word, deviation)] if word == "truncated_normal" => match deviation.value {
                Value::Number(number) => {
                    let deviation =
                        factor(number, deviation, "the deviation of `truncated_normal`")?;
                    Ok(Setting::Initializer(Initializer::TruncatedNormal {
                        deviation,
                    }))
                }
                _ => Err(mistyped()),
            },
            _ => Err(mistyped()),
        },
        (OptionType::ChannelOrder, Value::Word(text)) => {
            word::<ChannelOrder>(text, ty, node, what).map(Setting::ChannelOrder)
        }
        (OptionType::Choice(choices), Value::Word(text)) => {
            choice(text, choices, ty, node, what).map(Setting::Choice)
        }
        (OptionType::PairFromZero, Value::Number(number)) => {
            edge(*number, node, what).map(|n| Setting::Pair([n, n]))
        }
        (OptionType::PairFromZero, Value::List(sizes)) => {
            let size = |node: &Literal| match node.value {
                Value::Number(number) => edge(number, node, what),
                _ => Err(mistyped()),
            };
            match sizes.as_slice() {
                [height, width] => Ok(Setting::Pair([size(height)?, size(width)?])),
                _ => Err(mistyped()),
            }
        }
        (OptionType::Scale, Value::Number(number)) => {
            factor(*number, node, what).map(|n| Setting::Scale(Scale::Factor([n, n])))
        }
        (OptionType::Scale, Value::List(factors)) => {
            let one = |node: &Literal| match node.value {
                Value::Number(number) => factor(number, node, what),
                _ => Err(mistyped()),
            };
            match factors.as_slice() {
                [height, width] => Ok(Setting::Scale(Scale::Factor([one(height)?, one(width)?]))),
                _ => Err(mistyped()),
            }
        }
        (OptionType::Scale, Value::Map(entries)) => match entries.as_slice() {
            [(key, size)] if key == "size" => {
                match check(&OptionType::Pair, size, &format!("the size of {what}"))? {
                    Setting::Pair(size) => Ok(Setting::Scale(Scale::Size(size))),
                    _ => Err(mistyped()),
                }
            }
            _ => Err(mistyped()),
        },
        (OptionType::Range, Value::List(ends)) => {
            let end = |node: &Literal| match node.value {
                Value::Number(number) => whole(number, 0, node, what),
                _ => Err(mistyped()),
            };
            match ends.as_slice() {
                [from, to] => Ok(Setting::Range([end(from)?, end(to)?])),
                _ => Err(mistyped()),
            }
        }
        (OptionType::Sizes, Value::List(sizes)) => {
            let size = |node: &Literal| match node.value {
                Value::Number(-1.0) => Ok(0),
                Value::Number(number) => count(number, node, what),
                _ => Err(mistyped()),
            };
            match sizes.as_slice() {
                [height, width, channels] => {
                    let sizes = [size(height)?, size(width)?, size(channels)?];
                    match sizes.iter().filter(|size| **size == 0).count() {
                        0 | 1 => Ok(Setting::Sizes(sizes)),
                        _ => Err(mistyped()),
                    }
                }
                _ => Err(mistyped()),
            }
        }
        _ => Err(mistyped()),
    }
}

/// Returns the form of the activation that a map names, if that has parameters.
fn form_of(ty: &OptionType, value: &Value) -> Option<String> {
    match (ty, value) {
        (OptionType::Activation, Value::Map(entries)) => match entries.as_slice() {
            [(word, _)] => Some(format!("`{}`", Activation::named(word)?.form()?)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the setting for the activation named `word` with the parameters `value`, as in `{leaky_relu: 0.1}` or
/// `{clip: [0, 6]}`; `None` if there is no such activation, if it has no parameters, or if `value` has another form
/// than they. The inner result is an error for a value of another type, a number that is not finite as `f32`, or bounds
/// of which the lower one is above the upper one.
fn with_parameters(word: &str, value: &Literal) -> Option<Result<Setting, Box<Diagnostic>>> {
    let activation = match Activation::named(word)? {
        // A bound that is left out is none.
        Activation::Clip { .. } => Activation::Clip {
            low: f32::NEG_INFINITY,
            high: f32::INFINITY,
        },
        other => other,
    };
    let known = activation.parameters();
    let given: Vec<Option<&Literal>> = match (known.as_slice(), &value.value) {
        ([(_, Parameter::Number(_))], _) => vec![Some(value)],
        ([_, _, ..], Value::List(items)) if items.len() == known.len() => {
            items.iter().map(Some).collect()
        }
        ([_, ..], Value::Map(entries)) => {
            let is_known = |entry: &str| known.iter().any(|(name, _)| *name == entry);
            if entries.is_empty() || !entries.iter().all(|(name, _)| is_known(name)) {
                return None;
            }
            let entry = |name: &str| entries.iter().find(|(given, _)| given == name);
            let values = known.iter().map(|(name, _)| entry(name));
            values.map(|entry| entry.map(|(_, value)| value)).collect()
        }
        _ => return None,
    };
    let mut values = Vec::new();
    for ((name, usual), given) in known.iter().zip(given) {
        let what = match known.as_slice() {
            [(_, Parameter::Number(_))] => format!("the {name} of `{word}`"),
            _ => format!("`{name}` of `{word}`"),
        };
        values.push(match given.map(|given| parameter(*usual, given, &what)) {
            None => *usual,
            Some(Ok(value)) => value,
            Some(Err(mut error)) => {
                error.help = activation_help::of_parameter(activation, &value.value).or(error.help);
                return Some(Err(error));
            }
        });
    }
    let made = activation.with_parameters(&values)?;
    match made {
        Activation::Clip { low, high } if low > high => {
            let title = "the bounds of `clip` are exchanged";
            let label = format!("expected the lower bound first: `[{high}, {low}]`");
            let error = Diagnostic::new(Code::OUT_OF_RANGE, title, value.span, label);
            Some(Err(Box::new(error)))
        }
        made => Some(Ok(Setting::Activation(made))),
    }
}

/// Checks the value of an activation's parameter, which `what` names in messages and whose default value is `usual`.
fn parameter(usual: Parameter, value: &Literal, what: &str) -> Result<Parameter, Box<Diagnostic>> {
    let ty = match usual {
        Parameter::Number(_) => OptionType::Real {
            min: f32::MIN,
            below: None,
        },
        Parameter::Flag(_) => OptionType::Flag,
    };
    Ok(match check(&ty, value, what)? {
        Setting::Flag(flag) => Parameter::Flag(flag),
        Setting::Real(real) => Parameter::Number(real),
        other => unreachable!("a number or a flag, not {other:?}"),
    })
}

/// Returns the value of the type `T` that is written as the word `text`.
///
/// # Errors
/// Returns [`Code::UNKNOWN_CHOICE`] if `text` is no word of the type `T`. If one of the type's words is similar to
/// `text`, the error's help suggests that word.
fn word<T: Word>(
    text: &str,
    ty: &OptionType,
    node: &Literal,
    what: &str,
) -> Result<T, Box<Diagnostic>> {
    if let Some(value) = T::find(text) {
        return Ok(value);
    }
    let title = format!("unknown value `{}` of {what}", shorten(text));
    let label = format!("expected {}", ty.describe());
    let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, node.span, label);
    error.help = match form::help(ty, &node.value) {
        Some(form) => Some(form),
        None => foreign::value(T::WHAT, text, T::words().into_iter(), &T::names()),
    };
    Err(Box::new(error))
}

/// Returns the word of `choices` that `text` is, with the error of [`word`].
fn choice(
    text: &str,
    choices: &'static [&'static str],
    ty: &OptionType,
    node: &Literal,
    what: &str,
) -> Result<&'static str, Box<Diagnostic>> {
    if let Some(known) = choices.iter().find(|known| **known == text) {
        return Ok(known);
    }
    let title = format!("unknown value `{}` of {what}", shorten(text));
    let label = format!("expected {}", ty.describe());
    let mut error = Diagnostic::new(Code::UNKNOWN_CHOICE, title, node.span, label);
    error.help = foreign::choice(text, choices.iter().copied());
    Err(Box::new(error))
}

/// Converts a number, which must be finite and above 0, to `f32`.
fn factor(number: f64, node: &Literal, what: &str) -> Result<f32, Box<Diagnostic>> {
    let factor = number as f32;
    if factor.is_finite() && factor > 0.0 {
        return Ok(factor);
    }
    let title = format!("{what} is out of range");
    let label = "expected a number above 0";
    Err(Box::new(Diagnostic::new(
        Code::OUT_OF_RANGE,
        title,
        node.span,
        label,
    )))
}

/// Converts the number of padding rows or columns at one edge, which must be whole and from 0 to [`MAX_COUNT`], to
/// `u32`, with the errors of [`whole`].
fn edge(number: f64, node: &Literal, what: &str) -> Result<u32, Box<Diagnostic>> {
    whole(number, 0, node, what)
}

fn count(number: f64, node: &Literal, what: &str) -> Result<u32, Box<Diagnostic>> {
    whole(number, 1, node, what)
}

/// Converts a number that must be whole and from `least` (0 or 1) to [`MAX_COUNT`] to `u32`.
///
/// # Errors
/// Returns [`Code::TOO_BIG`] above [`MAX_COUNT`], [`Code::NOT_WHOLE`] for a fraction, and [`Code::NOT_POSITIVE`] below
/// `least`.
fn whole(number: f64, least: u32, node: &Literal, what: &str) -> Result<u32, Box<Diagnostic>> {
    let (code, title, label) = if number > f64::from(MAX_COUNT) {
        (
            Code::TOO_BIG,
            "is too large",
            format!("expected at most {MAX_COUNT}"),
        )
    } else if number.fract() != 0.0 {
        (
            Code::NOT_WHOLE,
            "is not a whole number",
            "expected a whole number".into(),
        )
    } else if number < f64::from(least) {
        let title = if least == 0 {
            "is negative"
        } else {
            "is not positive"
        };
        (
            Code::NOT_POSITIVE,
            title,
            format!("expected {least} or more"),
        )
    } else {
        return Ok(number as u32);
    };
    Err(Box::new(Diagnostic::new(
        code,
        format!("{what} {title}"),
        node.span,
        label,
    )))
}
