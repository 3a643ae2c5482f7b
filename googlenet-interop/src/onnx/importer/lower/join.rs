//! Lowering of `Concat` of results.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of};
use crate::onnx::importer::view::Axis;
use googlenet_dsl::op::Concat;

/// Largest number of operands of a concatenation.
const MAX_BRANCHES: usize = 64;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn concat(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut tensors = Vec::new();
        for at in 0..site.inputs.len() {
            tensors.push(self.tensor(site, at)?);
        }
        if tensors.is_empty() {
            return refuse("it reads nothing");
        }
        if tensors.len() == 1 {
            return Ok(Value::Tensor(tensors.remove(0)));
        }
        if tensors.len() > MAX_BRANCHES {
            return refuse(format!(
                "{} operands, at most {MAX_BRANCHES} are possible",
                tensors.len()
            ));
        }
        let rank = tensors[0].view.rank();
        let Some(axis) = site
            .maybe_whole("axis")?
            .and_then(|axis| axis_of(axis, rank))
        else {
            return refuse("`axis` is missing or out of range");
        };
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
            if !tensor.view.is_whole(axis, Axis::Channel, channels) {
                return refuse(format!(
                    "a concatenation along axis {axis}, which is not that of the channels"
                ));
            }
            items.push(tensor.item);
        }
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
}
