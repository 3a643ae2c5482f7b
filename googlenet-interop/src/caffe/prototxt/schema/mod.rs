//! The fields of Caffe's messages that an import uses, or knows and ignores: names, types, and whether they repeat.

mod data;
mod kinds;
mod layer;
mod layer_types;

pub(crate) use layer_types::LAYER_TYPES_V1;

use layer::{LAYER, LAYER_V1};

/// The type of a field's value in the prototxt.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    /// A signed integer of 64 bits.
    Whole,
    /// A finite 32-bit floating-point number.
    Real,
    /// A boolean: `true` or `false`, or one of their other forms, such as `1`.
    Flag,
    /// A quoted string.
    Text,
    /// A word of an enumeration, or its number, which is the index of the word in the list.
    Word(&'static [&'static str]),
    /// A layer type in the form before 2015: a word (`CONVOLUTION`) or a number.
    OfLayer,
    /// A nested message with the fields of a schema.
    Message(&'static Schema),
    /// Any value, unchecked, as an import ignores it: a setting of training, for example.
    Any,
}

/// A field that a message may have.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) ty: Type,
    /// `true` if the field may occur several times in a message.
    pub(super) repeated: bool,
}

/// The fields that messages of one type may have.
#[derive(Debug)]
pub(super) struct Schema {
    /// Name of the message as error messages print it, with backquotes where it is the name of a field.
    pub(super) name: &'static str,
    /// The fields, in lists of which messages may share one.
    pub(super) fields: &'static [&'static [Entry]],
    pub(super) unknown: Unknown,
}

impl Schema {
    /// Iterates over all fields.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'static Entry> + Clone + use<> {
        self.fields.iter().copied().flatten()
    }
}

/// What is made of a field that a message does not have in Caffe. Forks of Caffe have further fields, most of which say
/// how something is computed, and not what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// It is a mistake: the message says what is computed.
    Refused,
    /// It is passed over if it has one value and its name resembles no known one.
    ScalarPassedOver,
    /// It is passed over unless its name resembles a known one: only the preparation of data and training read it.
    PassedOver,
    /// It is passed over unless its name resembles one that the layer itself may have: layers that are not Caffe's own
    /// have settings (`…_param`) that are not listed.
    OfLayer,
}

const fn one(name: &'static str, ty: Type) -> Entry {
    Entry {
        name,
        ty,
        repeated: false,
    }
}

const fn many(name: &'static str, ty: Type) -> Entry {
    Entry {
        name,
        ty,
        repeated: true,
    }
}

const PHASES: Type = Type::Word(&["TRAIN", "TEST"]);

macro_rules! schemas {
    ($($constant:ident $name:literal [$($entry:expr),* $(,)?])*) => {
        $(pub(super) static $constant: Schema =
            Schema { name: $name, fields: &[&[$($entry),*]], unknown: Unknown::Refused };)*
    };
}

use schemas;

/// The fields of a whole prototxt.
pub(super) static NET: Schema = Schema {
    name: "the network",
    unknown: Unknown::ScalarPassedOver,
    fields: &[&[
        one("name", Type::Text),
        many("input", Type::Text),
        many("input_shape", Type::Message(&SHAPE)),
        many("input_dim", Type::Whole),
        one("force_backward", Type::Any),
        one("state", Type::Message(&STATE)),
        one("debug_info", Type::Any),
        many("layer", Type::Message(&LAYER)),
        many("layers", Type::Message(&LAYER_V1)),
    ]],
};

schemas! {
    SHAPE "a shape" [many("dim", Type::Whole)]
    STATE "`state`" [one("phase", PHASES), one("level", Type::Whole), many("stage", Type::Text)]
    RULE "a rule" [
        one("phase", PHASES),
        one("min_level", Type::Whole),
        one("max_level", Type::Whole),
        many("stage", Type::Text),
        many("not_stage", Type::Text),
    ]
}
