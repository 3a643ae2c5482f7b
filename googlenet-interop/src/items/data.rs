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

    /// Returns the smallest and the largest number of the type of whole numbers; `None` for floats, and for types of more
    /// than 32 bits.
    fn range(&self) -> Option<[i64; 2]> {
        None
    }

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
    /// Whole numbers less a zero point, times a scale.
    Scaled {
        data: Arc<Data<'a>>,
        scaling: Scaling,
    },
    /// Floats rounded to whole numbers within a range: what [`Data::Scaled`] undoes.
    Rounded {
        data: Arc<Data<'a>>,
        scaling: Scaling,
        range: [i64; 2],
    },
}

/// Scales of values, one for all or one for each index of an axis, and the zero point of all.
#[derive(Debug, Clone)]
pub(crate) struct Scaling {
    pub(crate) scales: Arc<[f32]>,
    /// Number of values one behind another that have the same scale.
    pub(crate) inner: usize,
    pub(crate) zero_point: i64,
}

impl Scaling {
    fn scale(&self, at: usize) -> f32 {
        self.scales[at / self.inner % self.scales.len()]
    }
}

impl Data<'_> {
    pub(crate) fn is_real(&self) -> bool {
        match self {
            Data::Held(held) => held.is_real(),
            Data::Same { is_real, .. } => *is_real,
            Data::Reals(_) => true,
            Data::Wholes(_) | Data::Rounded { .. } => false,
            Data::Scaled { .. } => true,
        }
    }

    /// Returns the values as 32-bit floats; whole numbers are rounded to them.
    pub(crate) fn reals(&self) -> Values<'_> {
        match self {
            Data::Held(held) => held.reals(),
            Data::Same { value, len, .. } => Values::Same(*value as f32, *len),
            Data::Reals(values) => Values::Own(values.to_vec()),
            Data::Wholes(values) => Values::Own(values.iter().map(|value| *value as f32).collect()),
            Data::Scaled { data, scaling } => {
                let wholes = data.wholes().into_iter().enumerate();
                let real = |(at, whole)| {
                    let distance = whole - scaling.zero_point;
                    (distance as f64 * f64::from(scaling.scale(at))) as f32
                };
                Values::Own(wholes.map(real).collect())
            }
            Data::Rounded { .. } => {
                Values::Own(self.wholes().iter().map(|value| *value as f32).collect())
            }
        }
    }

    /// Returns the values as whole numbers; floats are rounded towards zero.
    pub(crate) fn wholes(&self) -> Vec<i64> {
        match self {
            Data::Held(held) => held.wholes(),
            Data::Same { value, len, .. } => vec![*value as i64; *len],
            Data::Reals(values) => values.iter().map(|value| *value as i64).collect(),
            Data::Wholes(values) => values.to_vec(),
            Data::Scaled { .. } => {
                let values = self.reals();
                (0..values.len()).map(|at| values.get(at) as i64).collect()
            }
            Data::Rounded {
                data,
                scaling,
                range: [least, most],
            } => {
                let values = data.reals();
                let whole = |at| {
                    let place = (values.get(at) / scaling.scale(at)).round_ties_even() as i64;
                    place
                        .saturating_add(scaling.zero_point)
                        .clamp(*least, *most)
                };
                (0..values.len()).map(whole).collect()
            }
        }
    }

    /// Returns the range of the type of whole numbers, as [`Held::range`].
    pub(crate) fn range(&self) -> Option<[i64; 2]> {
        match self {
            Data::Held(held) => held.range(),
            Data::Rounded { range, .. } => Some(*range),
            _ => None,
        }
    }

    /// Returns how often values are scaled or rounded.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Data::Scaled { data, .. } | Data::Rounded { data, .. } => 1 + data.depth(),
            _ => 0,
        }
    }

    /// Returns whether values are whole numbers times a scale.
    pub(crate) fn has_scales(&self) -> bool {
        matches!(self, Data::Scaled { .. })
    }

    /// Returns the scale of each of the `len` values, if values are whole numbers times a scale.
    pub(crate) fn scales(&self, len: usize) -> Option<Values<'_>> {
        let Data::Scaled { scaling, .. } = self else {
            return None;
        };
        Some(match scaling.scales[..] {
            [scale] => Values::Same(scale, len),
            _ => Values::Own((0..len).map(|at| scaling.scale(at)).collect()),
        })
    }

    /// Returns the whole numbers, less their zero point, that times a scale are the values.
    pub(crate) fn integers(&self) -> Option<Vec<i64>> {
        let Data::Scaled { data, scaling } = self else {
            return None;
        };
        let wholes = data.wholes().into_iter();
        Some(wholes.map(|whole| whole - scaling.zero_point).collect())
    }
}
