//! Tensors that are views of a storage.

use super::pickle::{Id, Kind, StorageRef, Values as Pickled};
use crate::import::values::{Stored, Values};
use crate::tensors::Element;
use googlenet_dsl::float::{brain, half};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Largest number of axes of a tensor.
const MAX_AXES: usize = 16;

/// A storage of a file: bytes of values one behind the other.
pub(super) struct Storage<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    pub(super) is_big_endian: bool,
}

/// A tensor whose values lie in a storage at steps of any size: transposed, expanded, or one behind the other.
pub(super) struct Strided<'a> {
    /// Sizes, outermost axis first.
    dims: Vec<usize>,
    element: Element,
    /// The storage, of tensors of floats.
    view: Option<View<'a>>,
}

struct View<'a> {
    storage: Arc<Storage<'a>>,
    /// Offset of the first value in the storage, in bytes.
    start: usize,
    /// Distance of neighbours along each axis, in bytes.
    strides: Vec<usize>,
    /// Size of a value in bytes.
    size: usize,
}

impl fmt::Debug for Strided<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {}", self.dims, self.element)
    }
}

/// Returns the integers of a tuple, each from 0.
fn integers(pickled: &Pickled<'_>, id: Id) -> Option<Vec<usize>> {
    let items = pickled.items(id)?.iter();
    items
        .map(|item| usize::try_from(pickled.int(*item)?).ok())
        .collect()
}

/// Returns the sizes of a tensor as the pickle has them.
///
/// # Errors
/// A reason, if they are none.
pub(super) fn sizes(pickled: &Pickled<'_>, id: Id) -> Result<Vec<usize>, String> {
    let axes = pickled.items(id).map_or(0, <[Id]>::len);
    if axes > MAX_AXES {
        return Err(format!("it has {axes} axes, expected at most {MAX_AXES}"));
    }
    let sizes = integers(pickled, id).ok_or("its sizes are no integers")?;
    let values = sizes
        .iter()
        .try_fold(8_usize, |values, size| values.checked_mul((*size).max(1)));
    match values {
        Some(_) => Ok(sizes),
        None => Err(format!("its sizes {sizes:?} are beyond 2^64 bytes")),
    }
}

impl<'a> Strided<'a> {
    /// A tensor of which no value is read.
    pub(super) fn without_values(dims: Vec<usize>, element: Element) -> Strided<'a> {
        Strided {
            dims,
            element,
            view: None,
        }
    }

    /// Creates the view of a storage. `part` describes the storage in the pickle, `offset` and the steps along the axes
    /// are counted in values of `kind`.
    ///
    /// # Errors
    /// A reason in words that follow the tensor's name, if the view does not lie in the storage.
    pub(super) fn new(
        pickled: &Pickled<'_>,
        (part, storage): (&StorageRef, Arc<Storage<'a>>),
        kind: Kind,
        offset: i64,
        [dims, strides]: [Id; 2],
    ) -> Result<Strided<'a>, String> {
        let dims = sizes(pickled, dims)?;
        let strides = integers(pickled, strides);
        let strides = strides.ok_or("its strides are no integers from 0")?;
        if strides.len() != dims.len() {
            return Err(format!(
                "it has {} sizes and {} strides",
                dims.len(),
                strides.len()
            ));
        }
        let outside = || {
            format!(
                "its values lie outside of its storage: {dims:?} in steps of {strides:?} from {offset} on, in {} values",
                part.part.map_or(part.len, |(_, len)| len)
            )
        };
        let there = storage.bytes.len();
        let bytes = |count: u64, size: u8| {
            let bytes = usize::try_from(count).ok()?.checked_mul(usize::from(size));
            bytes.filter(|bytes| *bytes <= there)
        };
        let stated = bytes(part.len, part.kind.size);
        stated.ok_or_else(|| {
            format!(
                "its storage has {there} bytes, expected {} values",
                part.len
            )
        })?;
        let range = match part.part {
            None => stated.map(|stated| (0, stated)),
            Some((from, len)) => {
                let from = bytes(from, part.kind.size);
                from.zip(bytes(len, part.kind.size))
                    .and_then(|(from, len)| Some((from, from.checked_add(len)?)))
            }
        };
        let (from, end) = range.filter(|(_, end)| *end <= there).ok_or_else(outside)?;
        let size = usize::from(kind.size);
        let start = usize::try_from(offset)
            .ok()
            .and_then(|offset| offset.checked_mul(size)?.checked_add(from));
        let steps: Option<Vec<usize>> = strides
            .iter()
            .map(|stride| stride.checked_mul(size))
            .collect();
        let is_empty = dims.contains(&0);
        // The last value is that at the end of all axes.
        let last = start.zip(steps.as_ref()).and_then(|(start, steps)| {
            let mut axes = dims.iter().zip(steps);
            axes.try_fold(start, |at, (size, step)| {
                at.checked_add(size.saturating_sub(1).checked_mul(*step)?)
            })
        });
        let fits = last
            .and_then(|last| last.checked_add(size))
            .is_some_and(|behind| behind <= end);
        if !(fits || is_empty) {
            return Err(outside());
        }
        Ok(Strided {
            view: Some(View {
                storage,
                start: if is_empty { 0 } else { start.unwrap_or(0) },
                strides: steps.unwrap_or_default(),
                size,
            }),
            dims,
            element: kind.element,
        })
    }

    fn len(&self) -> usize {
        self.dims.iter().product()
    }
}

