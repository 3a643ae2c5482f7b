//! JSON of failures and of numbers.

use googlenet_dsl::diagnostic::{Diagnostic, Diagnostics, Label, Source};
use googlenet_interop::caffe::Mistake;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use serde_json::{Map, Number, Value, json};
use std::io::{self, Write};

/// Number of significant digits of what is measured.
const DIGITS: usize = 6;

/// Returns the value of `error` for a message, whose help is what follows `help: `, or else its question
/// `; did you mean …?`.
pub(crate) fn message(message: &str) -> Value {
    let split = ["\nhelp: ", "; help: "];
    let split = split
        .iter()
        .find_map(|between| message.rsplit_once(between));
    let (message, help) = match split {
        Some((message, help)) => (message, Some(help)),
        None => {
            let (message, question) = without_question(message);
            return error(message.trim_end(), question, Map::new());
        }
    };
    error(message.trim_end(), help, Map::new())
}

/// Takes the question `; did you mean …?` out of a message.
fn without_question(message: &str) -> (String, Option<&str>) {
    let found = message
        .split_once("; did you mean `")
        .and_then(|(before, rest)| {
            let end = rest.find("`?")? + "`?".len();
            let start = before.len() + "; ".len();
            let question = message.get(start..message.len() - rest.len() + end)?;
            Some((format!("{before}{}", &rest[end..]), Some(question)))
        });
    found.unwrap_or_else(|| (message.to_owned(), None))
}

/// Returns the object of a mistake that is a message without a place in a file, whose help is what follows `help: `.
pub(crate) fn mistake(text: &str, file: Option<&str>) -> Value {
    let whole = message(text);
    json!({
        "file": file,
        "code": null,
        "message": whole["message"],
        "line": null,
        "column": null,
        "labels": [],
        "notes": [],
        "help": whole["help"],
    })
}

/// Returns the value of `error` for the mistakes of files: the first one, with all as `diagnostics`; `more` is the
/// number of those that are not told, where a file has a limit.
pub(crate) fn mistakes(all: Vec<Value>, more: Option<usize>) -> Value {
    let mut further = Map::new();
    let (mut title, mut help) = (String::new(), None);
    if let Some(Value::Object(first)) = all.first() {
        let places = first.iter();
        let places =
            places.filter(|(name, _)| matches!(name.as_str(), "code" | "file" | "line" | "column"));
        further.extend(places.map(|(name, value)| (name.clone(), value.clone())));
        let text = |name: &str| first.get(name).and_then(Value::as_str).map(str::to_owned);
        (title, help) = (text("message").unwrap_or_default(), text("help"));
    }
    further.insert("diagnostics".to_owned(), all.into());
    if let Some(more) = more {
        further.insert("more".to_owned(), more.into());
    }
    error(&title, help.as_deref(), further)
}

fn error(message: &str, help: Option<&str>, mut further: Map<String, Value>) -> Value {
    let mut error = Map::new();
    error.insert("message".to_owned(), message.into());
    error.insert("help".to_owned(), help.into());
    for name in ["code", "file", "line", "column"] {
        error.insert(name.to_owned(), further.remove(name).unwrap_or(Value::Null));
    }
    error.extend(further);
    error.into()
}

/// Returns the mistakes of a file, an object each.
pub(crate) fn diagnostics(mistakes: &Diagnostics) -> Vec<Value> {
    let file = mistakes.file();
    mistakes
        .iter()
        .map(|mistake| diagnostic(mistake, file))
        .collect()
}

fn diagnostic(mistake: &Diagnostic, file: &Source) -> Value {
    told(
        Told {
            code: Some(mistake.code.to_string()),
            title: &mistake.title,
            place: mistake.primary.as_ref(),
            also: &mistake.secondary,
            notes: &mistake.notes,
            help: mistake.help.as_deref(),
        },
        file,
    )
}

/// What is told of a mistake in a file.
struct Told<'a> {
    code: Option<String>,
    title: &'a str,
    place: Option<&'a Label>,
    also: &'a [Label],
    notes: &'a [String],
    help: Option<&'a str>,
}

