//! Receptive fields: the pixels of the network's input that one value of a layer's result depends on.

mod extent;
mod resampled;
#[cfg(test)]
mod tests;

use super::{Graph, LayerId};
use crate::op::Op;
use crate::shape::Shape;
use extent::Extent;

/// The pixels of the network's input that the values of a layer's result depend on. Pairs are `[height, width]`.
///
/// The value in row `i` and column `j` of the result depends on the rows from `offset[0] + i * stride[0]` and the
/// columns from `offset[1] + j * stride[1]` of the input on, `size` of them, which may lie in the padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceptiveField {
    /// Numbers of rows and columns of the network's input that one value depends on, padding included; where values
    /// depend on different numbers, as behind a map that was made larger, the largest.
    pub size: [u64; 2],
    /// Rows and columns of the network's input from the field of one value to that of its neighbour; `None` for a
    /// vector, whose values have no neighbours, and where the fields of neighbours are not whole rows and columns
    /// apart, as behind a map that was made larger than the input, or are the same, as in a map of other sizes.
    pub stride: Option<[u64; 2]>,
    /// First row and column of the field of the value at the upper left; negative in the padding.
    pub offset: [i64; 2],
}

impl Graph {
    /// Returns, for each layer in inference in the order of their ids, height and width of the receptive field of one
    /// value of its result, in pixels of the network's input, padding included. For a layer with several inputs it is
    /// the bounding rectangle of the fields through all of them, and a vector made from a map, by `flatten` too,
    /// depends on the whole map, as does a map of other sizes with the same values.
    pub fn receptive_fields(&self) -> Vec<[u64; 2]> {
        let places = self.receptive_field_places();
        places.iter().map(|place| place.size).collect()
    }

    /// Returns what [`Graph::receptive_fields`] returns together with the places of the fields on the network's input.
    pub fn receptive_field_places(&self) -> Vec<ReceptiveField> {
        let place = |(id, [rows, columns]): (LayerId, [Extent; 2])| {
            let sizes = self.shape(id).spatial();
            ReceptiveField {
                size: [rows.len(sizes[0]), columns.len(sizes[1])],
                stride: match (self.shape(id), rows.stride(), columns.stride()) {
                    (Shape::Map { .. }, Some(rows), Some(columns)) => Some([rows, columns]),
                    _ => None,
                },
                offset: [rows.offset(), columns.offset()],
            }
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
        let seen = inputs.iter().map(|input| {
            let extent = &known[*input][axis];
            match self.reads(id, *input, axis) {
                Some(reads) => extent.through(&reads),
                None => extent.clone(),
            }
        });
        // A pixel of the network's input depends on itself.
        seen.reduce(|all, one| all.and(&one))
            .unwrap_or_else(|| Extent::window(0, 1, 1))
    }

    /// Returns what layer `id` depends on of `input`, one of its inputs, along an axis (0 for height, 1 for width);
    /// `None` if each output depends on that at the same place.
    fn reads(&self, id: LayerId, input: LayerId, axis: usize) -> Option<Extent> {
        let (from, to) = (self.shape(input), self.shape(id));
        let size = from.spatial()[axis];
        if let Some(window) = self.op(id).window() {
            let [before, _] = window.axis(axis).padding(size);
            let reach = window.axis(axis).reach();
            return Some(Extent::window(before, reach, window.stride[axis]));
        }
        let outputs = to.spatial()[axis];
        match (self.op(id), from, to) {
            (Op::Upsample(op), ..) => Some(resampled::upsampled(op, axis, size, outputs)),
            (Op::ConvTranspose(op), ..) => Some(resampled::transposed(op, axis, size)),
            (Op::SpaceToDepth(op), ..) => Some(Extent::window(0, op.block as usize, op.block)),
            (Op::DepthToSpace(op), ..) => Some(resampled::spread(op.block)),
            (Op::Reshape(_), Shape::Map { .. }, _) if from != to => Some(Extent::whole(size)),
            // The one row or column of a map is that of all rows or columns of a product.
            (_, Shape::Map { .. }, Shape::Map { .. }) if size == 1 && outputs > 1 => {
                Some(Extent::whole(size))
            }
            // A vector counts as depending on the whole map that it is made from, which is true of each value after
            // global pooling, and of the vector as a whole after `flatten`.
            (_, Shape::Map { .. }, Shape::Vector { .. }) => Some(Extent::whole(size)),
            _ => None,
        }
    }
}
