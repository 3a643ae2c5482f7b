//! Running of plans for training: memory, threads, and the order of steps.

use super::program::{ReadyStep, TrainProgram};
use super::store::{Store, StoreLayout};
use crate::kernel::{self, Arena, Barrier, Pool, RunContext, SharedValues, Worker};
use crate::ops::{LayerGradients, TrainArgs, trainer};
use crate::splitmix::{GOLDEN, mix};
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::plan::Region;
use googlenet_dsl::plan::training::{TrainingKind, TrainingOutput};

pub(crate) use super::program::Pass;

/// Memory and threads with which a program of training runs.
pub(crate) struct Engine {
    pub(crate) pool: Pool,
    barrier: Barrier,
    /// Results and gradients of as many images as the largest batch so far had.
    pub(crate) arena: Arena,
    scratch: Arena,
    pub(crate) statistics: Arena,
}

/// What a pass runs over.
#[derive(Clone, Copy)]
pub(crate) struct BatchOf<'a> {
    /// Values of the images, NHWC, one behind the other.
    pub(crate) input: &'a [f32],
    /// Number of images.
    pub(crate) images: usize,
    /// Seed of the random numbers of this step of training.
    pub(crate) seed: u64,
}

impl Engine {
    pub(crate) fn new(program: &TrainProgram, threads: usize) -> Engine {
        let pool = Pool::new(threads);
        Engine {
            barrier: Barrier::default(),
            arena: Arena::new(0),
            scratch: Arena::new(program.scratch_bytes * pool.threads()),
            statistics: Arena::new(program.statistics_len * size_of::<f32>()),
            pool,
        }
    }

    pub(crate) fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Makes room for a batch of that many images.
    fn reserve(&mut self, program: &TrainProgram, images: usize) {
        let bytes = program.plan.arena_bytes * images;
        if self.arena.bytes() < bytes {
            // The old arena is dropped first, as both together may need much memory.
            self.arena = Arena::new(0);
            self.arena = Arena::new(bytes);
        }
    }

    /// Runs one pass over a batch. `before` is called on each thread, with a worker over all images, before the pass; for
    /// a backward pass it writes the gradients of the outputs.
    pub(crate) fn run(
        &mut self,
        program: &TrainProgram,
        store: &mut Store,
        pass: Pass,
        batch: BatchOf<'_>,
        before: &(dyn Fn(&Worker<'_>) + Sync),
    ) {
        self.reserve(program, batch.images);
        let threads = self.pool.threads();
        let input_len = batch.input.len() / batch.images;
        let arena_bytes = program.plan.arena_bytes;
        let run = RunContext::new(
            &mut self.arena,
            arena_bytes,
            batch.input,
            input_len,
            batch.images,
        );
        let run = run.with_scratch(&mut self.scratch, program.scratch_bytes, threads);
        let shared = Shared::new(program, store, &mut self.statistics, batch);
        let steps = match pass {
            Pass::Forward => &program.forward,
            Pass::Backward => &program.backward,
        };
        self.barrier.reset();
        let barrier = &self.barrier;
        let isa = program.target.isa;
        self.pool.run(&|thread| {
            let _guard = barrier.guard();
            let all = run.worker(isa, thread, threads).with_barrier(barrier);
            if pass == Pass::Backward {
                clear_output_borders(&all, &program.plan.outputs);
            }
            before(&all);
            if !all.barrier_wait() {
                return;
            }
            // With as many images as threads, each thread computes some by itself and waits only before and after
            // steps over the whole batch.
            let apart = batch.images >= threads;
            let mut rest = &steps[..];
            while let Some(first) = rest.first() {
                let by_image = first.step.kind.is_by_image();
                let same = |step: &&ReadyStep| step.step.kind.is_by_image() == by_image;
                let (stretch, behind) = rest.split_at(rest.iter().take_while(same).count());
                rest = behind;
                if by_image && apart {
                    let own = all.part(batch.images);
                    for image in own {
                        let part = run.part(image..image + 1, thread);
                        let worker = part.worker(isa, 0, 1);
                        for step in stretch {
                            shared.step(step, &worker);
                        }
                    }
                    if !all.barrier_wait() {
                        return;
                    }
                    continue;
                }
                for step in stretch {
                    shared.step(step, &all);
                    if !all.barrier_wait() {
                        return;
                    }
                }
            }
        });
    }

    /// Returns the values of a region for all images, one behind the other. `batch` is the input and the number of images
    /// of the last pass.
    pub(crate) fn read(
        &mut self,
        program: &TrainProgram,
        region: &Region,
        (input, images): (&[f32], usize),
    ) -> Vec<f32> {
        let len = region.shape.len();
        let mut values = vec![0.0; len * images];
        if let Some(input_len) = input.len().checked_div(images) {
            let arena_bytes = program.plan.arena_bytes;
            let run = RunContext::new(&mut self.arena, arena_bytes, input, input_len, images);
            for (image, values) in values.chunks_exact_mut(len).enumerate() {
                run.read(region, image, values);
            }
        }
        values
    }

    /// Runs the forward pass again, on the calling thread, until the result of a layer has values that are not finite.
    /// Returns that layer; `None` if there is none.
    pub(crate) fn first_non_finite(
        &mut self,
        program: &TrainProgram,
        store: &mut Store,
        batch: BatchOf<'_>,
    ) -> Option<LayerId> {
        let weights = store.tensors.iter().find(|tensor| {
            let values = &store.values.values::<f32>()[store.range(tensor)];
            values.iter().any(|value| !value.is_finite())
        });
        if let Some(tensor) = weights {
            return Some(tensor.layer);
        }
        let input_len = batch.input.len() / batch.images;
        let arena_bytes = program.plan.arena_bytes;
        let (arena, images) = (&mut self.arena, batch.images);
        let run = RunContext::new(arena, arena_bytes, batch.input, input_len, images);
        let run = run.with_scratch(&mut self.scratch, program.scratch_bytes, 1);
        let shared = Shared::new(program, store, &mut self.statistics, batch);
        let worker = run.worker(program.target.isa, 0, 1);
        for ready in &program.forward {
            shared.step(ready, &worker);
            if ready.step.kind != TrainingKind::Forward {
                continue;
            }
            let region = ready.step.step.output();
            let mut values = vec![0.0; region.shape.len()];
            for image in 0..images {
                run.read(region, image, &mut values);
                if values.iter().any(|value| !value.is_finite()) {
                    return Some(ready.step.layer);
                }
            }
        }
        None
    }
}

/// Clears this thread's share of the borders around the gradients of outputs, of which their writers write all else.
fn clear_output_borders(worker: &Worker<'_>, outputs: &[TrainingOutput]) {
    let stored = outputs.iter().filter(|output| !output.accumulate);
    for gradient in stored.filter_map(|output| output.gradient.as_ref()) {
        kernel::clear_border(worker, gradient);
    }
}

/// What all threads of a pass share.
struct Shared<'a> {
    program: &'a TrainProgram,
    layout: &'a StoreLayout,
    values: &'a [f32],
    gradients: SharedValues<'a>,
    statistics: SharedValues<'a>,
    seed: u64,
}

impl<'a> Shared<'a> {
    fn new(
        program: &'a TrainProgram,
        store: &'a mut Store,
        statistics: &'a mut Arena,
        batch: BatchOf<'_>,
    ) -> Shared<'a> {
        let Store {
            layout,
            gradients,
            values,
            ..
        } = store;
        Shared {
            program,
            layout,
            values: values.values(),
            gradients: SharedValues::new(gradients.values_mut()),
            statistics: SharedValues::new(statistics.values_mut()),
            seed: batch.seed,
        }
    }

