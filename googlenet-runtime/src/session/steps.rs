//! The steps of a program with their algorithms and packed weights.

use super::division::divide;
use super::shares::Shares;
use crate::Layer;
use crate::kernel::{
    Arena, ConvPrimitive, HeldTiles, LaneTable, PackedWeights, Quantized, Share, Target, Unit,
    Weights, Worker,
};
use crate::ops::{StepArgs, operator};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan;
use std::fmt::Write;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// The steps of a plan in the order in which they run, with their packed weights in one arena, in the same order.
pub(crate) struct Steps {
    list: Arc<[PackedStep]>,
    weights: Weights,
}

/// A step of a plan, with the layers from which it gets its weights.
pub(crate) struct StepSource<'l> {
    pub(crate) step: plan::Step,
    /// Layers that the step computes, the operation's first, then those fused with it; empty for the step that copies
    /// the caller's input.
    pub(crate) layers: Vec<&'l Layer>,
    /// Weights of a convolution or dense layer whose products are those of 8-bit integers, in place of those of the layers.
    pub(crate) quantized: Option<QuantizedStep<'l>>,
}

/// Quantised weights of a step, in which everything is folded that the step computes before it adds and activates.
#[cfg_attr(not(feature = "quantize"), allow(dead_code))]
pub(crate) struct QuantizedStep<'l> {
    pub(crate) weights: Quantized,
    /// The kernel, laid out as that of the step's layer.
    pub(crate) kernel: &'l [i8],
}

/// A step of a plan with the algorithm and the layout of its packed weights, but not the weights.
pub(crate) struct PackedStep {
    pub(crate) plan: plan::Step,
    /// Layout of the step's packed weights and their position in the arena; `None` for a step without weights.
    pub(crate) packed: Option<PackedWeights>,
    /// Table of a step that moves channels between blocks; `None` for all others.
    lanes: Option<LaneTable>,
    /// `true` if threads divide whole rows of a pooling's result, instead of the rows of its blocks of channels.
    pub(super) whole_rows: bool,
    /// Index in the list of the next step that is a convolution or dense layer; `None` if there is none. If this step
    /// is one too, it prefetches the weights that the next one reads first.
    next: Option<usize>,
}

