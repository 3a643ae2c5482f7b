//! Computation of constants: sizes, and small tensors that nodes make of each other.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, axis_of};
use crate::onnx::import::constant::{Arithmetic, Constant, MAX_COMPUTED, broadcast};
use crate::onnx::import::file::{AttributeValue, ElementType};

/// Values of a small constant.
enum Numbers {
    Wholes(Vec<i64>),
    Reals(Vec<f32>),
}

const TOO_LARGE: &str = "it computes with constants that are too large";

impl<'a> Lowering<'_, 'a> {
    fn numbers(&self, constant: &Constant) -> Lower<Numbers> {
        let found = match constant.is_real {
            true => self.store.reals(constant).map(Numbers::Reals),
            false => self.store.wholes(constant).map(Numbers::Wholes),
        };
        found.map_or_else(|| refuse(TOO_LARGE), Ok)
    }

    fn computed(&mut self, sizes: Vec<usize>, numbers: Numbers) -> Lower<Value> {
        let constant = match numbers {
            Numbers::Wholes(values) => self.store.add_wholes(sizes, values),
            Numbers::Reals(values) => self.store.add_reals(sizes, values),
        };
        constant.map_or_else(
            || refuse(TOO_LARGE),
            |constant| Ok(Value::Constant(constant)),
        )
    }

    /// Appends the elements of a constant at these indices as a constant of these sizes.
    fn picked(&mut self, constant: &Constant, sizes: Vec<usize>, places: &[usize]) -> Lower<Value> {
        let numbers = match self.numbers(constant)? {
            Numbers::Wholes(values) => {
                Numbers::Wholes(places.iter().map(|at| values[*at]).collect())
            }
            Numbers::Reals(values) => Numbers::Reals(places.iter().map(|at| values[*at]).collect()),
        };
        self.computed(sizes, numbers)
    }

    /// Lowers a node `Constant`.
    pub(super) fn constant_node(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        if let Some(tensor) = site.tensor("value")? {
            let name = site.file.outputs.first().copied().unwrap_or_default();
            return match self.store.add(name, tensor) {
                Ok(constant) => Ok(Value::Constant(constant)),
                Err(reason) => refuse(reason),
            };
        }
        if let Some(value) = site.maybe_real("value_float")? {
            return self.computed(Vec::new(), Numbers::Reals(vec![value]));
        }
        if let Some(values) = site.reals("value_floats")? {
            return self.computed(vec![values.len()], Numbers::Reals(values.to_vec()));
        }
        if let Some(value) = site.maybe_whole("value_int")? {
            return self.computed(Vec::new(), Numbers::Wholes(vec![value]));
        }
        if let Some(values) = site.wholes("value_ints")? {
            return self.computed(vec![values.len()], Numbers::Wholes(values));
        }
        match site.file.attribute("sparse_value") {
            Some(AttributeValue::Other(what)) => refuse(format!("its value is {what}")),
            _ => refuse("it has no value that can be read"),
        }
    }

    pub(super) fn constant_of_shape(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let Some(list) = self.wholes(site, 0)? else {
            return refuse("it has no sizes");
        };
        let sizes: Option<Vec<usize>> = list
            .iter()
            .map(|size| usize::try_from(*size).ok())
            .collect();
        let (value, ty) = match site.tensor("value")? {
            None => (0.0, ElementType::Float),
            Some(tensor) => {
                let ty = tensor.ty;
                let constant = self.store.add("", tensor).or_else(refuse)?;
                match self.store.scalar(&constant) {
                    Some(value) => (value.into(), ty),
                    None => return refuse("its value is not one number"),
                }
            }
        };
        let made = sizes.and_then(|sizes| self.store.add_filled(sizes, value, ty));
        match made {
            Some(constant) => Ok(Value::Constant(constant)),
            None => refuse(format!("sizes {list:?} are out of range")),
        }
    }

    pub(super) fn cast_constant(
        &mut self,
        constant: Constant,
        ty: Option<ElementType>,
    ) -> Lower<Value> {
        let Some(ty) = ty else {
            return refuse("a cast to a type that cannot be read");
        };
        if ty.is_real() == constant.is_real && (ty.is_real() || ty.bytes() >= 4) {
            return Ok(Value::Constant(constant));
        }
        let sizes = constant.sizes.clone();
        let numbers = match (self.numbers(&constant)?, ty.is_real()) {
            (Numbers::Wholes(values), true) => {
                Numbers::Reals(values.iter().map(|value| *value as f32).collect())
            }
            (Numbers::Reals(values), false) => {
                Numbers::Wholes(values.iter().map(|value| *value as i64).collect())
            }
            (other, _) => other,
        };
        self.computed(sizes, numbers)
    }

    /// Lowers `Shape` and `Size`.
    pub(super) fn sizes_of(&mut self, site: &Site<'_, 'a>, count: bool) -> Lower<Value> {
        let value = self.operand(site, 0)?;
        let sizes: Vec<i64> = Self::sizes(&value)
            .iter()
            .map(|size| *size as i64)
            .collect();
        if count {
            return self.computed(Vec::new(), Numbers::Wholes(vec![sizes.iter().product()]));
        }
        let rank = sizes.len() as i64;
        let clamp = |at: i64| {
            let at = if at < 0 { at.saturating_add(rank) } else { at };
            at.clamp(0, rank) as usize
        };
        let start = clamp(site.whole("start", 0)?);
        let end = clamp(site.whole("end", rank)?).max(start);
        let sizes = sizes[start..end].to_vec();
        self.computed(vec![sizes.len()], Numbers::Wholes(sizes))
    }

    /// Lowers an operator whose operands are all constants; `None` if it is none that is computed.
    pub(super) fn folded(&mut self, site: &Site<'_, 'a>) -> Lower<Option<Value>> {
        let operator = site.file.operator;
        if let Some(arithmetic) = Arithmetic::of(operator) {
            return self.arithmetic(site, arithmetic).map(Some);
        }
        Ok(Some(match operator {
            "Gather" => self.gather(site)?,
            "Slice" => self.slice(site)?,
            "Concat" => self.concat_constants(site)?,
            "Range" => self.range(site)?,
            "Expand" => self.expand(site)?,
            "Where" => self.choose(site)?,
            "ReduceProd" => self.product(site)?,
            "Neg" => self.each(site, |x| -x, |x| x.checked_neg())?,
            "Floor" => self.each(site, f64::floor, Some)?,
            "Ceil" => self.each(site, f64::ceil, Some)?,
            "Round" => self.each(site, f64::round_ties_even, Some)?,
            "Not" => self.each(
                site,
                |x| f64::from(u8::from(x == 0.0)),
                |x| Some((x == 0).into()),
            )?,
            _ => match Self::function_of(site)? {
                Some(function) => self.each(site, |x| function.at(x), |_| None)?,
                None => return Ok(None),
            },
        }))
    }

    fn each(
        &mut self,
        site: &Site<'_, 'a>,
        of_real: impl Fn(f64) -> f64,
        of_whole: impl Fn(i64) -> Option<i64>,
    ) -> Lower<Value> {
        let constant = self.constant(site, 0)?;
        let numbers = match self.numbers(&constant)? {
            Numbers::Reals(values) => Numbers::Reals(
                values
                    .iter()
                    .map(|x| of_real(f64::from(*x)) as f32)
                    .collect(),
            ),
            Numbers::Wholes(values) => match values.into_iter().map(of_whole).collect() {
                Some(values) => Numbers::Wholes(values),
                None => return refuse("a result of whole numbers is out of range"),
            },
        };
        self.computed(constant.sizes, numbers)
    }

    fn arithmetic(&mut self, site: &Site<'_, 'a>, what: Arithmetic) -> Lower<Value> {
        let mut result = self.constant(site, 0)?;
        for at in 1..site.inputs.len() {
            let next = self.constant(site, at)?;
            let found = broadcast(&result.sizes, &next.sizes, MAX_COMPUTED);
            let Some((sizes, places)) = found else {
                return refuse(format!(
                    "constants of sizes {:?} and {:?}",
                    result.sizes, next.sizes
                ));
            };
            let is_whole = matches!(
                what,
                Arithmetic::Equal | Arithmetic::Less | Arithmetic::Greater
            );
            let numbers = match (self.numbers(&result)?, self.numbers(&next)?) {
                (Numbers::Wholes(a), Numbers::Wholes(b)) => {
                    let made = places.iter().map(|[i, j]| what.of_wholes(a[*i], b[*j]));
                    match made.collect() {
                        Some(values) => Numbers::Wholes(values),
                        None => return refuse("a result of whole numbers is out of range"),
                    }
                }
                (a, b) => {
                    let [a, b] = [a, b].map(|numbers| match numbers {
                        Numbers::Reals(values) => values
                            .iter()
                            .map(|value| f64::from(*value))
                            .collect::<Vec<_>>(),
                        Numbers::Wholes(values) => {
                            values.iter().map(|value| *value as f64).collect()
                        }
                    });
                    let made = places.iter().map(|[i, j]| what.of_reals(a[*i], b[*j]));
                    match is_whole {
                        true => Numbers::Wholes(made.map(|value| value as i64).collect()),
                        false => Numbers::Reals(made.map(|value| value as f32).collect()),
                    }
                }
            };
            let Value::Constant(made) = self.computed(sizes, numbers)? else {
                return refuse(TOO_LARGE);
            };
            result = made;
        }
        Ok(Value::Constant(result))
    }

    fn gather(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
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

    fn slice(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
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

    /// Returns, for each axis of a tensor of these sizes, the indices that a `Slice` takes; and the sizes of its result.
    pub(super) fn spans(
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

    fn concat_constants(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
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

    fn range(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let mut ends = [0; 3];
        for (at, end) in ends.iter_mut().enumerate() {
            match self.wholes(site, at)?.as_deref() {
                Some([value]) => *end = *value,
                _ => return refuse("its bounds are not whole numbers"),
            }
        }
        let [start, end, step] = ends;
        let mut values = Vec::new();
        let mut at = start;
        while (step > 0 && at < end) || (step < 0 && at > end) {
            values.push(at);
            if values.len() > MAX_COMPUTED {
                return refuse(TOO_LARGE);
            }
            at = at.saturating_add(step);
        }
        self.computed(vec![values.len()], Numbers::Wholes(values))
    }

    fn expand(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
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

    fn choose(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let (which, a, b) = (
            self.constant(site, 0)?,
            self.constant(site, 1)?,
            self.constant(site, 2)?,
        );
        if which.sizes != a.sizes || a.sizes != b.sizes || a.is_real != b.is_real {
            return refuse("constants of different sizes or types");
        }
        let which = self.store.wholes(&which).unwrap_or_default();
        let numbers = match (self.numbers(&a)?, self.numbers(&b)?) {
            (Numbers::Wholes(a), Numbers::Wholes(b)) => {
                let made = which.iter().zip(a.iter().zip(&b));
                Numbers::Wholes(
                    made.map(|(which, (a, b))| if *which != 0 { *a } else { *b })
                        .collect(),
                )
            }
            (Numbers::Reals(a), Numbers::Reals(b)) => {
                let made = which.iter().zip(a.iter().zip(&b));
                Numbers::Reals(
                    made.map(|(which, (a, b))| if *which != 0 { *a } else { *b })
                        .collect(),
                )
            }
            _ => return refuse("constants of different types"),
        };
        self.computed(a.sizes, numbers)
    }

    fn product(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let data = self.constant(site, 0)?;
        if data.sizes.len() > 1 {
            return refuse("a product over some axes of a constant");
        }
        let sizes = match site.whole("keepdims", 1)? {
            0 => Vec::new(),
            _ => vec![1; data.sizes.len()],
        };
        let numbers = match self.numbers(&data)? {
            Numbers::Wholes(values) => {
                match values
                    .iter()
                    .try_fold(1i64, |product, value| product.checked_mul(*value))
                {
                    Some(product) => Numbers::Wholes(vec![product]),
                    None => return refuse("a result of whole numbers is out of range"),
                }
            }
            Numbers::Reals(values) => Numbers::Reals(vec![values.iter().product()]),
        };
        self.computed(sizes, numbers)
    }
}
