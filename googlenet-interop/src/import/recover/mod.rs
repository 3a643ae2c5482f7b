//! Recovery of the structure that a person would have written: branches, blocks with tables of filter counts, heads.
//!
//! `nest` turns the flat steps into chains whose joins contain their branches. `repeat` finds stretches of a chain that
//! occur several times, equal except for filter counts and names, and makes blocks of them. `names` derives the names
//! of blocks, columns and steps from the common parts of the layer names in the file.

mod assign;
mod fingerprint;
mod names;
mod nest;
mod repeat;
mod structure;
mod template;

pub(crate) use names::network_name;
pub(super) use nest::{Branch, Item, Part, visit};
pub(super) use structure::Structure;
pub(super) use template::{Instance, Template};

use crate::import::network::FlatNetwork;
use crate::import::step::{INPUT, StepId};

/// Recovers the blocks and branches of a network.
pub(super) fn recover(network: &FlatNetwork) -> Structure {
    let (main, heads) = chains(network, true);
    let kept = kept(network);
    let mut templates = Vec::new();
    let main = repeat::blocks(network, main, &kept, &mut templates);
    let heads = repeat::heads(network, heads, &mut templates);
    assign::names(network, templates, main, heads)
}

/// Returns a structure of the network without blocks and branches, in which every step stands by itself.
pub(super) fn flat(network: &FlatNetwork) -> Structure {
    let (main, heads) = chains(network, false);
    assign::names(network, Vec::new(), main, heads)
}

fn chains(network: &FlatNetwork, branches: bool) -> (Vec<Item>, Vec<Vec<Item>>) {
    let of_heads: std::collections::HashSet<StepId> = network
        .heads
        .iter()
        .flat_map(|head| head.steps.iter().copied())
        .collect();
    let main: Vec<StepId> = (1..=network.steps.len())
        .filter(|id| !of_heads.contains(id))
        .collect();
    let nest = |steps: &[StepId], outputs: &[StepId]| nest::nest(network, steps, outputs, branches);
    let heads = network
        .heads
        .iter()
        .map(|head| nest(&head.steps, &[head.output]));
    (nest(&main, &kept(network)), heads.collect())
}

/// Returns the steps that are read from outside of the main chain: outputs, and steps that heads read.
fn kept(network: &FlatNetwork) -> Vec<StepId> {
    let heads = network.heads.iter().map(|head| head.from);
    let outputs = network.outputs.iter().copied();
    outputs.chain(heads).filter(|id| *id != INPUT).collect()
}
