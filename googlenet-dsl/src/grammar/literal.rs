//! Values of options as the description gives them, before they are checked against the types of the options.

use crate::diagnostic::Span;
use crate::variants::variants;

/// A value in a description, with its position in the text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Literal {
    /// Position of the whole value in the text.
    pub span: Span,
    /// The value without its position.
    pub value: LiteralValue,
}

/// A value of an option, by its form in YAML.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LiteralValue {
    /// An empty value (YAML's null).
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text scalar, such as a word.
    Word(String),
    /// A list of values.
    List(Vec<Literal>),
    /// A map of keys to values, in the order of the description.
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
    /// Returns the form of the value in words, for messages such as `expected …, got a list`.
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
