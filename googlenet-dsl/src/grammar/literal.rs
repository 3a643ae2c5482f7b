//! Values of options as a description writes them, before they are checked against the types of the options.

use crate::diagnostic::Span;
use crate::variants::variants;

/// A value in a description, with the range of bytes where the file's text holds it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Literal {
    /// Range of bytes of the file's text that the whole value covers.
    pub span: Span,
    /// The value itself, by its form in YAML.
    pub value: LiteralValue,
}

/// A value of an option by its form in YAML: null, scalar, list or map.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LiteralValue {
    /// A null: no value behind the key, `~`, or `null`.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number; whole numbers up to 2^53 are exact.
    Number(f64),
    /// A text: a quoted scalar, or one that is neither null, boolean nor number, such as the word `same`.
    Word(String),
    /// A list of values, each with its range of bytes in the file.
    List(Vec<Literal>),
    /// A map of keys to values, in the order of the file; the keys are unique.
    Map(Vec<(String, Literal)>),
}

variants!(LiteralValue {
    Nothing,
    Flag,
    Number,
    Word,
    List,
    Map
});

impl LiteralValue {
    /// Returns the form of the value in words, such as `a list`, for messages like `expected …, got a list`.
    pub fn describe(&self) -> &'static str {
        match self {
            LiteralValue::Nothing => "nothing",
            LiteralValue::Flag(_) => "true or false",
            LiteralValue::Number(_) => "a number",
            LiteralValue::Word(_) => "text",
            LiteralValue::List(_) => "a list",
            LiteralValue::Map(_) => "a map",
        }
    }
}
