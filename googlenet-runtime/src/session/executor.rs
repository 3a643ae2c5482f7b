//! Runs a plan, whatever its shapes.

use super::program::Program;
use super::tap::Tap;
use crate::kernel::{Arena, Barrier, Pool, Run, Target};
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::plan::Plan;
use googlenet_dsl::precision::Precision;
use googlenet_dsl::shape::Shape;
use std::borrow::BorrowMut;
use std::sync::{Arc, Mutex, PoisonError};

/// A session without shapes in its type: the plan and the packed weights, which it shares with other sessions of the
/// network, threads, and one arena.
///
/// Results are the same bits for every number of threads, every batch and whatever is tapped. From the second run
/// on with as many pictures nothing is allocated, and with one thread no system call is made.
pub struct Executor {
    pub(super) program: Arc<Program>,
    taps: Vec<Tap>,
    pub(super) pool: Pool,
    pub(super) barrier: Barrier,
    pub(super) arena: Arena,
    /// For results that are made for taps alone.
    aside: Arena,
    /// What each thread needs for itself.
    pub(super) scratch: Arena,
    pub(super) scratch_len: usize,
    /// What lies at the boundaries between threads.
    pub(super) seams: Arena,
    pub(super) batch: usize,
}

impl Executor {
    pub(crate) fn new(
        graph: &Graph,
        plan: impl FnOnce() -> Arc<Plan>,
        layers: &[&Layer],
        threads: usize,
        precision: Precision,
    ) -> Executor {
        let program = Program::shared(graph, plan, layers, Target::chosen(precision));
        Executor::of(program, threads)
    }

    /// A session of a program.
    pub(crate) fn of(program: Arc<Program>, threads: usize) -> Executor {
        let pool = Pool::new(threads);
        let scratch_len = program.steps.scratch_len();
        Executor {
            arena: Arena::new(program.plan.arena_len),
            scratch: Arena::new(scratch_len * pool.threads()),
            scratch_len,
            seams: Arena::new(program.steps.seam_len() * (pool.threads() - 1)),
            program,
            taps: Vec::new(),
            pool,
            barrier: Barrier::default(),
            aside: Arena::new(0),
            batch: 1,
        }
    }

    /// Number of threads, the caller's included.
    pub fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Bytes of activations that are held.
    pub fn arena_bytes(&self) -> usize {
        self.program.plan.arena_len * self.batch * size_of::<f32>()
    }

    /// Holds memory for `batch` pictures at a time, at most one a thread; more are taken in turns. Where there are as many
    /// pictures as threads, each thread takes one for itself, which is faster than sharing them all.
    pub fn set_batch(&mut self, batch: usize) {
        let batch = batch.clamp(1, self.threads());
        if batch != self.batch {
            self.arena = Arena::new(self.program.plan.arena_len * batch);
            self.batch = batch;
            self.aside = Arena::new(self.aside_len() * batch);
        }
    }

    /// The shape that is read.
    pub fn input_shape(&self) -> Shape {
        self.program.shapes[0]
    }

    /// The shape that is made; of several, the first.
    pub fn output_shape(&self) -> Shape {
        self.program.shapes[self.program.outputs[0].layer]
    }

