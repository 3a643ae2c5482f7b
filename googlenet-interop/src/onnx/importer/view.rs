//! How a tensor of the file relates to the result of an item: each axis of the tensor as parts of the result's axes.
//!
//! The results of items are maps (height, width, channels) or vectors. The file has them in any order of axes, with
//! axes of size 1, and with axes merged and split. Transposes and reshapes thus compute nothing: they change the view.

use crate::order::Order;
use googlenet_dsl::shape::Shape;

/// An axis of an item's result, or the batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Axis {
    Batch,
    Height,
    Width,
    /// The channels of a map, or the features of a vector.
    Channel,
}

/// A part of an axis: `size` indices, `stride` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Part {
    pub(super) axis: Axis,
    pub(super) size: usize,
    pub(super) stride: usize,
}

/// The axes of a tensor of the file, outermost first, each as a list of parts, outermost first. Parts of size 1 are
/// left out, so that an axis of size 1 is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct View(Vec<Vec<Part>>);

/// The order of the axes of a map's tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MapAxes {
    ChannelsFirst,
    ChannelsLast,
}

fn whole(axis: Axis, size: usize) -> Vec<Part> {
    match size {
        1 => Vec::new(),
        _ => vec![Part {
            axis,
            size,
            stride: 1,
        }],
    }
}

impl View {
    /// Returns the usual view of a result: a map with four axes, a vector with two.
    pub(super) fn of(shape: Shape, batch: usize, axes: MapAxes) -> View {
        let n = whole(Axis::Batch, batch);
        let c = whole(Axis::Channel, shape.channels());
        let Shape::Map { height, width, .. } = shape else {
            return View(vec![n, c]);
        };
        let (h, w) = (whole(Axis::Height, height), whole(Axis::Width, width));
        View(match axes {
            MapAxes::ChannelsFirst => vec![n, c, h, w],
            MapAxes::ChannelsLast => vec![n, h, w, c],
        })
    }

    /// Returns the view of a vector that the file has as a map of one pixel.
    pub(super) fn pixel(channels: usize, batch: usize) -> View {
        let (n, c) = (whole(Axis::Batch, batch), whole(Axis::Channel, channels));
        View(vec![n, c, Vec::new(), Vec::new()])
    }

    pub(super) fn rank(&self) -> usize {
        self.0.len()
    }

