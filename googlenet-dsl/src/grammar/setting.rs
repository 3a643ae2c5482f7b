//! Checked values of fields, from which operations are built.

use super::Kind;
use crate::value::{Activation, Padding};

/// The checked value of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Setting {
    /// A value of a field of [`Type::Count`](super::Type::Count).
    Count(u32),
    /// A value of a field of [`Type::Pair`](super::Type::Pair): height and width.
    Pair([u32; 2]),
    /// A value of a field of [`Type::Real`](super::Type::Real).
    Real(f32),
    /// A value of a field of [`Type::Flag`](super::Type::Flag). Also stands for [`Type::Layer`](super::Type::Layer)
    /// (whether the layer is added) and [`Type::Factors`](super::Type::Factors) (whether factors are given).
    Flag(bool),
    /// A value of a field of [`Type::Padding`](super::Type::Padding).
    Padding(Padding),
    /// A value of a field of [`Type::Edges`](super::Type::Edges): top, left, bottom, right.
    Edges([u32; 4]),
    /// A value of a field of [`Type::Activation`](super::Type::Activation).
    Activation(Activation),
}

/// The values of all fields of a kind, from which its operation is built.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    kind: &'static Kind,
    values: Vec<Setting>,
}

impl Settings {
    /// Creates settings from values in the order of [`Kind::fields`], each of the type of its field. The numbers of a
    /// field of [`Type::Factors`](super::Type::Factors) follow behind all of them.
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

    /// Returns the numbers of the field of [`Type::Factors`](super::Type::Factors), one for each branch; empty if none
    /// are given.
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
