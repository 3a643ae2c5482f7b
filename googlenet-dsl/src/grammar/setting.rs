//! Checked values of fields, from which operations are built.

use super::Kind;
use crate::value::{Activation, Padding};
use crate::variants::variants;

/// The checked value of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Setting {
    /// Of [`OptionType::Count`](super::OptionType::Count).
    Count(u32),
    /// Of [`OptionType::Pair`](super::OptionType::Pair).
    Pair([u32; 2]),
    /// Of [`OptionType::Real`](super::OptionType::Real).
    Real(f32),
    /// Of [`OptionType::Flag`](super::OptionType::Flag).
    Flag(bool),
    /// Of [`OptionType::Padding`](super::OptionType::Padding).
    Padding(Padding),
    /// Of [`OptionType::Edges`](super::OptionType::Edges): top, left, bottom, right.
    Edges([u32; 4]),
    /// Of [`OptionType::Activation`](super::OptionType::Activation).
    Activation(Activation),
}

variants!(Setting {
    Count,
    Pair,
    Real,
    Flag,
    Padding,
    Edges,
    Activation
});

/// The values of all fields of a kind, from which its operation is built.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    kind: &'static Kind,
    values: Vec<Setting>,
}

impl Settings {
    /// Values in the order of [`Kind::fields`], each of its field's type; the numbers of a field of
    /// [`OptionType::Factors`](super::OptionType::Factors) stand behind all of them.
    pub fn new(kind: &'static Kind, values: Vec<Setting>) -> Settings {
        Settings { kind, values }
    }

    /// Returns the kind whose fields the values belong to.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    fn get(&self, name: &str) -> Setting {
        let position = self.kind.position(name);
        let value = position.and_then(|position| self.values.get(position));
        *value.unwrap_or_else(|| unreachable!("`{}` has the field `{name}`", self.kind.name))
    }

    /// The numbers of the field of [`OptionType::Factors`](super::OptionType::Factors), which stand behind all fields.
    pub(crate) fn factors(&self) -> Vec<f32> {
        let factors = self.values.iter().skip(self.kind.fields().count());
        let real = |factor: &Setting| match factor {
            Setting::Real(real) => *real,
            other => unreachable!("a factor is a number, not {other:?}"),
        };
        factors.map(real).collect()
    }

    /// Returns the value of the field `name` of [`Type::Count`](super::Type::Count).
    pub(crate) fn count(&self, name: &str) -> u32 {
        match self.get(name) {
            Setting::Count(count) => count,
            other => unreachable!("`{name}` is a count, not {other:?}"),
        }
    }

    /// Returns height and width from the field `name` of [`Type::Pair`](super::Type::Pair).
    pub(crate) fn pair(&self, name: &str) -> [u32; 2] {
        match self.get(name) {
            Setting::Pair(pair) => pair,
            other => unreachable!("`{name}` is a pair, not {other:?}"),
        }
    }

    /// Returns the value of the field `name` of [`Type::Real`](super::Type::Real).
    pub(crate) fn real(&self, name: &str) -> f32 {
        match self.get(name) {
            Setting::Real(real) => real,
            other => unreachable!("`{name}` is a number, not {other:?}"),
        }
    }

    /// Returns the value of the field `name` of [`Type::Flag`](super::Type::Flag).
    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Setting::Flag(flag) => flag,
            other => unreachable!("`{name}` is a flag, not {other:?}"),
        }
    }

    /// Returns the edges (top, left, bottom, right) from the field `name` of [`Type::Edges`](super::Type::Edges).
    pub(crate) fn edges(&self, name: &str) -> [u32; 4] {
        match self.get(name) {
            Setting::Edges(edges) => edges,
            other => unreachable!("`{name}` is edges, not {other:?}"),
        }
    }

    /// Returns the value of the field `activation`.
    pub(crate) fn activation(&self) -> Activation {
        match self.get("activation") {
            Setting::Activation(activation) => activation,
            other => unreachable!("`activation` is an activation, not {other:?}"),
        }
    }

    /// Returns the value of the field `padding`.
    pub(crate) fn padding(&self) -> Padding {
        match self.get("padding") {
            Setting::Padding(padding) => padding,
            other => unreachable!("`padding` is padding, not {other:?}"),
        }
    }
}
