//! The values of a tensor in the store.

use crate::import::values::Values;
use std::fmt;
use std::sync::Arc;

/// A tensor of a file, in the form in which the file has it.
pub(crate) trait Held: fmt::Debug + Send + Sync {
    /// Returns `true` for floats, `false` for whole numbers.
    fn is_real(&self) -> bool;

    /// Returns the values as 32-bit floats; whole numbers are rounded to them.
    fn reals(&self) -> Values<'_>;

    /// Returns the values as whole numbers; floats are rounded towards zero.
    fn wholes(&self) -> Vec<i64> {
        let values = self.reals();
        (0..values.len()).map(|at| values.get(at) as i64).collect()
    }
}

/// The values of a tensor, in one of the forms in which they are stored or computed.
#[derive(Debug, Clone)]
pub(crate) enum Data<'a> {
    Held(Arc<dyn Held + 'a>),
    /// This number of elements that all are the same.
    Same {
        value: f64,
        len: usize,
        is_real: bool,
    },
    Reals(Arc<[f32]>),
    Wholes(Arc<[i64]>),
}

impl Data<'_> {
    pub(crate) fn is_real(&self) -> bool {
        match self {
            Data::Held(held) => held.is_real(),
            Data::Same { is_real, .. } => *is_real,
            Data::Reals(_) => true,
            Data::Wholes(_) => false,
        }
    }

    /// Returns the values as 32-bit floats; whole numbers are rounded to them.
    pub(crate) fn reals(&self) -> Values<'_> {
        match self {
            Data::Held(held) => held.reals(),
            Data::Same { value, len, .. } => Values::Same(*value as f32, *len),
            Data::Reals(values) => Values::Own(values.to_vec()),
            Data::Wholes(values) => Values::Own(values.iter().map(|value| *value as f32).collect()),
        }
    }

    /// Returns the values as whole numbers; floats are rounded towards zero.
    pub(crate) fn wholes(&self) -> Vec<i64> {
        match self {
            Data::Held(held) => held.wholes(),
            Data::Same { value, len, .. } => vec![*value as i64; *len],
            Data::Reals(values) => values.iter().map(|value| *value as i64).collect(),
            Data::Wholes(values) => values.to_vec(),
        }
    }
}
