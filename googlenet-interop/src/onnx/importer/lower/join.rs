//! Lowering of `Concat` of results.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of};
use crate::onnx::importer::view::Axis;
use googlenet_dsl::op::Concat;
use googlenet_dsl::shape::Shape;

/// Largest number of operands of a concatenation.
const MAX_BRANCHES: usize = 64;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn concat(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        if site.inputs.len() > MAX_BRANCHES {
            return refuse(format!(
                "{} operands, at most {MAX_BRANCHES} are possible",
                site.inputs.len()
            ));
        }
        let mut operands = Vec::new();
        for at in 0..site.inputs.len() {
            operands.push(self.operand(site, at)?);
        }
        let first = operands.iter().find_map(|value| match value {
            Value::Tensor(tensor) => Some(tensor.clone()),
            _ => None,
        });
        let Some(first) = first else {
            return refuse("it reads nothing");
        };
        let rank = first.view.rank();
        let Some(axis) = site
            .maybe_whole("axis")?
            .and_then(|axis| axis_of(axis, rank))
        else {
            return refuse("`axis` is missing or out of range");
        };
        let mut tensors = Vec::new();
        let mut constants = Vec::new();
        for (at, value) in operands.into_iter().enumerate() {
            match value {
                Value::Tensor(tensor) => tensors.push(self.settled(site, tensor)?),
                Value::Constant(constant) => {
                    constants.push((at, constant));
                    tensors.push(first.clone());
                }
                Value::Failed | Value::Rounded(..) => return Err(super::context::Stop::Silent),
            }
        }
        if tensors.is_empty() {
            return refuse("it reads nothing");
        }
        if tensors.len() == 1 {
            return Ok(Value::Tensor(tensors.remove(0)));
        }
        // A flattened map that stays one is joined as a vector.
        let mut items = Vec::new();
        for tensor in &mut tensors {
            let channels = self.shape(tensor.item).channels();
            if !tensor.view.is_whole(axis, Axis::Channel, channels)
                && tensor.view.rank() == 2
                && axis == 1
            {
                let item = self.vector_of(site, tensor)?;
                let Value::Tensor(flat) = self.usual(item) else {
                    return refuse("it reads a constant");
                };
                *tensor = flat;
            }
            let channels = self.shape(tensor.item).channels();
            if tensor.view.rank() != rank {
                return refuse("a concatenation of results with different numbers of axes");
            }
            if !tensor.view.is_whole(axis, Axis::Channel, channels) {
                *tensor = self.with_channels(site, tensor, &[axis])?;
            }
        }
        for (at, constant) in constants {
            let like = tensors[at].clone();
            tensors[at] = self.constant_tensor(site, &constant, &like, Some(axis))?;
        }
        self.alike(site, &mut tensors, axis)?;
        items.extend(tensors.iter().map(|tensor| tensor.item));
        let others = |tensor: &Tensor| tensor.view.reduced(&[axis], true);
        let first = others(&tensors[0]);
        if tensors.iter().any(|tensor| others(tensor) != first) {
            return refuse(
                "a concatenation of results of different sizes or orders of axes cannot be said",
            );
        }
        let item = self.push(site, Concat {}, items, Vec::new())?;
        let channels = self.shape(item).channels();
        Ok(Value::Tensor(Tensor {
            item,
            view: tensors[0].view.with_channels(axis, channels),
            before: None,
        }))
    }
    /// Brings tensors whose other axes are not the same ones to rows and channels.
    fn alike(&mut self, site: &Site<'_, 'a>, tensors: &mut [Tensor], axis: usize) -> Lower<()> {
        let others = |tensor: &Tensor| tensor.view.reduced(&[axis], true);
        let first = others(&tensors[0]);
        let shapes = |lowering: &Self, tensor: &Tensor| match lowering.shape(tensor.item) {
            Shape::Map { height, width, .. } => [height, width],
            _ => [0, 0],
        };
        let pixels = shapes(self, &tensors[0]);
        let same = |tensor: &Tensor| others(tensor) == first && shapes(self, tensor) == pixels;
        if tensors.iter().all(same) {
            return Ok(());
        }
        for tensor in tensors {
            *tensor = self.with_channels(site, tensor, &[axis])?;
        }
        Ok(())
    }
}
