//! Plans for training with the algorithms of an instruction set, and their packed weights.

use super::store::Store;
use crate::kernel::{Arena, ClaimedMemories, Claims, DisjointRanges, Target, Weights};
use crate::ops::{Prepared, trainer};
use googlenet_dsl::plan::ALIGN;
use googlenet_dsl::plan::training::{TrainingKind, TrainingPlan, TrainingStep};
use std::ops::Range;

/// A step of a plan for training with what its operation has prepared.
pub(crate) struct ReadyStep {
    pub(crate) step: TrainingStep,
    pub(crate) prepared: Prepared,
    /// Range of the layer's statistics among those of all layers, in `f32` values.
    pub(crate) statistics: Range<usize>,
}

/// Which of the packed weights are those of the last weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packed {
    None,
    /// Those of frozen layers.
    Frozen,
    All,
}

/// A plan for training, ready to run.
pub(crate) struct TrainProgram {
    pub(crate) plan: TrainingPlan,
    pub(crate) target: Target,
    pub(crate) forward: Vec<ReadyStep>,
    pub(crate) backward: Vec<ReadyStep>,
    /// Packed weights of all steps.
    pub(crate) packed: Weights,
    current: Packed,
    /// For each range of `packed`, the largest first, the pass (0 forward, 1 backward) and the index of its step.
    packs: Vec<(usize, usize)>,
    ranges: DisjointRanges,
    /// Number of values that layers keep from the forward to the backward pass, such as means of batches.
    pub(crate) statistics_len: usize,
    /// Bytes of scratch memory that each thread needs.
    pub(crate) scratch_bytes: usize,
}

impl TrainProgram {
    pub(crate) fn new(plan: TrainingPlan, target: Target) -> TrainProgram {
        let mut statistics: Vec<Range<usize>> = Vec::new();
        let mut statistics_len = 0;
        let mut scratch_bytes = 0;
        let mut end = 0;
        let mut packs: Vec<(usize, usize, Range<usize>)> = Vec::new();
        let mut passes = [&plan.forward, &plan.backward].map(|steps| {
            let ready = steps.iter().map(|step| {
                let operation = trainer(step.op());
                if statistics.len() <= step.layer {
                    statistics.resize(step.layer + 1, 0..0);
                }
                let len = operation.statistics_len(step);
                if len > statistics[step.layer].len() {
                    statistics[step.layer] = statistics_len..statistics_len + len;
                    statistics_len += len.next_multiple_of(ALIGN / size_of::<f32>());
                }
                let prepared = operation.prepare(step, target);
                scratch_bytes = scratch_bytes.max(prepared.scratch_bytes());
                ReadyStep {
                    step: step.clone(),
                    prepared,
                    statistics: statistics[step.layer].clone(),
                }
            });
            ready.collect::<Vec<ReadyStep>>()
        });
        for (pass, steps) in passes.iter_mut().enumerate() {
            for (at, step) in steps.iter_mut().enumerate() {
                let len = step.prepared.packed_len();
                if len > 0 {
                    step.prepared.place(end * size_of::<f32>());
                    packs.push((pass, at, end..end + len));
                    end = (end + len).next_multiple_of(ALIGN / size_of::<f32>());
                }
            }
        }
        packs.sort_by_key(|(.., range)| std::cmp::Reverse(range.len()));
        let ranges = packs.iter().map(|(.., range)| range.clone());
        let [forward, backward] = passes;
        TrainProgram {
            ranges: DisjointRanges::new(ranges.collect()),
            packs: packs.iter().map(|(pass, at, _)| (*pass, *at)).collect(),
            packed: Weights::Own(Arena::new(end * size_of::<f32>())),
            current: Packed::None,
            plan,
            target,
            forward,
            backward,
            statistics_len,
            scratch_bytes: scratch_bytes.next_multiple_of(ALIGN),
        }
    }

    /// Notes that the weights of the layers that learn have changed.
    pub(crate) fn weights_learned(&mut self) {
        if self.current == Packed::All {
            self.current = Packed::Frozen;
        }
    }

    /// Notes that any weights may have changed.
    pub(crate) fn weights_changed(&mut self) {
        self.current = Packed::None;
    }

    /// Packs the weights of those steps whose weights have changed, on the threads of `pool`.
    pub(crate) fn pack(&mut self, store: &Store, pool: &mut crate::kernel::Pool) {
        let before = std::mem::replace(&mut self.current, Packed::All);
        if before == Packed::All {
            return;
        }
        let Weights::Own(arena) = &mut self.packed else {
            unreachable!("a program of training owns its packed weights");
        };
        let memories = ClaimedMemories::new([arena.values_mut::<f32>()]);
        let claims = Claims::new(&self.ranges);
        let passes = [&self.forward, &self.backward];
        pool.run(&|_| {
            claims.each(&memories, |at, [values]| {
                let (pass, step) = self.packs[at];
                let ReadyStep { step, prepared, .. } = &passes[pass][step];
                if before == Packed::Frozen && store.layout.frozen[step.layer] {
                    return;
                }
                let weights = store.weights(step.layer);
                trainer(step.op()).pack(step, prepared, weights, values);
            });
        });
    }

    /// Moves the statistics of all layers towards those of the batch of the last forward pass.
    pub(crate) fn move_statistics(&self, store: &mut Store, statistics: &[f32]) {
        let values = store.values.values_mut::<f32>();
        let combined = |ready: &&ReadyStep| ready.step.kind == TrainingKind::CombineStatistics;
        for ReadyStep {
            step,
            statistics: range,
            ..
        } in self.forward.iter().filter(combined)
        {
            let parts = &store.layout.parts[step.layer];
            let mut weight = |name: &str, change: &mut dyn FnMut(&mut [f32])| {
                if let Some(part) = parts.iter().find(|part| part.name == name) {
                    change(&mut values[part.range.clone()]);
                }
            };
            trainer(step.op()).move_statistics(step, &statistics[range.clone()], &mut weight);
        }
    }
}
