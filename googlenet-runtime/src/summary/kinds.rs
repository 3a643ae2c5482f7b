//! Kinds of layers, and how many of each a network has.

use googlenet_dsl::graph::{Graph, LayerId};

/// Returns the kind of a layer in the description, such as `max_pool`; `input` for the input.
pub(super) fn kind(graph: &Graph, id: LayerId) -> &'static str {
    graph.op(id).kind().map_or("input", |kind| kind.name)
}

/// Returns the kinds of a network's layers without its input, each with the number of its layers: the commonest first,
/// those of equal numbers in the order of their first layers.
pub(super) fn counts(graph: &Graph) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for id in graph.ids().filter(|id| graph.op(*id).kind().is_some()) {
        let kind = kind(graph, id);
        match counts.iter_mut().find(|(known, _)| known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind.to_owned(), 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
