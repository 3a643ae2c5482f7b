//! The step that moves the weights.

use super::rule::{Rule, Update};
use super::store::Store;
use crate::kernel::{Arena, ClaimedMemories, Claims, Isa, Pool, square_sums};
use googlenet_dsl::value::training::Optimizer;
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that an optimizer keeps from step to step, and partial sums of its threads.
pub(crate) struct Optimization {
    kind: Optimizer,
    /// For each weight the first and the second number that the optimizer keeps; empty where it has fewer.
    pub(crate) slots: [Arena; 2],
    /// Moving average of the weights; empty without one.
    pub(crate) average: Arena,
    average_share: f32,
    /// For each chunk, the bits of two sums of squares: of its weights times the factor in the loss, and of its gradients.
    sums: Vec<[AtomicU64; 2]>,
}

/// Sums over all weights that learn, before a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WeightSums {
    /// L2 penalty.
    pub(crate) penalty: f64,
    /// Euclidean norm of the gradients, those of the penalty included.
    pub(crate) gradient_norm: f64,
}

impl Optimization {
    pub(crate) fn new(store: &Store, kind: Optimizer, average: Option<f32>) -> Optimization {
        let bytes = store.len() * size_of::<f32>();
        let memory = |wanted: bool| Arena::new(if wanted { bytes } else { 0 });
        let mut averages = memory(average.is_some());
        if average.is_some() {
            let values = store.values.values::<f32>();
            averages.values_mut::<f32>().copy_from_slice(values);
        }
        let sums = store.chunks.iter().map(|_| Default::default());
        Optimization {
            kind,
            slots: [memory(kind.slots() > 0), memory(kind.slots() > 1)],
            average: averages,
            average_share: average.unwrap_or(0.0),
            sums: sums.collect(),
        }
    }

    /// Returns the L2 penalty of the weights, and the norm of the gradients.
    pub(crate) fn sums(&self, store: &mut Store, pool: &mut Pool, isa: Isa) -> WeightSums {
        let Store {
            tensors,
            values,
            gradients,
            chunks,
            ranges,
            ..
        } = store;
        let claims = Claims::new(ranges);
        let memories = ClaimedMemories::new([values.values_mut(), gradients.values_mut()]);
        pool.run(&|_| {
            claims.each(&memories, |at, [weights, gradients]| {
                let l2 = tensors[chunks[at]].l2;
                let [penalty, norm] = square_sums(isa, weights, gradients, 2.0 * l2);
                let sums = [f64::from(l2) * penalty, norm];
                for (sum, value) in self.sums[at].iter().zip(sums) {
                    sum.store(value.to_bits(), Ordering::Relaxed);
                }
            });
        });
        let sum = |which: usize| -> f64 {
            let sums = self.sums.iter();
            sums.map(|sums| f64::from_bits(sums[which].load(Ordering::Relaxed)))
                .sum()
        };
        WeightSums {
            penalty: sum(0),
            gradient_norm: sum(1).sqrt(),
        }
    }

    /// Moves the weights that learn along their gradients. `norm` is that of the gradients.
    pub(crate) fn update(&mut self, store: &mut Store, pool: &mut Pool, update: Update, norm: f64) {
        let Store {
            tensors,
            values,
            gradients,
            chunks,
            ranges,
            ..
        } = store;
        let scale = match update.clip_norm {
            Some(most) if norm > f64::from(most) => (f64::from(most) / norm) as f32,
            _ => 1.0,
        };
        let claims = Claims::new(ranges);
        let share = self.average_share;
        let decay = (1.0 - update.rate * f64::from(update.decay)) as f32;
        let rule = Rule::new(self.kind, update);
        let [first, second] = &mut self.slots;
        let memories = ClaimedMemories::new([
            values.values_mut(),
            gradients.values_mut(),
            first.values_mut(),
            second.values_mut(),
            self.average.values_mut(),
        ]);
        pool.run(&|_| {
            claims.each(
                &memories,
                |at, [weights, gradients, first, second, average]| {
                    let penalty = 2.0 * tensors[chunks[at]].l2;
                    for (weight, gradient) in weights.iter_mut().zip(gradients.iter_mut()) {
                        *gradient = scale * (*gradient + penalty * *weight);
                        *weight *= decay;
                    }
                    rule.apply(weights, gradients, first, second);
                    for (average, weight) in average.iter_mut().zip(weights) {
                        *average = share * *average + (1.0 - share) * *weight;
                    }
                },
            );
        });
    }
}
