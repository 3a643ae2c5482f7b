//! Lowering of operators that move or rename axes: `Reshape`, `Flatten`, `Squeeze`, `Unsqueeze`, `Transpose`; and of
//! those that compute nothing in inference.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axes_of, axis_of};
use crate::import::transform::Transform;
use crate::onnx::importer::view::{Axis, View};
use googlenet_dsl::op::{Dropout, Flatten};
use googlenet_dsl::shape::Shape;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn transpose(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let rank = Self::sizes(&value).len();
        let axes = match site.wholes("perm")? {
            None => Some((0..rank).rev().collect()),
            Some(list) => list
                .iter()
                .map(|axis| axis_of(*axis, rank))
                .collect::<Option<Vec<usize>>>(),
        };
        let wrong = || refuse(format!("`perm` does not list each of {rank} axes once"));
        let Some(axes) = axes else { return wrong() };
        let mut sorted = axes.clone();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..rank) {
            return wrong();
        }
        match value {
            Value::Constant(constant) => {
                Ok(Value::Constant(constant.then(Transform::Permute(axes))))
            }
            Value::Tensor(tensor) => match tensor.view.permuted(&axes) {
                Some(view) => Ok(Value::Tensor(Tensor {
                    view,
                    before: None,
                    ..tensor
                })),
                None => wrong(),
            },
            Value::Failed | Value::Rounded(..) => Err(super::context::Stop::Silent),
        }
    }

    pub(super) fn reshape(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let old = Self::sizes(&value);
        let Some(list) = self.list(site, "shape", 1)? else {
            return refuse("it has no sizes");
        };
        let keeps_zero = site.flag("allowzero")?;
        let len: usize = old.iter().product();
        let mut sizes = Vec::new();
        let mut open = None;
        for (at, size) in list.iter().enumerate() {
            sizes.push(match size {
                0 if !keeps_zero => match old.get(at) {
                    Some(size) => *size,
                    None => return refuse(format!("sizes {list:?} for a tensor of sizes {old:?}")),
                },
                -1 if open.is_none() => {
                    open = Some(at);
                    1
                }
                size => match usize::try_from(*size) {
                    Ok(size) => size,
                    Err(_) => return refuse(format!("sizes {list:?} are out of range")),
                },
            });
        }
        let product = sizes
            .iter()
            .try_fold(1usize, |len, size| len.checked_mul(*size));
        if let (Some(at), Some(product)) = (open, product)
            && product > 0
            && len.is_multiple_of(product)
        {
            sizes[at] = len / product;
        }
        self.resized(site, value, sizes)
    }

    pub(super) fn flatten(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let old = Self::sizes(&value);
        let axis = site.whole("axis", 1)?;
        let at = match axis_of(axis, old.len() + 1) {
            Some(at) if axis >= 0 => at,
            _ => match axis_of(axis, old.len()) {
                Some(at) => at,
                None => return refuse(format!("axis {axis} of a tensor of {} axes", old.len())),
            },
        };
        let sizes = [&old[..at], &old[at..]].map(|part| part.iter().product());
        self.resized(site, value, sizes.to_vec())
    }

    pub(super) fn squeeze(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let old = Self::sizes(&value);
        let gone = match self.list(site, "axes", 1)? {
            Some(axes) => axes_of(&axes, old.len())?,
            None => (0..old.len()).filter(|at| old[*at] == 1).collect(),
        };
        if gone.iter().any(|at| old[*at] != 1) {
            return refuse(format!("axes {gone:?} of a tensor of sizes {old:?}"));
        }
        let sizes = (0..old.len())
            .filter(|at| !gone.contains(at))
            .map(|at| old[at]);
        let sizes = sizes.collect();
        self.resized(site, value, sizes)
    }

    pub(super) fn unsqueeze(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let old = Self::sizes(&value);
        let Some(axes) = self.list(site, "axes", 1)? else {
            return refuse("it has no axes");
        };
        if axes.len() > 32 {
            return refuse("too many axes");
        }
        let new = axes_of(&axes, old.len() + axes.len())?;
        let mut rest = old.iter().copied();
        let sizes = (0..old.len() + new.len()).map(|at| match new.contains(&at) {
            true => Some(1),
            false => rest.next(),
        });
        match sizes.collect() {
            Some(sizes) => self.resized(site, value, sizes),
            None => refuse(format!("axes {axes:?} are not each of their own")),
        }
    }

    /// Returns the value with other sizes of the same product. A map that becomes a vector is flattened.
    fn resized(&mut self, site: &Site<'_, 'a>, value: Value, sizes: Vec<usize>) -> Lower<Value> {
        let old = Self::sizes(&value);
        let product = |sizes: &[usize]| {
            sizes
                .iter()
                .try_fold(1usize, |len, size| len.checked_mul(*size))
        };
        if product(&old) != product(&sizes) {
            return refuse(format!("sizes {sizes:?} for a tensor of sizes {old:?}"));
        }
        let tensor = match value {
            Value::Constant(constant) => return Ok(Value::Constant(constant.reshaped(sizes))),
            Value::Tensor(tensor) => tensor,
            Value::Failed | Value::Rounded(..) => return Err(super::context::Stop::Silent),
        };
        // What stays a vector is read as one; a map that comes back out of it is the map that was flattened.
        if let Some(before) = &tensor.before
            && sizes.iter().skip(1).filter(|size| **size != 1).count() > 1
            && let Some(view) = before.view.reshaped(&sizes)
        {
            return Ok(Value::Tensor(Tensor {
                view,
                ..(**before).clone()
            }));
        }
        let tensor = match sizes.len() {
            // What is flattened is a map first.
            2 => self.settled(site, tensor)?,
            _ => tensor,
        };
        let (tensor, view) = match tensor.view.reshaped(&sizes) {
            Some(view) => (tensor, view),
            None => self.as_list(site, &tensor, &sizes)?,
        };
        let shape = self.shape(tensor.item);
        let is_map = matches!(shape, Shape::Map { .. });
        let is_flat = view.rank() == 2 && sizes[0] == self.batch;
        if is_map
            && is_flat
            && let Some(order) = view.flat_order(1, shape)
        {
            let item = self.push(site, Flatten {}, vec![tensor.item], Vec::new())?;
            self.items[item - 1].order = order;
            let Value::Tensor(flat) = self.usual(item) else {
                return refuse("it reads a constant");
            };
            return Ok(Value::Tensor(Tensor {
                before: Some(Box::new(Tensor { view, ..tensor })),
                ..flat
            }));
        }
        Ok(Value::Tensor(Tensor {
            view,
            before: None,
            ..tensor
        }))
    }

    /// Returns a tensor as all values of an image in a row, with the view of these sizes on it.
    fn as_list(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        sizes: &[usize],
    ) -> Lower<(Tensor, View)> {
        let batch = tensor.view.places(Axis::Batch);
        let axes: Vec<usize> = (0..tensor.view.rank())
            .filter(|at| !batch.contains(at))
            .collect();
        let list = self.with_channels(site, tensor, &axes)?;
        match list.view.reshaped(sizes) {
            Some(view) => Ok((list, view)),
            None => refuse(format!(
                "sizes {:?} to {sizes:?} cannot be said",
                tensor.view.sizes()
            )),
        }
    }

    /// Lowers `Dropout`, which does nothing in inference. Its rate is an attribute before version 12.
    pub(super) fn dropout(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = match self.operand(site, 0)? {
            Value::Tensor(tensor) => tensor,
            other => return Ok(other),
        };
        let rate = match site.maybe_real("ratio")? {
            Some(rate) => rate,
            None => self.number(site, 1)?.unwrap_or(0.5) as f32,
        };
        let trains = self.maybe_constant(site, 2)?;
        let trains = trains.and_then(|constant| self.store.scalar(&constant));
        if rate != 0.0 && trains.is_some_and(|flag| flag != 0.0) {
            return refuse("`training_mode` is true: it would leave out values by chance");
        }
        if !(0.0..1.0).contains(&rate) || tensor.item == 0 {
            return Ok(Value::Tensor(tensor));
        }
        let item = self.push(site, Dropout { rate }, vec![tensor.item], Vec::new())?;
        let order = self.order(tensor.item);
        self.items[item - 1].order = order;
        Ok(Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        }))
    }

    /// Lowers `Cast`: between types of floats it changes nothing, as everything is computed in 32 bits.
    pub(super) fn cast(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let to = site.whole("to", 0)?;
        let ty = crate::onnx::importer::file::ElementType::of(to);
        match self.operand(site, 0)? {
            Value::Constant(constant) => self.cast_constant(constant, ty),
            Value::Tensor(tensor) if ty.is_some_and(|ty| ty.is_real()) => Ok(Value::Tensor(tensor)),
            _ => refuse(format!(
                "a cast of results to the type {} cannot be said",
                crate::onnx::importer::file::type_name(to)
            )),
        }
    }
}
