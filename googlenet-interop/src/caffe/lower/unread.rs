//! Steps that nothing reads, such as a flattening whose map is read in its place.

use crate::caffe::weights::BlobRef;
use crate::import::network::FlatNetwork;
use crate::import::source::WeightSource;
use crate::import::step::StepId;

/// Removes the steps on which no output and no result of a head depends, with the sources of their weights.
pub(super) fn remove(network: &mut FlatNetwork, weights: &mut Vec<WeightSource<BlobRef>>) {
    let mut is_read = vec![false; network.steps.len() + 1];
    is_read[0] = true;
    let results = network.heads.iter().map(|head| head.output);
    for id in network.outputs.iter().copied().chain(results) {
        is_read[id] = true;
    }
    for id in (1..=network.steps.len()).rev() {
        if is_read[id] {
            let inputs = &network.steps[id - 1].inputs;
            inputs.iter().for_each(|input| is_read[*input] = true);
        }
    }
    if is_read.iter().all(|read| *read) {
        return;
    }
    let mut next = 0;
    let ids: Vec<StepId> = is_read
        .iter()
        .map(|read| {
            let id = next;
            next += usize::from(*read);
            id
        })
        .collect();
    let mut at = 0;
    network.steps.retain(|_| {
        at += 1;
        is_read[at]
    });
    let renamed = |id: &mut StepId| *id = ids[*id];
    for step in &mut network.steps {
        step.inputs.iter_mut().for_each(renamed);
    }
    network.outputs.iter_mut().for_each(renamed);
    for head in &mut network.heads {
        head.steps.retain(|id| is_read[*id]);
        head.steps.iter_mut().for_each(renamed);
        renamed(&mut head.from);
        renamed(&mut head.output);
    }
    weights.retain(|source| is_read[source.step]);
    weights
        .iter_mut()
        .for_each(|source| renamed(&mut source.step));
}
