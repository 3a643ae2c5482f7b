//! The items of a graph, with what passes ask of them.

use crate::items::item::{Item, ItemId, ItemKind};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::quantize::Quantization;

/// The items of a graph, each behind those that it reads.
#[derive(Debug)]
pub(crate) struct Net {
    pub(crate) items: Vec<Item>,
    pub(crate) outputs: Vec<ItemId>,
    /// How the file rounds item 0 to 8-bit integers; `None` if it does not.
    pub(crate) quantization: Option<Quantization>,
    /// Shape of the network's input, which is item 0.
    pub(crate) input: Shape,
    /// Whether item 0 has the channels of the file's input in the other order.
    pub(crate) reversed: bool,
    /// Operators of which the first ones may be the normalisation of images; others belong to what is computed.
    pub(crate) prepares: &'static [&'static str],
}

impl Net {
    pub(super) fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id.checked_sub(1)?)
    }

    pub(super) fn shape(&self, id: ItemId) -> Shape {
        self.item(id).map_or(self.input, |item| item.shape)
    }

    /// Returns a flag for each item, the input first: whether an output depends on it.
    pub(super) fn live(&self) -> Vec<bool> {
        self.needed(&self.outputs)
    }

    /// Returns a flag for each item, the input first: whether one of the results depends on it.
    pub(super) fn needed(&self, results: &[ItemId]) -> Vec<bool> {
        let mut needed = vec![false; self.items.len() + 1];
        results.iter().for_each(|id| needed[*id] = true);
        for (at, item) in self.items.iter().enumerate().rev() {
            if needed[at + 1] {
                item.inputs.iter().for_each(|id| needed[*id] = true);
            }
        }
        needed
    }

    /// Returns the number of readers of each item's result, the input first: operands of items on which an output
    /// depends, and outputs.
    pub(super) fn readers(&self) -> Vec<usize> {
        let live = self.live();
        let mut readers = vec![0; self.items.len() + 1];
        self.outputs.iter().for_each(|id| readers[*id] += 1);
        for (at, item) in self.items.iter().enumerate() {
            if live[at + 1] {
                item.inputs.iter().for_each(|id| readers[*id] += 1);
            }
        }
        readers
    }

    /// Gives the result of `from` the place of that of `to`, which is rounded as `from` then, if that is rounded or
    /// `always`.
    pub(super) fn rounds_as(&mut self, to: ItemId, from: ItemId, always: bool) {
        let own = self.item(from).and_then(|item| item.quantization);
        if own.is_none() && !always {
            return;
        }
        match to.checked_sub(1) {
            None => self.quantization = own,
            Some(at) => self.items[at].quantization = own,
        }
    }

    /// Replaces items by others: `alias` has for each item the one that takes its place, itself for most.
    pub(super) fn replace(&mut self, alias: &[ItemId]) {
        for item in &mut self.items {
            item.inputs.iter_mut().for_each(|id| *id = alias[*id]);
        }
        self.outputs.iter_mut().for_each(|id| *id = alias[*id]);
    }

    /// Returns whether an item is a function of each element of its inputs, all of which have its shape.
    pub(super) fn is_pointwise(&self, id: ItemId) -> bool {
        use googlenet_dsl::op::Op;
        let Some(item) = self.item(id) else {
            return false;
        };
        let kind = match &item.kind {
            ItemKind::Affine(affine) => affine.is_scalar(),
            ItemKind::Function(_) | ItemKind::Binary(_) | ItemKind::Op(Op::Add(_)) => true,
            _ => false,
        };
        kind && item
            .inputs
            .iter()
            .all(|input| self.shape(*input) == item.shape)
    }
}
