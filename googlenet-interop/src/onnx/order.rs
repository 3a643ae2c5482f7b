//! In which order a vector's features stand in the file.
//!
//! `flatten` reads a map row by row, pixel by pixel, channel by channel; ONNX keeps maps channel by channel, and its
//! `Flatten` reads them so. Instead of turning the map, the vector stays in ONNX's order as far as nobody sees it, and
//! the kernel of the dense layer behind has its rows in that order. Where somebody sees it (the network's result, a sum
//! with a vector of another order), the map is turned in front of the `Flatten` after all.

use super::op::translation;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;
use std::collections::HashSet;

/// A vector may consist of so many blocks; where one has more, every map is turned, so that memory does not grow with the
/// square of the file.
const MAX_BLOCKS: usize = 64;

/// The order of a vector's features: blocks one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order(Vec<Block>);

/// A map's values: pixels x channels here, channels x pixels in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    pixels: usize,
    channels: usize,
}

impl Order {
    /// The order of the network itself.
    pub(super) fn natural(features: usize) -> Order {
        Order(vec![Block {
            pixels: 1,
            channels: features,
        }])
    }

    /// A map's values, channel by channel.
    pub(super) fn channels_first(pixels: usize, channels: usize) -> Order {
        if pixels == 1 || channels == 1 {
            return Order::natural(pixels * channels);
        }
        Order(vec![Block { pixels, channels }])
    }

    /// Vectors one behind the other.
    pub(super) fn joined(orders: impl IntoIterator<Item = Order>) -> Order {
        let mut blocks: Vec<Block> = Vec::new();
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
            let Block { pixels, channels } = *block;
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
    orders: Vec<Order>,
    /// By layer, whether it is a `flatten` whose map is turned first.
    turned: Vec<bool>,
}

impl Orders {
    /// Decides which maps are turned: no more than needed.
    pub(super) fn of(graph: &Graph) -> Orders {
        let mut turned = vec![false; graph.len()];
        loop {
            let Some(orders) = infer(graph, &turned) else {
                turned = graph.ids().map(|id| flattens_a_map(graph, id)).collect();
                continue;
            };
            let seen = seen(graph, &orders);
            if seen.is_empty() {
                return Orders { orders, turned };
            }
            for layer in seen {
                turn(graph, &orders, layer, &mut turned);
            }
        }
    }

    pub(super) fn of_layer(&self, layer: LayerId) -> &Order {
        &self.orders[layer]
    }

    pub(super) fn is_turned(&self, layer: LayerId) -> bool {
        self.turned[layer]
    }
}

fn flattens_a_map(graph: &Graph, layer: LayerId) -> bool {
    let is_map = |input: &LayerId| matches!(graph.shape(*input), Shape::Map { .. });
    matches!(graph.op(layer), Op::Flatten(_)) && graph.inputs(layer).iter().all(is_map)
}

/// The orders where these maps are turned; `None` where one has too many blocks.
fn infer(graph: &Graph, turned: &[bool]) -> Option<Vec<Order>> {
    let mut orders: Vec<Order> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let shape = graph.shape(id);
        let order = match shape {
            Shape::Vector { features } if !turned[id] => {
                let inputs = graph.inputs(id);
                let read: Vec<&Order> = inputs.iter().map(|input| &orders[*input]).collect();
                let order =
                    translation(graph.op(id)).order(&graph.input_shapes(id), &read, features);
                debug_assert_eq!(order.len(), features, "an order of all features");
                order
            }
            _ => Order::natural(shape.channels()),
        };
        if order.0.len() > MAX_BLOCKS {
            return None;
        }
        orders.push(order);
    }
    Some(orders)
}

/// Vectors whose order must be the network's and is not.
fn seen(graph: &Graph, orders: &[Order]) -> Vec<LayerId> {
    let results = graph.outputs().iter().map(|output| output.layer);
    let read = graph.ids().flat_map(|id| {
        let inputs = graph.inputs(id);
        let differ = || {
            inputs
                .windows(2)
                .any(|pair| orders[pair[0]] != orders[pair[1]])
        };
        let matters = match translation(graph.op(id)).needs() {
            Needs::Nothing => false,
            Needs::Same => differ(),
            Needs::Natural => true,
        };
        if matters { inputs } else { Vec::new() }
    });
    let all = results.chain(read);
    all.filter(|id| !orders[*id].is_natural()).collect()
}

/// Turns the maps that a vector's order comes from.
fn turn(graph: &Graph, orders: &[Order], from: LayerId, turned: &mut [bool]) {
    let (mut open, mut reached) = (vec![from], HashSet::from([from]));
    while let Some(layer) = open.pop() {
        if flattens_a_map(graph, layer) {
            turned[layer] = true;
            continue;
        }
        let sources = graph
            .inputs(layer)
            .into_iter()
            .filter(|source| !orders[*source].is_natural());
        open.extend(sources.filter(|source| reached.insert(*source)));
    }
}
