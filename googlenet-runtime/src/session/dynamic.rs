//! Runs a plan, whatever its shapes.

use super::program::Program;
use super::tap::Tap;
use crate::kernel::{Arena, Barrier, Pool, RunContext, Target};
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::plan::Plan;
use googlenet_dsl::precision::Precision;
use googlenet_dsl::shape::Shape;
use std::borrow::BorrowMut;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A session without shapes in its type: the plan and the packed weights, which it shares with other sessions of the
/// network, threads, and one arena.
///
/// Results are the same bits for every number of threads, every batch and whatever is tapped. From the second run
/// on with as many images nothing is allocated, and with one thread no system call is made.
pub struct DynSession {
    pub(crate) program: Arc<Program>,
    taps: Vec<Tap>,
    pool: Pool,
    barrier: Barrier,
    arena: Arena,
    /// For results that are made for taps alone.
    tap_scratch: Arena,
    /// What each thread needs for itself.
    scratch: Arena,
    scratch_bytes: usize,
    /// What lies at the boundaries between threads.
    halos: Arena,
    pub(super) batch: usize,
}

impl DynSession {
    pub(crate) fn new(
        graph: &Graph,
        plan: impl FnOnce() -> Arc<Plan>,
        layers: &[&Layer],
        threads: usize,
        precision: Precision,
    ) -> DynSession {
        let program = Program::shared(graph, plan, layers, Target::chosen(precision));
        DynSession::of(program, threads)
    }

    /// A session of a program.
    pub(crate) fn of(program: Arc<Program>, threads: usize) -> DynSession {
        let pool = Pool::new(threads);
        let scratch_bytes = program.steps.scratch_bytes();
        DynSession {
            arena: Arena::new(program.plan.arena_bytes),
            scratch: Arena::new(scratch_bytes * pool.threads()),
            scratch_bytes,
            halos: Arena::new(program.steps.halo_bytes() * (pool.threads() - 1)),
            program,
            taps: Vec::new(),
            pool,
            barrier: Barrier::default(),
            tap_scratch: Arena::new(0),
            batch: 1,
        }
    }

    /// Number of threads, the caller's included.
    pub fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Bytes of activations that are held.
    pub fn arena_bytes(&self) -> usize {
        self.program.plan.arena_bytes * self.batch
    }

    /// Holds memory for `batch` images at a time, at most one a thread; more are taken in turns. Where there are as many
    /// images as threads, each thread takes one for itself, which is faster than sharing them all.
    pub fn set_batch(&mut self, batch: usize) {
        let batch = batch.clamp(1, self.threads());
        if batch != self.batch {
            self.arena = Arena::new(self.program.plan.arena_bytes * batch);
            self.batch = batch;
            self.tap_scratch = Arena::new(self.tap_scratch_bytes() * batch);
        }
    }

    /// The shape that is read.
    pub fn input_shape(&self) -> Shape {
        self.program.facts.shapes[0]
    }

    /// The shape that is made; of several, the first.
    pub fn output_shape(&self) -> Shape {
        self.program.facts.shapes[self.program.facts.outputs[0].layer]
    }

