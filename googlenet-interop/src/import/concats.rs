//! Concatenations that grow, as in a DenseNet whose layers read all results before them.

use super::network::FlatNetwork;
use super::step::StepId;
use googlenet_dsl::op::Op;
use std::collections::{HashMap, HashSet};

/// Largest number of earlier concatenations that are looked at for each one.
const MAX_LOOKED_AT: usize = 64;

/// Returns the network with concatenations that read the result of an earlier one where they began with all operands of
/// that: `[a, b]` and `[a, b, c]` become `ab = [a, b]` and `[ab, c]`, so that each step of the growth is the same.
/// Heads stay as they are.
pub(super) fn shortened(network: &FlatNetwork) -> FlatNetwork {
    let mut short = network.clone();
    let of_heads: HashSet<StepId> = network
        .heads
        .iter()
        .flat_map(|head| head.steps.iter().copied())
        .collect();
    // The concatenations so far, by their first operand.
    let mut known: HashMap<StepId, Vec<StepId>> = HashMap::new();
    for (at, step) in network.steps.iter().enumerate() {
        let (id, operands) = (at + 1, &step.inputs);
        if !matches!(step.op, Op::Concat(_)) || operands.len() < 2 || of_heads.contains(&id) {
            continue;
        }
        let earlier = known.entry(operands[0]).or_default();
        let begins = |other: &&StepId| {
            let other = &network.steps[**other - 1].inputs;
            other.len() < operands.len() && operands.starts_with(other)
        };
        let longest = earlier
            .iter()
            .rev()
            .take(MAX_LOOKED_AT)
            .filter(begins)
            .max_by_key(|other| network.steps[**other - 1].inputs.len());
        if let Some(other) = longest {
            let rest = &operands[network.steps[other - 1].inputs.len()..];
            short.steps[at].inputs = std::iter::once(*other)
                .chain(rest.iter().copied())
                .collect();
        }
        earlier.push(id);
    }
    short
}
