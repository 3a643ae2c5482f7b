//! Receptive fields: the pixels of the network's input that one value of a layer's result depends on.

use super::{Graph, LayerId};
use crate::shape::Shape;

/// The pixels of the network's input that the values of a layer's result depend on. Pairs are `[height, width]`.
///
/// The value in row `i` and column `j` of the result depends on the rows from `offset[0] + i * stride[0]` and the
/// columns from `offset[1] + j * stride[1]` of the input on, `size` of them, which may lie in the padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceptiveField {
    /// Numbers of rows and columns of the network's input that one value depends on, padding included.
    pub size: [u64; 2],
    /// Rows and columns of the network's input from the field of one value to that of its neighbour; `None` for a
    /// vector, whose values have no neighbours.
    pub stride: Option<[u64; 2]>,
    /// First row and column of the field of the value at the upper left; negative in the padding.
    pub offset: [i64; 2],
}

/// The receptive fields of a layer's outputs along one axis, in rows or columns of the network's input.
///
/// Output `i` (a row or column of the layer's result) depends on the inputs from `first + i * step` to `last + i *
/// step`, which may lie in the padding (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural
/// networks", Distill, 2019).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    first: i64,
    last: i64,
    step: i64,
}

impl Extent {
    /// The receptive field of a pixel of the network's input, which is that pixel.
    const PIXEL: Extent = Extent {
        first: 0,
        last: 0,
        step: 1,
    };

    /// Returns the number of rows or columns of the network's input, padding included, that one output depends on.
    fn len(self) -> u64 {
        self.last.saturating_sub(self.first).unsigned_abs() + 1
    }

    /// Returns the first and the last row or column of the network's input that the layer's outputs `from` to `to`
    /// depend on together.
    fn of(self, from: i64, to: i64) -> (i64, i64) {
        let reach = |at: i64| at.saturating_mul(self.step);
        (
            self.first.saturating_add(reach(from)),
            self.last.saturating_add(reach(to)),
        )
    }
}

impl Graph {
    /// Returns, for each layer in inference in the order of their ids, height and width of the receptive field of one
    /// value of its result, in pixels of the network's input, padding included. For a layer with several inputs it is
    /// the bounding rectangle of the fields through all of them, and a vector made from a map, by `flatten` too,
    /// depends on the whole map.
    pub fn receptive_fields(&self) -> Vec<[u64; 2]> {
        let extents = self.extents().into_iter();
        extents.map(|extent| extent.map(Extent::len)).collect()
    }

    /// Returns what [`Graph::receptive_fields`] returns together with the places of the fields on the network's input.
    pub fn receptive_field_places(&self) -> Vec<ReceptiveField> {
        let place = |(id, extent): (LayerId, [Extent; 2])| ReceptiveField {
            size: extent.map(Extent::len),
            stride: match self.shape(id) {
                Shape::Map { .. } => Some(extent.map(|axis| axis.step.unsigned_abs())),
                Shape::Vector { .. } => None,
            },
            offset: extent.map(|axis| axis.first),
        };
        self.extents().into_iter().enumerate().map(place).collect()
    }

    /// Returns the receptive fields of all layers of [`Graph::ids`], by id and axis (0 for height, 1 for width).
    fn extents(&self) -> Vec<[Extent; 2]> {
        let mut extents: Vec<[Extent; 2]> = Vec::with_capacity(self.len());
        for id in self.ids() {
            let extent = [0, 1].map(|axis| self.extent(id, axis, &extents));
            extents.push(extent);
        }
        extents
    }

    /// Returns the receptive field of layer `id` along an axis (0 for height, 1 for width): the bounding range of those
    /// through all its inputs. `known` holds the fields of all earlier layers, by id and axis.
    fn extent(&self, id: LayerId, axis: usize, known: &[[Extent; 2]]) -> Extent {
        let inputs = self.inputs(id);
        let mut seen = inputs
            .iter()
            .map(|input| self.seen_through(id, *input, axis, known[*input][axis]));
        let Some(first) = seen.next() else {
            return Extent::PIXEL;
        };
        seen.fold(first, |all, one| Extent {
            first: all.first.min(one.first),
            last: all.last.max(one.last),
            step: all.step.max(one.step),
        })
    }

