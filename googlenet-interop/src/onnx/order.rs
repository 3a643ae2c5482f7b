//! The order in which a vector's features stand in the file.

use googlenet_dsl::graph::LayerId;

/// The order of a vector's features: blocks one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order(Vec<FeatureBlock>);

/// A map's values: pixels x channels here, channels x pixels in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FeatureBlock {
    pixels: usize,
    channels: usize,
}

impl Order {
    /// The order of the network itself.
    pub(super) fn natural(features: usize) -> Order {
        Order(vec![FeatureBlock {
            pixels: 1,
            channels: features,
        }])
    }

    /// A map's values, channel by channel.
    pub(super) fn channels_first(pixels: usize, channels: usize) -> Order {
        if pixels == 1 || channels == 1 {
            return Order::natural(pixels * channels);
        }
        Order(vec![FeatureBlock { pixels, channels }])
    }

    /// Vectors one behind the other.
    pub(super) fn joined(orders: impl IntoIterator<Item = Order>) -> Order {
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

    pub(super) fn is_natural(&self) -> bool {
        self.0.iter().all(|block| block.pixels == 1)
    }

    /// Number of blocks.
    pub(super) fn blocks(&self) -> usize {
        self.0.len()
    }

    /// Number of features.
    pub(super) fn len(&self) -> usize {
        self.0
            .iter()
            .map(|block| block.pixels * block.channels)
            .sum()
    }

    /// For each place in the file the place in the network.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        let starts = self.0.iter().scan(0, |next, block| {
            let start = *next;
            *next += block.pixels * block.channels;
            Some(start)
        });
        self.0.iter().zip(starts).flat_map(|(block, start)| {
            let FeatureBlock { pixels, channels } = *block;
            (0..channels).flat_map(move |channel| {
                (0..pixels).map(move |pixel| start + pixel * channels + channel)
            })
        })
    }
}

/// What an operation needs of the orders of the vectors that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Each may have its own.
    Nothing,
    /// All must have one, as values of several inputs meet by their place.
    Same,
    /// The network's, as neighbours matter.
    Natural,
}

/// The orders of all results of a network.
#[derive(Debug)]
pub(super) struct Orders {
    /// By layer; a map's is that of its channels.
    pub(super) orders: Vec<Order>,
    /// By layer, whether it is a `flatten` whose map is turned first.
    pub(super) turned: Vec<bool>,
}

impl Orders {
    pub(super) fn of_layer(&self, layer: LayerId) -> &Order {
        &self.orders[layer]
    }

    pub(super) fn is_turned(&self, layer: LayerId) -> bool {
        self.turned[layer]
    }
}
