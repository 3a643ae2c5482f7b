//! The grammar of layer kinds: typed fields, literals, and settings, which are checked literals.
//!
//! The kinds are defined beside their operations ([`KINDS`](crate::op::KINDS)). The reader checks descriptions against
//! them, and the JSON Schema and the reference page are generated from them.

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

/// A kind of layer: its name, argument and options in a description.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// Keyword of the kind in a description, such as `conv`.
    pub name: &'static str,
    /// Sentence for the reference page about what the kind computes.
    pub doc: &'static str,
    /// Name of the main argument in texts without the kind, such as `filters` for `conv`; empty if there is no
    /// argument.
    pub argument_name: &'static str,
    /// Main argument, the value behind the keyword; `None` for a kind without one, which is written `name: kind`.
    pub argument: Option<Field>,
    /// Options beside the main argument.
    pub options: &'static [Field],
    /// Inputs that a layer of this kind reads.
    pub reads: Reads,
}

/// The inputs of a kind of layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reads {
    /// One input: the result of the step before, or of the one that `from` names.
    One,
    /// Several inputs: the branches that the description lists behind the keyword.
    Branches,
}

variants!(Reads { One, Branches });

impl PartialEq for Kind {
    /// Compares the names, which are unique.
    fn eq(&self, other: &Kind) -> bool {
        self.name == other.name
    }
}

impl Kind {
    /// Returns the main argument, if it is a value, and then the options, in the order of the values in [`Settings`].
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.argument.iter().chain(self.options)
    }

    /// Returns the name of a field in texts that do not name the kind: [`Kind::argument_name`] for the main argument,
    /// otherwise the name of the option.
    pub fn name_of(&self, field: &Field) -> &'static str {
        match &self.argument {
            Some(argument) if argument.name == field.name => self.argument_name,
            _ => field.name,
        }
    }

    /// Returns the index, in [`Settings`], of the field with this name; `None` if there is no such field.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields().position(|field| field.name == name)
    }
}
