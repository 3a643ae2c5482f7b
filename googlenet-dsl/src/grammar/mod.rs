//! How kinds of layers are written: typed fields, literals, and settings, which are literals that were checked.
//!
//! The kinds themselves stand with their operations ([`KINDS`](crate::op::KINDS)). The reader checks files against them,
//! and the JSON Schema and the reference page are made from them.

use crate::variants::variants;

#[cfg(feature = "reader")]
mod check;
mod field;
#[cfg(feature = "reader")]
mod literal;
mod setting;

#[cfg(feature = "reader")]
pub use check::check;
pub use field::{DefaultValue, Field, MAX_COUNT, OptionType};
#[cfg(feature = "reader")]
pub use literal::{Literal, LiteralValue};
pub use setting::{Setting, Settings};

/// A kind of layer as files write it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// The word.
    pub name: &'static str,
    /// What it computes, in one sentence.
    pub doc: &'static str,
    /// What the value behind the word is called apart from it, such as `filters`; empty where there is none.
    pub argument_name: &'static str,
    /// The value behind the word, if there is one. A kind without one is written `name: kind`.
    pub argument: Option<Field>,
    /// Further options.
    pub options: &'static [Field],
    /// What it reads.
    pub reads: Reads,
}

/// What a kind reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reads {
    /// The step before it, or the one that `from` names.
    One,
    /// The branches listed as its main argument.
    Branches,
}

variants!(Reads { One, Branches });

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

    /// What a field is called apart from its kind: its name or, for the main argument, [`Kind::argument_name`].
    pub fn name_of(&self, field: &Field) -> &'static str {
        match &self.argument {
            Some(argument) if argument.name == field.name => self.argument_name,
            _ => field.name,
        }
    }

    /// The place of a field in [`Settings`].
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields().position(|field| field.name == name)
    }
}
