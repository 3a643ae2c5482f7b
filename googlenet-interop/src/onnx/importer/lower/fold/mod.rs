//! Computation of constants: sizes, and small tensors that nodes make of each other.

mod elements;
mod parts;

use super::context::{Lower, Lowering, Value, refuse};
use super::site::Site;
use crate::items::Constant;
use crate::onnx::importer::constant::Arithmetic;
use crate::onnx::importer::file::{AttributeValue, ElementType};

/// Values of a small constant.
enum Numbers {
    Wholes(Vec<i64>),
    Reals(Vec<f32>),
}

const TOO_LARGE: &str = "it computes with constants that are too large";

impl<'a> Lowering<'_, 'a> {
    fn numbers(&self, constant: &Constant) -> Lower<Numbers> {
        let found = match constant.is_real {
            true => self.store.reals(constant).map(Numbers::Reals),
            false => self.store.wholes(constant).map(Numbers::Wholes),
        };
        found.map_or_else(|| refuse(TOO_LARGE), Ok)
    }

    fn computed(&mut self, sizes: Vec<usize>, numbers: Numbers) -> Lower<Value> {
        let constant = match numbers {
            Numbers::Wholes(values) => self.store.add_wholes(sizes, values),
            Numbers::Reals(values) => self.store.add_reals(sizes, values),
        };
        constant.map_or_else(
            || refuse(TOO_LARGE),
            |constant| Ok(Value::Constant(constant)),
        )
    }

    /// Appends the elements of a constant at these indices as a constant of these sizes.
    fn picked(&mut self, constant: &Constant, sizes: Vec<usize>, places: &[usize]) -> Lower<Value> {
        let numbers = match self.numbers(constant)? {
            Numbers::Wholes(values) => {
                Numbers::Wholes(places.iter().map(|at| values[*at]).collect())
            }
            Numbers::Reals(values) => Numbers::Reals(places.iter().map(|at| values[*at]).collect()),
        };
        self.computed(sizes, numbers)
    }

    /// Lowers a node `Constant`.
    pub(super) fn constant_node(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        if let Some(tensor) = site.tensor("value")? {
            let name = site.file.outputs.first().copied().unwrap_or_default();
            return match self.added(name, tensor) {
                Ok(constant) => Ok(Value::Constant(constant)),
                Err(reason) => refuse(reason),
            };
        }
        if let Some(value) = site.maybe_real("value_float")? {
            return self.computed(Vec::new(), Numbers::Reals(vec![value]));
        }
        if let Some(values) = site.reals("value_floats")? {
            return self.computed(vec![values.len()], Numbers::Reals(values.to_vec()));
        }
        if let Some(value) = site.maybe_whole("value_int")? {
            return self.computed(Vec::new(), Numbers::Wholes(vec![value]));
        }
        if let Some(values) = site.wholes("value_ints")? {
            return self.computed(vec![values.len()], Numbers::Wholes(values));
        }
        match site.file.attribute("sparse_value") {
            Some(AttributeValue::Other(what)) => refuse(format!("its value is {what}")),
            _ => refuse("it has no value that can be read"),
        }
    }

    pub(super) fn constant_of_shape(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let Some(list) = self.wholes(site, 0)? else {
            return refuse("it has no sizes");
        };
        let sizes: Option<Vec<usize>> = list
            .iter()
            .map(|size| usize::try_from(*size).ok())
            .collect();
        let (value, ty) = match site.tensor("value")? {
            None => (0.0, ElementType::Float),
            Some(tensor) => {
                let ty = tensor.ty;
                let constant = self.added("", tensor).or_else(refuse)?;
                match self.store.scalar(&constant) {
                    Some(value) => (value.into(), ty),
                    None => return refuse("its value is not one number"),
                }
            }
        };
        let made = sizes.and_then(|sizes| self.store.add_filled(sizes, value, ty.is_real()));
        match made {
            Some(constant) => Ok(Value::Constant(constant)),
            None => refuse(format!("sizes {list:?} are out of range")),
        }
    }

    pub(super) fn cast_constant(
        &mut self,
        constant: Constant,
        ty: Option<ElementType>,
    ) -> Lower<Value> {
        let Some(ty) = ty else {
            return refuse("a cast to a type that cannot be read");
        };
        if ty.is_real() == constant.is_real && (ty.is_real() || ty.bytes() >= 4) {
            return Ok(Value::Constant(constant));
        }
        let sizes = constant.sizes.clone();
        let numbers = match (self.numbers(&constant)?, ty.is_real()) {
            (Numbers::Wholes(values), true) => {
                Numbers::Reals(values.iter().map(|value| *value as f32).collect())
            }
            (Numbers::Reals(values), false) => {
                Numbers::Wholes(values.iter().map(|value| *value as i64).collect())
            }
            (other, _) => other,
        };
        self.computed(sizes, numbers)
    }

    /// Lowers `Shape` and `Size`.
    pub(super) fn sizes_of(&mut self, site: &Site<'_, 'a>, count: bool) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let sizes: Vec<i64> = Self::sizes(&value)
            .iter()
            .map(|size| *size as i64)
            .collect();
        if count {
            return self.computed(Vec::new(), Numbers::Wholes(vec![sizes.iter().product()]));
        }
        let rank = sizes.len() as i64;
        let clamp = |at: i64| {
            let at = if at < 0 { at.saturating_add(rank) } else { at };
            at.clamp(0, rank) as usize
        };
        let start = clamp(site.whole("start", 0)?);
        let end = clamp(site.whole("end", rank)?).max(start);
        let sizes = sizes[start..end].to_vec();
        self.computed(vec![sizes.len()], Numbers::Wholes(sizes))
    }

    /// Lowers an operator whose operands are all constants; `None` if it is none that is computed.
    pub(super) fn folded(&mut self, site: &Site<'_, 'a>) -> Lower<Option<Value>> {
        let operator = site.file.operator;
        if let Some(arithmetic) = Arithmetic::of(operator) {
            return self.arithmetic(site, arithmetic).map(Some);
        }
        Ok(Some(match operator {
            "Gather" => self.gather(site)?,
            "Slice" => self.slice(site)?,
            "Concat" => self.concat_constants(site)?,
            "Range" => self.range(site)?,
            "Expand" => self.expand(site)?,
            "Where" => self.choose(site)?,
            "ReduceProd" => self.product(site)?,
            "Neg" => self.each(site, |x| -x, |x| x.checked_neg())?,
            "Floor" => self.each(site, f64::floor, Some)?,
            "Ceil" => self.each(site, f64::ceil, Some)?,
            "Round" => self.each(site, f64::round_ties_even, Some)?,
            "Not" => self.each(
                site,
                |x| f64::from(u8::from(x == 0.0)),
                |x| Some((x == 0).into()),
            )?,
            _ => match Self::function_of(site)? {
                Some(function) => self.each(site, |x| function.at(x), |_| None)?,
                None => return Ok(None),
            },
        }))
    }
}
