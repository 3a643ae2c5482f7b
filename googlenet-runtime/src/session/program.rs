//! A network planned, with its weights packed: what all of its sessions share.

use super::steps::{Part, Steps};
use crate::Layer;
use crate::kernel::Target;
use googlenet_dsl::graph::{Graph, LayerId, Output};
use googlenet_dsl::plan::{Plan, Region};
use googlenet_dsl::shape::Shape;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// A network ready to run on an instruction set.
pub(crate) struct Program {
    pub(super) target: Target,
    pub(super) steps: Steps,
    /// The layers of each step.
    pub(super) chains: Vec<Vec<LayerId>>,
    /// The steps of each phase.
    pub(super) phases: Vec<Range<usize>>,
    pub(super) names: Vec<String>,
    pub(super) shapes: Vec<Shape>,
    /// Where each layer's result lies, where it is stored.
    pub(super) regions: Vec<Option<Region>>,
    /// The phase after which each layer's result is there.
    pub(super) ready: Vec<Option<usize>>,
    pub(super) arena_len: usize,
    pub(super) outputs: Vec<Output>,
    /// The layers of chains of several, by id, which are computed one by one where their results are wanted.
    pub(super) fused: Vec<Option<Layer>>,
    /// Multiply-accumulates of each layer.
    pub(super) macs: Vec<u64>,
}

/// The program that a network's sessions share, and the weights that it was made from.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<(Key, Arc<Program>)>>);

/// The versions of all layers' weights, and the instruction set.
type Key = (Vec<u64>, Target);

impl Program {
    /// The program of a network's layers, the input left out: the one that sessions have already where the weights are
    /// the same.
    pub(crate) fn shared(graph: &Graph, layers: &[&Layer], target: Target) -> Arc<Program> {
        let Some(first) = layers.first() else {
            return Arc::new(Program::new(graph, layers, target));
        };
        let used = layers.iter().take(graph.len() - 1);
        let key = (used.map(|layer| layer.version()).collect(), target);
        let mut cached = first
            .cache()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match &*cached {
            Some((known, program)) if *known == key => Arc::clone(program),
            _ => {
                // The old one goes first, as the two may be large.
                *cached = None;
                let program = Arc::new(Program::new(graph, layers, target));
                *cached = Some((key, Arc::clone(&program)));
                program
            }
        }
    }

    fn new(graph: &Graph, layers: &[&Layer], target: Target) -> Program {
        let plan = Plan::new(graph);
        let mut fused: Vec<Option<Layer>> = vec![None; graph.len()];
        for id in plan
            .steps
            .iter()
            .filter(|step| step.layers.len() > 1)
            .flat_map(|step| &step.layers)
        {
            fused[*id] = Some(layers[*id - 1].apart());
        }
        let mut phases: Vec<Range<usize>> = Vec::new();
        for (at, step) in plan.steps.iter().enumerate() {
            match phases.get_mut(step.phase) {
                Some(phase) => phase.end = at + 1,
                None => phases.push(at..at + 1),
            }
        }
        let chains = plan.steps.iter().map(|step| step.layers.clone()).collect();
        let parts = plan.steps.into_iter().map(|step| Part {
            chain: step
                .layers
                .iter()
                .filter(|id| **id > 0)
                .map(|id| layers[id - 1])
                .collect(),
            work: step.work,
            inputs: step.inputs,
            output: step.output,
        });
        Program {
            target,
            steps: Steps::new(parts.collect(), target),
            chains,
            phases,
            names: graph
                .ids()
                .map(|id| graph.layer(id).name.to_string())
                .collect(),
            shapes: graph.ids().map(|id| graph.shape(id)).collect(),
            regions: plan.regions,
            ready: plan.ready,
            arena_len: plan.arena_len,
            outputs: graph.outputs().to_vec(),
            fused,
            macs: graph.ids().map(|id| graph.macs(id)).collect(),
        }
    }

    /// The step that passes through a layer, with its layers up to that one.
    pub(super) fn passing(&self, layer: LayerId) -> Option<(usize, &[LayerId])> {
        self.chains.iter().enumerate().find_map(|(step, chain)| {
            let at = chain.iter().position(|passed| *passed == layer)?;
            Some((step, &chain[..=at]))
        })
    }
}
