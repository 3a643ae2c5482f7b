//! Orders of the features of a vector that comes from a flattened map.
//!
//! The network flattens a map row by row, pixel by pixel, channel by channel (channels last). Programs that keep maps
//! channels first flatten them channel by channel. An [`Order`] records the difference for one vector.

mod result;

pub(crate) use result::{OrderRequirement, needs, of_result};

/// Order of a vector's features in a file compared with the network's order, as a sequence of blocks of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order(Vec<FeatureBlock>);

/// Features that come from one map: pixels x channels in the network's order, channels x pixels in the file's. With one
/// pixel or one channel both orders are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FeatureBlock {
    pixels: usize,
    channels: usize,
}

impl Order {
    /// Returns the order of a vector whose features are in the network's order in the file, too.
    pub(crate) fn natural(features: usize) -> Order {
        Order(vec![FeatureBlock {
            pixels: 1,
            channels: features,
        }])
    }

    /// Returns the order of a flattened map that the file reads channel by channel.
    pub(crate) fn channels_first(pixels: usize, channels: usize) -> Order {
        if pixels == 1 || channels == 1 {
            return Order::natural(pixels * channels);
        }
        Order(vec![FeatureBlock { pixels, channels }])
    }

    /// Returns the order of concatenated vectors from the orders of the vectors. Adjacent blocks without reordering are
    /// merged into one.
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

    pub(crate) fn is_natural(&self) -> bool {
        self.0.iter().all(|block| block.pixels == 1)
    }

    pub(crate) fn blocks(&self) -> usize {
        self.0.len()
    }

    /// Returns the number of features.
    pub(crate) fn len(&self) -> usize {
        self.0
            .iter()
            .map(|block| block.pixels * block.channels)
            .sum()
    }

    /// Iterates over the features in the network's order and yields the index of each in the file.
    pub(crate) fn file_places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans().flat_map(|(block, start)| {
            let FeatureBlock { pixels, channels } = block;
            (0..pixels).flat_map(move |pixel| {
                (0..channels).map(move |channel| start + channel * pixels + pixel)
            })
        })
    }

    /// Iterates over the features in the file's order and yields the index of each in the network.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.spans().flat_map(|(block, start)| {
            let FeatureBlock { pixels, channels } = block;
            (0..channels).flat_map(move |channel| {
                (0..pixels).map(move |pixel| start + pixel * channels + channel)
            })
        })
    }

    /// Iterates over the blocks, each with the index of its first feature, which is the same in both orders.
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
