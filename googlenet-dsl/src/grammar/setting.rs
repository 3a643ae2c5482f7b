//! Checked values of a kind's fields, from which its operation is built.

use super::Kind;
use crate::value::word::Word;
use crate::value::{Activation, ChannelOrder, Initializer, Padding, Scale};
use crate::variants::variants;

/// The checked value of a field, by the type of the field.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Setting {
    /// A whole number, of a field of [`OptionType::Count`](super::OptionType::Count).
    Count(u32),
    /// Height and width, of a field of [`OptionType::Pair`](super::OptionType::Pair) or
    /// [`OptionType::PairFromZero`](super::OptionType::PairFromZero).
    Pair([u32; 2]),
    /// A number, of a field of [`OptionType::Real`](super::OptionType::Real), or one of the factors of a sum.
    Real(f32),
    /// A boolean, of a field of [`OptionType::Flag`](super::OptionType::Flag). For
    /// [`OptionType::Layer`](super::OptionType::Layer) it says whether the layer is added, and for
    /// [`OptionType::Factors`](super::OptionType::Factors) whether factors are given.
    Flag(bool),
    /// A padding, of a field of [`OptionType::Padding`](super::OptionType::Padding).
    Padding(Padding),
    /// Numbers of rows and columns at the edges (top, left, bottom, right), of a field of
    /// [`OptionType::Edges`](super::OptionType::Edges).
    Edges([u32; 4]),
    /// An activation, of a field of [`OptionType::Activation`](super::OptionType::Activation).
    Activation(Activation),
    /// The first channel of a range and the one behind its last, of a field of
    /// [`OptionType::Range`](super::OptionType::Range).
    Range([u32; 2]),
    /// Height, width and channels, of a field of [`OptionType::Sizes`](super::OptionType::Sizes); 0 stands for the one
    /// that follows from the others.
    Sizes([u32; 3]),
    /// An order of channels, of a field of [`OptionType::ChannelOrder`](super::OptionType::ChannelOrder).
    ChannelOrder(ChannelOrder),
    /// A word, of a field of [`OptionType::Choice`](super::OptionType::Choice).
    Choice(&'static str),
    /// Factors or sizes, of a field of [`OptionType::Scale`](super::OptionType::Scale).
    Scale(Scale),
    /// An initializer, of a field of [`OptionType::Initializer`](super::OptionType::Initializer).
    Initializer(Initializer),
}

variants!(Setting {
    Count,
    Pair,
    Real,
    Flag,
    Padding,
    Edges,
    Activation,
    Range,
    Sizes,
    ChannelOrder,
    Choice,
    Scale,
    Initializer
});

/// A kind with the values of all its fields, from which its operation is built.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    kind: &'static Kind,
    values: Vec<Setting>,
}

impl Settings {
    /// Creates settings from values in the order of [`Kind::fields`], each of its field's type, followed by the factors
    /// of a field of [`OptionType::Factors`](super::OptionType::Factors), if there is one. Neither number nor types are
    /// checked: [`op::build`](crate::op::build) panics if they are wrong.
    pub fn new(kind: &'static Kind, values: Vec<Setting>) -> Settings {
        Settings { kind, values }
    }

    /// Returns the kind whose fields have these values.
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// Returns the value of the field `name`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value is missing.
    fn get(&self, name: &str) -> Setting {
        let position = self.kind.position(name);
        let value = position.and_then(|position| self.values.get(position));
        *value.unwrap_or_else(|| unreachable!("`{}` has the field `{name}`", self.kind.name))
    }

    /// Returns the factors of the field of [`OptionType::Factors`](super::OptionType::Factors), which are the values
    /// behind those of all fields; empty if none are given.
    ///
    /// # Panics
    /// Panics if one of them is not a [`Setting::Real`].
    pub(crate) fn factors(&self) -> Vec<f32> {
        let factors = self.values.iter().skip(self.kind.fields().count());
        let real = |factor: &Setting| match factor {
            Setting::Real(real) => *real,
            other => unreachable!("a factor is a number, not {other:?}"),
        };
        factors.map(real).collect()
    }

