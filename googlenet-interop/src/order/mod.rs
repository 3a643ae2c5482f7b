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

/// Consecutive features of a vector: those of one flattened map, pixels x channels in the network's order and channels
/// x pixels in the file's; or, with `pixels` 1, `channels` features whose order is the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FeatureBlock {
    pixels: usize,
    channels: usize,
}

impl Order {
    /// Returns the order of a vector whose `features` features are in the same order in the file and in the network.
    pub(crate) fn natural(features: usize) -> Order {
        Order(vec![FeatureBlock {
            pixels: 1,
            channels: features,
        }])
    }

    /// Returns the order of a flattened map that the file has channel by channel and the network pixel by pixel. With
    /// one pixel or one channel that is the natural order.
    pub(crate) fn channels_first(pixels: usize, channels: usize) -> Order {
        if pixels == 1 || channels == 1 {
            return Order::natural(pixels * channels);
        }
        Order(vec![FeatureBlock { pixels, channels }])
    }

    /// Returns the order of a vector that concatenates vectors of these orders. Adjacent blocks in which the file's
    /// order is the network's are merged into one.
    pub(crate) fn joined(orders: impl IntoIterator<Item = Order>) -> Order {
        let mut blocks: Vec<FeatureBlock> = Vec::new();
        for block in orders.into_iter().flat_map(|order| order.0) {
            match blocks.last_mut() {
                Some(last) if last.pixels == 1 && block.pixels == 1 => {
                    last.channels += block.channels;
                }
                _ => blocks.push(block),
            }
        }
        Order(blocks)
    }

    /// Returns `true` if the file's order is the network's.
    pub(crate) fn is_natural(&self) -> bool {
        self.0.iter().all(|block| block.pixels == 1)
    }

    /// Returns the number of blocks: runs of features that are one flattened map in another order, or have the same
    /// order in the file and the network.
    pub(crate) fn blocks(&self) -> usize {
        self.0.len()
    }

    /// Returns the number of features of the vector.
    pub(crate) fn len(&self) -> usize {
        self.0
            .iter()
            .map(|block| block.pixels * block.channels)
            .sum()
    }

    /// Iterates over the features in the network's order and yields the index of each in the file's order.
    pub(crate) fn file_places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans().flat_map(|(block, start)| {
            let FeatureBlock { pixels, channels } = block;
            (0..pixels).flat_map(move |pixel| {
                (0..channels).map(move |channel| start + channel * pixels + pixel)
            })
        })
    }

    /// Iterates over the features in the file's order and yields the index of each in the network's order.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans().flat_map(|(block, start)| {
            let FeatureBlock { pixels, channels } = block;
            (0..channels).flat_map(move |channel| {
                (0..pixels).map(move |pixel| start + pixel * channels + channel)
            })
        })
    }

    /// Iterates over the blocks, each with the index in the vector of its first feature, which is the same in both
    /// orders.
    fn spans(&self) -> impl Iterator<Item = (FeatureBlock, usize)> + '_ {
        self.0.iter().scan(0, |next, block| {
            let start = *next;
            *next += block.pixels * block.channels;
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
    fn parts_that_no_map_is_flattened_to_are_one() {
        let parts = Order::joined([Order::channels_first(1, 4), Order::channels_first(3, 1)]);
        assert_eq!(parts, Order::natural(7));
        assert!(parts.is_natural());
    }
}
