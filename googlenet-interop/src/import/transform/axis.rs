//! Axes of a tensor as offsets of their indices, with which axes can be permuted and reordered without moving values.

use std::ops::Range;

/// Smallest distance of neighbours that are not near each other, in values.
const MIN_WIDE: usize = 8;

/// An axis of a tensor: an offset for each index along the axis, counted in values. The position of a value is the sum
/// of the offsets of its indices along all axes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Axis {
    /// `len` indices; index `i` has the offset `i * stride`, in values.
    Even { len: usize, stride: usize },
    /// The offset of each index of the axis, in values.
    Listed(Vec<usize>),
}

impl Axis {
    /// Returns the axes of a tensor of the shape `shape` whose values are contiguous, the last axis innermost.
    pub(super) fn side_by_side(shape: &[usize]) -> Vec<Axis> {
        let mut stride = 1;
        let mut axes: Vec<Axis> = (shape.iter().rev())
            .map(|len| {
                let axis = Axis::Even { len: *len, stride };
                stride *= len;
                axis
            })
            .collect();
        axes.reverse();
        axes
    }

    /// Returns the number of indices along the axis.
    pub(super) fn len(&self) -> usize {
        match self {
            Axis::Even { len, .. } => *len,
            Axis::Listed(places) => places.len(),
        }
    }

    /// Returns the axis with its indices in another order. `taken` yields, for each index of the result, the index of
    /// this axis that it becomes.
    pub(super) fn reordered(&self, taken: impl Iterator<Item = usize>) -> Axis {
        match self {
            Axis::Even { stride, .. } => Axis::Listed(taken.map(|at| at * stride).collect()),
            Axis::Listed(places) => Axis::Listed(taken.map(|at| places[at]).collect()),
        }
    }

    /// Returns `true` if neighbours along the axis are not near each other.
    pub(super) fn is_wide(&self) -> bool {
        matches!(self, Axis::Even { stride, .. } if *stride >= MIN_WIDE)
    }

    /// Calls `to` with the offset of every index, in the order of the indices.
    #[inline]
    fn each(&self, to: impl FnMut(usize)) {
        self.each_of(0..self.len(), to);
    }

    /// Calls `to` with the offsets of some indices, in their order.
    #[inline]
    pub(super) fn each_of(&self, indices: Range<usize>, mut to: impl FnMut(usize)) {
        match self {
            Axis::Even { stride, .. } => indices.for_each(|at| to(at * stride)),
            Axis::Listed(places) => places[indices].iter().for_each(|place| to(*place)),
        }
    }
}

/// Calls `to` with the position of every value plus `first`, both counted in values; the index along the last axis
/// changes fastest.
pub(super) fn each_place(axes: &[Axis], first: usize, to: &mut impl FnMut(usize)) {
    match axes {
        [] => to(first),
        [last] => last.each(|place| to(first + place)),
        [outer, inner @ ..] => outer.each(|place| each_place(inner, first + place, to)),
    }
}

/// Returns axes of the sizes `sizes` that go through the same values in the same order; `None` if no such axes exist,
/// as offsets along an axis that is merged or split are uneven, and the values have to be copied first. The product of
/// `sizes` must be the number of values.
pub(super) fn reshaped(axes: &[Axis], sizes: &[usize]) -> Option<Vec<Axis>> {
    let mut old = axes.iter().filter(|axis| axis.len() != 1);
    let mut made = Vec::with_capacity(sizes.len());
    let mut new = sizes.iter().copied();
    while let Some(size) = new.next() {
        if size == 1 {
            made.push(Axis::Even { len: 1, stride: 0 });
            continue;
        }
        // Collects the fewest old axes and the fewest new ones that hold the same number of values.
        let first = old.next()?;
        if first.len() == size {
            made.push(first.clone());
            continue;
        }
        let Axis::Even { len, stride } = first else {
            return None;
        };
        let (mut len, mut stride) = (*len, *stride);
        let (mut group, mut places) = (vec![size], size);
        while len != places {
            if len < places {
                match old.next()? {
                    Axis::Even {
                        len: inner,
                        stride: step,
                    } if stride == inner * step => (len, stride) = (len * inner, *step),
                    _ => return None,
                }
            } else {
                let next = new.next()?;
                group.push(next);
                places *= next;
            }
        }
        let mut split = Axis::side_by_side(&group);
        for axis in &mut split {
            if let Axis::Even { stride: step, .. } = axis {
                *step *= stride;
            }
        }
        made.extend(split);
    }
    Some(made)
}
