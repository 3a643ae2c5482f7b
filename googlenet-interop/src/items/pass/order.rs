//! The order of items where a network has several outputs.

use super::net::Net;
use crate::items::item::{Item, ItemId};

/// Puts the items on which the main output depends in front of those between them on which it does not, as a
/// description has heads last. The main output is the one that depends on most items, and the first of those.
pub(super) fn heads_last(net: &mut Net) {
    if net.outputs.len() < 2 {
        return;
    }
    let mut main = Vec::new();
    let mut most = 0;
    for output in &net.outputs {
        let needed = net.needed(&[*output]);
        let count = needed.iter().filter(|needed| **needed).count();
        if count > most {
            (main, most) = (needed, count);
        }
    }
    let count = net.items.len();
    let begin = (1..=count).find(|id| main[*id]).unwrap_or(count);
    let (first, last): (Vec<ItemId>, Vec<ItemId>) =
        (1..=count).partition(|id| main[*id] || *id < begin);
    let mut places = vec![0; count + 1];
    for (at, id) in first.iter().chain(&last).enumerate() {
        places[*id] = at + 1;
    }
    let items = std::mem::take(&mut net.items);
    let mut placed: Vec<(ItemId, Item)> = items
        .into_iter()
        .enumerate()
        .map(|(at, item)| (places[at + 1], item))
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    net.items = placed.into_iter().map(|(_, item)| item).collect();
    net.replace(&places);
}
