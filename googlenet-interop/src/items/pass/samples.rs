//! Values of a group of items that is a function of one value, with what the rounding of the file's constants can
//! change in them.

use super::net::Net;
use crate::items::function::Function;
use crate::items::item::{Binary, ItemId, ItemKind};
use googlenet_dsl::op::Op;
use std::collections::HashMap;

/// Largest error of a constant of a file as a share of it: constants have 24 bits, and may be products of others.
pub(super) const CONSTANT: f64 = 4.0 / (1 << 24) as f64;
/// The same where constants are written with few digits, as 1.41421.
pub(super) const SHORT_CONSTANT: f64 = 2e-5;
/// Largest error of an operation in 64 bits as a share of its result.
const ROUNDING: f64 = 1e-14;
/// Places beyond which exponentials may overflow.
const FAR: f64 = 80.0;

/// A value with the most that it can be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) value: f64,
    error: f64,
}

impl Sample {
    fn exact(value: f64) -> Sample {
        Sample { value, error: 0.0 }
    }

    /// Returns a value with an error, to which that of the operation in 64 bits is added.
    fn new(value: f64, error: f64) -> Sample {
        // What overflows has no error that says anything.
        let error = match value.is_finite() {
            true => error.max(0.0) + ROUNDING * value.abs(),
            false => 0.0,
        };
        Sample { value, error }
    }

    /// Returns whether this, which is the value at `x`, can be `wanted`.
    pub(super) fn is(self, x: f64, wanted: f64) -> bool {
        let is_far = x.abs() > FAR && !self.value.is_finite();
        is_far || (wanted - self.value).abs() <= self.error + ROUNDING * wanted.abs()
    }

    fn then(self, function: Function, constant: f64) -> Sample {
        let Sample { value, error } = self;
        let error = error
            + match function {
                Function::HardSigmoid { alpha, beta } if alpha != 0.0 => {
                    constant * (value.abs() + (beta / alpha).abs())
                }
                _ => 0.0,
            };
        let at = function.at(value);
        let moved = |by: f64| (function.at(value + by) - at).abs();
        // A maximum with what is no number is the other operand.
        Sample::new(at, 0f64.max(moved(error)).max(moved(-error)))
    }

    fn with(self, other: Sample, binary: Binary) -> Sample {
        let (a, b) = (self, other);
        let value = binary.of(a.value, b.value);
        let error = match binary {
            Binary::Product => {
                let [a_error, b_error] = [a.value.abs() * b.error, b.value.abs() * a.error];
                0f64.max(a_error) + 0f64.max(b_error) + 0f64.max(a.error * b.error)
            }
            Binary::Quotient if b.value.abs() > b.error => {
                (a.error + value.abs() * b.error) / (b.value.abs() - b.error)
            }
            Binary::Quotient => f64::INFINITY,
            Binary::Maximum => a.error.max(b.error),
        };
        Sample::new(value, error)
    }

    fn times(self, factor: f64, constant: f64) -> Sample {
        let value = factor * self.value;
        let own = if factor.abs() == 1.0 { 0.0 } else { constant };
        Sample::new(value, factor.abs() * self.error + own * value.abs())
    }

    fn plus(self, other: Sample) -> Sample {
        let rounding = ROUNDING * (self.value.abs() + other.value.abs());
        Sample::new(
            self.value + other.value,
            self.error + other.error + rounding,
        )
    }
}

/// Items, later ones first, of which `root` is a function of the value of `base`.
#[derive(Debug)]
pub(super) struct Group<'n> {
    pub(super) net: &'n Net,
    pub(super) items: &'n [ItemId],
    pub(super) root: ItemId,
    pub(super) base: ItemId,
    /// Largest error of a constant as a share of it.
    pub(super) constant: f64,
}

impl Group<'_> {
    /// Returns the places and the values at them.
    pub(super) fn samples(&self, places: &[f64]) -> Option<Vec<(f64, Sample)>> {
        places
            .iter()
            .map(|x| Some((*x, self.sample(*x)?)))
            .collect()
    }

    pub(super) fn sample(&self, x: f64) -> Option<Sample> {
        self.values(x)?.get(&self.root).copied()
    }

    /// Returns the values of all items for the value `x` of the base.
    fn values(&self, x: f64) -> Option<HashMap<ItemId, Sample>> {
        let mut values = HashMap::from([(self.base, Sample::exact(x))]);
        for id in self.items.iter().rev() {
            let item = &self.net.items[id - 1];
            let inputs: Option<Vec<Sample>> = item
                .inputs
                .iter()
                .map(|input| values.get(input).copied())
                .collect();
            let inputs = inputs?;
            let value = match &item.kind {
                ItemKind::Affine(affine) => {
                    let shift = affine.shift[0];
                    let scaled = inputs[0].times(affine.factor[0], self.constant);
                    match shift == 0.0 {
                        true => scaled,
                        false => scaled.plus(Sample::new(shift, self.constant * shift.abs())),
                    }
                }
                ItemKind::Function(function) => inputs[0].then(*function, self.constant),
                ItemKind::Binary(binary) => inputs[0].with(*inputs.get(1)?, *binary),
                ItemKind::Op(Op::Add(add)) => {
                    let factors = add.scale.iter().map(|factor| f64::from(*factor));
                    let factors = factors.chain(std::iter::repeat(1.0));
                    inputs
                        .iter()
                        .zip(factors)
                        .map(|(value, factor)| value.times(factor, self.constant))
                        .reduce(Sample::plus)?
                }
                _ => return None,
            };
            values.insert(*id, value);
        }
        Some(values)
    }

    /// Returns places of all sizes that 32 bits can have, and those around which a part of the group bends.
    pub(super) fn places(&self) -> Vec<f64> {
        let near = (-512..=512).map(|at| f64::from(at) / 64.0);
        let sizes = (-38..=38).flat_map(|at| [1.0, 3.0].map(|digit| digit * 10f64.powi(at)));
        let sizes = sizes.flat_map(|size| [size, -size]);
        let mut places: Vec<f64> = near.chain(sizes).collect();
        places.sort_by(f64::total_cmp);
        let values: Option<Vec<_>> = places.iter().map(|x| self.values(*x)).collect();
        let values = values.unwrap_or_default();
        let mut bends = Vec::new();
        for id in self.items {
            let item = &self.net.items[id - 1];
            let input = item.inputs[0];
            let at: Vec<f64> = match &item.kind {
                ItemKind::Function(function) => function.bends(),
                _ => continue,
            };
            for bend in at {
                for (pair, places) in values.windows(2).zip(places.windows(2)) {
                    let is_below =
                        |values: &HashMap<_, Sample>| values.get(&input).map(|s| s.value < bend);
                    let start = is_below(&pair[0]);
                    if start != is_below(&pair[1]) {
                        let below = |x: f64| self.values(x).and_then(|values| is_below(&values));
                        bends.push(crossing([places[0], places[1]], |x| below(x) == start));
                    }
                }
            }
        }
        for bend in bends {
            let shares = [0.0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2];
            let steps = shares.map(|share| share * bend.abs().max(1e-3));
            places.extend(steps.iter().flat_map(|step| [bend - step, bend + step]));
        }
        places
    }
}

/// Returns the place between two where `is_first` ends.
fn crossing([mut from, mut to]: [f64; 2], is_first: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..48 {
        let middle = from + (to - from) / 2.0;
        match is_first(middle) {
            true => from = middle,
            false => to = middle,
        }
    }
    from
}
