//! Steps with the weights that they share.

use crate::Layer;
use crate::kernel::{Arena, ConvPrimitive, PackedWeights, Target, Weights, Worker};
use crate::ops::{StepArgs, operator};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan;
use std::fmt::Write;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Steps in the order in which they run, and their weights in one arena in that order.
pub(crate) struct Steps {
    list: Arc<[PackedStep]>,
    weights: Weights,
}

/// A step of a plan with its layers.
pub(crate) struct StepSource<'l> {
    pub(crate) step: plan::Step,
    /// The layers that it computes; none where it takes the caller's values.
    pub(crate) layers: Vec<&'l Layer>,
}

/// A step ready to run.
pub(crate) struct PackedStep {
    pub(crate) plan: plan::Step,
    pub(crate) packed: Option<PackedWeights>,
    /// The next step with a product.
    next: Option<usize>,
}

impl Steps {
    /// Steps that know how their weights are to lie, and have none yet.
    pub(crate) fn without_weights(parts: &[StepSource<'_>], target: Target) -> Steps {
        let mut list: Vec<PackedStep> = parts
            .iter()
            .map(|part| PackedStep::new(part, target))
            .collect();
        let mut offset = 0;
        for packed in list.iter_mut().filter_map(|step| step.packed.as_mut()) {
            packed.place(offset);
            offset += packed.bytes();
        }
        let mut halo = 0;
        for step in &mut list {
            if let Some(PackedWeights::Conv(primitive)) = &mut step.packed {
                primitive.place_halo(halo);
                halo += primitive.halo_bytes();
            }
        }
        let mut next = None;
        for (at, step) in list.iter_mut().enumerate().rev() {
            step.next = next;
            if step.primitive().is_some() {
                next = Some(at);
            }
        }
        Steps {
            list: list.into(),
            weights: Weights::none(),
        }
    }

    /// The same steps with weights of their own.
    pub(crate) fn copied(&self) -> Steps {
        Steps {
            list: Arc::clone(&self.list),
            weights: Weights::Own(self.weights.copied()),
        }
    }

    /// Takes the weights out, to write to them; `None` where they lie in a file.
    pub(super) fn take_weights(&mut self) -> Option<Arena> {
        match std::mem::replace(&mut self.weights, Weights::none()) {
            Weights::Own(arena) => Some(arena),
            Weights::Mapped(_) => None,
        }
    }

    /// Bytes of the packed weights.
    pub(crate) fn weight_bytes(&self) -> usize {
        let packed = self.list.iter().filter_map(|step| step.packed.as_ref());
        packed.map(PackedWeights::bytes).sum()
    }

    /// Takes weights that were packed before.
    ///
    /// # Panics
    /// They are fewer or more.
    pub(crate) fn set_weights(&mut self, weights: Weights) {
        assert_eq!(
            weights.bytes(),
            self.weight_bytes(),
            "the weights are those of the steps"
        );
        self.weights = weights;
    }

    /// All that the packed weights depend on beside the source weights, the instruction set included: a line for each
    /// step that has some, with a hash of what is too long to be read.
    pub(crate) fn description(&self, parts: &[StepSource<'_>]) -> String {
        let mut text = String::new();
        for (step, part) in self.list.iter().zip(parts) {
            let Some(packed) = &step.packed else {
                continue;
            };
            let names: Vec<&str> = part.layers.iter().map(|layer| layer.name()).collect();
            let ops: Vec<&Op> = part.layers.iter().map(|layer| layer.op()).collect();
            let layout = match packed {
                PackedWeights::Conv(primitive) => primitive.layout(),
                PackedWeights::Affine { .. } => format!("{:?}", step.plan.output().layout),
            };
            let key = xxh3_64(format!("{ops:?} {layout}").as_bytes());
            let _ = writeln!(
                text,
                "{}: {}, {} values, {key:016x}",
                names.join(" + "),
                step.algorithm(),
                packed.len()
            );
        }
        text
    }

    /// All packed weights.
    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    pub(crate) fn list(&self) -> &[PackedStep] {
        &self.list
    }

    /// Runs a thread's share of a step.
    pub(crate) fn run(&self, at: usize, worker: &Worker<'_>) {
        let step = &self.list[at];
        let args = StepArgs {
            packed: step.packed.as_ref(),
            next: step.next.and_then(|next| self.list[next].primitive()),
            ..StepArgs::of(&step.plan, &self.weights)
        };
        args.run(worker);
    }

    /// Bytes of memory that each thread needs beside the run's.
    pub(crate) fn scratch_bytes(&self) -> usize {
        let products = self.list.iter().filter_map(PackedStep::primitive);
        products
            .map(ConvPrimitive::scratch_bytes)
            .max()
            .unwrap_or(0)
    }

    /// Bytes of memory that each boundary between threads needs.
    pub(crate) fn halo_bytes(&self) -> usize {
        self.list
            .iter()
            .filter_map(PackedStep::primitive)
            .map(ConvPrimitive::halo_bytes)
            .sum()
    }
}

impl PackedStep {
    fn new(part: &StepSource<'_>, target: Target) -> PackedStep {
        let plan = part.step.clone();
        PackedStep {
            packed: operator(&plan.op).weight_plan(&plan, target),
            plan,
            next: None,
        }
    }

    /// The step's product, where it is one.
    pub(crate) fn primitive(&self) -> Option<&ConvPrimitive> {
        match &self.packed {
            Some(PackedWeights::Conv(primitive)) => Some(primitive),
            _ => None,
        }
    }

    /// How the step is done.
    pub(crate) fn algorithm(&self) -> String {
        match (&self.packed, &self.plan.op) {
            (Some(PackedWeights::Conv(primitive)), _) => primitive.algorithm(),
            (_, Op::Input(_)) => "copy".to_owned(),
            _ => "by rows".to_owned(),
        }
    }
}