impl View<'_> {
    fn is_contiguous(&self, dims: &[usize]) -> bool {
        let mut step = self.size;
        dims.iter().zip(&self.strides).rev().all(|(size, stride)| {
            let expected = step;
            step *= size;
            *size == 1 || *stride == expected
        })
    }

    /// Returns the value at an offset in bytes.
    fn value(&self, at: usize, element: Element) -> f32 {
        let mut bytes = [0; 8];
        let low = &mut bytes[..self.size];
        low.copy_from_slice(&self.storage.bytes[at..at + self.size]);
        if self.storage.is_big_endian {
            low.reverse();
        }
        let bits = u64::from_le_bytes(bytes);
        match element {
            Element::F32 => f32::from_bits(bits as u32),
            Element::F64 => f64::from_bits(bits) as f32,
            Element::F16 => half(bits as u16),
            Element::BF16 => brain(bits as u16),
            Element::Other(_) => 0.0,
        }
    }

    /// Returns all values, the last axis innermost.
    fn gathered(&self, dims: &[usize], element: Element) -> Vec<f32> {
        let mut values = Vec::with_capacity(dims.iter().product());
        if dims.contains(&0) {
            return values;
        }
        let mut place = vec![0; dims.len()];
        let mut at = self.start;
        loop {
            values.push(self.value(at, element));
            // The next place: the last axis counts fastest.
            let mut axis = dims.len();
            loop {
                let Some(before) = axis.checked_sub(1) else {
                    return values;
                };
                axis = before;
                place[axis] += 1;
                if place[axis] < dims[axis] {
                    at += self.strides[axis];
                    break;
                }
                place[axis] = 0;
                at -= self.strides[axis] * (dims[axis] - 1);
            }
        }
    }
}

impl Stored for Strided<'_> {
    fn dims(&self) -> Vec<usize> {
        self.dims.clone()
    }

    fn values(&self) -> Values<'_> {
        let Some(view) = &self.view else {
            return Values::Own(Vec::new());
        };
        if view.storage.is_big_endian || !view.is_contiguous(&self.dims) {
            return Values::Own(view.gathered(&self.dims, self.element));
        }
        let bytes = &view.storage.bytes[view.start..view.start + self.len() * view.size];
        match self.element {
            Element::F32 => Values::Floats(bytes),
            Element::F64 => Values::Doubles(bytes),
            Element::F16 => Values::Halves(bytes),
            Element::BF16 => Values::Brains(bytes),
            Element::Other(_) => Values::Own(Vec::new()),
        }
    }
}
