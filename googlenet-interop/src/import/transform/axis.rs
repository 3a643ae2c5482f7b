//! The axes of a tensor whose values stay where they lie.

/// An axis: how far from the tensor's first value each of its places is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Axis {
    /// So many places, each so far from the one before.
    Even { len: usize, stride: usize },
    /// Each by itself.
    Listed(Vec<usize>),
}

impl Axis {
    /// The axes of values side by side, the last innermost.
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

    pub(super) fn len(&self) -> usize {
        match self {
            Axis::Even { len, .. } => *len,
            Axis::Listed(places) => places.len(),
        }
    }

    /// The same axis in another order: for each of its places the one that it takes.
    pub(super) fn reordered(&self, taken: impl Iterator<Item = usize>) -> Axis {
        match self {
            Axis::Even { stride, .. } => Axis::Listed(taken.map(|at| at * stride).collect()),
            Axis::Listed(places) => Axis::Listed(taken.map(|at| places[at]).collect()),
        }
    }

    /// Goes through the distances in order.
    #[inline]
    fn each(&self, mut to: impl FnMut(usize)) {
        match self {
            Axis::Even { len, stride } => (0..*len).for_each(|at| to(at * stride)),
            Axis::Listed(places) => places.iter().for_each(|place| to(*place)),
        }
    }
}

/// Goes through the places of all values, the last axis innermost.
pub(super) fn each_place(axes: &[Axis], first: usize, to: &mut impl FnMut(usize)) {
    match axes {
        [] => to(first),
        [last] => last.each(|place| to(first + place)),
        [outer, inner @ ..] => outer.each(|place| each_place(inner, first + place, to)),
    }
}

/// The axes for other sizes of the same values; `None` where the values would have to move.
pub(super) fn reshaped(axes: &[Axis], sizes: &[usize]) -> Option<Vec<Axis>> {
    let mut old = axes.iter().filter(|axis| axis.len() != 1);
    let mut made = Vec::with_capacity(sizes.len());
    let mut new = sizes.iter().copied();
    while let Some(size) = new.next() {
        if size == 1 {
            made.push(Axis::Even { len: 1, stride: 0 });
            continue;
        }
        // The fewest axes on both sides that hold as many places.
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