    /// All that is made, in the order of the description: the names of the steps and heads, and the shapes.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, Shape)> {
        let outputs = self.program.facts.outputs.iter();
        outputs.map(|output| (&*output.name, self.program.facts.shapes[output.layer]))
    }

    /// The place of the output of that name in what [`DynSession::run_all`] makes.
    ///
    /// # Errors
    /// There is no such output.
    pub fn output(&self, name: &str) -> Result<usize, Error> {
        let known = || {
            self.program
                .facts
                .outputs
                .iter()
                .map(|output| &*output.name)
        };
        known().position(|known| known == name).ok_or_else(|| {
            let nearest = googlenet_dsl::nearest::nearest(name, known());
            Error::UnknownOutput {
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
    }

    fn tap_scratch_bytes(&self) -> usize {
        self.taps.last().map_or(0, |tap| tap.scratch_end)
    }

    /// From now on keeps the result of the layer of that path, and says its shape.
    ///
    /// # Errors
    /// There is no such layer; or the network's own steps pass over it, and its source weights are not held, as in
    /// sessions of a [`PackedNetwork`](crate::PackedNetwork).
    pub fn tap(&mut self, name: &str) -> Result<Shape, Error> {
        let layer = self.find(name)?;
        if !self.taps.iter().any(|tap| tap.layer == layer) {
            let tap = Tap::new(&self.program, layer, self.tap_scratch_bytes())?;
            self.scratch_bytes = self.scratch_bytes.max(tap.scratch_bytes());
            self.scratch = Arena::new(self.scratch_bytes * self.threads());
            self.taps.push(tap);
            self.tap_scratch = Arena::new(self.tap_scratch_bytes() * self.batch);
        }
        Ok(self.program.facts.shapes[layer])
    }

    /// What the last run kept of a tapped layer, NHWC, one image behind the other.
    ///
    /// # Errors
    /// There is no such layer, or it is not tapped.
    pub fn tapped(&self, name: &str) -> Result<&[f32], Error> {
        let layer = self.find(name)?;
        let tap = self.taps.iter().find(|tap| tap.layer == layer);
        tap.map(|tap| tap.values.as_slice())
            .ok_or_else(|| Error::NotTapped {
                name: name.to_owned(),
            })
    }

    fn find(&self, name: &str) -> Result<LayerId, Error> {
        self.program
            .facts
            .names
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| {
                let nearest = googlenet_dsl::nearest::nearest(
                    name,
                    self.program.facts.names.iter().map(String::as_str),
                );
                Error::UnknownLayer {
                    name: name.to_owned(),
                    nearest: nearest.map(str::to_owned),
                }
            })
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of the first output to `output`, which is
    /// resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or holds no whole number of images.
    pub fn run(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), Error> {
        self.run_resized(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of every output, in the order of
    /// [`DynSession::outputs`], to `outputs`, which are resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or holds no whole number of images.
    pub fn run_all(&mut self, input: &[f32], outputs: &mut Vec<Vec<f32>>) -> Result<(), Error> {
        outputs.resize_with(self.program.facts.outputs.len(), Vec::new);
        self.run_resized(input, outputs)
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of the first output to memory of the caller.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or holds no whole number of images, or if `output` has another length than
    /// the results of these images.
    pub fn run_into(&mut self, input: &[f32], output: &mut [f32]) -> Result<(), Error> {
        self.run_slices(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of the outputs, in the order of
    /// [`DynSession::outputs`], to memory of the caller.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or holds no whole number of images, if there are fewer or more slices than
    /// outputs, or if one has another length than the results of these images.
    pub fn run_all_into(&mut self, input: &[f32], outputs: &mut [&mut [f32]]) -> Result<(), Error> {
        let expected = self.program.facts.outputs.len();
        if outputs.len() != expected {
            return Err(Error::length(
                "the list of outputs",
                expected,
                outputs.len(),
            ));
        }
        self.run_slices(input, outputs)
    }

    /// Resizes `outputs`, those of the first outputs of the network, and runs it.
    pub(super) fn run_resized<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        outputs: &mut [V],
    ) -> Result<(), Error> {
        let images = self.images(input)?;
        let facts = &self.program.facts;
        for (values, output) in outputs.iter_mut().zip(&facts.outputs) {
            let len = images * facts.shapes[output.layer].len();
            values.borrow_mut().resize(len, 0.0);
        }
        self.run_images(input, images, outputs, |values| values.borrow_mut());
        Ok(())
    }

    /// Checks the lengths of `outputs`, those of the first outputs of the network, and runs it.
    pub(super) fn run_slices(
        &mut self,
        input: &[f32],
        outputs: &mut [&mut [f32]],
    ) -> Result<(), Error> {
        let images = self.images(input)?;
        let facts = &self.program.facts;
        for (values, output) in outputs.iter().zip(&facts.outputs) {
            let len = images * facts.shapes[output.layer].len();
            if values.len() != len {
                let what = format!("the result `{}` of {images} images", output.name);
                return Err(Error::length(what, len, values.len()));
            }
        }
        self.run_images(input, images, outputs, |values| values);
        Ok(())
    }

    /// Runs the network over `images` images, `batch` at a time.
    fn run_images<V>(
        &mut self,
        input: &[f32],
        images: usize,
        outputs: &mut [V],
        values: impl Fn(&mut V) -> &mut [f32],
    ) {
        let len = self.input_shape().len();
        for tap in &mut self.taps {
            let len = self.program.facts.shapes[tap.layer].len();
            tap.values.resize(images * len, 0.0);
        }
        for first in (0..images).step_by(self.batch) {
            let count = self.batch.min(images - first);
            let input = &input[first * len..][..count * len];
            self.run_chunk(input, first..first + count, outputs, &values, None);
        }
    }

    /// Whether each thread takes an image for itself.
    fn image_per_thread(&self, count: usize) -> bool {
        count == self.threads() && count > 1 && self.taps.is_empty()
    }

    /// How many images an input holds.
    pub(super) fn images(&self, input: &[f32]) -> Result<usize, Error> {
        let len = self.input_shape().len();
        if input.is_empty() || !input.len().is_multiple_of(len) {
            let what = format!("an input of {}", self.input_shape());
            return Err(Error::length(what, len, input.len()));
        }
        Ok(input.len() / len)
    }

    /// Runs the network over some of all images, which `input` holds. With `times`, all threads meet before and behind
    /// each step, which adds its time, and nothing is tapped; where each thread takes an image for itself, it is the time
    /// that the first one is at work on it.
    pub(crate) fn run_chunk<V>(
        &mut self,
        input: &[f32],
        images: Range<usize>,
        results: &mut [V],
        values: &impl Fn(&mut V) -> &mut [f32],
        times: Option<&mut [Duration]>,
    ) {
        let (first, count) = (images.start, images.len());
        let (tap_scratch_bytes, threads) = (self.tap_scratch_bytes(), self.threads());
        let image_per_thread = self.image_per_thread(count);
        let program = &*self.program;
        let input_len = program.facts.shapes[0].len();
        let run = RunContext::new(
            &mut self.arena,
            program.plan.arena_bytes,
            input,
            input_len,
            count,
        );
        let run = run.with_tap_scratch(&mut self.tap_scratch, tap_scratch_bytes);
        let run = run.with_scratch(&mut self.scratch, self.scratch_bytes, threads);
        let run = run.with_halos(&mut self.halos, program.steps.halo_bytes(), threads - 1);
        let timed = times.is_some();
        let tapped = !self.taps.is_empty() && !timed;
        let times = Mutex::new(times.unwrap_or_default());
        let taps = Mutex::new(&mut self.taps);
        let keep = |ready: Option<usize>| {
            let mut taps = taps.lock().unwrap_or_else(PoisonError::into_inner);
            for tap in taps.iter_mut().filter(|tap| tap.ready == ready) {
                tap.keep(program, &run, first);
            }
        };
        let add = |step: usize, time: Duration| {
            times.lock().unwrap_or_else(PoisonError::into_inner)[step] += time;
        };
        if tapped {
            keep(None);
        }
        // Threads meet between stretches of steps: phases, or single steps.
        let stretches = match timed {
            true => program.steps.list().len(),
            false => program.plan.phases.len(),
        };
        self.barrier.reset();
        let barrier = &self.barrier;
        self.pool.run(&|thread| {
            let part = image_per_thread.then(|| run.part(thread..thread + 1, thread));
            let _guard = barrier.guard();
            let worker = match &part {
                Some(part) => part.worker(program.target.isa, 0, 1),
                None => {
                    let worker = run.worker(program.target.isa, thread, threads);
                    worker.with_barrier(barrier)
                }
            };
            for stretch in 0..stretches {
                if (stretch > 0 || timed) && !worker.barrier_wait() {
                    return;
                }
                let start = timed.then(Instant::now);
                let steps = match timed {
                    true => stretch..stretch + 1,
                    false => program.plan.phases[stretch].clone(),
                };
                steps.for_each(|step| program.steps.run(step, &worker));
                if !timed && !tapped {
                    continue;
                }
                if !worker.barrier_wait() {
                    return;
                }
                match (thread, start) {
                    (0, Some(start)) => add(stretch, start.elapsed()),
                    (0, None) => keep(Some(stretch)),
                    _ => {}
                }
            }
        });
        for (result, output) in results.iter_mut().zip(&program.facts.outputs) {
            let region = program.plan.regions[output.layer].as_ref();
            let region = region.expect("a result of the network is stored");
            let len = region.shape.len();
            let values = &mut values(result)[first * len..][..count * len];
            for (image, values) in values.chunks_exact_mut(len).enumerate() {
                run.read(region, image, values);
            }
        }
    }
}

impl fmt::Debug for DynSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynSession")
            .field("input", &self.input_shape())
            .field("outputs", &self.outputs().collect::<Vec<_>>())
            .field("threads", &self.threads())
            .field("batch", &self.batch)
            .field("isa", &self.program.target.isa)
            .field("precision", &self.program.target.precision)
            .field("arena_bytes", &self.arena_bytes())
            .finish_non_exhaustive()
    }
}