    /// Returns the value of the field `name`, which has the type [`OptionType::Count`](super::OptionType::Count).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn count(&self, name: &str) -> u32 {
        match self.get(name) {
            Setting::Count(count) => count,
            other => unreachable!("`{name}` is a count, not {other:?}"),
        }
    }

    /// Returns the value of the field `name`, which has the type [`OptionType::Choice`](super::OptionType::Choice) with
    /// words of `T`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn choice<T: Word>(&self, name: &str) -> T {
        let word = match self.get(name) {
            Setting::Choice(word) => T::find(word),
            _ => None,
        };
        word.unwrap_or_else(|| unreachable!("`{name}` is a {}", T::WHAT))
    }

    /// Returns factors or sizes, the value of the field `name`, which has the type
    /// [`OptionType::Scale`](super::OptionType::Scale).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn scale(&self, name: &str) -> Scale {
        match self.get(name) {
            Setting::Scale(scale) => scale,
            other => unreachable!("`{name}` is a scale, not {other:?}"),
        }
    }

    /// Returns height and width, the value of the field `name`, which has the type
    /// [`OptionType::Pair`](super::OptionType::Pair).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn pair(&self, name: &str) -> [u32; 2] {
        match self.get(name) {
            Setting::Pair(pair) => pair,
            other => unreachable!("`{name}` is a pair, not {other:?}"),
        }
    }

    /// Returns the value of the field `name`, which has the type [`OptionType::Real`](super::OptionType::Real).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn real(&self, name: &str) -> f32 {
        match self.get(name) {
            Setting::Real(real) => real,
            other => unreachable!("`{name}` is a number, not {other:?}"),
        }
    }

    /// Returns the value of the field `name`, which is a [`Setting::Flag`].
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.get(name) {
            Setting::Flag(flag) => flag,
            other => unreachable!("`{name}` is a flag, not {other:?}"),
        }
    }

    /// Returns the edges (top, left, bottom, right), the value of the field `name`, which has the type
    /// [`OptionType::Edges`](super::OptionType::Edges).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn edges(&self, name: &str) -> [u32; 4] {
        match self.get(name) {
            Setting::Edges(edges) => edges,
            other => unreachable!("`{name}` is edges, not {other:?}"),
        }
    }

    /// Returns the first channel and the one behind the last, the value of the field `name`, which has the type
    /// [`OptionType::Range`](super::OptionType::Range).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn range(&self, name: &str) -> [u32; 2] {
        match self.get(name) {
            Setting::Range(range) => range,
            other => unreachable!("`{name}` is a range, not {other:?}"),
        }
    }

    /// Returns height, width and channels, the value of the field `name`, which has the type
    /// [`OptionType::Sizes`](super::OptionType::Sizes).
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn sizes(&self, name: &str) -> [u32; 3] {
        match self.get(name) {
            Setting::Sizes(sizes) => sizes,
            other => unreachable!("`{name}` is sizes, not {other:?}"),
        }
    }

    /// Returns the value of the field `order`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn channel_order(&self) -> ChannelOrder {
        match self.get("order") {
            Setting::ChannelOrder(order) => order,
            other => unreachable!("`order` is an order of channels, not {other:?}"),
        }
    }

    /// Returns the value of the field `activation`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn activation(&self) -> Activation {
        match self.get("activation") {
            Setting::Activation(activation) => activation,
            other => unreachable!("`activation` is an activation, not {other:?}"),
        }
    }

    /// Returns the value of the field `initializer`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn initializer(&self) -> Initializer {
        match self.get("initializer") {
            Setting::Initializer(initializer) => initializer,
            other => unreachable!("`initializer` is an initializer, not {other:?}"),
        }
    }

    /// Returns the value of the field `padding`.
    ///
    /// # Panics
    /// Panics if the kind has no such field, or if its value has another type.
    pub(crate) fn padding(&self) -> Padding {
        match self.get("padding") {
            Setting::Padding(padding) => padding,
            other => unreachable!("`padding` is padding, not {other:?}"),
        }
    }
}
