//! Normalisations, which are told apart by what they read.

use super::super::modules::{Key, Module};
use super::Search;
use crate::names::Convention;
use googlenet_dsl::graph::LayerId;
use std::collections::HashMap;

impl Search<'_> {
    /// Appends to the keys of normalisations those of the convolution or dense layer that they read.
    pub(super) fn behind(&self, convention: Convention, network: &[Module], keys: &mut [Key]) {
        let places = network
            .iter()
            .enumerate()
            .map(|(at, module)| (module.layer, at));
        let places: HashMap<LayerId, usize> = places.collect();
        for (at, module) in network.iter().enumerate() {
            let input = self.graph.inputs(module.layer);
            let before = input.first().and_then(|input| places.get(input));
            if let Some(before) = before
                && module.channels().is_some()
                && network[*before].outputs(convention) == module.channels()
            {
                let front = keys[*before].clone();
                keys[at].extend(front);
            }
        }
    }
}

/// Appends to the keys of normalisations those of the module that stands before them, if its outputs are as many.
pub(super) fn behind_in_file(convention: Convention, file: &[Module], keys: &mut [Key]) {
    for at in 1..file.len() {
        let is_behind = file[at].channels().is_some()
            && file[at - 1].outputs(convention) == file[at].channels();
        if is_behind {
            let front = keys[at - 1].clone();
            keys[at].extend(front);
        }
    }
}