    /// Returns the sizes of the tensor's axes.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.0.iter().map(|parts| product(parts)).collect()
    }

    /// Returns whether the tensor's axis `at` is all of an axis of the size `size`.
    pub(super) fn is_whole(&self, at: usize, axis: Axis, size: usize) -> bool {
        self.0
            .get(at)
            .is_some_and(|parts| *parts == whole(axis, size))
    }

    /// Returns whether the tensor is a result of this shape with its axes in this order.
    pub(super) fn is(&self, shape: Shape, batch: usize, axes: MapAxes) -> bool {
        *self == View::of(shape, batch, axes)
    }

    /// Returns whether the tensor has the axes batch and features alone.
    pub(super) fn is_vector(&self) -> bool {
        self.0.len() == 2
            && match self.0[1][..] {
                [] => true,
                [part] => part.axis == Axis::Channel && part.stride == 1,
                _ => false,
            }
    }

    /// Returns the axes that have parts of `axis`.
    pub(super) fn places(&self, axis: Axis) -> Vec<usize> {
        let has = |at: &usize| self.0[*at].iter().any(|part| part.axis == axis);
        (0..self.0.len()).filter(has).collect()
    }

    pub(super) fn parts(&self, at: usize) -> &[Part] {
        &self.0[at]
    }

    /// Returns the tensor with its axes in another order; `None` if `order` does not list each once.
    pub(super) fn permuted(&self, order: &[usize]) -> Option<View> {
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..self.0.len()) {
            return None;
        }
        Some(View(order.iter().map(|at| self.0[*at].clone()).collect()))
    }

    /// Returns the tensor with other sizes of the same product; `None` if a size would divide a part unevenly.
    pub(super) fn reshaped(&self, sizes: &[usize]) -> Option<View> {
        if sizes.contains(&0) {
            return None;
        }
        let mut open = Vec::new();
        for part in self.0.iter().flatten() {
            push(&mut open, *part);
        }
        open.reverse();
        let mut axes = Vec::with_capacity(sizes.len());
        for size in sizes {
            let (mut left, mut axis) = (*size, Vec::new());
            while left > 1 {
                let part = open.pop()?;
                if left.is_multiple_of(part.size) {
                    left /= part.size;
                    push(&mut axis, part);
                } else if part.size.is_multiple_of(left) {
                    let inner = part.size / left;
                    push(
                        &mut axis,
                        Part {
                            size: left,
                            stride: part.stride * inner,
                            ..part
                        },
                    );
                    open.push(Part {
                        size: inner,
                        ..part
                    });
                    left = 1;
                } else {
                    return None;
                }
            }
            axes.push(axis);
        }
        open.is_empty().then_some(View(axes))
    }

    /// Returns the tensor without the axes `gone`, or with them of size 1.
    pub(super) fn reduced(&self, gone: &[usize], keep: bool) -> View {
        let all = self.0.iter().enumerate();
        View(match keep {
            true => all
                .map(|(at, parts)| match gone.contains(&at) {
                    true => Vec::new(),
                    false => parts.clone(),
                })
                .collect(),
            false => all
                .filter(|(at, _)| !gone.contains(at))
                .map(|(_, parts)| parts.clone())
                .collect(),
        })
    }

    /// Returns the tensor with another number of channels, which are the axis `at`.
    pub(super) fn with_channels(&self, at: usize, channels: usize) -> View {
        let mut axes = self.0.clone();
        axes[at] = whole(Axis::Channel, channels);
        View(axes)
    }

    /// Returns the view of a result whose channels are the axes `channels` of this tensor, and whose rows are all other
    /// axes, both in the order of this tensor. The first axis is left out if it is the batch.
    pub(super) fn with_rows(&self, channels: &[usize]) -> View {
        let sizes = self.sizes();
        let of = |axes: &[usize], at: usize| -> usize {
            let behind = axes.iter().filter(|axis| **axis > at);
            behind.map(|axis| sizes[*axis]).product()
        };
        let batch: Vec<usize> = self.places(Axis::Batch);
        let rows: Vec<usize> = (0..self.rank())
            .filter(|at| !channels.contains(at) && !batch.contains(at))
            .collect();
        let axis = |at: usize| {
            let (axis, stride) = match (batch.contains(&at), channels.contains(&at)) {
                (true, _) => return self.0[at].clone(),
                (_, true) => (Axis::Channel, of(channels, at)),
                (_, false) => (Axis::Height, of(&rows, at)),
            };
            match sizes[at] {
                1 => Vec::new(),
                size => vec![Part { axis, size, stride }],
            }
        };
        View((0..self.rank()).map(axis).collect())
    }

    /// Returns the tensor with an axis of this size, which is part of the channels, in place of the axis `at`.
    pub(super) fn with_part(&self, at: usize, size: usize, stride: usize) -> View {
        let mut axes = self.0.clone();
        axes[at] = match size {
            1 => Vec::new(),
            _ => vec![Part {
                axis: Axis::Channel,
                size,
                stride,
            }],
        };
        View(axes)
    }

    /// Returns the result of an operation of two tensors whose axes of size 1 are repeated, aligned at the last axis;
    /// `None` if the axes are not the same ones.
    pub(super) fn broadcast(&self, other: &View) -> Option<View> {
        let rank = self.0.len().max(other.0.len());
        let axes = (0..rank).map(|at| {
            let [a, b] = [self, other].map(|view| {
                let at = (at + view.0.len()).checked_sub(rank);
                at.map_or(&[][..], |at| &view.0[at][..])
            });
            match (a.is_empty(), b.is_empty()) {
                (true, _) => Some(b.to_vec()),
                (_, true) => Some(a.to_vec()),
                _ => (a == b).then(|| a.to_vec()),
            }
        });
        axes.collect::<Option<_>>().map(View)
    }

    /// Returns all parts but those of the batch, outermost first; `None` if the batch does not stand in front of them.
    pub(super) fn image(&self) -> Option<Vec<Part>> {
        let all = self.0.iter().flatten().copied();
        let parts: Vec<Part> = all.skip_while(|part| part.axis == Axis::Batch).collect();
        let is_first = parts.iter().all(|part| part.axis != Axis::Batch);
        is_first.then_some(parts)
    }

    /// Returns the order in which the features of a flattened map stand in the file: the sizes of the map and the order
    /// of its axes; `None` if the axis `at` is not the whole map.
    pub(super) fn flat_order(&self, at: usize, map: Shape) -> Option<Order> {
        let [height, width] = map.spatial();
        let sizes = [height, width, map.channels()];
        let parts = self.0.get(at)?;
        let mut axes = Vec::new();
        for part in parts {
            let axis = match part.axis {
                Axis::Batch => return None,
                Axis::Height => 0,
                Axis::Width => 1,
                Axis::Channel => 2,
            };
            if part.stride != 1 || part.size != sizes[axis] {
                return None;
            }
            axes.push(axis);
        }
        for (axis, size) in sizes.iter().enumerate() {
            if *size == 1 && !axes.contains(&axis) {
                axes.push(axis);
            }
        }
        let order: [usize; 3] = axes.try_into().ok()?;
        Some(Order::permuted(sizes, order))
    }

    /// Returns the axis of this tensor that a tensor of `rank` axes, aligned at the last one, has at `at`.
    pub(super) fn aligned(&self, at: usize, rank: usize) -> Option<usize> {
        (at + self.0.len()).checked_sub(rank)
    }

    /// Returns whether all parts that are not empty are the same, aligned at the last axis.
    pub(super) fn matches(&self, other: &View) -> bool {
        let rank = self.0.len().max(other.0.len());
        let parts = |view: &View, at: usize| {
            let at = view.aligned(at, rank);
            at.map_or(Vec::new(), |at| view.0[at].clone())
        };
        (0..rank).all(|at| parts(self, at) == parts(other, at))
    }
}

