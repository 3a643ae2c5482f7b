//! The grammar as one table: every kind of layer with its typed options.
//!
//! The reader checks files against it, the JSON Schema and the reference page are made from it, and its `build`
//! functions make the operations.

mod field;
mod json;
mod reference;
mod schema;
mod setting;

pub use field::{Default, Field, MAX_COUNT, Type};
pub use reference::reference;
pub use schema::schema;
pub use setting::{Setting, Settings};

use crate::op::{self, Op};

/// A kind of layer as files write it.
#[derive(Debug)]
pub struct Kind {
    /// The word.
    pub name: &'static str,
    /// What it computes, in one sentence.
    pub doc: &'static str,
    /// The value behind the word, if there is one. A kind without one is written `name: kind`.
    pub argument: Option<Field>,
    /// Further options.
    pub options: &'static [Field],
    /// What it reads.
    pub reads: Reads,
    /// Makes the operation from checked settings.
    pub build: fn(&Settings<'_>) -> Op,
}

/// What a kind reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The step before it, or the one that `from` names.
    One,
    /// The branches listed as its main argument.
    Branches,
}

/// Every kind, in the order of the reference page.
pub const KINDS: &[&Kind] = &[
    &op::Conv::KIND,
    &op::MaxPool::KIND,
    &op::AvgPool::KIND,
    &op::GlobalMaxPool::KIND,
    &op::GlobalAvgPool::KIND,
    &op::ZeroPad::KIND,
    &op::Lrn::KIND,
    &op::BatchNorm::KIND,
    &op::Activate::KIND,
    &op::Dense::KIND,
    &op::Dropout::KIND,
    &op::Flatten::KIND,
    &op::Concat::KIND,
    &op::Add::KIND,
];

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

impl PartialEq for Kind {
    /// Kinds differ in name.
    fn eq(&self, other: &Kind) -> bool {
        self.name == other.name
    }
}

impl Kind {
    /// The main argument (where it is a value) and the options, each with its place in [`Settings`].
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.argument.iter().chain(self.options)
    }

    /// The place of a field in [`Settings`].
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields().position(|field| field.name == name)
    }
}
