//! The session type without shapes in its type, and the run of a network on all threads.

use super::program::Program;
use super::tap::Tap;
use crate::kernel::{Arena, Barrier, Pool, RunContext, Target};
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::plan::Plan;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::Precision;
use std::borrow::BorrowMut;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A network ready to run, without shapes in its type: the plan and the packed weights, which sessions of the network
/// with the same weights and precision share, and threads and an arena (memory for all results) of its own.
///
/// Results are the same bits for every number of threads, every batch size, with and without taps (layers whose results
/// are recorded). From the second run on with the same number of images and the same output vectors, a run allocates
/// nothing, and with one thread it makes no system call.
pub struct DynSession {
    pub(crate) program: Arc<Program>,
    taps: Vec<Tap>,
    pool: Pool,
    barrier: Barrier,
    arena: Arena,
    /// Memory for the results that are recomputed for taps because the plan does not store them; one part for each
    /// image of the batch.
    tap_scratch: Arena,
    /// Scratch memory of kernels: one part of `scratch_bytes` bytes for each thread.
    scratch: Arena,
    scratch_bytes: usize,
    /// Memory for halos, one part for each pair of neighbouring threads: rows of a convolution's map on both sides of
    /// the boundary between their shares, which fused pools read.
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

    /// Creates a session of `program` on `threads` threads (at least one), the calling thread included, with memory for
    /// one image.
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

    /// Returns the number of threads of the session, the thread that calls `run` included.
    pub fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Returns the size in bytes of the arena, which holds the activations of as many images as
    /// [`DynSession::set_batch`] has set.
    pub fn arena_bytes(&self) -> usize {
        self.program.plan.arena_bytes * self.batch
    }

    /// Sets the number of images that the session holds memory for; `batch` is limited to the range from 1 to the
    /// number of threads. A run over more images takes this many at a time. If these are as many as the threads, and no
    /// layer is tapped, each thread computes one image by itself, which is faster than sharing the work on each image.
    pub fn set_batch(&mut self, batch: usize) {
        let batch = batch.clamp(1, self.threads());
        if batch != self.batch {
            self.arena = Arena::new(self.program.plan.arena_bytes * batch);
            self.batch = batch;
            self.tap_scratch = Arena::new(self.tap_scratch_bytes() * batch);
        }
    }

    /// Returns the shape of the network's input for one image.
    pub fn input_shape(&self) -> Shape {
        self.program.facts.shapes[0]
    }

    /// Returns the shape of the network's first output for one image.
    pub fn output_shape(&self) -> Shape {
        self.program.facts.shapes[self.program.facts.outputs[0].layer]
    }

    /// Returns name and shape (for one image) of every output, in the order of the description: those of steps first,
    /// then those of heads (such as auxiliary classifiers). The name is that of the step or head.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, Shape)> {
        let outputs = self.program.facts.outputs.iter();
        outputs.map(|output| (&*output.name, self.program.facts.shapes[output.layer]))
    }

    /// Returns the index, from 0, of the output `name` in [`DynSession::outputs`] and in the results of
    /// [`DynSession::run_all`].
    ///
    /// # Errors
    /// [`Error::UnknownOutput`] if the network has no output of this name.
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

    /// Returns the size in bytes of the tap scratch for one image.
    fn tap_scratch_bytes(&self) -> usize {
        self.taps.last().map_or(0, |tap| tap.scratch_end)
    }

    /// Taps a layer: every later run also records the result of the layer with the path `name`, to be read with
    /// [`DynSession::tapped`]. Returns the shape of the result for one image. Tapping a layer again changes nothing. In
    /// a session with taps, all threads share the work on each image.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no such layer. [`Error::FusedLayer`] if the plan does
    /// not store the layer's result, because the layer is fused with others, and the source weights from which it would
    /// be recomputed are not held, as in sessions of a [`PackedNetwork`](crate::PackedNetwork).
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

    /// Returns the result of a tapped layer for all images of the last run: one image behind the other, each in the
    /// order height, width, channels; empty if no run has followed the call of [`DynSession::tap`].
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network has no such layer, [`Error::NotTapped`] if the layer is not tapped.
    pub fn tapped(&self, name: &str) -> Result<&[f32], Error> {
        let layer = self.find(name)?;
        let tap = self.taps.iter().find(|tap| tap.layer == layer);
        tap.map(|tap| tap.values.as_slice())
            .ok_or_else(|| Error::NotTapped {
                name: name.to_owned(),
            })
    }

    /// Returns the id of the layer in inference with the path `name`.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if there is none.
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

    /// Runs the network over a batch of images, NHWC, and writes the values of the first output, NHWC as well, to
    /// `output`, which is resized to the results of all images.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub fn run(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), Error> {
        self.run_resized(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of every output to `outputs`: one vector
    /// for each output, in the order of [`DynSession::outputs`]. The list and its vectors are resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub fn run_all(&mut self, input: &[f32], outputs: &mut Vec<Vec<f32>>) -> Result<(), Error> {
        outputs.resize_with(self.program.facts.outputs.len(), Vec::new);
        self.run_resized(input, outputs)
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of the first output, NHWC as well, to
    /// `output`.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, or if `output` does not have
    /// the length of the results of these images.
    pub fn run_into(&mut self, input: &[f32], output: &mut [f32]) -> Result<(), Error> {
        self.run_slices(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of every output to `outputs`: one slice for
    /// each output, in the order of [`DynSession::outputs`].
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, if the number of slices is not
    /// that of the outputs, or if a slice does not have the length of the results of these images.
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

    /// Runs the network over the images `input`, NHWC, and writes its first outputs, as many as there are vectors in
    /// `outputs`, to these vectors, which are resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
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

    /// Runs the network over the images `input`, NHWC, and writes its first outputs, as many as there are slices in
    /// `outputs`, to these slices.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, or if a slice has the wrong
    /// length.
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

    /// Runs the network over the `images` images of `input`, `self.batch` at a time, and records the taps. `values`
    /// converts an entry of `outputs` to the slice that its results are written to, whose length must be that of the
    /// output's values for all images.
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

    /// Returns `true` if each thread computes one of `count` images by itself: if there are as many images as threads,
    /// more than one, and no taps.
    fn image_per_thread(&self, count: usize) -> bool {
        count == self.threads() && count > 1 && self.taps.is_empty()
    }

    /// Returns the number of images in `input`, which holds their values one behind the other.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub(super) fn images(&self, input: &[f32]) -> Result<usize, Error> {
        let len = self.input_shape().len();
        if input.is_empty() || !input.len().is_multiple_of(len) {
            let what = format!("an input of {}", self.input_shape());
            return Err(Error::length(what, len, input.len()));
        }
        Ok(input.len() / len)
    }

    /// Runs the network over the images with the indices `images`, at most `self.batch`, of a larger batch. `input`
    /// holds the values of these images alone; each entry of `results` holds one output of all images of the larger
    /// batch, and `values` converts an entry to its slice.
    ///
    /// If there are `times`, one entry for each step of the plan, the time of each step is added to its entry, and
    /// nothing is recorded for taps. The threads then wait for each other before and after each step; if each thread
    /// computes one image by itself, they do not wait, and the time is that of the first thread.
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
        // Threads that share the work on images wait for each other between stretches of steps. A stretch is a phase,
        // or a single step if steps are timed.
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
