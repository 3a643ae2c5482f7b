//! Lowering of `Gather` of results, and parts whose values do not stand side by side.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of};
use crate::onnx::importer::view::Axis;
use googlenet_dsl::op::Concat;

/// Largest number of parts that one node takes of a result.
const MAX_PARTS: usize = 64;

impl<'a> Lowering<'_, 'a> {
    /// Lowers a `Gather` of a result with indices that are constants.
    pub(super) fn gather_result(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let at = self.constant(site, 1)?;
        let sizes = tensor.view.sizes();
        let axis = site.whole("axis", 0)?;
        let Some(axis) = axis_of(axis, sizes.len()) else {
            return refuse(format!("axis {axis} of a tensor of {} axes", sizes.len()));
        };
        let indices = self.store.wholes(&at).unwrap_or_default();
        let span: Option<Vec<usize>> = indices.iter().map(|at| axis_of(*at, sizes[axis])).collect();
        let Some(span) = span.filter(|span| span.len() == at.len()) else {
            return refuse("its indices are out of range");
        };
        // The indices are a list, whose sizes take the place of the axis.
        let Value::Tensor(part) = self.along(site, &tensor, axis, &span)? else {
            return refuse("it reads a constant");
        };
        let made = [&sizes[..axis], &at.sizes, &sizes[axis + 1..]].concat();
        match part.view.reshaped(&made) {
            Some(view) => Ok(Value::Tensor(Tensor {
                view,
                before: None,
                ..part
            })),
            None => refuse(format!("indices of sizes {:?} cannot be said", at.sizes)),
        }
    }

    /// Appends what takes the values `span` of a tensor along its axis `axis`, in this order.
    pub(super) fn along(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        axis: usize,
        span: &[usize],
    ) -> Lower<Value> {
        if let Some(part) = self.strided(site, tensor, axis, span)? {
            return Ok(part);
        }
        let runs = runs(span);
        match runs[..] {
            [] => return refuse("a part of a result without values cannot be said"),
            [(start, len)] => return self.part(site, tensor, axis, start, len),
            _ if runs.len() > MAX_PARTS => {
                let len = runs.len();
                return refuse(format!(
                    "{len} separate parts of a result, at most {MAX_PARTS} are possible"
                ));
            }
            _ => {}
        }
        let mut tensor = tensor.clone();
        let channels = self.shape(tensor.item).channels();
        if !tensor.view.is_whole(axis, Axis::Channel, channels) {
            tensor = self.with_channels(site, &tensor, &[axis])?;
        }
        let mut items = Vec::new();
        for (start, len) in runs {
            match self.part(site, &tensor, axis, start, len)? {
                Value::Tensor(part) => items.push(part.item),
                other => return Ok(other),
            }
        }
        let item = self.push(site, Concat {}, items, Vec::new())?;
        Ok(Value::Tensor(Tensor {
            item,
            view: tensor.view.with_channels(axis, span.len()),
            before: None,
        }))
    }
}

impl<'a> Lowering<'_, 'a> {
    /// Appends what takes the values `span` of a tensor along its axis `axis`, if these are a constant step apart that
    /// divides the axis: each is one of as many in a row, whose place is an axis of its own.
    fn strided(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        axis: usize,
        span: &[usize],
    ) -> Lower<Option<Value>> {
        let [first, second, ..] = span[..] else {
            return Ok(None);
        };
        let sizes = tensor.view.sizes();
        let step = second.saturating_sub(first);
        let is_even = span.windows(2).all(|pair| pair[0] + step == pair[1]);
        if step < 2 || !is_even || !sizes[axis].is_multiple_of(step) {
            return Ok(None);
        }
        let rows = sizes[axis] / step;
        let mut split = sizes.clone();
        split[axis] = rows;
        let merged = split.clone();
        split.insert(axis + 1, step);
        let Some(view) = tensor.view.reshaped(&split) else {
            return Ok(None);
        };
        let tensor = Tensor {
            view,
            before: None,
            ..tensor.clone()
        };
        let Value::Tensor(part) = self.part(site, &tensor, axis + 1, first % step, 1)? else {
            return Ok(None);
        };
        let Some(view) = part.view.reshaped(&merged) else {
            return Ok(None);
        };
        let part = Tensor {
            view,
            before: None,
            ..part
        };
        self.part(site, &part, axis, first / step, span.len())
            .map(Some)
    }
}

/// Returns the stretches of a list in which each value is the one before and 1: their first values and lengths.
fn runs(span: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in span {
        match runs.last_mut() {
            Some((start, len)) if *start + *len == *at => *len += 1,
            _ => runs.push((*at, 1)),
        }
    }
    runs
}
