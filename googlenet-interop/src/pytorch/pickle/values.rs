//! The values that a pickle makes: one beside the other, each known by its index, so that they may share and hold each
//! other.

use super::globals::{Global, Kind};
use std::borrow::Cow;

/// Index of a value.
pub(in crate::pytorch) type Id = u32;

#[derive(Debug)]
pub(in crate::pytorch) enum Value<'a> {
    None,
    Int(i64),
    Text(Cow<'a, str>),
    /// A list or a set.
    List(Vec<Id>),
    Tuple(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    Global(Global),
    /// A storage, by its index.
    Storage(u32),
    /// A tensor, by its index.
    Tensor(u32),
    /// An object of TorchScript, with the values of its attributes once they are known.
    Object(Option<Id>),
    /// A value of which no tensor is made: a float, a device, a scalar of NumPy.
    Other,
}

/// A storage: the values that tensors are views of.
#[derive(Debug)]
pub(in crate::pytorch) struct StorageRef {
    /// Name of the storage in the file, a text or an integer.
    pub(in crate::pytorch) key: Id,
    pub(in crate::pytorch) kind: Kind,
    /// Number of values.
    pub(in crate::pytorch) len: u64,
    /// The part of it that is meant, if not all: where it begins, and its number of values.
    pub(in crate::pytorch) part: Option<(u64, u64)>,
}

/// A tensor as the pickle describes it; whether the parts agree is checked when it is taken.
#[derive(Debug)]
pub(in crate::pytorch) enum TensorRef {
    View {
        storage: u32,
        kind: Kind,
        offset: i64,
        sizes: Id,
        strides: Id,
    },
    /// A tensor whose values are not read, with what it is in a word.
    Foreign {
        word: &'static str,
        sizes: Option<Id>,
    },
}

/// What a pickle holds.
#[derive(Debug)]
pub(in crate::pytorch) struct Values<'a> {
    pub(super) values: Vec<Value<'a>>,
    pub(in crate::pytorch) storages: Vec<StorageRef>,
    pub(in crate::pytorch) tensors: Vec<TensorRef>,
}

impl<'a> Values<'a> {
    pub(in crate::pytorch) fn get(&self, id: Id) -> &Value<'a> {
        &self.values[id as usize]
    }

    /// Returns the number of values.
    pub(in crate::pytorch) fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the items of a tuple or a list.
    pub(in crate::pytorch) fn items(&self, id: Id) -> Option<&[Id]> {
        match self.get(id) {
            Value::Tuple(items) | Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the text of a key, which may be an integer.
    pub(in crate::pytorch) fn key(&self, id: Id) -> Option<Cow<'_, str>> {
        match self.get(id) {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Int(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    pub(in crate::pytorch) fn int(&self, id: Id) -> Option<i64> {
        match self.get(id) {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }
}