impl Steps {
    /// Creates one step for each entry of `parts` (a step of the plan with its layers), without packed weights: chooses
    /// the algorithms for `target`, and assigns each step its offset in the arena of weights, and in the memory of
    /// halos (rows of maps that two neighbouring threads share).
    pub(crate) fn without_weights(parts: &[StepSource<'_>], target: Target) -> Steps {
        let mut list: Vec<PackedStep> = parts
            .iter()
            .map(|part| PackedStep::new(part, target))
            .collect();
        divide(&mut list);
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

    /// Returns a copy of the steps, which has a copy of the packed weights in an arena of its own.
    pub(crate) fn copied(&self) -> Steps {
        Steps {
            list: Arc::clone(&self.list),
            weights: Weights::Own(self.weights.copied()),
        }
    }

    /// Takes the packed weights out, so that they can be written to; `None` if they lie in a mapped file or in static
    /// memory. The steps have no weights afterwards.
    pub(super) fn take_weights(&mut self) -> Option<Arena> {
        match std::mem::replace(&mut self.weights, Weights::none()) {
            Weights::Own(arena) => Some(arena),
            Weights::Mapped(_) | Weights::Static(_) => None,
        }
    }

    /// Returns the size in bytes of the arena of packed weights of all steps, with the gaps that align each step's to
    /// 64 bytes.
    pub(crate) fn weight_bytes(&self) -> usize {
        let packed = self.list.iter().filter_map(|step| step.packed.as_ref());
        packed.map(PackedWeights::bytes).sum()
    }

    /// Sets the packed weights of all steps.
    ///
    /// # Panics
    /// Panics if the size of `weights` is not [`Steps::weight_bytes`].
    pub(crate) fn set_weights(&mut self, weights: Weights) {
        assert_eq!(
            weights.bytes(),
            self.weight_bytes(),
            "the weights are those of the steps"
        );
        self.weights = weights;
    }

    /// Returns a text with everything that the packed weights depend on, except the source weights and the version of
    /// the packing. It has one line for each step with weights, in the order of the steps: layer paths, algorithm,
    /// number of values, and a hash of operations and layout.
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
                PackedWeights::Affine { .. } | PackedWeights::Slopes { .. } => {
                    format!("{:?}", step.plan.output().layout)
                }
                PackedWeights::Transposed { problem, .. } => format!("{problem:?}"),
            };
            let scale = match step.plan.scale() {
                1.0 => String::new(),
                scale => format!(" times {scale:?}"),
            };
            let key = xxh3_64(format!("{ops:?} {layout}{scale}").as_bytes());
            let _ = writeln!(
                text,
                "{}: {}, {} values, {key:016x}",
                names.join(" + "),
                step.packing(),
                packed.len()
            );
        }
        text
    }

    /// Returns the packed weights of all steps; empty until they are packed or set.
    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Returns the packed weights of each step that has any, with the step's index in the list.
    pub(crate) fn packed_values(&self) -> impl Iterator<Item = (usize, &[f32])> {
        let mut rest = self.weights.values::<f32>();
        let steps = self.list.iter().enumerate();
        steps.filter_map(move |(at, step)| {
            let packed = step.packed.as_ref()?;
            let (values, behind) = rest.split_at(packed.bytes() / size_of::<f32>());
            rest = behind;
            Some((at, values))
        })
    }

    pub(crate) fn list(&self) -> &[PackedStep] {
        &self.list
    }

    /// Keeps the tiles of the current thread configured while the result lives, if a step uses some.
    pub(super) fn hold_tiles(&self) -> HeldTiles {
        ConvPrimitive::hold_tiles(self.list.iter().filter_map(PackedStep::primitive))
    }

    /// Runs one thread's share of the step with the index `at` in the list, on all images of the worker's run; its share of
    /// the next step is as large.
    pub(crate) fn run(&self, at: usize, worker: &Worker<'_>) {
        let next = self.list[at].next;
        self.run_before(at, worker, next.map(|next| (next, worker.share())));
    }

    /// Runs one thread's share of the step with the index `at` in the list, as `shares` says, on all images of the
    /// worker's run.
    pub(super) fn run_share(&self, at: usize, worker: &Worker<'_>, shares: &Shares) {
        let share = |at: usize| shares.of(at, worker.thread());
        if share(at).is_empty() {
            return;
        }
        let mut next = self.list[at].next;
        while let Some(behind) = next.filter(|next| share(*next).is_empty()) {
            next = self.list[behind].next;
        }
        let next = next.map(|next| (next, share(next)));
        match share(at) == worker.share() {
            true => self.run_before(at, worker, next),
            false => self.run_before(at, &worker.sharing(share(at)), next),
        }
    }

    /// Runs one thread's share of the step with the index `at`. `next` is the index of the next convolution or dense layer of
    /// which the thread computes a share, and this share.
    fn run_before(&self, at: usize, worker: &Worker<'_>, next: Option<(usize, Share)>) {
        let step = &self.list[at];
        let primitive = |(next, share): (usize, Share)| {
            let next = self.list[next].primitive()?;
            Some((next, share))
        };
        let args = StepArgs {
            packed: step.packed.as_ref(),
            next: next.and_then(primitive),
            lanes: step.lanes.as_ref(),
            whole_rows: step.whole_rows,
            ..StepArgs::of(&step.plan, &self.weights)
        };
        args.run(worker);
    }

    /// Returns the number of bytes of scratch memory that each thread needs: that of the step that needs most.
    pub(crate) fn scratch_bytes(&self) -> usize {
        let products = self.list.iter().filter_map(PackedStep::primitive);
        products
            .map(ConvPrimitive::scratch_bytes)
            .max()
            .unwrap_or(0)
    }

    /// Returns the number of bytes of halos (rows of maps that two neighbouring threads share) of all steps together,
    /// for each pair of neighbouring threads.
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
            packed: match &part.quantized {
                Some(quantized) => {
                    let weights = quantized.weights.clone();
                    operator(&plan.op).quantized_plan(&plan, target, weights)
                }
                None => operator(&plan.op).weight_plan(&plan, target),
            },
            lanes: operator(&plan.op).lane_table(&plan),
            whole_rows: false,
            plan,
            next: None,
        }
    }

    /// Returns `true` if threads may wait for each other within the step.
    pub(super) fn may_wait(&self) -> bool {
        self.primitive().is_some_and(ConvPrimitive::may_wait)
    }

    /// Returns the convolution primitive of a step that is a convolution or dense layer, otherwise `None`.
    pub(crate) fn primitive(&self) -> Option<&ConvPrimitive> {
        match &self.packed {
            Some(PackedWeights::Conv(primitive)) => Some(primitive),
            _ => None,
        }
    }

    /// Returns the name of what decides the order of the packed weights: that of the algorithm, but for products, whose
    /// weights are the same whatever multiplies them.
    fn packing(&self) -> String {
        match &self.packed {
            Some(PackedWeights::Conv(primitive)) if primitive.rounds_weights() => {
                "product".to_owned()
            }
            _ => self.algorithm(),
        }
    }

    /// Returns the instructions that compute the multiply-accumulates of a convolution or dense layer, otherwise `None`.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.primitive().map(ConvPrimitive::unit)
    }

    /// Returns the name of the algorithm of a convolution or dense layer, with the size of its tile and what the
    /// threads divide among themselves, such as `direct 7x48 by pixels`; `copy` for the copy of the caller's image,
    /// otherwise `by rows`.
    pub(crate) fn algorithm(&self) -> String {
        match (&self.packed, &self.plan.op) {
            (Some(PackedWeights::Conv(primitive)), _) => primitive.algorithm(),
            (_, Op::Input(_)) => "copy".to_owned(),
            _ => "by rows".to_owned(),
        }
    }
}
