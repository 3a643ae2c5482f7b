//! The spanned tree: what a YAML file says, with the place of every word.

use crate::diagnostic::Span;

/// A value in the file and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// The place of the whole value; for a list or map from its first to its last entry.
    pub span: Span,
    /// The value itself.
    pub value: Value,
}

/// What stands at a place of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing (`key:` with no value, `~` or `null`).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as 64-bit float; whole numbers up to 2^53 are exact.
    Number(f64),
    /// Any other scalar, and every quoted one.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping in the order of the file, without duplicate keys.
    Map(Vec<Entry>),
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Value {
    /// The kind of value in words, for `expected …, got …`.
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