fn told(mistake: Told<'_>, file: &Source) -> Value {
    let place = mistake.place.map(|label| file.position(label.span.start));
    let first = mistake.place.map(|primary| label(primary, true, file));
    let others = mistake.also.iter().map(|other| label(other, false, file));
    json!({
        "file": file.name(),
        "code": mistake.code,
        "message": mistake.title,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "labels": first.into_iter().chain(others).collect::<Vec<_>>(),
        "notes": mistake.notes,
        "help": mistake.help,
    })
}

/// Returns the mistakes of an imported text, an object each.
pub(crate) fn of_text(mistakes: &[Mistake], file: &Source) -> Vec<Value> {
    let object = |mistake: &Mistake| {
        told(
            Told {
                code: None,
                title: &mistake.title,
                place: mistake.place.as_ref(),
                also: &mistake.also,
                notes: &[],
                help: mistake.help.as_deref(),
            },
            file,
        )
    };
    mistakes.iter().map(object).collect()
}

fn label(label: &Label, is_primary: bool, file: &Source) -> Value {
    let place = file.position(label.span.start);
    json!({
        "line": place.line,
        "column": place.column,
        "length": file.slice(label.span).chars().count(),
        "text": label.text,
        "primary": is_primary,
    })
}

/// Returns a 32-bit float with as few digits as it needs; null if it is NaN or infinite.
pub(crate) fn single(number: f32) -> Value {
    let shortest = number.to_string().parse().ok();
    shortest
        .and_then(Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// Returns a measured number, rounded to the digits that a measurement has; null if it is NaN or infinite.
pub(crate) fn measured(number: f64) -> Value {
    let rounded = format!("{number:.*e}", DIGITS - 1).parse().ok();
    rounded
        .and_then(Number::from_f64)
        .map_or(Value::Null, Value::Number)
}

/// Formats a value as indented JSON that ends with a line break, with fractions rounded as by [`measured`].
///
/// # Errors
/// The value cannot be JSON.
pub(crate) fn measurements(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Rounding(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Formatter of indented JSON that rounds fractions.
struct Rounding(PrettyFormatter<'static>);

impl Formatter for Rounding {
    fn write_f64<W: ?Sized + Write>(&mut self, to: &mut W, value: f64) -> io::Result<()> {
        write!(to, "{}", measured(value))
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_helps_are_apart_from_messages() {
        for (text, said, help) in [
            (
                "the network has no step `con`; did you mean `conv`?",
                "the network has no step `con`",
                Some("did you mean `conv`?"),
            ),
            (
                "it holds no array `x`; did you mean `y`?\n  `y` of 3",
                "it holds no array `x`\n  `y` of 3",
                Some("did you mean `y`?"),
            ),
            ("no; help: give `-`", "no", Some("give `-`")),
            ("nothing", "nothing", None),
        ] {
            let error = message(text);
            assert_eq!(error["message"], said);
            assert_eq!(error["help"].as_str(), help);
        }
    }

    #[test]
    fn a_message_and_its_help_are_apart() {
        let error = message("`x` is y; help: give `--z`");
        assert_eq!(error["message"], "`x` is y");
        assert_eq!(error["help"], "give `--z`");
        assert_eq!(error["line"], Value::Null);
        assert_eq!(message("a\nb\nhelp: c")["message"], "a\nb");
        assert_eq!(message("a")["help"], Value::Null);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(single(0.1).to_string(), "0.1");
        assert_eq!(single(0.942_054).to_string(), "0.942054");
        assert_eq!(single(1e-30).to_string(), "1e-30");
        assert_eq!(single(f32::NAN), Value::Null);
        assert_eq!(measured(1.952_041_000_000_000_1).to_string(), "1.95204");
        assert_eq!(measured(12_345_678.9).to_string(), "12345700.0");
        let value =
            json!({ "ms": 0.123_456_789, "runs": 12_345_678, "steps": [1.5, 2.000_000_01] });
        let text = measurements(&value).expect("JSON");
        let lines = [
            "{",
            "  \"ms\": 0.123457,",
            "  \"runs\": 12345678,",
            "  \"steps\": [",
            "    1.5,",
            "    2.0",
            "  ]",
            "}",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    }
}
