//! Recognition of functions that a graph spells out, as `x * sigmoid(x)`: the value of a group of items between one
//! input and one result is computed at some places and compared with the functions that have a name. So it does not
//! matter in which of many ways a function is spelled.

use super::net::Net;
use super::samples::{CONSTANT, Group, SHORT_CONSTANT};
use crate::items::function::{Function, KNOWN};
use crate::items::item::{Binary, ItemId, ItemKind};
use std::collections::BTreeSet;

/// Largest number of items of a spelled-out function.
const MAX_ITEMS: usize = 24;
/// Replaces bounds of bounded values by one item, as where a file has `Max` and `Min` in place of `Clip`.
pub(super) fn bounds(net: &mut Net) {
    let of = |kind: &ItemKind| match kind {
        ItemKind::Function(Function::Clip { low, high }) => Some([*low, *high]),
        ItemKind::Function(Function::Relu) => Some([0.0, f64::INFINITY]),
        _ => None,
    };
    for at in 0..net.items.len() {
        let Some([low, high]) = of(&net.items[at].kind) else {
            continue;
        };
        let input = net.items[at].inputs[0];
        let Some(before) = net.item(input) else {
            continue;
        };
        let Some(inner) = of(&before.kind).filter(|[low, high]| low <= high) else {
            continue;
        };
        let [low, high] = inner.map(|end| end.max(low).min(high));
        let inputs = before.inputs.clone();
        let item = &mut net.items[at];
        item.kind = ItemKind::Function(Function::Clip { low, high });
        item.inputs = inputs;
    }
}

/// Replaces groups of items that are a function of one value by an item with that function: those that are it to the
/// rounding of their constants, and of the others, which cannot be said at all, those with constants of few digits.
pub(super) fn functions(net: &mut Net) {
    for constant in [CONSTANT, SHORT_CONSTANT] {
        functions_within(net, constant);
    }
}

fn functions_within(net: &mut Net, constant: f64) {
    let mut live = net.live();
    for id in (1..=net.items.len()).rev() {
        if !live[id] {
            continue;
        }
        let is_said = match &net.items[id - 1].kind {
            // Bounds may be the last part of a function with a name.
            ItemKind::Function(Function::Clip { .. }) => false,
            ItemKind::Function(function) => function.activation().is_some(),
            _ => false,
        };
        if is_said || !net.is_pointwise(id) {
            continue;
        }
        if let Some((function, base)) = named(net, id, constant) {
            let item = &mut net.items[id - 1];
            item.kind = ItemKind::Function(function);
            item.inputs = vec![base];
            live = net.live();
        }
    }
}

/// Returns the function with a name that the result of `root` is, and the item whose result it is a function of.
fn named(net: &Net, root: ItemId, constant: f64) -> Option<(Function, ItemId)> {
    let mut open = BTreeSet::from([root]);
    let mut group = Vec::new();
    while group.len() < MAX_ITEMS {
        let last = *open.last()?;
        if !net.is_pointwise(last) {
            return None;
        }
        open.remove(&last);
        group.push(last);
        open.extend(&net.items[last - 1].inputs);
        if open.len() == 1 && group.len() > 1 {
            let base = *open.first()?;
            let samples = Group {
                net,
                items: &group,
                root,
                base,
                constant,
            };
            let is_asked = constant == CONSTANT || is_unsaid(net, &group);
            if let Some(function) = compare(&samples).filter(|_| is_asked) {
                return Some((function, base));
            }
        }
    }
    None
}

/// Returns whether a group of items has a part that cannot be said, and no bounds, which no digits explain.
fn is_unsaid(net: &Net, group: &[ItemId]) -> bool {
    let kinds = || group.iter().map(|id| &net.items[id - 1].kind);
    let is_bound = |kind: &ItemKind| matches!(kind, ItemKind::Function(Function::Clip { .. }));
    let is_part = |kind: &ItemKind| match kind {
        ItemKind::Function(Function::Power { exponent: 2.0 }) => false,
        ItemKind::Function(function) => function.activation().is_none(),
        ItemKind::Binary(binary) => *binary == Binary::Quotient,
        _ => false,
    };
    kinds().any(is_part) && !kinds().any(is_bound)
}

/// Compares a group of items, later ones first, with the functions that have a name.
fn compare(group: &Group<'_>) -> Option<Function> {
    let few = group.samples(&few_places())?;
    let slope = -group.sample(-1.0)?.value;
    let leaky = Function::LeakyRelu { slope };
    let leaky = (slope > 0.0 && slope < 1.0).then_some(leaky);
    let mut known = KNOWN
        .iter()
        .copied()
        .chain(leaky)
        .filter(|function| few.iter().all(|(x, sample)| sample.is(*x, function.at(*x))))
        .filter(|function| match &group.net.items[group.root - 1].kind {
            ItemKind::Function(Function::Clip { low, high }) => {
                let [least, most] = function.range();
                *low <= least && most <= *high
            }
            _ => true,
        })
        .peekable();
    known.peek()?;
    let many = group.samples(&group.places())?;
    known.find(|function| {
        many.iter()
            .all(|(x, sample)| sample.is(*x, function.at(*x)))
    })
}

/// Returns places that tell most groups from the functions that have a name.
fn few_places() -> Vec<f64> {
    let near = (-32..=32).map(|at| f64::from(at) * 0.25);
    near.chain([-1000.0, -50.0, -20.0, 20.0, 50.0, 1000.0])
        .collect()
}
