//! The tree of values that a YAML file is parsed to, with the position of every key and value.

use crate::diagnostic::Span;

/// A value with its position in the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// The position of the whole value: with the quotes of a quoted scalar, with the brackets of a list or map in flow
    /// style, up to the end of the last entry of one in block style.
    pub span: Span,
    /// The value: null, a boolean, number or text, or a list or map of further values with their positions.
    pub value: Value,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// A null (`key:` without a value, `~` or `null`).
    Null,
    /// A boolean, `true` or `false`.
    Bool(bool),
    /// A decimal number, stored as 64-bit float; whole numbers up to 2^53 are exact.
    Number(f64),
    /// A text: a quoted scalar, or one that is neither null nor a boolean or number.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, with its entries in the order of the file and without duplicate keys.
    Map(Vec<Entry>),
}

/// One `key: value` pair of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The text of the key, without quotes.
    pub key: String,
    /// The position of the key, with its quotes if it has any.
    pub key_span: Span,
    /// The value with its position.
    pub value: Node,
}

impl Value {
    /// Returns the type of the value in words, such as `a list`, for messages of the form `expected …, got …`.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
