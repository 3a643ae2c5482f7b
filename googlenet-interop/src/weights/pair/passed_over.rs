//! Tensors of a file that no weight takes.

use super::naming::Naming;
use super::report::{PairReport, PassedOver};
use crate::names::normal;
use crate::weights::file::WeightFile;
use std::collections::BTreeSet;

/// Parts of the names of what optimisers and training loops keep.
const OF_TRAINING: [&str; 14] = [
    "optimizer",
    "optimizers",
    "optimizer_state",
    "optimizer_state_dict",
    "optimizer_states",
    "optimizer_weights",
    "exp_avg",
    "exp_avg_sq",
    "max_exp_avg_sq",
    "momentum_buffer",
    "lr_scheduler",
    "iterations",
    "iteration",
    "learning_rate",
];

/// Returns whether a name is that of the state of an optimiser.
pub(super) fn is_of_training(name: &str) -> bool {
    let name = normal(name);
    name.split('.').any(|part| OF_TRAINING.contains(&part))
}

/// Appends to the report what no weight takes, and returns the number of tensors that may be weights of another
/// network.
pub(super) fn tell(
    file: &WeightFile<'_>,
    naming: &Naming,
    used: &BTreeSet<usize>,
    report: &mut PairReport,
) -> usize {
    let names = file.tensors.iter().map(|tensor| normal(&tensor.name));
    let names: Vec<String> = names.collect();
    let copies = naming.copies(&names);
    let mut unknown = 0;
    for (at, tensor) in file.tensors.iter().enumerate() {
        if used.contains(&at) {
            continue;
        }
        let (reason, is_usual) = if is_of_training(&tensor.name) {
            ("of an optimiser", true)
        } else if !tensor.is_float() {
            ("of integers, which no inference reads", true)
        } else if naming.is_of(&names[at], &copies) {
            ("that are a second copy of weights", false)
        } else {
            unknown += 1;
            ("that the network does not have", false)
        };
        let before = report
            .passed_over
            .iter_mut()
            .find(|passed| passed.reason == reason);
        match before {
            Some(passed) => passed.count += 1,
            None => report.passed_over.push(PassedOver {
                reason,
                count: 1,
                first: tensor.name.clone(),
                is_usual,
            }),
        }
    }
    unknown
}
