//! Parts of a result that are joined again: all its channels in their order, each with a factor and a summand of its
//! own, or those of an image in the other order.

use super::net::Net;
use crate::items::item::{Affine, ItemId, ItemKind};
use googlenet_dsl::op::Op;

/// A part of a result, with what is done to it.
struct Part {
    base: ItemId,
    channels: [usize; 2],
    affine: Affine,
}

/// Makes one item with factors and summands of channels of each concatenation that puts all channels of one result
/// together again. Where it puts those of images in the other order, the network reads such images instead
/// ([`Net::reversed`]).
pub(super) fn rejoined(net: &mut Net) {
    for id in 1..=net.items.len() {
        let ItemKind::Op(Op::Concat(_)) = &net.items[id - 1].kind else {
            continue;
        };
        let inputs = &net.items[id - 1].inputs;
        let parts: Option<Vec<Part>> = inputs.iter().map(|input| part(net, *input)).collect();
        let Some(parts) = parts.filter(|parts| parts.len() > 1) else {
            continue;
        };
        let base = parts[0].base;
        if parts.iter().any(|part| part.base != base) || net.shape(base) != net.shape(id) {
            continue;
        }
        let channels = net.shape(base).channels();
        let mut at = 0;
        let in_order = parts.iter().all(|part| {
            let begins = part.channels[0] == at;
            at = part.channels[1];
            begins
        });
        let spans: Vec<[usize; 2]> = parts.iter().map(|part| part.channels).collect();
        // What is done to the parts is what the item does then.
        let first = net.item(inputs[0]).map(|item| item.node.clone());
        let node = first.unwrap_or_else(|| net.items[id - 1].node.clone());
        if in_order && at == channels {
            let item = &mut net.items[id - 1];
            item.node = node;
            item.kind = ItemKind::Affine(together(&parts));
            item.inputs = vec![base];
        } else if spans == [[2, 3], [1, 2], [0, 1]]
            && channels == 3
            && let Some(first) = of_images(net, base, id)
        {
            let affine = together(&parts);
            let item = &mut net.items[id - 1];
            item.node = node;
            item.kind = ItemKind::Affine(first.then(&affine));
            item.inputs = vec![0];
            net.reversed = !net.reversed;
        }
    }
}

/// Returns the part of a result that an item is.
fn part(net: &Net, id: ItemId) -> Option<Part> {
    let item = net.item(id)?;
    match &item.kind {
        ItemKind::Op(Op::Slice(slice)) => Some(Part {
            base: *item.inputs.first()?,
            channels: slice.channels.map(|at| at as usize),
            affine: Affine {
                factor: vec![1.0],
                shift: vec![0.0],
            },
        }),
        ItemKind::Affine(affine) => {
            let part = part(net, *item.inputs.first()?)?;
            Some(Part {
                affine: part.affine.then(affine),
                ..part
            })
        }
        _ => None,
    }
}

/// Returns the factors and summands of all parts, one behind the other.
fn together(parts: &[Part]) -> Affine {
    let all = |list: fn(&Affine) -> &Vec<f64>| {
        let values = parts.iter().flat_map(|part| {
            let [start, end] = part.channels;
            let own = list(&part.affine);
            (0..end - start).map(move |at| own[if own.len() == 1 { 0 } else { at }])
        });
        let values: Vec<f64> = values.collect();
        match values.iter().all(|value| *value == values[0]) {
            true => vec![values[0]],
            false => values,
        }
    };
    Affine {
        factor: all(|affine| &affine.factor),
        shift: all(|affine| &affine.shift),
    }
}

/// Returns what is done to images in front of the item `base`, if it is the same for all channels, and if nothing but
/// the item `only` depends on the images otherwise than through it.
fn of_images(net: &Net, base: ItemId, only: ItemId) -> Option<Affine> {
    let live = net.live();
    let mut seen = vec![false; net.items.len() + 1];
    seen[0] = true;
    for id in 1..only {
        let item = &net.items[id - 1];
        seen[id] = item.inputs.iter().any(|input| seen[*input]);
    }
    let is_behind = |at: usize| {
        let inputs = &net.items[at].inputs;
        live[at + 1] && inputs.iter().any(|input| seen[*input])
    };
    if (only..net.items.len()).any(is_behind) || net.outputs.iter().any(|output| seen[*output]) {
        return None;
    }
    let mut affine = Affine {
        factor: vec![1.0],
        shift: vec![0.0],
    };
    let mut at = base;
    while let Some(item) = net.item(at) {
        let ItemKind::Affine(own) = &item.kind else {
            return None;
        };
        if !own.is_scalar() {
            return None;
        }
        affine = own.then(&affine);
        at = *item.inputs.first()?;
    }
    Some(affine)
}
