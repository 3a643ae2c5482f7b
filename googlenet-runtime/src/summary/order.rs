//! Order in which Keras' summaries print layers.

use googlenet_dsl::graph::{Graph, LayerId};

/// Returns all layers in the order in which Keras prints them, and `true` if Keras treats the network as a chain.
///
/// Layers are sorted by depth, the largest first; the depth of a layer is the number of layers behind it on the longest
/// path through its readers. Layers of the same depth are in the order in which a depth-first search from the outputs
/// reaches them, each layer's inputs in order. A network is a chain if no two layers have the same depth and no layer
/// has more than one input.
pub(super) fn keras_order(graph: &Graph) -> (Vec<LayerId>, bool) {
    let mut depth = vec![0usize; graph.len()];
    for id in graph.ids().rev() {
        for input in graph.inputs(id) {
            depth[input] = depth[input].max(depth[id] + 1);
        }
    }
    let reached = reached(graph);
    let mut order: Vec<LayerId> = graph.ids().collect();
    order.sort_by_key(|id| (std::cmp::Reverse(depth[*id]), reached[*id]));
    let alone = order
        .windows(2)
        .all(|pair| depth[pair[0]] != depth[pair[1]]);
    let chain = alone && graph.ids().all(|id| graph.inputs(id).len() <= 1);
    (order, chain)
}

/// Returns for each layer its position, from 0, in the depth-first search from the outputs through inputs; `usize::MAX`
/// for a layer that the search does not reach.
fn reached(graph: &Graph) -> Vec<usize> {
    let mut reached = vec![usize::MAX; graph.len()];
    let mut count = 0;
    let outputs = graph.outputs().iter().rev();
    let mut open: Vec<LayerId> = outputs.map(|output| output.layer).collect();
    while let Some(id) = open.pop() {
        if reached[id] == usize::MAX {
            reached[id] = count;
            count += 1;
            open.extend(graph.inputs(id).into_iter().rev());
        }
    }
    reached
}
