//! The grammar of layers in descriptions: kinds with their typed fields, literals (values as a file writes them), and
//! settings, which are checked literals.
//!
//! The kinds are defined beside their operations ([`KINDS`](crate::op::KINDS)). The reader checks descriptions against
//! them, and the JSON Schema and the reference page are generated from them.

use crate::variants::variants;

#[cfg(feature = "reader")]
mod activation_help;
#[cfg(feature = "reader")]
mod check;
mod field;
#[cfg(feature = "reader")]
mod form;
#[cfg(feature = "reader")]
mod literal;
mod setting;

#[cfg(feature = "reader")]
pub(crate) use activation_help::lost_parameter;
#[cfg(feature = "reader")]
pub use check::check;
pub use field::{DefaultValue, Field, MAX_COUNT, OptionType};
#[cfg(feature = "reader")]
pub(crate) use form::{activation, numbers};
#[cfg(feature = "reader")]
pub use literal::{Literal, LiteralValue};
pub use setting::{Setting, Settings};

/// A kind of layer as descriptions write it: its keyword, main argument and options. Two kinds are equal if their names
/// are.
#[derive(Debug)]
#[non_exhaustive]
pub struct Kind {
    /// Keyword of the kind in a description, such as `conv`.
    pub name: &'static str,
    /// What the kind computes, as text that ends with a full stop, for the reference page and the JSON Schema.
    pub doc: &'static str,
    /// Name of the main argument in lists of a layer's options, which do not show the kind's keyword, such as `filters`
    /// for `conv`; empty if there is no main argument.
    pub argument_name: &'static str,
    /// Main argument, the value behind the keyword, as in `conv: 64`; `None` for kinds without one, such as `flatten`
    /// and `concat`.
    pub argument: Option<Field>,
    /// Options beside the main argument, in the order of the reference page.
    pub options: &'static [Field],
    /// Whether a layer of this kind reads one input or several branches.
    pub reads: Reads,
}

/// The number of inputs of a kind of layer, and how a description names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reads {
    /// One input: the result of the step before in the description, or of the step that `from` names; for the first
    /// step of a chain the input of its network, block, branch or head.
    One,
    /// Several inputs: the results of the branches that the description lists behind the keyword.
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
    /// Returns all fields: the main argument, if there is one, and then the options. [`Settings`] holds their values in
    /// this order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.argument.iter().chain(self.options)
    }

    /// Returns the name of a field in lists of a layer's options, which do not show the kind's keyword:
    /// [`Kind::argument_name`] for the main argument, otherwise the key of the option.
    pub fn name_of(&self, field: &Field) -> &'static str {
        match &self.argument {
            Some(argument) if argument.name == field.name => self.argument_name,
            _ => field.name,
        }
    }

    /// Returns `true` for an option that lists of a layer's options leave out: the gaps of a pooling that has none, the
    /// mode of padding by zeros, and the usual initializer.
    pub fn leaves_out(&self, field: &Field, setting: &Setting) -> bool {
        let rare = matches!(
            (self.name, field.name),
            ("max_pool", "dilation") | ("zero_pad", "mode") | (_, "initializer")
        );
        rare && field.default == DefaultValue::Value(*setting)
    }

    /// Returns the index of the field with this name among [`Kind::fields`]; the main argument has the name of the
    /// kind. `None` if there is no such field.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields().position(|field| field.name == name)
    }
}
