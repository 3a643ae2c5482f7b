//! The pass that makes the steps of the backward pass.

use super::draft::{Draft, Drafts, Spot};
use super::step::TrainingKind;
use crate::graph::LayerId;
use crate::op::{Elementwise, Epilogue};
use crate::plan::Border;
use crate::plan::border::{gradient_border, widest};
use crate::plan::fuse::FusedChain;
use crate::plan::storage::ValueSource;
use crate::value::DType;

/// Adds the steps of the backward pass: for each chain of layers, the last first, the gradient of its activation's
/// argument, those of its weights, and those of its operands. What no layer that learns depends on is left out.
pub(super) fn backward(drafts: &mut Drafts<'_>, chains: &[FusedChain]) {
    let wanted = wanted(drafts);
    for end in 0..drafts.split.ends.len() {
        let value = drafts.split.ends[end].value;
        let gradient = wanted[value];
        let accumulate = gradient && drafts.contribute(value);
        drafts.output_gradients.push((gradient, accumulate));
    }
    // What the gradients of outputs are added to is cleared before these are written, in front of the backward pass.
    let clears = std::mem::take(&mut drafts.backward);
    drafts.forward.extend(clears);
    for chain in chains.iter().rev() {
        let last = chain.last();
        // Views, and concats whose branches are written in place, have the gradients of what they share memory with.
        if drafts.storage[last].source != ValueSource::Computed || !wanted[last] {
            continue;
        }
        if drafts.complete(last) {
            of_chain(drafts, chain, &wanted);
        }
    }
}

/// Returns, by layer of the split graph, whether the gradient of its result is wanted: if it has weights that learn, or
/// depends on such a layer, or on the input where the gradient of that is wanted.
fn wanted(drafts: &Drafts<'_>) -> Vec<bool> {
    let graph = drafts.graph();
    let mut wanted = vec![false; graph.len()];
    wanted[0] = drafts.options.input_gradient;
    for layer in &drafts.options.keep {
        wanted[drafts.split.result[*layer]] = true;
    }
    for id in graph.ids().skip(1) {
        wanted[id] |= drafts.learns(id) || graph.inputs(id).iter().any(|input| wanted[*input]);
    }
    wanted
}

fn of_chain(drafts: &mut Drafts<'_>, chain: &FusedChain, wanted: &[bool]) {
    let (first, last) = (chain.first(), chain.last());
    if first == 0 {
        return;
    }
    let graph = drafts.graph();
    let needs = graph.op(first).gradient_needs();
    let learns = drafts.learns(first);
    let inputs = graph.inputs(first);
    let passes_on = inputs.iter().any(|input| wanted[*input]);
    if !learns && !passes_on {
        return;
    }
    let draft = |drafts: &Drafts<'_>, kind| Draft::of(drafts, kind, first, last);
    let border = match passes_on {
        true => gradient_border(graph.op(first), graph.shape(inputs[0]), graph.shape(first)),
        false => [0; 4],
    };
    let is_bias = needs.sums == 1 && !needs.inputs_read_inputs;
    let statistics = needs.batch_statistics && !drafts.runs_as_in_inference(first);
    let mut sums = None;
    if needs.sums > 0 && (learns || statistics) {
        sums = Some(drafts.add_vectors(last, needs.sums));
    }
    let mut gradient = Spot::Gradient(last);
    let mut summed = false;
    match activation(drafts, chain) {
        Some(function) => {
            let target = match border == [0; 4] && !is_kept(drafts, last) {
                true => gradient,
                false => drafts.add_map(last, DType::F32, border),
            };
            summed = is_bias && sums.is_some();
            let step = Draft {
                gradient: Some(gradient),
                target: Some(target),
                sums: sums.filter(|_| summed),
                reads_result: true,
                ..draft(drafts, TrainingKind::ActivationGradient(function))
            };
            drafts.backward.push(step);
            gradient = target;
        }
        None => widen(drafts, last, border),
    }
    if sums.is_some() && !summed {
        let step = Draft {
            gradient: Some(gradient),
            sums,
            reads_inputs: needs.weights_read_inputs && !is_bias,
            ..draft(drafts, TrainingKind::GradientSums)
        };
        drafts.backward.push(step);
    }
    if learns || statistics {
        let step = Draft {
            gradient: Some(gradient),
            sums,
            reads_inputs: needs.weights_read_inputs && (is_bias || needs.sums == 0),
            ..draft(drafts, TrainingKind::WeightGradient)
        };
        drafts.backward.push(step);
    }
    for (at, input) in inputs
        .iter()
        .enumerate()
        .filter(|(_, input)| wanted[**input])
    {
        let accumulate = drafts.contribute(*input);
        let step = Draft {
            gradient: Some(gradient),
            target: Some(Spot::Gradient(*input)),
            saved: drafts.saved[first],
            accumulate,
            reads_inputs: needs.inputs_read_inputs,
            reads_result: needs.inputs_read_result,
            ..draft(drafts, TrainingKind::InputGradient(at))
        };
        drafts.backward.push(step);
    }
}

/// Returns the function that the chain applies to the result of its first layer; `None` if it applies none, or is that
/// function alone.
fn activation(drafts: &Drafts<'_>, chain: &FusedChain) -> Option<Elementwise> {
    let first = chain.first();
    let is_function = drafts.graph().op(first).without_activation().is_none();
    let fused = chain.epilogue.iter();
    let mut fused = fused.filter(|fused| fused.layer != first || !is_function);
    fused.find_map(|fused| match fused.epilogue {
        Epilogue::Elementwise(function) => Some(function),
        _ => None,
    })
}

fn is_kept(drafts: &Drafts<'_>, id: LayerId) -> bool {
    let mut kept = drafts.options.keep.iter();
    kept.any(|layer| {
        drafts.storage[drafts.split.result[*layer]].buffer == drafts.storage[id].buffer
    })
}

/// Widens the border of the gradients in the buffer of a layer.
fn widen(drafts: &mut Drafts<'_>, id: LayerId, border: Border) {
    let known = &mut drafts.borders[drafts.storage[id].buffer];
    *known = widest(*known, border);
}
