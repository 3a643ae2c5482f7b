//! Sums, products and the like of two results, or of a result and numbers.

use super::super::activation::scalar;
use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::join::Join;
use super::super::site::{Site, numbers};
use crate::items::Function;
use crate::keras::graph::Operand;

/// How an operand that is plain data goes with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Power,
}

impl Arithmetic {
    pub(super) fn of(name: &str) -> Option<Arithmetic> {
        Some(match name {
            "Add" | "__operators__.add" | "math.add" | "nn.bias_add" => Arithmetic::Add,
            "Subtract" | "__operators__.sub" | "math.subtract" => Arithmetic::Subtract,
            "Multiply" | "__operators__.mul" | "math.multiply" => Arithmetic::Multiply,
            "TrueDivide" | "Divide" | "__operators__.truediv" | "math.truediv" | "math.divide" => {
                Arithmetic::Divide
            }
            "Maximum" | "math.maximum" => Arithmetic::Maximum,
            "Minimum" | "math.minimum" => Arithmetic::Minimum,
            "Power" | "__operators__.pow" | "math.pow" => Arithmetic::Power,
            _ => return None,
        })
    }
}

impl Lowering<'_, '_> {
    pub(super) fn arithmetic(
        &mut self,
        site: &Site<'_, '_>,
        arithmetic: Arithmetic,
    ) -> Lower<Value> {
        let operands = [
            site.argument(0, &["x1", "x", "a", "value"]),
            site.argument(1, &["x2", "y", "b", "bias"]),
        ];
        let values = [self.operand(operands[0])?, self.operand(operands[1])?];
        let plain = |at: usize| match operands[at] {
            Some(Operand::Plain(value)) => numbers(value),
            Some(Operand::List(list)) => {
                let parts = list.iter().map(|part| match part {
                    Operand::Plain(value) => scalar(value),
                    _ => None,
                });
                let values: Option<Vec<f64>> = parts.collect();
                values.map(|values| (vec![values.len()], values))
            }
            _ => None,
        };
        match values {
            [Some(a), Some(b)] => {
                let join = match arithmetic {
                    Arithmetic::Add => Join::Sum,
                    Arithmetic::Subtract => Join::Difference,
                    Arithmetic::Multiply => Join::Product,
                    Arithmetic::Divide => Join::Quotient,
                    Arithmetic::Maximum => Join::Largest,
                    Arithmetic::Minimum => Join::Smallest,
                    Arithmetic::Power => return refuse("a power of two results cannot be said"),
                };
                self.joined(site, vec![a, b], join)
            }
            [Some(value), None] => match plain(1) {
                Some((sizes, numbers)) => {
                    self.with_numbers(site, &value, arithmetic, &sizes, numbers, false)
                }
                None => refuse("its second operand is no number"),
            },
            [None, Some(value)] => match plain(0) {
                Some((sizes, numbers)) => {
                    self.with_numbers(site, &value, arithmetic, &sizes, numbers, true)
                }
                None => refuse("its first operand is no number"),
            },
            [None, None] => refuse("it reads no result"),
        }
    }

    /// Combines a result with numbers, one for all values or one for each channel. `swapped` if these come first.
    fn with_numbers(
        &mut self,
        site: &Site<'_, '_>,
        value: &Value,
        arithmetic: Arithmetic,
        sizes: &[usize],
        numbers: Vec<f64>,
        swapped: bool,
    ) -> Lower<Value> {
        let scalar = match numbers[..] {
            [one] => Some(one),
            _ => None,
        };
        let last = sizes.last().copied().unwrap_or(1);
        if scalar.is_none() && (last != numbers.len() || value.is_first) {
            return refuse(format!(
                "numbers of sizes {sizes:?} cannot be said, but one for each channel"
            ));
        }
        let affine = match (arithmetic, swapped) {
            (Arithmetic::Add, _) => Some((vec![1.0], numbers.clone())),
            (Arithmetic::Subtract, false) => {
                Some((vec![1.0], numbers.iter().map(|number| -number).collect()))
            }
            (Arithmetic::Subtract, true) => Some((vec![-1.0], numbers.clone())),
            (Arithmetic::Multiply, _) => Some((numbers.clone(), vec![0.0])),
            (Arithmetic::Divide, false) => Some((
                numbers.iter().map(|number| 1.0 / number).collect(),
                vec![0.0],
            )),
            _ => None,
        };
        if let Some((factor, shift)) = affine {
            return self.scaled(site, value, factor, shift);
        }
        let Some(number) = scalar else {
            return refuse("a bound for each channel cannot be said");
        };
        let function = match (arithmetic, swapped) {
            (Arithmetic::Maximum, _) => Function::Clip {
                low: number,
                high: f64::INFINITY,
            },
            (Arithmetic::Minimum, _) => Function::Clip {
                low: f64::NEG_INFINITY,
                high: number,
            },
            (Arithmetic::Power, false) => Function::Power { exponent: number },
            (Arithmetic::Power, true) => Function::Exponential { base: number },
            _ => {
                let made = self.function(site, Function::Reciprocal, value);
                return Ok(self.affine(site, number, 0.0, &made));
            }
        };
        Ok(self.function(site, function, value))
    }
}
