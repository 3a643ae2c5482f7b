//! What became of a network's outputs and heads.

use googlenet_dsl::graph::Graph;

/// The changes in words: outputs in their order, then heads that are on both sides.
pub(super) fn changes(before: &Graph, after: &Graph) -> Vec<String> {
    let mut changes = Vec::new();
    let names = |graph: &Graph| {
        let names = graph.outputs().iter().map(|output| output.name.to_string());
        names.collect::<Vec<_>>()
    };
    let (old, new) = (names(before), names(after));
    // A network with one output gives its last step's, whatever that one is called.
    if old != new && (old.len() > 1 || new.len() > 1) {
        changes.push(format!("outputs: {} -> {}", old.join(", "), new.join(", ")));
    }
    for head in after.heads() {
        let Some(was) = before.heads().iter().find(|was| was.name == head.name) else {
            continue;
        };
        if was.when != head.when {
            let (was, is) = (was.when.as_str(), head.when.as_str());
            changes.push(format!("head {}: when {was} -> {is}", head.name));
        }
        if was.weight != head.weight {
            let (was, is) = (was.weight, head.weight);
            changes.push(format!("head {}: weight {was} -> {is}", head.name));
        }
    }
    changes
}
