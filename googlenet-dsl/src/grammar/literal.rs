//! What a file gives as the value of an option, before it is checked against the option's type.

use crate::diagnostic::Span;
use crate::variants::variants;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Literal {
    /// The place of the whole value.
    pub span: Span,
    /// The value.
    pub value: LiteralValue,
}

/// A value of an option.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LiteralValue {
    /// None was given.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
    /// Several values.
    List(Vec<Literal>),
    /// Values with names.
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
    /// The kind of value in words, for `expected …, got …`.
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
