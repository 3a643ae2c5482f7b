//! Order in which Keras' summaries print layers.

/// Returns all layers in the order in which Keras prints them, and `true` if Keras treats the network as a chain.
/// `sources` has the layers that each layer reads, all of them earlier ones, and `outputs` the layers of the outputs.
///
/// Layers are sorted by depth, the largest first; the depth of a layer is the number of layers behind it on the longest
/// path through its readers. Layers of the same depth are in the order in which a depth-first search from the outputs
/// reaches them, each layer's inputs in order. A network is a chain if no two layers have the same depth and no layer
/// has more than one input.
pub(super) fn keras_order(sources: &[&[usize]], outputs: &[usize]) -> (Vec<usize>, bool) {
    let mut depth = vec![0usize; sources.len()];
    for (at, sources) in sources.iter().enumerate().rev() {
        for source in *sources {
            depth[*source] = depth[*source].max(depth[at] + 1);
        }
    }
    let reached = reached(sources, outputs);
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(depth[*at]), reached[*at]));
    let alone = order
        .windows(2)
        .all(|pair| depth[pair[0]] != depth[pair[1]]);
    let chain = alone && sources.iter().all(|sources| sources.len() <= 1);
    (order, chain)
}

/// Returns for each layer its position, from 0, in the depth-first search from the outputs through inputs; `usize::MAX`
/// for a layer that the search does not reach.
fn reached(sources: &[&[usize]], outputs: &[usize]) -> Vec<usize> {
    let mut reached = vec![usize::MAX; sources.len()];
    let mut count = 0;
    let mut open: Vec<usize> = outputs.iter().rev().copied().collect();
    while let Some(at) = open.pop() {
        if reached[at] == usize::MAX {
            reached[at] = count;
            count += 1;
            open.extend(sources[at].iter().rev());
        }
    }
    reached
}
