//! The syntax tree of a prototxt: fields in the order of the file, each with its place. Scalars are kept as places in
//! the text.

use googlenet_dsl::diagnostic::Span;

/// A message: the fields between two braces or angle brackets, or those of the whole file.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) fields: Vec<Field>,
    /// Place of the message with its brackets; for the message of the whole file, the whole text.
    pub(crate) span: Span,
}

/// A field with one value. A field that is written several times, or as a list, is several of these.
#[derive(Debug)]
pub(crate) struct Field {
    /// Place of the field's name.
    pub(crate) name: Span,
    pub(crate) value: FieldValue,
}

/// The value of a field.
#[derive(Debug)]
pub(crate) enum FieldValue {
    /// A word, number or string, by its kind and place. Adjacent strings are one scalar.
    Scalar(Scalar, Span),
    Message(Message),
}

/// The lexical kind of a scalar, whose value is decoded when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    Word,
    /// A number, or a word with a minus sign, such as `-inf`.
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