    /// Runs one thread's share of a step.
    fn step(&self, ready: &ReadyStep, worker: &Worker<'_>) {
        let step = &ready.step;
        let args = TrainArgs {
            step,
            prepared: &ready.prepared,
            packed: &self.program.packed,
            weights: self.layout.weights(step.layer, self.values),
            gradients: LayerGradients {
                parts: &self.layout.parts[step.layer],
                values: self.gradients,
                frozen: self.layout.frozen[step.layer],
            },
            statistics: self.statistics.part(ready.statistics.clone()),
            seed: mixed(self.seed, step.layer as u64),
        };
        if let Some(target) = step.target.as_ref().filter(|_| !step.accumulate) {
            kernel::clear_border(worker, target);
        }
        if step.kind == TrainingKind::Forward && !step.step.is_in_place() {
            kernel::clear_border(worker, step.step.output());
        }
        let operation = trainer(step.op());
        match step.kind {
            TrainingKind::Forward => operation.forward(worker, &args),
            TrainingKind::Statistics => operation.statistics(worker, &args),
            TrainingKind::CombineStatistics => operation.combine_statistics(worker, &args),
            TrainingKind::ActivationGradient(function) => {
                let gradient = step
                    .gradient
                    .as_ref()
                    .expect("an activation has a gradient");
                let target = step.target.as_ref().expect("an activation has a target");
                let value = step.step.output();
                let sums = step.sums.as_ref();
                kernel::activation_gradient(worker, function, value, gradient, target, false, sums);
            }
            TrainingKind::GradientSums => operation.gradient_sums(worker, &args),
            TrainingKind::WeightGradient => operation.weight_gradient(worker, &args),
            TrainingKind::InputGradient(input) => operation.input_gradient(worker, &args, input),
            TrainingKind::Clear => {
                kernel::clear(worker, step.target.as_ref().expect("what is cleared"));
            }
            _ => googlenet_dsl::no_other_variant!(TrainingKind, 8),
        }
    }
}

/// Returns a seed that depends on two numbers: one step of SplitMix64 from their combination.
pub(crate) fn mixed(seed: u64, with: u64) -> u64 {
    let with = with.wrapping_mul(0xD1B5_4A32_D192_ED03);
    mix(seed.wrapping_add(with).wrapping_add(GOLDEN))
}
