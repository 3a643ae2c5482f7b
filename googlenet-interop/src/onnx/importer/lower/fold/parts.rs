//! Parts and copies of constants.

use super::{Numbers, TOO_LARGE};
use crate::items::{Constant, MAX_COMPUTED};
use crate::onnx::importer::constant::broadcast;
use crate::onnx::importer::lower::context::{Lower, Lowering, Value, refuse};
use crate::onnx::importer::lower::site::{Site, axis_of};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn gather(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let (data, at) = (self.constant(site, 0)?, self.constant(site, 1)?);
        let indices = self.store.wholes(&at).unwrap_or_default();
        let rank = data.sizes.len();
        let axis = site.whole("axis", 0)?;
        let Some(axis) = axis_of(axis, rank) else {
            return refuse(format!("axis {axis} of a constant of {rank} axes"));
        };
        let indices: Option<Vec<usize>> = indices
            .iter()
            .map(|at| axis_of(*at, data.sizes[axis]))
            .collect();
        let Some(indices) = indices.filter(|indices| indices.len() == at.len()) else {
            return refuse("its indices are out of range");
        };
        let inner: usize = data.sizes[axis + 1..].iter().product();
        let outer: usize = data.sizes[..axis].iter().product();
        let size = data.sizes[axis];
        if outer.saturating_mul(inner).saturating_mul(indices.len()) > MAX_COMPUTED {
            return refuse(TOO_LARGE);
        }
        let mut places = Vec::new();
        for block in 0..outer {
            for index in &indices {
                places.extend((0..inner).map(|at| (block * size + index) * inner + at));
            }
        }
        let sizes = [&data.sizes[..axis], &at.sizes, &data.sizes[axis + 1..]].concat();
        self.picked(&data, sizes, &places)
    }

    pub(super) fn slice(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let data = self.constant(site, 0)?;
        let (spans, sizes) = self.spans(site, &data.sizes)?;
        if sizes
            .iter()
            .try_fold(1usize, |len, size| len.checked_mul(*size))
            .is_none_or(|len| len > MAX_COMPUTED)
        {
            return refuse(TOO_LARGE);
        }
        let mut places = vec![0];
        for (axis, span) in spans.iter().enumerate() {
            let size = data.sizes[axis];
            places = (places.iter())
                .flat_map(|at| span.iter().map(move |index| at * size + index))
                .collect();
        }
        self.picked(&data, sizes, &places)
    }

    /// Returns, for each axis of a tensor of these sizes, the indices that a `Slice` takes; and the sizes of its
    /// result.
    pub(in crate::onnx::importer::lower) fn spans(
        &self,
        site: &Site<'_, 'a>,
        of: &[usize],
    ) -> Lower<(Vec<Vec<usize>>, Vec<usize>)> {
        let starts = self.list(site, "starts", 1)?;
        let ends = self.list(site, "ends", 2)?;
        let (Some(starts), Some(ends)) = (starts, ends) else {
            return refuse("it has no `starts` or `ends`");
        };
        let axes = self.list(site, "axes", 3)?;
        let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
        let steps = self
            .wholes(site, 4)?
            .unwrap_or_else(|| vec![1; starts.len()]);
        if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
            return refuse("its lists have different lengths");
        }
        if of.iter().any(|size| *size > MAX_COMPUTED) {
            return refuse(TOO_LARGE);
        }
        let mut spans: Vec<Vec<usize>> = of.iter().map(|size| (0..*size).collect()).collect();
        for (at, axis) in axes.iter().enumerate() {
            let Some(axis) = axis_of(*axis, of.len()) else {
                return refuse(format!("axis {axis} of a tensor of {} axes", of.len()));
            };
            let (size, step) = (of[axis] as i64, steps[at]);
            if step == 0 {
                return refuse("a step of 0");
            }
            let from_end = |at: i64| if at < 0 { at.saturating_add(size) } else { at };
            let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
            let start = from_end(starts[at]).clamp(low.max(0), high.max(0));
            let end = from_end(ends[at]).clamp(low, high);
            let mut span = Vec::new();
            let mut index = start;
            while (step > 0 && index < end) || (step < 0 && index > end) {
                span.push(index as usize);
                index = match index.checked_add(step) {
                    Some(next) => next,
                    None => break,
                };
            }
            spans[axis] = span;
        }
        let sizes = spans.iter().map(Vec::len).collect();
        Ok((spans, sizes))
    }

    pub(super) fn concat_constants(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut parts = Vec::new();
        for at in 0..site.inputs.len() {
            parts.push(self.constant(site, at)?);
        }
        let Some(first) = parts.first().cloned() else {
            return refuse("it reads nothing");
        };
        let axis = site.maybe_whole("axis")?.unwrap_or(0);
        let Some(axis) = axis_of(axis, first.sizes.len()) else {
            return refuse(format!(
                "axis {axis} of a constant of {} axes",
                first.sizes.len()
            ));
        };
        let fits = |part: &Constant| {
            part.sizes.len() == first.sizes.len()
                && (0..first.sizes.len()).all(|at| at == axis || part.sizes[at] == first.sizes[at])
                && part.is_real == first.is_real
        };
        if !parts.iter().all(fits) {
            return refuse("constants of different sizes or types");
        }
        let outer: usize = first.sizes[..axis].iter().product();
        let mut sizes = first.sizes.clone();
        sizes[axis] = parts.iter().map(|part| part.sizes[axis]).sum();
        if sizes
            .iter()
            .try_fold(1usize, |len, size| len.checked_mul(*size))
            .is_none_or(|len| len > MAX_COMPUTED)
        {
            return refuse(TOO_LARGE);
        }
        let (mut wholes, mut reals) = (Vec::new(), Vec::new());
        let mut numbers = Vec::new();
        for part in &parts {
            numbers.push((self.numbers(part)?, part.len() / outer.max(1)));
        }
        for block in 0..outer {
            for (part, run) in &numbers {
                let range = block * run..(block + 1) * run;
                match part {
                    Numbers::Wholes(values) => wholes.extend_from_slice(&values[range]),
                    Numbers::Reals(values) => reals.extend_from_slice(&values[range]),
                }
            }
        }
        let numbers = if first.is_real {
            Numbers::Reals(reals)
        } else {
            Numbers::Wholes(wholes)
        };
        self.computed(sizes, numbers)
    }

    pub(super) fn expand(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let data = self.constant(site, 0)?;
        let list = self.wholes(site, 1)?.unwrap_or_default();
        let sizes: Option<Vec<usize>> = list
            .iter()
            .map(|size| usize::try_from(*size).ok())
            .collect();
        let found = sizes.and_then(|sizes| broadcast(&data.sizes, &sizes, MAX_COMPUTED));
        match found {
            Some((sizes, places)) => {
                let places: Vec<usize> = places.iter().map(|[at, _]| *at).collect();
                self.picked(&data, sizes, &places)
            }
            None => refuse(format!(
                "sizes {list:?} for a constant of sizes {:?}",
                data.sizes
            )),
        }
    }
}
