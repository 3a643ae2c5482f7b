//! The steps of a plan with their algorithms for a given instruction set, without packed weights.

use super::program::parts;
use super::steps::Steps;
use crate::kernel::{Isa, Target};
use crate::{Algorithms, Layer};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::Plan;

/// A step of a network's plan with the algorithm and the number of packed weights that it has for an instruction set
/// and the algorithms of a precision or a memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    /// Paths of the layers that the step computes: that of the operation, then those fused with it.
    pub layers: Vec<String>,
    /// Name of the algorithm of a convolution or dense layer, with the size of its tile and what the threads divide
    /// among themselves, such as `direct 7x48 by pixels`; `copy` for the copy of the caller's image, `by rows` for all
    /// other steps.
    pub algorithm: String,
    /// Index of the step's phase, from 0; the steps of one phase do not depend on each other.
    pub phase: usize,
    /// Number of packed weights, in `f32` values; 0 for a step without weights. In the arena of weights those of each
    /// step begin at a multiple of 64 bytes.
    pub weights: usize,
}

/// Returns the steps of the network `graph`, whose plan is `plan`, for the instruction set `isa`, in the order in which
/// they run and in which their weights are packed. The processor need not support the instruction set, as nothing is
/// packed or run.
pub fn planned(
    graph: &Graph,
    plan: &Plan,
    isa: Isa,
    algorithms: impl Into<Algorithms>,
) -> Vec<PlannedStep> {
    let steps = steps(graph, plan, Target::new(isa, algorithms));
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

/// Returns the size in bytes of the packed weights of the network `graph`, whose plan is `plan`, for an instruction set,
/// which the processor need not support, and algorithms. Nothing is packed.
pub(crate) fn packed_bytes(graph: &Graph, plan: &Plan, isa: Isa, algorithms: Algorithms) -> u64 {
    steps(graph, plan, Target::new(isa, algorithms)).weight_bytes() as u64
}

/// Returns the steps of a plan without weights.
pub(super) fn steps(graph: &Graph, plan: &Plan, target: Target) -> Steps {
    let layers = Layer::all(graph);
    let layers: Vec<&Layer> = layers.iter().collect();
    Steps::without_weights(&parts(&plan.steps, &layers), target)
}
