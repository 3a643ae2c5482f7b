//! Lowering of operators on the elements of a tensor and a constant: factors and summands of channels, powers, bounds.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;
use super::unsaid::reason_of_results;
use crate::items::Constant;
use crate::items::Function;
use crate::items::{Affine, Binary, ItemKind};
use crate::onnx::importer::constant::Arithmetic;
use crate::onnx::importer::view::{Axis, View};

impl<'a> Lowering<'_, 'a> {
    /// Lowers an operator on a tensor and a constant that has more than one value for each channel.
    fn with_map(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        constant: &Constant,
        what: Arithmetic,
        swapped: bool,
    ) -> Lower<Value> {
        let mut constant = constant.clone();
        let mut what = what;
        if what == Arithmetic::Div && !swapped {
            let values = self.store.reals(&constant);
            let inverse = values.map(|values| values.iter().map(|value| 1.0 / value).collect());
            let sizes = constant.sizes.clone();
            match inverse.and_then(|values| self.store.add_reals(sizes, values)) {
                Some(inverse) => constant = inverse,
                None => return refuse("its constants are too large"),
            }
            what = Arithmetic::Mul;
        }
        let operand = Value::Tensor(self.constant_tensor(site, &constant, tensor, None)?);
        let tensor = Value::Tensor(tensor.clone());
        let operands = match swapped {
            true => [operand, tensor],
            false => [tensor, operand],
        };
        match what {
            Arithmetic::Add => self.sum(site, &operands, None),
            Arithmetic::Sub => self.sum(site, &operands, Some(vec![1.0, -1.0])),
            Arithmetic::Mul => self.binary(site, &operands, Binary::Product),
            Arithmetic::Max => self.binary(site, &operands, Binary::Maximum),
            Arithmetic::Min => self.smallest(site, &operands),
            _ => refuse(reason_of_results(site.file.operator)),
        }
    }

    /// Lowers an operator on a tensor and a constant; `swapped` if the constant is the first operand.
    pub(super) fn with_constant(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        constant: &Constant,
        what: Arithmetic,
        swapped: bool,
    ) -> Lower<Value> {
        let scalar = self.store.scalar(constant).map(f64::from);
        let kind = match (what, scalar, swapped) {
            (Arithmetic::Pow, Some(exponent), false) => {
                ItemKind::Function(Function::Power { exponent })
            }
            (Arithmetic::Pow, Some(base), true) => {
                ItemKind::Function(Function::Exponential { base })
            }
            (Arithmetic::Max, Some(low), _) => ItemKind::Function(Function::Clip {
                low,
                high: f64::INFINITY,
            }),
            (Arithmetic::Min, Some(high), _) => ItemKind::Function(Function::Clip {
                low: f64::NEG_INFINITY,
                high,
            }),
            (Arithmetic::Add | Arithmetic::Sub | Arithmetic::Mul | Arithmetic::Div, ..) => {
                return self.affine(site, tensor, constant, what, swapped);
            }
            (Arithmetic::Max | Arithmetic::Min, None, _) => {
                return self.with_map(site, tensor, constant, what, swapped);
            }
            _ => return refuse(reason_of_results(site.file.operator)),
        };
        let item = self.map(site, kind, tensor.item);
        let view = self.widened(tensor, &constant.sizes)?;
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

    /// Returns the view of a tensor after an operation with a constant of these sizes, all 1 but those of the tensor.
    pub(super) fn widened(&self, tensor: &Tensor, sizes: &[usize]) -> Lower<View> {
        let rank = tensor.view.rank();
        if sizes.len() <= rank {
            return Ok(tensor.view.clone());
        }
        let mut wide = vec![1; sizes.len() - rank];
        wide.extend(tensor.view.sizes());
        match tensor.view.reshaped(&wide) {
            Some(view) => Ok(view),
            None => refuse("a constant of more axes than the result"),
        }
    }

    fn affine(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        constant: &Constant,
        what: Arithmetic,
        swapped: bool,
    ) -> Lower<Value> {
        if what == Arithmetic::Div && swapped {
            // c / x is (1 / x) * c.
            let item = self.map(site, ItemKind::Function(Function::Reciprocal), tensor.item);
            let inverse = Tensor {
                item,
                ..tensor.clone()
            };
            return self.affine(site, &inverse, constant, Arithmetic::Mul, false);
        }
        let view = self.widened(tensor, &constant.sizes)?;
        let Ok(values) = self.channels(tensor, constant) else {
            return self.with_map(site, tensor, constant, what, swapped);
        };
        let affine = match (what, swapped) {
            (Arithmetic::Add, _) => Affine {
                factor: vec![1.0],
                shift: values,
            },
            (Arithmetic::Sub, false) => Affine {
                factor: vec![1.0],
                shift: values.iter().map(|value| -value).collect(),
            },
            (Arithmetic::Sub, true) => Affine {
                factor: vec![-1.0],
                shift: values,
            },
            (Arithmetic::Div, _) => Affine {
                factor: values.iter().map(|value| 1.0 / value).collect(),
                shift: vec![0.0],
            },
            _ => Affine {
                factor: values,
                shift: vec![0.0],
            },
        };
        let item = self.map(site, ItemKind::Affine(affine), tensor.item);
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

    /// Returns the values of a constant that has one for each channel of a tensor, or one for all, in the network's
    /// order of channels.
    pub(super) fn channels(&self, tensor: &Tensor, constant: &Constant) -> Lower<Vec<f64>> {
        let Some(values) = self.store.reals(constant) else {
            return refuse(format!(
                "a constant of sizes {:?}, more than one value for each channel",
                constant.sizes
            ));
        };
        if let [value] = values[..] {
            return Ok(vec![value.into()]);
        }
        let first = values.first().copied().unwrap_or(f32::NAN);
        let channels = self.shape(tensor.item).channels();
        let own: Vec<usize> = (0..constant.sizes.len())
            .filter(|at| constant.sizes[*at] != 1)
            .collect();
        if let [at] = own[..] {
            let rank = constant.sizes.len();
            let axis = tensor.view.aligned(at, rank);
            let fits = constant.sizes[at] == channels
                && axis.is_some_and(|axis| tensor.view.is_whole(axis, Axis::Channel, channels));
            if fits {
                let order = self.order(tensor.item);
                return Ok(order
                    .file_places()
                    .map(|place| f64::from(values[place]))
                    .collect());
            }
        }
        let covers = |at: &usize| {
            let axis = tensor.view.aligned(*at, constant.sizes.len());
            axis.is_some_and(|axis| tensor.view.sizes()[axis] == constant.sizes[*at])
        };
        if values.iter().all(|value| *value == first) && own.iter().all(covers) {
            return Ok(vec![first.into()]);
        }
        refuse(format!(
            "a constant of sizes {:?} for a result of sizes {:?}: one value for each channel, or for all, can be said",
            constant.sizes,
            tensor.view.sizes()
        ))
    }
}