    /// All that is made, in the order of the description: the names of the steps and heads, and the shapes.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, Shape)> {
        let outputs = self.program.outputs.iter();
        outputs.map(|output| (&*output.name, self.program.shapes[output.layer]))
    }

    /// The place of the output of that name in what [`Executor::run_all`] makes.
    ///
    /// # Errors
    /// There is no such output.
    pub fn output(&self, name: &str) -> Result<usize, Error> {
        let known = || self.program.outputs.iter().map(|output| &*output.name);
        known().position(|known| known == name).ok_or_else(|| {
            let nearest = googlenet_dsl::nearest::nearest(name, known());
            Error::UnknownOutput {
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
    }

    fn aside_len(&self) -> usize {
        self.taps.last().map_or(0, |tap| tap.aside_end)
    }

    /// From now on keeps the result of the layer of that path, and says its shape.
    ///
    /// # Errors
    /// There is no such layer; or the network's own steps pass over it, and its source weights are not held, as in
    /// sessions of a [`PackedNetwork`](crate::PackedNetwork).
    pub fn tap(&mut self, name: &str) -> Result<Shape, Error> {
        let layer = self.find(name)?;
        if !self.taps.iter().any(|tap| tap.layer == layer) {
            let tap = Tap::new(&self.program, layer, self.aside_len())?;
            self.scratch_len = self.scratch_len.max(tap.scratch_len());
            self.scratch = Arena::new(self.scratch_len * self.threads());
            self.taps.push(tap);
            self.aside = Arena::new(self.aside_len() * self.batch);
        }
        Ok(self.program.shapes[layer])
    }

    /// What the last run kept of a tapped layer, NHWC, one picture behind the other.
    ///
    /// # Errors
    /// There is no such layer, or it is not tapped.
    pub fn tapped(&self, name: &str) -> Result<&[f32], Error> {
        let layer = self.find(name)?;
        let tap = self.taps.iter().find(|tap| tap.layer == layer);
        tap.map(|tap| tap.values.as_slice())
            .ok_or_else(|| Error::UnknownLayer {
                name: format!("{name} (it is not tapped)"),
                nearest: None,
            })
    }

    fn find(&self, name: &str) -> Result<LayerId, Error> {
        self.program
            .names
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| {
                let nearest = googlenet_dsl::nearest::nearest(
                    name,
                    self.program.names.iter().map(String::as_str),
                );
                Error::UnknownLayer {
                    name: name.to_owned(),
                    nearest: nearest.map(str::to_owned),
                }
            })
    }

    /// Runs the network over pictures, NHWC, one behind the other, and writes as many results; where the network has
    /// several outputs, those of the first.
    ///
    /// # Errors
    /// `input` holds no whole number of pictures.
    pub fn run(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), Error> {
        self.run_into(input, &mut [output])
    }

    /// The same for every output, in the order of [`Executor::outputs`].
    ///
    /// # Errors
    /// `input` holds no whole number of pictures.
    pub fn run_all(&mut self, input: &[f32], outputs: &mut Vec<Vec<f32>>) -> Result<(), Error> {
        outputs.resize_with(self.program.outputs.len(), Vec::new);
        self.run_into(input, outputs)
    }

    /// Runs the network and writes as many outputs, from the first on, as there is memory for.
    pub(super) fn run_into<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        outputs: &mut [V],
    ) -> Result<(), Error> {
        let pictures = self.pictures(input)?;
        let len = self.input_shape().len();
        let program = &*self.program;
        for (values, output) in outputs.iter_mut().zip(&program.outputs) {
            let len = program.shapes[output.layer].len();
            values.borrow_mut().resize(pictures * len, 0.0);
        }
        for tap in &mut self.taps {
            let len = program.shapes[tap.layer].len();
            tap.values.resize(pictures * len, 0.0);
        }
        for first in (0..pictures).step_by(self.batch) {
            let count = self.batch.min(pictures - first);
            self.run_chunk(&input[first * len..][..count * len], first, count, outputs);
        }
        Ok(())
    }

    /// Whether each thread takes a picture for itself.
    pub(super) fn is_apart(&self, count: usize) -> bool {
        count == self.threads() && count > 1 && self.taps.is_empty()
    }

    /// How many pictures an input holds.
    pub(super) fn pictures(&self, input: &[f32]) -> Result<usize, Error> {
        let len = self.input_shape().len();
        if input.is_empty() || !input.len().is_multiple_of(len) {
            let what = format!("an input of {}", self.input_shape());
            return Err(Error::length(what, len, input.len()));
        }
        Ok(input.len() / len)
    }

    fn run_chunk<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        first: usize,
        count: usize,
        results: &mut [V],
    ) {
        let (aside_len, threads) = (self.aside_len(), self.threads());
        let is_apart = self.is_apart(count);
        let program = &*self.program;
        let input_len = program.shapes[0].len();
        let run = Run::new(
            &mut self.arena,
            program.plan.arena_len,
            input,
            input_len,
            count,
        );
        let run = run.with_aside(&mut self.aside, aside_len);
        let run = run.with_scratch(&mut self.scratch, self.scratch_len, threads);
        let run = run.with_seams(&mut self.seams, program.steps.seam_len(), threads - 1);
        let tapped = !self.taps.is_empty();
        let taps = Mutex::new(&mut self.taps);
        let keep = |ready: Option<usize>| {
            let mut taps = taps.lock().unwrap_or_else(PoisonError::into_inner);
            for tap in taps.iter_mut().filter(|tap| tap.ready == ready) {
                tap.keep(program, &run, first);
            }
        };
        keep(None);
        self.barrier.reset();
        let barrier = &self.barrier;
        self.pool.run(&|thread| {
            if is_apart {
                let run = run.part(thread..thread + 1, thread);
                let share = run.share(program.target.isa, 0, 1);
                let steps = 0..program.steps.list().len();
                return steps.for_each(|step| program.steps.run(step, &share));
            }
            let _guard = barrier.guard();
            let share = run.share(program.target.isa, thread, threads);
            let share = share.meeting_at(barrier);
            for (phase, steps) in program.plan.phases.iter().enumerate() {
                if phase > 0 && !share.meet() {
                    return;
                }
                steps
                    .clone()
                    .for_each(|step| program.steps.run(step, &share));
                if tapped {
                    if !share.meet() {
                        return;
                    }
                    if thread == 0 {
                        keep(Some(phase));
                    }
                }
            }
        });
        for (values, output) in results.iter_mut().zip(&program.outputs) {
            let region = program.plan.regions[output.layer].as_ref();
            let region = region.expect("a result of the network is stored");
            let len = region.shape.len();
            for picture in 0..count {
                let values = &mut values.borrow_mut()[(first + picture) * len..][..len];
                run.read(region, picture, values);
            }
        }
    }
}
