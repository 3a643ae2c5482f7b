//! A network planned, with its weights packed: what all of its sessions share.

use super::steps::{Part, Steps};
use crate::kernel::Target;
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId, Output};
use googlenet_dsl::plan::{Plan, Step};
use googlenet_dsl::shape::Shape;
use std::sync::{Arc, Mutex, PoisonError};

/// A network ready to run on an instruction set.
pub(crate) struct Program {
    pub(super) target: Target,
    pub(super) steps: Steps,
    pub(super) plan: Arc<Plan>,
    pub(super) names: Vec<String>,
    pub(super) shapes: Vec<Shape>,
    pub(super) outputs: Vec<Output>,
    /// The layers of chains of several, by id, which are computed one by one where their results are wanted; without
    /// source weights none.
    pub(super) fused: Vec<Option<Layer>>,
    /// Multiply-accumulates of each layer.
    pub(super) macs: Vec<u64>,
    /// How the weights are packed, where no source weights are held.
    description: String,
}

/// The program that a network's sessions share, and the weights that it was made from.
#[derive(Default)]
struct Cache(Mutex<Option<(Key, Arc<Program>)>>);

/// The versions of all layers' weights, and the instruction set.
type Key = (Vec<u64>, Target);

impl Program {
    /// The program of a network's layers, the input left out: the one that sessions have already where the weights are
    /// the same. `plan` makes the graph's plan, where none of the network's programs has it.
    pub(crate) fn shared(
        graph: &Graph,
        plan: impl FnOnce() -> Arc<Plan>,
        layers: &[&Layer],
        target: Target,
    ) -> Arc<Program> {
        let Some(first) = layers.first() else {
            return Arc::new(Program::new(graph, plan(), layers, target));
        };
        let used = layers.iter().take(graph.len() - 1);
        let key = (used.map(|layer| layer.version()).collect(), target);
        let cache = first.shared().get_or_init(Cache::default);
        let mut cached = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some((known, program)) if *known == key => Arc::clone(program),
            _ => {
                // The old one goes first, as the two may be large. Its plan serves the same graph.
                let old = cached.take().map(|(_, program)| program);
                let old = old.filter(|old| old.is_of(graph));
                let plan = old.map_or_else(plan, |old| Arc::clone(&old.plan));
                let program = Arc::new(Program::new(graph, plan, layers, target));
                *cached = Some((key, Arc::clone(&program)));
                program
            }
        }
    }

    /// Whether it runs that graph; networks that share layers differ in the heads of training alone.
    fn is_of(&self, graph: &Graph) -> bool {
        self.shapes.len() == graph.len() && self.outputs == graph.outputs()
    }

    /// With the weights of the layers, which it shares.
    fn new(graph: &Graph, plan: Arc<Plan>, layers: &[&Layer], target: Target) -> Program {
        let parts = parts(&plan.steps, layers);
        let steps = Steps::new(&parts, target);
        let mut program = Program::of(graph, plan, steps, target);
        let chains = program.plan.steps.iter().map(|step| &step.layers);
        for id in chains.filter(|chain| chain.len() > 1).flatten() {
            program.fused[*id] = Some(layers[*id - 1].apart());
        }
        program
    }

    /// With weights that come from elsewhere and are packed by `weigh`, so that no source weights are held: layers of
    /// chains cannot be tapped.
    ///
    /// # Errors
    /// Those of `weigh`.
    pub(crate) fn without_sources(
        graph: &Graph,
        plan: Arc<Plan>,
        layers: &[&Layer],
        target: Target,
        weigh: impl FnOnce(&mut Steps, &[Part<'_>]) -> Result<(), Error>,
    ) -> Result<Program, Error> {
        let parts = parts(&plan.steps, layers);
        let mut steps = Steps::without_weights(&parts, target);
        weigh(&mut steps, &parts)?;
        let description = steps.description(&parts);
        let program = Program::of(graph, plan, steps, target);
        Ok(Program {
            description,
            ..program
        })
    }

    fn of(graph: &Graph, plan: Arc<Plan>, steps: Steps, target: Target) -> Program {
        Program {
            target,
            steps,
            plan,
            names: graph
                .ids()
                .map(|id| graph.layer(id).name.to_string())
                .collect(),
            shapes: graph.ids().map(|id| graph.shape(id)).collect(),
            outputs: graph.outputs().to_vec(),
            fused: vec![None; graph.len()],
            macs: graph.ids().map(|id| graph.macs(id)).collect(),
            description: String::new(),
        }
    }

    /// As [`Steps::description`].
    pub(crate) fn description(&self) -> &str {
        &self.description
    }

    /// All packed weights.
    pub(crate) fn weights(&self) -> &[f32] {
        self.steps.weights().values()
    }

    /// The step that passes through a layer, with its layers up to that one.
    pub(super) fn passing(&self, layer: LayerId) -> Option<(usize, &[LayerId])> {
        let steps = self.plan.steps.iter().enumerate();
        steps
            .filter(|(_, step)| !step.in_place)
            .find_map(|(at, step)| {
                let passed = step.layers.iter().position(|passed| *passed == layer)?;
                Some((at, &step.layers[..=passed]))
            })
    }
}

/// The steps' parts, from the network's layers without the input.
pub(super) fn parts<'l>(steps: &[Step], layers: &[&'l Layer]) -> Vec<Part<'l>> {
    let part = |step: &Step| {
        let ids = step.layers.iter().filter(|id| **id > 0);
        Part {
            step: step.clone(),
            layers: ids.map(|id| layers[id - 1]).collect(),
        }
    };
    steps.iter().map(part).collect()
}
