//! Computation of the elements of constants.

use super::{Numbers, TOO_LARGE};
use crate::items::MAX_COMPUTED;
use crate::onnx::importer::constant::{Arithmetic, broadcast};
use crate::onnx::importer::lower::context::{Lower, Lowering, Value, refuse};
use crate::onnx::importer::lower::site::Site;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn each(
        &mut self,
        site: &Site<'_, 'a>,
        of_real: impl Fn(f64) -> f64,
        of_whole: impl Fn(i64) -> Option<i64>,
    ) -> Lower<Value> {
        let constant = self.constant(site, 0)?;
        let numbers = match self.numbers(&constant)? {
            Numbers::Reals(values) => Numbers::Reals(
                values
                    .iter()
                    .map(|x| of_real(f64::from(*x)) as f32)
                    .collect(),
            ),
            Numbers::Wholes(values) => match values.into_iter().map(of_whole).collect() {
                Some(values) => Numbers::Wholes(values),
                None => return refuse("a result of whole numbers is out of range"),
            },
        };
        self.computed(constant.sizes, numbers)
    }

    pub(super) fn arithmetic(&mut self, site: &Site<'_, 'a>, what: Arithmetic) -> Lower<Value> {
        let mut result = self.constant(site, 0)?;
        for at in 1..site.inputs.len() {
            let next = self.constant(site, at)?;
            let found = broadcast(&result.sizes, &next.sizes, MAX_COMPUTED);
            let Some((sizes, places)) = found else {
                return refuse(format!(
                    "constants of sizes {:?} and {:?}",
                    result.sizes, next.sizes
                ));
            };
            let is_whole = matches!(
                what,
                Arithmetic::Equal | Arithmetic::Less | Arithmetic::Greater
            );
            let numbers = match (self.numbers(&result)?, self.numbers(&next)?) {
                (Numbers::Wholes(a), Numbers::Wholes(b)) => {
                    let made = places.iter().map(|[i, j]| what.of_wholes(a[*i], b[*j]));
                    match made.collect() {
                        Some(values) => Numbers::Wholes(values),
                        None => return refuse("a result of whole numbers is out of range"),
                    }
                }
                (a, b) => {
                    let [a, b] = [a, b].map(|numbers| match numbers {
                        Numbers::Reals(values) => values
                            .iter()
                            .map(|value| f64::from(*value))
                            .collect::<Vec<_>>(),
                        Numbers::Wholes(values) => {
                            values.iter().map(|value| *value as f64).collect()
                        }
                    });
                    let made = places.iter().map(|[i, j]| what.of_reals(a[*i], b[*j]));
                    match is_whole {
                        true => Numbers::Wholes(made.map(|value| value as i64).collect()),
                        false => Numbers::Reals(made.map(|value| value as f32).collect()),
                    }
                }
            };
            let Value::Constant(made) = self.computed(sizes, numbers)? else {
                return refuse(TOO_LARGE);
            };
            result = made;
        }
        Ok(Value::Constant(result))
    }

    pub(super) fn range(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut ends = [0; 3];
        for (at, end) in ends.iter_mut().enumerate() {
            match self.wholes(site, at)?.as_deref() {
                Some([value]) => *end = *value,
                _ => return refuse("its bounds are not whole numbers"),
            }
        }
        let [start, end, step] = ends;
        let mut values = Vec::new();
        let mut at = start;
        while (step > 0 && at < end) || (step < 0 && at > end) {
            values.push(at);
            if values.len() > MAX_COMPUTED {
                return refuse(TOO_LARGE);
            }
            at = at.saturating_add(step);
        }
        self.computed(vec![values.len()], Numbers::Wholes(values))
    }

    pub(super) fn choose(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let (which, a, b) = (
            self.constant(site, 0)?,
            self.constant(site, 1)?,
            self.constant(site, 2)?,
        );
        if which.sizes != a.sizes || a.sizes != b.sizes || a.is_real != b.is_real {
            return refuse("constants of different sizes or types");
        }
        let which = self.store.wholes(&which).unwrap_or_default();
        let numbers = match (self.numbers(&a)?, self.numbers(&b)?) {
            (Numbers::Wholes(a), Numbers::Wholes(b)) => {
                let made = which.iter().zip(a.iter().zip(&b));
                Numbers::Wholes(
                    made.map(|(which, (a, b))| if *which != 0 { *a } else { *b })
                        .collect(),
                )
            }
            (Numbers::Reals(a), Numbers::Reals(b)) => {
                let made = which.iter().zip(a.iter().zip(&b));
                Numbers::Reals(
                    made.map(|(which, (a, b))| if *which != 0 { *a } else { *b })
                        .collect(),
                )
            }
            _ => return refuse("constants of different types"),
        };
        self.computed(a.sizes, numbers)
    }

    pub(super) fn product(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let data = self.constant(site, 0)?;
        if data.sizes.len() > 1 {
            return refuse("a product over some axes of a constant");
        }
        let sizes = match site.whole("keepdims", 1)? {
            0 => Vec::new(),
            _ => vec![1; data.sizes.len()],
        };
        let numbers = match self.numbers(&data)? {
            Numbers::Wholes(values) => {
                match values
                    .iter()
                    .try_fold(1i64, |product, value| product.checked_mul(*value))
                {
                    Some(product) => Numbers::Wholes(vec![product]),
                    None => return refuse("a result of whole numbers is out of range"),
                }
            }
            Numbers::Reals(values) => Numbers::Reals(vec![values.iter().product()]),
        };
        self.computed(sizes, numbers)
    }
}