fn product(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.size).product()
}

/// Appends a part, as one with the last one where they lie side by side.
fn push(parts: &mut Vec<Part>, part: Part) {
    if let Some(last) = parts.last_mut()
        && last.axis == part.axis
        && last.stride == part.size * part.stride
    {
        last.size *= part.size;
        last.stride = part.stride;
        return;
    }
    parts.push(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> View {
        View::of(Shape::map(4, 5, 6), 1, MapAxes::ChannelsFirst)
    }

    #[test]
    fn reshapes_merge_and_split_axes() {
        let flat = view().reshaped(&[1, 120]).expect("all in one");
        assert_eq!(flat.sizes(), [1, 120]);
        assert_eq!(flat.reshaped(&[1, 6, 4, 5]), Some(view()));
        let split = view().reshaped(&[1, 2, 3, 4, 5]).expect("groups");
        let turned = split.permuted(&[0, 2, 1, 3, 4]).expect("five axes");
        let shuffled = turned.reshaped(&[1, 6, 4, 5]).expect("merged");
        assert_ne!(shuffled, view());
        assert_eq!(
            split.reshaped(&[1, 6, 20]).expect("merged").sizes(),
            [1, 6, 20]
        );
        assert_eq!(view().reshaped(&[1, 4, 30]), None);
    }

    #[test]
    fn flattened_maps_have_the_order_of_their_axes() {
        let last = view().permuted(&[0, 2, 3, 1]).expect("four axes");
        let flat = last.reshaped(&[1, 120]).expect("all in one");
        let order = flat.flat_order(1, Shape::map(4, 5, 6)).expect("a map");
        assert!(order.is_natural());
        let flat = view().reshaped(&[1, 120]).expect("all in one");
        let order = flat.flat_order(1, Shape::map(4, 5, 6)).expect("a map");
        assert_eq!(order, Order::channels_first(20, 6));
    }
}