    /// Returns the receptive field of layer `id` through `input`, one of its inputs, along an axis (0 for height, 1 for
    /// width); `extent` is the field of `input` itself.
    fn seen_through(&self, id: LayerId, input: LayerId, axis: usize, extent: Extent) -> Extent {
        let size = self.shape(input).spatial()[axis];
        let signed = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        if let Some(window) = self.op(id).window() {
            let [before, _] = window.axis(axis).padding(size);
            let start = -signed(before);
            let end = start.saturating_add(signed(window.axis(axis).reach()) - 1);
            let (first, last) = extent.of(start, end);
            let step = extent.step.saturating_mul(i64::from(window.stride[axis]));
            return Extent { first, last, step };
        }
        match (self.shape(input), self.shape(id)) {
            // A vector counts as depending on the whole map that it is made from, which is true of each value after
            // global pooling, and of the vector as a whole after `flatten`.
            (Shape::Map { .. }, Shape::Vector { .. }) => {
                let (first, last) = extent.of(0, signed(size) - 1);
                Extent {
                    first,
                    last,
                    step: extent.step,
                }
            }
            _ => extent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Layer;
    use crate::op::{Add, Conv, Flatten, Input, MaxPool, Op, Padding, Window};

    fn conv(window: Window) -> Conv {
        Conv {
            filters: 1,
            window,
            groups: 1,
            bias: false,
            activation: crate::op::Activation::None,
            l2: 0.0,
        }
    }

    #[test]
    fn windows_add_up() {
        let mut graph =
            Graph::new("Test", Layer::of_test(Input { size: [32, 20, 1] }, &[])).expect("an input");
        let mut push =
            |op: Op, input: LayerId| graph.push(Layer::of_test(op, &[input])).expect("fits");
        let seven = push(conv(Window::new([7, 3], [2, 1], Padding::Same)).into(), 0);
        let window = Window::new([3, 3], [2, 2], Padding::Valid);
        let pool = push(MaxPool { window }.into(), seven);
        let dilated = Window {
            dilation: [2, 3],
            ..Window::new([3, 3], [1, 1], Padding::Same)
        };
        let wide = push(conv(dilated).into(), pool);
        let all = push(Flatten {}.into(), pool);
        let fields = graph.receptive_fields();
        assert_eq!(fields[0], [1, 1]);
        assert_eq!(fields[seven], [7, 3]);
        assert_eq!(fields[pool], [7 + 2 * 2, 3 + 2]);
        assert_eq!(fields[wide], [11 + 4 * 4, 5 + 6 * 2]);
        // The result of the pooling has 7 rows, 4 input rows apart, and 9 columns, 2 input columns apart.
        assert_eq!(fields[all], [11 + 6 * 4, 5 + 8 * 2]);
        let places = graph.receptive_field_places();
        let sizes: Vec<[u64; 2]> = places.iter().map(|place| place.size).collect();
        assert_eq!(sizes, fields);
        let place = |id: LayerId| (places[id].stride, places[id].offset);
        assert_eq!(place(0), (Some([1, 1]), [0, 0]));
        // 7 rows every 2 of 32 need 5 rows of padding, 2 of them above; 3 columns one of each side.
        assert_eq!(place(seven), (Some([2, 1]), [-2, -1]));
        assert_eq!(place(pool), (Some([4, 2]), [-2, -1]));
        // The kernel of 3 with gaps reaches 2 rows up, and 3 columns to the left.
        assert_eq!(place(wide), (Some([4, 2]), [-2 - 2 * 4, -1 - 3 * 2]));
        assert_eq!(place(all), (None, [-2, -1]));
    }

    #[test]
    fn branches_that_look_elsewhere_see_more_together() {
        let mut graph =
            Graph::new("Test", Layer::of_test(Input { size: [9, 9, 1] }, &[])).expect("an input");
        let shifted = |edges| conv(Window::new([3, 3], [1, 1], Padding::Explicit(edges)));
        let up = graph
            .push(Layer::of_test(shifted([2, 0, 0, 2]), &[0]))
            .expect("fits");
        let down = graph
            .push(Layer::of_test(shifted([0, 2, 2, 0]), &[0]))
            .expect("fits");
        let add = graph
            .push(Layer::of_test(
                Add {
                    scale: Vec::new().into(),
                },
                &[up, down],
            ))
            .expect("fits");
        let fields = graph.receptive_fields();
        assert_eq!(fields[up], [3, 3]);
        assert_eq!(fields[add], [5, 5]);
    }
}
