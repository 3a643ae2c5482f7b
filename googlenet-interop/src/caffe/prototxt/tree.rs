//! A text as a tree with the place of every word.

use googlenet_dsl::diagnostic::Span;

/// Fields between braces, or a whole file.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) fields: Vec<Field>,
    pub(crate) span: Span,
}

/// A field; one that is written several times, or as a list, stands several times.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Span,
    pub(crate) value: FieldValue,
}

/// What a field holds.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// One word, number or string; several strings side by side are one.
    Scalar(Scalar, Span),
    Message(Message),
}

/// What a scalar looks like.
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
