//! Lowering of operators on the elements of two or more operands: sums, differences, products, quotients, maxima.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;
use super::unsaid::reason_of_results;
use crate::items::Function;
use crate::items::{Binary, ItemKind};
use crate::onnx::importer::constant::Arithmetic;
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
        for operand in &mut operands {
            if let Value::Tensor(tensor) = operand
                && !self.is_norm(tensor.item)
            {
                *operand = Value::Tensor(self.settled(site, tensor.clone())?);
            }
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
            _ => refuse(reason_of_results(site.file.operator)),
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
        if operands.len() > MAX_BRANCHES {
            return refuse(format!(
                "{} operands, at most {MAX_BRANCHES} are possible",
                operands.len()
            ));
        }
        let mut tensors = Vec::new();
        for value in operands {
            tensors.push(self.as_tensor(site, value, &first)?);
        }
        Self::tensors(&tensors.into_iter().map(Value::Tensor).collect::<Vec<_>>())
    }

    /// Lowers a minimum: the negative of the maximum of the negatives.
    pub(super) fn smallest(&mut self, site: &Site<'_, 'a>, operands: &[Value]) -> Lower<Value> {
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

    /// Brings tensors of four axes that are not the same ones to maps with their channels first.
    fn alike_axes(&mut self, site: &Site<'_, 'a>, tensors: &mut [Tensor]) -> Lower<()> {
        let fits = |pair: &[Tensor]| pair[0].view.broadcast(&pair[1].view).is_some();
        let is_map = |tensor: &Tensor| tensor.view.rank() == 4;
        if tensors.windows(2).all(fits) || !tensors.iter().all(is_map) {
            return Ok(());
        }
        for tensor in tensors {
            let item = self.map_of(site, tensor)?;
            if let Value::Tensor(map) = self.usual(item) {
                *tensor = map;
            }
        }
        Ok(())
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
        self.alike_axes(site, &mut tensors)?;
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
    pub(super) fn binary(
        &mut self,
        site: &Site<'_, 'a>,
        operands: &[Value],
        what: Binary,
    ) -> Lower<Value> {
        let mut tensors = self.with_constants(site, operands)?;
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
        let shape = self.shape(tensors[0].item);
        let is_same = |tensor: &Tensor| !is_map(shape) && self.shape(tensor.item) == shape;
        if !tensors.iter().all(is_same) {
            // Vectors of one length are multiplied as such, all others as maps.
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
        self.alike_axes(site, &mut tensors)?;
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
}
