//! Items put together to steps: a batch normalisation and an activation become part of the step that they follow, as a
//! description has them in the same line.

use super::net::Net;
use crate::import::source::WeightSource;
use crate::import::step::{Step, StepId};
use crate::items::item::{Affine, Item, ItemKind};
use crate::items::refusals::Refusals;
use crate::items::weights::TensorRef;
use googlenet_dsl::op::{Activate, Activation, Op};
use googlenet_runtime::quantize::Quantization;

/// The steps of a graph, with the sources of their weights.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) steps: Vec<Step>,
    pub(crate) weights: Vec<WeightSource<TensorRef>>,
    pub(crate) outputs: Vec<StepId>,
    /// Normalisation of the input that the graph begins with, which is no part of the steps.
    pub(crate) normalisation: Option<Affine>,
    /// How the file rounds the input of the steps to 8-bit integers; `None` if it does not.
    pub(crate) quantization: Option<Quantization>,
    /// Whether the steps read images with their channels in the other order than the file does.
    pub(crate) reversed: bool,
}

/// Puts items together to steps. Those that cannot be said are reported.
pub(super) fn steps(
    net: Net,
    refusals: &mut Refusals,
) -> (Vec<Step>, Vec<WeightSource<TensorRef>>, Vec<StepId>) {
    let (live, readers) = (net.live(), net.readers());
    let mut made: Vec<Option<StepId>> = vec![None; net.items.len() + 1];
    made[0] = Some(0);
    let (mut steps, mut weights): (Vec<Step>, Vec<_>) = (Vec::new(), Vec::new());
    for (at, item) in net.items.into_iter().enumerate() {
        if !live[at + 1] {
            continue;
        }
        let op = match &item.kind {
            ItemKind::Op(op) => op.clone(),
            ItemKind::Unsaid(reason) => {
                refusals.node(&item.node.0, &item.node.1, reason.clone());
                continue;
            }
            _ => continue,
        };
        let inputs: Option<Vec<StepId>> = item.inputs.iter().map(|input| made[*input]).collect();
        let Some(inputs) = inputs else { continue };
        let before = match item.inputs[..] {
            [input] if input != 0 && readers[input] == 1 && !net.outputs.contains(&input) => {
                inputs[0].checked_sub(1)
            }
            _ => None,
        };
        let into = before
            .and_then(|before| steps.get_mut(before))
            .filter(|step| joins(step, &op));
        if let Some(step) = into {
            made[at + 1] = Some(inputs[0]);
            step.quantization = item.quantization;
            match op {
                Op::BatchNorm(norm) => {
                    step.batch_norm = Some(norm);
                    sources(&item, inputs[0], inside, &mut weights);
                }
                op => step.activation = op_activation(&op),
            }
            continue;
        }
        let mut step = Step::new(&item.name, op, inputs, item.shape, item.order.clone());
        step.quantization = item.quantization;
        steps.push(step);
        made[at + 1] = Some(steps.len());
        sources(&item, steps.len(), |name| name, &mut weights);
    }
    let outputs = net.outputs.iter().filter_map(|id| made[*id]).collect();
    (steps, weights, outputs)
}

/// Returns whether an operation can be part of the step whose result it reads alone.
fn joins(step: &Step, op: &Op) -> bool {
    match op {
        Op::BatchNorm(_) => {
            matches!(step.op, Op::Conv(_) | Op::ConvTranspose(_))
                && step.batch_norm.is_none()
                && step.activation == Activation::None
        }
        Op::Softmax(_) => matches!(step.op, Op::Dense(_)) && step.activation == Activation::None,
        Op::Activate(_) => step.takes_activation(),
        _ => false,
    }
}

fn op_activation(op: &Op) -> Activation {
    match op {
        Op::Activate(Activate { function, .. }) => *function,
        Op::Softmax(_) => Activation::Softmax,
        _ => Activation::None,
    }
}

/// Returns the name of a weight of a batch normalisation that is part of another step.
fn inside(name: &'static str) -> &'static str {
    match name {
        "gamma" => "batch_norm.gamma",
        "beta" => "batch_norm.beta",
        "moving_mean" => "batch_norm.moving_mean",
        "moving_variance" => "batch_norm.moving_variance",
        other => other,
    }
}

fn sources(
    item: &Item,
    step: StepId,
    named: impl Fn(&'static str) -> &'static str,
    to: &mut Vec<WeightSource<TensorRef>>,
) {
    for weight in &item.weights {
        let tensor = TensorRef::new(weight.value.entry);
        let source = WeightSource::new(
            step,
            named(weight.name),
            tensor,
            weight.value.stored.clone(),
        );
        to.push(
            weight
                .value
                .transforms
                .iter()
                .fold(source, |source, transform| source.then(transform.clone())),
        );
    }
}
