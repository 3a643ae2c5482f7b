//! Lowering of operators that are a function of each element.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;
use crate::items::Function;
use crate::items::{Affine, Binary, ItemKind, ItemWeight};
use googlenet_dsl::op::Prelu;

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

    /// Appends a function of each element of a tensor.
    fn applied(&mut self, site: &Site<'_, 'a>, tensor: &Tensor, function: Function) -> Tensor {
        let item = self.map(site, ItemKind::Function(function), tensor.item);
        Tensor {
            item,
            before: None,
            ..tensor.clone()
        }
    }

    /// Appends a multiplication by a number.
    pub(super) fn times(&mut self, site: &Site<'_, 'a>, tensor: &Tensor, factor: f64) -> Tensor {
        let affine = Affine {
            factor: vec![factor],
            shift: vec![0.0],
        };
        let item = self.map(site, ItemKind::Affine(affine), tensor.item);
        Tensor {
            item,
            before: None,
            ..tensor.clone()
        }
    }

    /// Appends a function of the elements of two tensors of the same shape and axes.
    pub(super) fn both(
        &mut self,
        site: &Site<'_, 'a>,
        [a, b]: [&Tensor; 2],
        binary: Binary,
    ) -> Tensor {
        let (shape, order) = (self.shape(a.item), self.order(a.item));
        let inputs = vec![a.item, b.item];
        let kind = ItemKind::Binary(binary);
        let item = self.add(site, kind, inputs, shape, order, Vec::new());
        Tensor {
            item,
            before: None,
            ..a.clone()
        }
    }

    pub(super) fn negative(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        Ok(Value::Tensor(self.times(site, &tensor, -1.0)))
    }

    /// Lowers `Abs`: the larger of a value and its negative.
    pub(super) fn absolute(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let negative = self.times(site, &tensor, -1.0);
        let made = self.both(site, [&tensor, &negative], Binary::Maximum);
        Ok(Value::Tensor(made))
    }

    /// Lowers `Mish`: `x * tanh(softplus(x))`.
    pub(super) fn mish(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let softplus = self.applied(site, &tensor, Function::Softplus);
        let tanh = self.applied(site, &softplus, Function::Tanh);
        let made = self.both(site, [&tensor, &tanh], Binary::Product);
        Ok(Value::Tensor(made))
    }

    /// Lowers `Swish`: `x * sigmoid(alpha * x)`.
    pub(super) fn swish(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let alpha = f64::from(site.real("alpha", 1.0)?);
        if alpha == 1.0 {
            return self.function(site, Function::Swish);
        }
        let tensor = self.tensor(site, 0)?;
        let scaled = self.times(site, &tensor, alpha);
        let sigmoid = self.applied(site, &scaled, Function::Sigmoid);
        let made = self.both(site, [&tensor, &sigmoid], Binary::Product);
        Ok(Value::Tensor(made))
    }

    /// Lowers `Celu`: `alpha * elu(x / alpha)`.
    pub(super) fn celu(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let alpha = f64::from(site.real("alpha", 1.0)?);
        let elu = Function::Elu { alpha: 1.0 };
        if alpha == 1.0 {
            return self.function(site, elu);
        }
        if !(alpha > 0.0 && alpha.is_finite()) {
            return refuse(format!("`alpha` is {alpha}, expected a number above 0"));
        }
        let tensor = self.tensor(site, 0)?;
        let inner = self.times(site, &tensor, 1.0 / alpha);
        let elu = self.applied(site, &inner, elu);
        Ok(Value::Tensor(self.times(site, &elu, alpha)))
    }

    /// Lowers `Selu`: `gamma * elu(x)`.
    pub(super) fn selu(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let alpha = f64::from(site.real("alpha", 1.673_263_2)?);
        let gamma = f64::from(site.real("gamma", 1.050_701)?);
        let tensor = self.tensor(site, 0)?;
        let elu = self.applied(site, &tensor, Function::Elu { alpha });
        Ok(Value::Tensor(self.times(site, &elu, gamma)))
    }

    pub(super) fn thresholded(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let alpha = site.real("alpha", 1.0)?;
        match alpha == 0.0 {
            true => self.function(site, Function::Relu),
            false => refuse("the function `thresholded_relu` cannot be said"),
        }
    }

    /// Lowers `PRelu`: a slope for each channel, or for all; or one for each element, which is the product with the
    /// negative part.
    pub(super) fn prelu(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let slope = self.weights(site, 1)?;
        let channels = self.shape(tensor.item).channels();
        let values = match self.channels(&tensor, &slope) {
            Ok(values) => values,
            Err(_) => {
                let slope = self.constant_tensor(site, &slope, &tensor, None)?;
                let open = f64::INFINITY;
                let (low, high) = (-open, 0.0);
                let below = self.applied(site, &tensor, Function::Clip { low, high });
                let below = self.both(site, [&below, &slope], Binary::Product);
                let above = self.applied(site, &tensor, Function::Relu);
                let operands = [above, below].map(Value::Tensor);
                return self.sum(site, &operands, None);
            }
        };
        let shared = values.len() == 1 && slope.len() == 1;
        let slopes = match values[..] {
            [value] if !shared => vec![value as f32; channels],
            _ => values.iter().map(|value| *value as f32).collect(),
        };
        let Some(value) = self.store.add_reals(vec![slopes.len()], slopes) else {
            return refuse("its slopes are too many");
        };
        let weights = vec![ItemWeight {
            name: "alpha",
            value,
        }];
        let view = self.widened(&tensor, &slope.sizes)?;
        let item = self.push(site, Prelu { shared }, vec![tensor.item], weights)?;
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }
}
