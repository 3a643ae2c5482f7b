//! Lowering of operators on the elements of two or more operands: sums, differences, products, quotients, maxima.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;
use crate::onnx::importer::constant::{Arithmetic, Constant};
use crate::onnx::importer::function::Function;
use crate::onnx::importer::item::{Affine, Binary, ItemKind};
use crate::onnx::importer::view::{Axis, MapAxes, View};
use googlenet_dsl::op::{Add, Maximum, Multiply, Op};
use googlenet_dsl::shape::Shape;

/// Largest number of operands of a sum.
const MAX_BRANCHES: usize = 64;

impl<'a> Lowering<'_, 'a> {
    /// Lowers an operator on the elements of its operands, not all of which are constants.
    pub(super) fn elementwise(&mut self, site: &Site<'_, 'a>, what: Arithmetic) -> Lower<Value> {
        let mut operands = Vec::new();
        for at in 0..site.inputs.len() {
            operands.push(self.operand(site, at)?);
        }
        if let [one] = &operands[..] {
            return Ok(one.clone());
        }
        match (&operands[..], what) {
            ([Value::Tensor(x), Value::Constant(c)], _) => {
                self.with_constant(site, x, c, what, false)
            }
            ([Value::Constant(c), Value::Tensor(x)], _) => {
                self.with_constant(site, x, c, what, true)
            }
            ([Value::Tensor(a), Value::Tensor(b)], Arithmetic::Mul)
                if a.item == b.item && a.view == b.view =>
            {
                let power = ItemKind::Function(Function::Power { exponent: 2.0 });
                let item = self.map(site, power, a.item);
                Ok(self.in_place(a.clone(), item))
            }
            (_, Arithmetic::Add) => self.sum(site, &operands, None),
            (_, Arithmetic::Sub) => self.sum(site, &operands, Some(vec![1.0, -1.0])),
            (_, Arithmetic::Mul) => self.binary(site, &operands, Binary::Product),
            (_, Arithmetic::Div) => self.binary(site, &operands, Binary::Quotient),
            (_, Arithmetic::Max) => self.binary(site, &operands, Binary::Maximum),
            (_, Arithmetic::Min) => self.smallest(site, &operands),
            _ => refuse("it compares or combines results, which cannot be said"),
        }
    }

    /// Lowers the mean of its operands.
    pub(super) fn mean(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut operands = Vec::new();
        for at in 0..site.inputs.len() {
            operands.push(self.operand(site, at)?);
        }
        match operands.len() {
            0 => refuse("it reads nothing"),
            1 => Ok(operands.remove(0)),
            len => self.sum(site, &operands, Some(vec![1.0 / len as f32; len])),
        }
    }

    fn tensors(operands: &[Value]) -> Lower<Vec<Tensor>> {
        let tensors: Option<Vec<Tensor>> = (operands.iter())
            .map(|value| match value {
                Value::Tensor(tensor) => Some(tensor.clone()),
                _ => None,
            })
            .collect();
        match tensors {
            Some(tensors) if tensors.len() >= 2 => Ok(tensors),
            Some(_) => refuse("it has too few operands"),
            None => refuse("constants among three or more operands cannot be said"),
        }
    }

    /// Returns the operands as tensors, constants as ones of the sizes of the first tensor.
    fn with_constants(&mut self, site: &Site<'_, 'a>, operands: &[Value]) -> Lower<Vec<Tensor>> {
        let first = operands.iter().find_map(|value| match value {
            Value::Tensor(tensor) => Some(tensor.clone()),
            _ => None,
        });
        let Some(first) = first else {
            return refuse("it reads constants alone");
        };
        let mut tensors = Vec::new();
        for value in operands {
            tensors.push(self.as_tensor(site, value, &first)?);
        }
        Self::tensors(&tensors.into_iter().map(Value::Tensor).collect::<Vec<_>>())
    }

    /// Lowers a minimum: the negative of the maximum of the negatives.
    fn smallest(&mut self, site: &Site<'_, 'a>, operands: &[Value]) -> Lower<Value> {
        let tensors = self.with_constants(site, operands)?;
        let mut negative = Vec::new();
        for tensor in &tensors {
            negative.push(Value::Tensor(self.times(site, tensor, -1.0)));
        }
        match self.binary(site, &negative, Binary::Maximum)? {
            Value::Tensor(tensor) => Ok(Value::Tensor(self.times(site, &tensor, -1.0))),
            other => Ok(other),
        }
    }

    /// Returns a tensor that is a map of one pixel, or a vector, as a map of the size of `like`.
    fn spread(&mut self, site: &Site<'_, 'a>, tensor: &Tensor, like: &Tensor) -> Lower<Tensor> {
        let Shape::Map { height, width, .. } = self.shape(like.item) else {
            return Ok(tensor.clone());
        };
        let mut item = tensor.item;
        if matches!(self.shape(item), Shape::Vector { .. }) {
            item = self.pixel(site, item)?;
        }
        let view = tensor.view.broadcast(&like.view);
        let is_pixel = self.shape(item).pixels() == 1 && height * width > 1;
        match (view, is_pixel) {
            (Some(view), true) if view == like.view => {
                let item = self.resized_to(site, item, [height, width])?;
                Ok(Tensor {
                    item,
                    view,
                    before: None,
                })
            }
            _ => Ok(tensor.clone()),
        }
    }

    pub(super) fn sum(
        &mut self,
        site: &Site<'_, 'a>,
        operands: &[Value],
        scale: Option<Vec<f32>>,
    ) -> Lower<Value> {
        let mut tensors = self.with_constants(site, operands)?;
        if tensors.len() > MAX_BRANCHES {
            return refuse(format!(
                "{} operands, at most {MAX_BRANCHES} are possible",
                tensors.len()
            ));
        }
        let largest = tensors
            .iter()
            .max_by_key(|tensor| self.shape(tensor.item).len());
        if let Some(largest) = largest.cloned() {
            let shape = self.shape(largest.item);
            for tensor in &mut tensors {
                if self.shape(tensor.item) != shape {
                    *tensor = self.spread(site, tensor, &largest)?;
                }
            }
        }
        let first = &tensors[0];
        let shape = self.shape(first.item);
        if tensors
            .iter()
            .any(|tensor| self.shape(tensor.item) != shape)
        {
            return refuse("a sum of results of different sizes cannot be said");
        }
        if !tensors
            .iter()
            .all(|tensor| tensor.view.matches(&first.view))
        {
            return refuse("a sum of results with their axes in different orders cannot be said");
        }
        let order = self.order(first.item);
        if tensors
            .iter()
            .any(|tensor| self.order(tensor.item) != order)
        {
            return refuse("a sum of flattened maps in different orders cannot be said");
        }
        let widest = tensors
            .iter()
            .max_by_key(|tensor| tensor.view.rank())
            .unwrap_or(first);
        let view = widest.view.clone();
        let op = Add {
            scale: scale.unwrap_or_default().into(),
        };
        let inputs = tensors.iter().map(|tensor| tensor.item).collect();
        let item = self.push(site, op, inputs, Vec::new())?;
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

    /// Appends a function of several tensors, in which axes of size 1 are repeated.
    fn binary(&mut self, site: &Site<'_, 'a>, operands: &[Value], what: Binary) -> Lower<Value> {
        let mut tensors = self.with_constants(site, operands)?;
        if tensors.len() > MAX_BRANCHES {
            return refuse(format!(
                "{} operands, at most {MAX_BRANCHES} are possible",
                tensors.len()
            ));
        }
        if let [a, b] = &tensors[..] {
            let found = match what {
                Binary::Quotient => self.by_norm(site, a, b, false)?,
                Binary::Product => match self.by_norm(site, a, b, true)? {
                    None => self.by_norm(site, b, a, true)?,
                    found => found,
                },
                Binary::Maximum => None,
            };
            if let Some(value) = found {
                return Ok(value);
            }
        }
        let is_map = |shape: Shape| matches!(shape, Shape::Map { .. });
        if tensors.iter().any(|tensor| is_map(self.shape(tensor.item))) {
            for tensor in &mut tensors {
                if !is_map(self.shape(tensor.item)) {
                    tensor.item = self.pixel(site, tensor.item)?;
                }
            }
        }
        let order = self.order(tensors[0].item);
        if tensors
            .iter()
            .any(|tensor| self.order(tensor.item) != order)
        {
            for tensor in &mut tensors {
                tensor.item = self.in_order(site, tensor.item)?;
            }
        }
        let mut view = tensors[0].view.clone();
        for tensor in &tensors[1..] {
            view = match view.broadcast(&tensor.view) {
                Some(view) => view,
                None => {
                    return refuse(format!(
                        "operands of sizes {:?} and {:?} cannot be said",
                        view.sizes(),
                        tensor.view.sizes()
                    ));
                }
            };
        }
        let inputs: Vec<usize> = tensors.iter().map(|tensor| tensor.item).collect();
        let order = self.order(inputs[0]);
        let shapes: Vec<Shape> = inputs.iter().map(|item| self.shape(*item)).collect();
        let shape = match Op::from(Multiply {}).infer(&shapes) {
            Ok(shape) => shape,
            Err(error) => return refuse(format!("its operands do not fit: {}", error.label)),
        };
        let item = match inputs.len() {
            2 => self.add(
                site,
                ItemKind::Binary(what),
                inputs,
                shape,
                order,
                Vec::new(),
            ),
            _ => match what {
                Binary::Product => self.push(site, Multiply {}, inputs, Vec::new())?,
                Binary::Maximum => self.push(site, Maximum {}, inputs, Vec::new())?,
                Binary::Quotient => return refuse("a quotient of three operands"),
            },
        };
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

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
            _ => refuse("its operands cannot be said"),
        }
    }

    /// Lowers an operator on a tensor and a constant; `swapped` if the constant is the first operand.
    fn with_constant(
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
            _ => return refuse("its operands cannot be said"),
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

    /// Returns the order of axes of a map's tensor of four axes; channels first if it is neither.
    pub(super) fn axes(&self, tensor: &Tensor) -> MapAxes {
        let shape = self.shape(tensor.item);
        match tensor.view.is(shape, self.batch, MapAxes::ChannelsLast)
            && !tensor.view.is(shape, self.batch, MapAxes::ChannelsFirst)
        {
            true => MapAxes::ChannelsLast,
            false => MapAxes::ChannelsFirst,
        }
    }
}
