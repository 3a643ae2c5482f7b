//! Orders of the features of a vector that comes from a flattened map: the order in a file of another program (an
//! imported one, or an ONNX file that is written) compared with the network's.
//!
//! The network flattens a map row by row, pixel by pixel, channel by channel (channels last). Programs that keep maps
//! channels first flatten them channel by channel. An [`Order`] records the difference for one vector.

mod result;

pub(crate) use result::{OrderRequirement, needs, of_result};

/// Order of a vector's features in a file compared with the network's order. The vector is divided into blocks of
/// consecutive features, which both orders have at the same indices; within a block they may differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order(Vec<FeatureBlock>);

/// Consecutive features of a vector: those of one flattened map, in the network's order height x width x channels and
/// in the file's with the axes in another order; or features whose order is the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FeatureBlock {
    /// Sizes of the network's axes: height, width and channels.
    sizes: [usize; 3],
    /// The file's axes, outermost first, as indices in `sizes`.
    file: [usize; 3],
}

/// The network's order of the axes of a map, as indices in [`FeatureBlock::sizes`].
const NETWORK: [usize; 3] = [0, 1, 2];

impl FeatureBlock {
    fn natural(features: usize) -> FeatureBlock {
        FeatureBlock {
            sizes: [1, 1, features],
            file: NETWORK,
        }
    }

    fn len(self) -> usize {
        self.sizes.iter().product()
    }

    fn is_natural(self) -> bool {
        self.file == NETWORK
    }

    /// Iterates over the features in the order of the axes `outer`, and yields the index of each in that of `other`.
    fn walk(self, outer: [usize; 3], other: [usize; 3]) -> impl Iterator<Item = usize> {
        let mut strides = [0; 3];
        let mut stride = 1;
        for axis in other.into_iter().rev() {
            strides[axis] = stride;
            stride *= self.sizes[axis];
        }
        let [a, b, c] = outer.map(|axis| (self.sizes[axis], strides[axis]));
        (0..a.0).flat_map(move |at_a| {
            (0..b.0).flat_map(move |at_b| {
                (0..c.0).map(move |at_c| at_a * a.1 + at_b * b.1 + at_c * c.1)
            })
        })
    }
}

impl Order {
    /// Returns the order of a vector whose `features` features are in the same order in the file and in the network.
    pub(crate) fn natural(features: usize) -> Order {
        Order(vec![FeatureBlock::natural(features)])
    }

    /// Returns the order of a flattened map that the file has channel by channel and the network pixel by pixel. With
    /// one pixel or one channel that is the natural order.
    pub(crate) fn channels_first(pixels: usize, channels: usize) -> Order {
        Order::permuted([pixels, 1, channels], [2, 0, 1])
    }

    /// Returns the order of a flattened map of the sizes `sizes` (height, width, channels) that the file has with its
    /// axes in the order `file`, outermost first: `[2, 0, 1]` for channels, height, width. Orders that are the same for
    /// these sizes are equal.
    pub(crate) fn permuted(sizes: [usize; 3], file: [usize; 3]) -> Order {
        // The axes that have more than one index, each as its size and its place in the network's order.
        let own: Vec<usize> = (0..3).filter(|axis| sizes[*axis] != 1).collect();
        let mut axes: Vec<usize> = file.into_iter().filter(|axis| sizes[*axis] != 1).collect();
        if axes == own {
            return Order::natural(sizes.iter().product());
        }
        let mut sizes = sizes;
        // Height and width that stay side by side are one axis.
        if let Some(at) = axes.windows(2).position(|pair| pair == [0, 1]) {
            axes.remove(at + 1);
            sizes = [sizes[0] * sizes[1], 1, sizes[2]];
        } else if let Some(at) = axes.windows(2).position(|pair| pair == [1, 2]) {
            axes.remove(at + 1);
            sizes = [sizes[0], sizes[1] * sizes[2], 1];
        }
        // Two axes that change places are pixels and channels.
        if let [outer, inner] = axes[..] {
            return Order(vec![FeatureBlock {
                sizes: [sizes[inner], 1, sizes[outer]],
                file: [2, 0, 1],
            }]);
        }
        Order(vec![FeatureBlock { sizes, file }])
    }

