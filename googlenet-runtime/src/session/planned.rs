//! What a network's plan comes to on an instruction set, without its weights.

use super::program::parts;
use super::steps::Steps;
use crate::kernel::{Isa, Target};
use crate::{Layer, Precision};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::Plan;

/// A step of a network's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    /// The layers that it computes.
    pub layers: Vec<String>,
    /// How it is done.
    pub algorithm: String,
    /// Steps of one phase do not wait for each other.
    pub phase: usize,
    /// Number of its packed weights; those of each step begin at a multiple of 64 bytes.
    pub weights: usize,
}

/// The steps of a network, of which `plan` is the plan, in the order in which they run and in which their weights are
/// packed. The processor need not have the instruction set; nothing is packed, and no memory for weights is taken.
pub fn planned(graph: &Graph, plan: &Plan, isa: Isa, precision: Precision) -> Vec<PlannedStep> {
    let layers = Layer::all(graph);
    let layers: Vec<&Layer> = layers.iter().collect();
    let target = Target { isa, precision };
    let steps = Steps::without_weights(&parts(&plan.steps, &layers), target);
    let pairs = steps.list().iter().zip(&plan.steps);
    let planned = pairs.map(|(step, of_plan)| PlannedStep {
        layers: of_plan
            .layers
            .iter()
            .map(|id| graph.layer(*id).name.to_string())
            .collect(),
        algorithm: step.algorithm(),
        phase: of_plan.phase,
        weights: step.packed.as_ref().map_or(0, |packed| packed.len()),
    });
    planned.collect()
}
