//! Variables matched with those that layers have, by name and by order.

use super::{Variable, Wanted};
use std::collections::HashMap;

/// Names that other versions give to variables.
const ALIASES: [(&str, &str); 2] = [("depthwise_kernel", "kernel"), ("gamma", "variable")];

/// Returns, for each variable of each layer in order, the index of the tensor with its name; `None` where there is
/// none, or more than one. Names end in `LAYER/VARIABLE`, those of the tensors of one layer `alone` in `VARIABLE`.
pub(super) fn match_names(
    wanted: &[Wanted<'_>],
    tensors: &[Variable<'_>],
    alone: bool,
) -> Vec<Option<usize>> {
    let mut by_name: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, tensor) in tensors.iter().enumerate() {
        let (layers, variable) = tensor
            .0
            .name
            .rsplit_once('/')
            .unwrap_or(("", &tensor.0.name));
        let layer = match alone {
            true => "",
            false => layers.rsplit_once('/').map_or(layers, |(_, layer)| layer),
        };
        by_name.entry((layer, variable)).or_default().push(at);
    }
    let mut places = Vec::new();
    for layer in wanted {
        // Names of layers may have `/` in them.
        let own = layer
            .name
            .rsplit_once('/')
            .map_or(layer.name, |(_, last)| last);
        let own = if alone { "" } else { own };
        for name in &layer.names {
            let others = ALIASES.iter().filter(|(known, _)| known == name);
            let mut names = std::iter::once(*name).chain(others.map(|(_, other)| *other));
            let found = names.find_map(|name| Some((name, by_name.get(&(own, name))?)));
            places.push(found.and_then(|(name, found)| nearest(found, tensors, &layer.path, name)));
        }
    }
    // A tensor that two layers would have is neither's.
    let mut counts = vec![0; tensors.len()];
    places
        .iter()
        .flatten()
        .for_each(|at: &usize| counts[*at] += 1);
    for place in &mut places {
        *place = place.filter(|at| counts[*at] == 1);
    }
    places
}

/// Returns the tensor whose name has the most of a layer's path at its end; `None` if several have as much.
fn nearest(found: &[usize], tensors: &[Variable<'_>], path: &str, name: &str) -> Option<usize> {
    if let [only] = found {
        return Some(*only);
    }
    let common = |at: usize| {
        let whole = tensors[at].0.name.strip_suffix(name).unwrap_or_default();
        let whole = whole.trim_end_matches('/');
        let parts = whole.rsplit('/').zip(path.rsplit('/'));
        parts.take_while(|(a, b)| a == b).count()
    };
    let most = found.iter().map(|at| common(*at)).max()?;
    let mut best = found.iter().filter(|at| common(**at) == most);
    match (best.next(), best.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}

/// Returns, for each variable of each layer in order, its index where the tensors are in the order of Keras: those that
/// training changes first.
pub(super) fn in_order(wanted: &[Wanted<'_>]) -> Vec<Option<usize>> {
    let first: usize = wanted.iter().map(|layer| layer.trained).sum();
    let (mut trained, mut fixed) = (0, first);
    let mut places = Vec::new();
    for layer in wanted {
        for at in 0..layer.names.len() {
            let next = match at < layer.trained {
                true => &mut trained,
                false => &mut fixed,
            };
            places.push(Some(*next));
            *next += 1;
        }
    }
    places
}
