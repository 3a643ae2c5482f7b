//! Comparison of the outputs and heads (auxiliary classifiers) of two networks.

use googlenet_dsl::graph::Graph;

/// Returns one line of text for each difference: of the names of the outputs if a network has several, then of the
/// phase and the loss weight of each head that both networks have, in the order after the edit.
pub(super) fn changes(before: &Graph, after: &Graph) -> Vec<String> {
    let mut changes = Vec::new();
    let names = |graph: &Graph| {
        let names = graph.outputs().iter().map(|output| output.name.to_string());
        names.collect::<Vec<_>>()
    };
    let (old, new) = (names(before), names(after));
    // A single output is always the last step's result, so that another name of that step is no difference.
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