    /// Returns the order of a vector that concatenates vectors of these orders. Adjacent blocks in which the file's
    /// order is the network's are merged into one.
    pub(crate) fn joined(orders: impl IntoIterator<Item = Order>) -> Order {
        let mut blocks: Vec<FeatureBlock> = Vec::new();
        for block in orders.into_iter().flat_map(|order| order.0) {
            match blocks.last_mut() {
                Some(last) if last.is_natural() && block.is_natural() => {
                    *last = FeatureBlock::natural(last.len() + block.len());
                }
                _ => blocks.push(block),
            }
        }
        Order(blocks)
    }

    /// Returns the order with the file's and the network's exchanged.
    pub(crate) fn inverse(&self) -> Order {
        let blocks = self.0.iter().map(|block| {
            let mut file = NETWORK;
            for (at, axis) in block.file.into_iter().enumerate() {
                file[axis] = at;
            }
            FeatureBlock {
                sizes: block.file.map(|axis| block.sizes[axis]),
                file,
            }
        });
        Order(blocks.collect())
    }

    /// Returns `true` if the file's order is the network's.
    pub(crate) fn is_natural(&self) -> bool {
        self.0.iter().all(|block| block.is_natural())
    }

    /// Returns the number of blocks: runs of features that are one flattened map in another order, or have the same
    /// order in the file and the network.
    pub(crate) fn blocks(&self) -> usize {
        self.0.len()
    }

    /// Returns, for each block, the sizes of the network's axes, outermost first, and the file's order of these axes.
    pub(crate) fn block_axes(&self) -> Vec<([usize; 3], [usize; 3])> {
        let axes = self.0.iter().map(|block| (block.sizes, block.file));
        axes.collect()
    }

    /// Returns the number of features of the vector.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|block| block.len()).sum()
    }

    /// Iterates over the features in the network's order and yields the index of each in the file's order.
    pub(crate) fn file_places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans()
            .flat_map(|(block, start)| block.walk(NETWORK, block.file).map(move |at| start + at))
    }

    /// Iterates over the features in the file's order and yields the index of each in the network's order.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans()
            .flat_map(|(block, start)| block.walk(block.file, NETWORK).map(move |at| start + at))
    }

    /// Iterates over the blocks, each with the index in the vector of its first feature, which is the same in both
    /// orders.
    fn spans(&self) -> impl Iterator<Item = (FeatureBlock, usize)> + '_ {
        self.0.iter().scan(0, |next, block| {
            let start = *next;
            *next += block.len();
            Some((*block, start))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_three_pixels_and_two_channels() {
        let order = Order::joined([Order::channels_first(3, 2), Order::natural(2)]);
        assert_eq!(order.places().collect::<Vec<_>>(), [0, 2, 4, 1, 3, 5, 6, 7]);
        assert_eq!(
            order.file_places().collect::<Vec<_>>(),
            [0, 3, 1, 4, 2, 5, 6, 7]
        );
    }

    #[test]
    fn a_map_in_the_order_width_height_channels() {
        let order = Order::permuted([2, 3, 2], [1, 0, 2]);
        let places: Vec<usize> = order.places().collect();
        assert_eq!(places, [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11]);
        for (at, place) in order.file_places().enumerate() {
            assert_eq!(places[place], at);
        }
        assert_eq!(
            Order::permuted([4, 5, 3], [2, 0, 1]),
            Order::channels_first(20, 3)
        );
        assert_eq!(
            Order::permuted([1, 5, 3], [2, 0, 1]),
            Order::channels_first(5, 3)
        );
        assert!(Order::permuted([4, 1, 3], [1, 0, 2]).is_natural());
    }

    #[test]
    fn an_inverse_exchanges_the_orders() {
        for order in [
            Order::permuted([2, 3, 4], [2, 0, 1]),
            Order::permuted([2, 3, 4], [1, 2, 0]),
            Order::permuted([2, 3, 4], [2, 1, 0]),
            Order::joined([Order::natural(3), Order::channels_first(3, 2)]),
        ] {
            let (places, back): (Vec<usize>, Vec<usize>) = (
                order.places().collect(),
                order.inverse().file_places().collect(),
            );
            assert_eq!(places, back, "{order:?}");
        }
    }

    #[test]
    fn parts_that_no_map_is_flattened_to_are_one() {
        let parts = Order::joined([Order::channels_first(1, 4), Order::channels_first(3, 1)]);
        assert_eq!(parts, Order::natural(7));
        assert!(parts.is_natural());
    }
}
