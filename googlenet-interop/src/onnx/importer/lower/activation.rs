//! Lowering of operators that are a function of each element.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;
use crate::onnx::importer::function::Function;
use crate::onnx::importer::item::{Affine, ItemKind};

impl<'a> Lowering<'_, 'a> {
    /// Returns the function of an operator with its attributes; `None` for other operators.
    pub(super) fn function_of(site: &Site<'_, 'a>) -> Lower<Option<Function>> {
        let real = |name, usual| site.real(name, usual).map(f64::from);
        Ok(Some(match site.file.operator {
            "Relu" => Function::Relu,
            "LeakyRelu" => Function::LeakyRelu {
                slope: real("alpha", 0.01)?,
            },
            "Sigmoid" => Function::Sigmoid,
            "Tanh" => Function::Tanh,
            "HardSigmoid" => Function::HardSigmoid {
                alpha: real("alpha", 0.2)?,
                beta: real("beta", 0.5)?,
            },
            "HardSwish" => Function::HardSwish,
            "Elu" => Function::Elu {
                alpha: real("alpha", 1.0)?,
            },
            "Softplus" => Function::Softplus,
            "Softsign" => Function::Softsign,
            "Mish" => Function::Mish,
            "Swish" if real("alpha", 1.0)? == 1.0 => Function::Swish,
            "Gelu" => match site.text("approximate", "none")?.as_str() {
                "none" => Function::Gelu,
                "tanh" => Function::GeluTanh,
                other => return refuse(format!("`approximate` is {other:?}")),
            },
            "Erf" => Function::Erf,
            "Exp" => Function::Exp,
            "Log" => Function::Log,
            "Sqrt" => Function::Sqrt,
            "Abs" => Function::Abs,
            "Reciprocal" => Function::Reciprocal,
            _ => return Ok(None),
        }))
    }

    /// Lowers `Clip`, whose bounds are attributes before version 11 and inputs since.
    pub(super) fn clip(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let low = match site.maybe_real("min")? {
            Some(low) => Some(low.into()),
            None => self.number(site, 1)?,
        };
        let high = match site.maybe_real("max")? {
            Some(high) => Some(high.into()),
            None => self.number(site, 2)?,
        };
        // Files without bounds have the largest floats instead.
        let low = low
            .filter(|low| *low > f64::from(f32::MIN))
            .unwrap_or(f64::NEG_INFINITY);
        let high = high
            .filter(|high| *high < f64::from(f32::MAX))
            .unwrap_or(f64::INFINITY);
        if low == f64::NEG_INFINITY && high == f64::INFINITY {
            return self.tensor(site, 0).map(Value::Tensor);
        }
        self.function(site, Function::Clip { low, high })
    }

    pub(super) fn negative(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let affine = Affine {
            factor: vec![-1.0],
            shift: vec![0.0],
        };
        let item = self.map(site, ItemKind::Affine(affine), tensor.item);
        Ok(Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        }))
    }

    /// Lowers `PRelu`: with the same slope for all channels a leaky relu.
    pub(super) fn prelu(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let slope = self.constant(site, 1)?;
        let values = self.store.reals(&slope).unwrap_or_default();
        match values.first() {
            Some(first) if values.iter().all(|value| value == first) && *first >= 0.0 => {
                let slope = f64::from(*first);
                self.function(site, Function::LeakyRelu { slope })
            }
            _ => refuse("slopes that are learned for each channel cannot be said"),
        }
    }
}
