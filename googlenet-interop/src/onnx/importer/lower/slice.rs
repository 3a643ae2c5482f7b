//! Lowering of `Slice` and `Split` of results: parts of the channels, or of another axis that is made them.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of};
use crate::onnx::importer::view::Axis;
use googlenet_dsl::op::Slice;

impl<'a> Lowering<'_, 'a> {
    /// Lowers a `Slice` of a result: parts along one axis or several.
    pub(super) fn slice_result(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let sizes = tensor.view.sizes();
        let (spans, _) = self.spans(site, &sizes)?;
        let cut: Vec<usize> = (0..sizes.len())
            .filter(|at| !spans[*at].iter().copied().eq(0..sizes[*at]))
            .collect();
        match cut[..] {
            [] => Ok(Value::Tensor(tensor)),
            [axis] => self.along(site, &tensor, axis, &spans[axis]),
            _ => {
                let mut tensor = tensor;
                for axis in cut {
                    match self.along(site, &tensor, axis, &spans[axis])? {
                        Value::Tensor(part) => tensor = part,
                        other => return Ok(other),
                    }
                }
                Ok(Value::Tensor(tensor))
            }
        }
    }

    /// Lowers a `Split`: each result is a part.
    pub(super) fn split_result(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let sizes = tensor.view.sizes();
        let axis = site.whole("axis", 0)?;
        let Some(axis) = axis_of(axis, sizes.len()) else {
            return refuse(format!("axis {axis} of a tensor of {} axes", sizes.len()));
        };
        let (size, count) = (sizes[axis], site.outputs.len());
        let parts: Vec<usize> = match self.list(site, "split", 1)? {
            Some(list) => list
                .iter()
                .filter_map(|part| usize::try_from(*part).ok())
                .collect(),
            None => {
                let part = size.div_ceil(count.max(1));
                (0..count)
                    .map(|at| part.min(size.saturating_sub(at * part)))
                    .collect()
            }
        };
        let sum = parts
            .iter()
            .try_fold(0usize, |sum, part| sum.checked_add(*part));
        if parts.len() != count || sum != Some(size) || parts.contains(&0) {
            return refuse(format!(
                "parts of {parts:?} of {size} values for {count} results"
            ));
        }
        let (mut first, mut start) = (None, 0);
        for (part, id) in parts.into_iter().zip(site.outputs) {
            let value = self.part(site, &tensor, axis, start, part)?;
            start += part;
            match (id, &first) {
                (_, None) => first = Some(value),
                (Some(id), _) => self.values[*id] = Some(value),
                (None, _) => {}
            }
        }
        first.map_or_else(|| refuse("it makes nothing"), Ok)
    }

    /// Appends an item that takes `len` values of a tensor along its axis `axis`, from `start` on.
    pub(super) fn part(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        axis: usize,
        start: usize,
        len: usize,
    ) -> Lower<Value> {
        let shape = self.shape(tensor.item);
        let channels = shape.channels();
        if len == channels && tensor.view.sizes()[axis] == len {
            return Ok(Value::Tensor(tensor.clone()));
        }
        let mut tensor = tensor.clone();
        if !tensor.view.is_whole(axis, Axis::Channel, channels) {
            tensor = self.with_channels(site, &tensor, &[axis])?;
        } else if !self.order(tensor.item).is_natural() {
            tensor = self.vector_in_order(site, tensor.item)?;
        }
        let end = start + len;
        let channels = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let item = self.push(site, Slice { channels }, vec![tensor.item], Vec::new())?;
        Ok(Value::Tensor(Tensor {
            item,
            view: tensor.view.with_channels(axis, len),
            before: None,
        }))
    }
}
