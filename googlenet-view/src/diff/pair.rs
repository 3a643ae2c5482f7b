//! Matching and comparison of the layers of two networks.

use super::change::{Change, LayerFacts, State};
use super::options::changed;
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::HashMap;

/// Returns the layers that were added, removed, renamed or changed, in the order of the network after the edit. A
/// removed layer follows the nearest of the layers that preceded it before the edit and still exist.
pub(super) fn changes(before: &Graph, after: &Graph) -> Vec<Change> {
    let after_of = pairs(before, after);
    let mut before_of = vec![None; after.len()];
    for (old, new) in after_of.iter().enumerate() {
        if let Some(new) = new {
            before_of[*new] = Some(old);
        }
    }
    // The sort key is the layer's id after the edit, then 0. For a removed layer it is the id after the edit of the
    // nearest layer that preceded it and still exists, then its former id plus 1.
    let mut changes: Vec<((usize, usize), Change)> = Vec::new();
    let mut behind = 0;
    for old in before.ids() {
        match after_of[old] {
            Some(new) => behind = new,
            None => {
                let change = Change {
                    state: State::Removed,
                    before: Some(LayerFacts::of(before, old)),
                    after: None,
                    options: Vec::new(),
                };
                changes.push(((behind, old + 1), change));
            }
        }
    }
    for new in after.ids() {
        let change = match before_of[new] {
            None => Some(Change {
                state: State::Added,
                before: None,
                after: Some(LayerFacts::of(after, new)),
                options: Vec::new(),
            }),
            Some(old) => compare(before, old, after, new, &after_of),
        };
        changes.extend(change.map(|change| ((new, 0), change)));
    }
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// Returns for each layer before the edit, indexed by id, the layer after the edit that is its counterpart: the layer
/// with the same path, or else the first layer with a new path, an equal operation and the same inputs; `None` for
/// removed layers.
fn pairs(before: &Graph, after: &Graph) -> Vec<Option<LayerId>> {
    let names: HashMap<&str, LayerId> = after
        .ids()
        .map(|id| (after.layer(id).name.as_ref(), id))
        .collect();
    let mut after_of: Vec<Option<LayerId>> = before
        .ids()
        .map(|id| names.get(before.layer(id).name.as_ref()).copied())
        .collect();
    // The inputs of the two networks are always counterparts, and of no other layer.
    after_of[0] = Some(0);
    let mut taken = vec![false; after.len()];
    for new in after_of.iter().flatten() {
        taken[*new] = true;
    }
    let mut by_inputs: HashMap<Vec<LayerId>, Vec<LayerId>> = HashMap::new();
    for id in after.ids().filter(|id| !taken[*id]) {
        by_inputs.entry(after.inputs(id)).or_default().push(id);
    }
    for old in before.ids() {
        if after_of[old].is_some() {
            continue;
        }
        let inputs: Option<Vec<LayerId>> = before
            .inputs(old)
            .into_iter()
            .map(|input| after_of[input])
            .collect();
        let candidates = inputs.and_then(|inputs| by_inputs.get_mut(&inputs));
        if let Some(candidates) = candidates
            && let Some(at) = candidates
                .iter()
                .position(|new| after.op(*new) == before.op(old))
        {
            after_of[old] = Some(candidates.remove(at));
        }
    }
    after_of
}

/// Returns the difference between the layer `old` before the edit and its counterpart `new` after the edit; `None` if
/// they are equal. `after_of` is the result of [`pairs`].
fn compare(
    before: &Graph,
    old: LayerId,
    after: &Graph,
    new: LayerId,
    after_of: &[Option<LayerId>],
) -> Option<Change> {
    let (old_facts, new_facts) = (LayerFacts::of(before, old), LayerFacts::of(after, new));
    let options = changed(before.op(old), after.op(new));
    let inputs: Vec<Option<LayerId>> = before
        .inputs(old)
        .into_iter()
        .map(|input| after_of[input])
        .collect();
    let same_inputs = inputs == after.inputs(new).into_iter().map(Some).collect::<Vec<_>>();
    let same = options.is_empty()
        && same_inputs
        && old_facts.shape == new_facts.shape
        && old_facts.cost == new_facts.cost;
    let state = match (same, old_facts.name == new_facts.name) {
        (true, true) => return None,
        (true, false) => State::Renamed,
        (false, _) => State::Changed,
    };
    Some(Change {
        state,
        before: Some(old_facts),
        after: Some(new_facts),
        options,
    })
}
