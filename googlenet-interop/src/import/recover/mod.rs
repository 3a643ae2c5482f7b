//! Recovery of the structure that a person would have written from the flat steps of a network: branches, blocks with
//! tables of filter counts, heads, and names for all of them.
//!
//! `nest` turns the flat steps into chains whose joins (concatenations and sums) contain their branches. `repeat` finds
//! stretches of a chain that occur several times, equal except for names and for values that a table can hold (`hole`);
//! each becomes a block (`template`). `runs` puts uses of a block together that follow each other with equal rows.
//! `sources` keeps the names of the file that say more than those. `assign`, `names` and `titles` derive the names of
//! blocks, columns and steps from the layer names in the imported file.

mod assign;
mod fingerprint;
mod hole;
mod names;
mod nest;
mod repeat;
mod runs;
mod sources;
mod structure;
mod template;
#[cfg(test)]
pub(super) mod tests;
mod titles;

pub(crate) use names::network_name;
pub(super) use nest::{Branch, Item, Part, visit};
pub(super) use structure::Structure;
pub(super) use template::{Instance, Template};

use crate::import::network::FlatNetwork;
use crate::import::step::{INPUT, StepId};

/// Recovers the blocks, branches and names of a network.
pub(super) fn recover(network: &FlatNetwork) -> Structure {
    let (main, heads) = chains(network, true);
    let kept = kept(network);
    let mut templates = Vec::new();
    let main = repeat::blocks(network, main, &kept, &mut templates);
    let main = runs::together(network, main, &kept, &templates);
    let heads = repeat::heads(network, heads, &mut templates);
    assign::names(network, templates, main, heads)
}

/// Returns a structure of the network without blocks and branches: every step is an item of the main chain or of a
/// head's chain, and concatenations and sums refer to their operands by name.
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

/// Returns the steps of the main chain whose results are read from outside of it: outputs, and steps that heads read.
/// The network's input is left out.
fn kept(network: &FlatNetwork) -> Vec<StepId> {
    let heads = network.heads.iter().map(|head| head.from);
    let outputs = network.outputs.iter().copied();
    outputs.chain(heads).filter(|id| *id != INPUT).collect()
}
