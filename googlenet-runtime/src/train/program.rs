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

/// One of the two passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pass {
    Forward,
    Backward,
}

/// The steps of a pass that have packed weights, the largest first.
struct Packs {
    /// Indices of the steps.
    steps: Vec<usize>,
    /// Their ranges of the packed weights.
    ranges: DisjointRanges,
    /// Whether the packed weights of frozen layers are those of the last weights.
    is_frozen_current: bool,
}

/// A plan for training, ready to run.
pub(crate) struct TrainProgram {
    pub(crate) plan: TrainingPlan,
    pub(crate) target: Target,
    pub(crate) forward: Vec<ReadyStep>,
    pub(crate) backward: Vec<ReadyStep>,
    /// Packed weights: those of all steps of frozen layers, and behind them those of the other steps of one pass.
    pub(crate) packed: Weights,
    /// Those of the forward and of the backward pass.
    packs: [Packs; 2],
    /// The pass whose steps of layers that learn are packed with the last weights.
    current: Option<Pass>,
    /// Number of values that layers keep from the forward to the backward pass, such as means of batches.
    pub(crate) statistics_len: usize,
    /// Bytes of scratch memory that each thread needs.
    pub(crate) scratch_bytes: usize,
}

impl TrainProgram {
    /// Makes a plan ready to run, in which the layers for which `frozen` is `true` do not learn.
    pub(crate) fn new(plan: TrainingPlan, target: Target, frozen: &[bool]) -> TrainProgram {
        let mut statistics: Vec<Range<usize>> = Vec::new();
        let mut statistics_len = 0;
        let mut scratch_bytes = 0;
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
        let [mut of_forward, mut of_backward] = <[Vec<(usize, Range<usize>)>; 2]>::default();
        let [forward, backward] = &mut passes;
        let end = place(forward, 0, &mut of_forward, |layer| frozen[layer]);
        let shared = place(backward, end, &mut of_backward, |layer| frozen[layer]);
        let ends = [
            place(forward, shared, &mut of_forward, |layer| !frozen[layer]),
            place(backward, shared, &mut of_backward, |layer| !frozen[layer]),
        ];
        let end = ends.into_iter().fold(shared, usize::max);
        let [forward, backward] = passes;
        TrainProgram {
            packs: [of_forward, of_backward].map(Packs::new),
            packed: Weights::Own(Arena::new(end * size_of::<f32>())),
            current: None,
            plan,
            target,
            forward,
            backward,
            statistics_len,
            scratch_bytes: scratch_bytes.next_multiple_of(ALIGN),
        }
    }

    /// Notes that the weights of the layers that learn have changed, and, if `frozen` is `true`, those of the others.
    pub(crate) fn weights_changed(&mut self, frozen: bool) {
        self.current = None;
        for packs in &mut self.packs {
            packs.is_frozen_current &= !frozen;
        }
    }

    /// Packs the weights of the steps of a pass, unless they are packed, on the threads of `pool`. Those of the other pass
    /// are not there then, but for those of frozen layers.
    pub(crate) fn pack(&mut self, pass: Pass, store: &Store, pool: &mut crate::kernel::Pool) {
        let (packs, steps) = match pass {
            Pass::Forward => (&mut self.packs[0], &self.forward),
            Pass::Backward => (&mut self.packs[1], &self.backward),
        };
        let is_current = self.current.replace(pass) == Some(pass);
        let is_frozen_current = std::mem::replace(&mut packs.is_frozen_current, true);
        if is_current && is_frozen_current {
            return;
        }
        let Weights::Own(arena) = &mut self.packed else {
            unreachable!("a program of training owns its packed weights");
        };
        let memories = ClaimedMemories::new([arena.values_mut::<f32>()]);
        let claims = Claims::new(&packs.ranges);
        pool.run(&|_| {
            claims.each(&memories, |at, [values]| {
                let ReadyStep { step, prepared, .. } = &steps[packs.steps[at]];
                let is_there = match store.layout.frozen[step.layer] {
                    true => is_frozen_current,
                    false => is_current,
                };
                if !is_there {
                    let weights = store.weights(step.layer);
                    trainer(step.op()).pack(step, prepared, weights, values);
                }
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

/// Places the packed weights of the steps of those layers that `takes` accepts, from the value `end` on, and adds their
/// indices and ranges to `placed`. Returns the end of the last.
fn place(
    steps: &mut [ReadyStep],
    mut end: usize,
    placed: &mut Vec<(usize, Range<usize>)>,
    takes: impl Fn(usize) -> bool,
) -> usize {
    for (at, step) in steps.iter_mut().enumerate() {
        let len = step.prepared.packed_len();
        if len > 0 && takes(step.step.layer) {
            step.prepared.place(end * size_of::<f32>());
            placed.push((at, end..end + len));
            end = (end + len).next_multiple_of(ALIGN / size_of::<f32>());
        }
    }
    end
}

impl Packs {
    fn new(mut placed: Vec<(usize, Range<usize>)>) -> Packs {
        placed.sort_by_key(|(_, range)| std::cmp::Reverse(range.len()));
        let (steps, ranges) = placed.into_iter().unzip();
        Packs {
            steps,
            ranges: DisjointRanges::new(ranges),
            is_frozen_current: false,
        }
    }
}
