//! The syntax tree of a prototxt, in which every element has its place.

use googlenet_dsl::diagnostic::Span;

/// A message: the fields between braces, or those of the whole file.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) fields: Vec<Field>,
    pub(crate) span: Span,
}

/// A field with one value. A field that is written several times, or as a list, is several of these.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Span,
    pub(crate) value: FieldValue,
}

/// The value of a field.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// A word, number or string. Adjacent strings are one scalar.
    Scalar(Scalar, Span),
    Message(Message),
}

/// The lexical kind of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    Word,
    Number,
    Text,
}

impl FieldValue {
    pub(crate) fn span(&self) -> Span {
        match self {
            FieldValue::Scalar(_, span) => *span,
            FieldValue::Message(message) => message.span,
        }
    }
}
