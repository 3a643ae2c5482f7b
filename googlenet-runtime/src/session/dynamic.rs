//! The session type without shapes in its type: creation, batch, outputs and taps.

use super::program::Program;
use super::shares::Shares;
use super::tap::Tap;
use super::traffic::late;
use crate::kernel::{Arena, Barrier, MANY, Pool, Target};
use crate::{Error, Layer, notice};
use googlenet_dsl::graph::{self, Graph, LayerId};
use googlenet_dsl::plan::Plan;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::Algorithms;
use std::fmt;
use std::sync::Arc;

/// A network ready to run, without shapes in its type: the plan and the packed weights, which sessions of the network
/// with the same weights and algorithms share, and threads and an arena (memory for all results) of its own.
///
/// Results are the same bits for every number of threads, every batch size, with and without taps (layers whose results
/// are recorded). From the second run on with the same number of images and the same output vectors, a run allocates
/// nothing, and with one thread it makes no system call.
pub struct DynSession {
    pub(crate) program: Arc<Program>,
    pub(super) taps: Vec<Tap>,
    pub(super) pool: Pool,
    /// Which part of each step each thread computes.
    pub(super) shares: Shares,
    pub(super) barrier: Barrier,
    pub(super) arena: Arena,
    /// Memory for the results that are recomputed for taps because the plan does not store them; one part for each
    /// image of the batch.
    pub(super) tap_scratch: Arena,
    /// Scratch memory of kernels: one part of `scratch_bytes` bytes for each thread.
    pub(super) scratch: Arena,
    pub(super) scratch_bytes: usize,
    /// Memory for halos, one part for each pair of neighbouring threads: rows of a convolution's map on both sides of
    /// the boundary between their shares, which fused pools read.
    pub(super) halos: Arena,
    pub(super) batch: usize,
    /// Index of the first of the late steps, which a thread computes for its images together.
    pub(super) late: usize,
}

impl DynSession {
    pub(crate) fn new(
        graph: &Graph,
        plan: impl FnOnce() -> Arc<Plan>,
        layers: &[&Layer],
        threads: usize,
        algorithms: Algorithms,
    ) -> DynSession {
        let program = Program::shared(graph, plan, layers, Target::chosen(algorithms));
        DynSession::of(program, threads)
    }

    /// Creates a session of `program` on `threads` threads (one if that is 0), the calling thread included, with memory
    /// for one image.
    pub(crate) fn of(program: Arc<Program>, threads: usize) -> DynSession {
        notice::unoptimised();
        let pool = Pool::new(threads);
        let scratch_bytes = program.steps.scratch_bytes();
        let late = late(program.steps.list());
        DynSession {
            arena: Arena::of(program.plan.dtype, program.plan.arena_bytes),
            scratch: Arena::new(scratch_bytes * pool.threads()),
            scratch_bytes,
            halos: Arena::new(program.steps.halo_bytes() * (pool.threads() - 1)),
            shares: Shares::new(program.steps.list(), &program.plan.phases, pool.threads()),
            program,
            taps: Vec::new(),
            pool,
            barrier: Barrier::default(),
            tap_scratch: Arena::new(0),
            batch: 1,
            late,
        }
    }

    /// Returns the number of threads of the session, the thread that calls `run` included.
    pub fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Returns the size in bytes of the arena, which holds the activations of as many images as
    /// [`DynSession::set_batch`] has set. An arena of 1 MiB or more comes from the operating system directly, so that a
    /// counting or limiting allocator does not see it.
    pub fn arena_bytes(&self) -> usize {
        self.program.plan.arena_bytes * self.batch
    }

    /// Returns the size in bytes of the scratch memory that the kernels of the network's steps need, all threads
    /// together; for tests.
    #[doc(hidden)]
    pub fn scratch_bytes(&self) -> usize {
        self.scratch.bytes()
    }

    /// Sets the number of images that the session holds memory for; `batch` is limited to the range from 1 to the
    /// number of threads; with four threads or more twice as many are held if it is at least that. A run over more images
    /// takes this many at a time. Of as many images as threads each thread computes one by itself, if no layer is tapped,
    /// which is faster than sharing the work on each image; of twice as many two, which share the weights of late layers.
    pub fn set_batch(&mut self, batch: usize) {
        let threads = self.threads();
        let batch = match threads >= MANY && batch >= 2 * threads {
            true => 2 * threads,
            false => batch.clamp(1, threads),
        };
        if batch != self.batch {
            let dtype = self.program.plan.dtype;
            self.arena = Arena::of(dtype, self.program.plan.arena_bytes * batch);
            self.batch = batch;
            self.tap_scratch = Arena::of(dtype, self.tap_scratch_bytes() * batch);
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

    /// Returns the name and the shape (for one image) of every output: first the outputs of steps, then those of heads
    /// (such as auxiliary classifiers), each in the order of the description. The name is that of the step or head.
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
    pub(super) fn tap_scratch_bytes(&self) -> usize {
        self.taps.last().map_or(0, |tap| tap.scratch_end)
    }

    /// Taps a step or a layer: every later run, except those that time steps, also records its result, to be read with
    /// [`DynSession::tapped`]. Returns the shape of the result for one image. The path of a step names what leaves the
    /// step, also if it is a block or if `batch_norm` adds layers to it; see
    /// [`Graph::find_result`](crate::graph::Graph::find_result) for all names. Tapping a result again changes nothing.
    /// In a session with taps, all threads share the work on each image.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if the network of inference has no result of this name. [`Error::FusedLayer`] if the plan does
    /// not store the layer's result, because the layer is fused with others, and the source weights from which it would
    /// be recomputed are not held, as in sessions of a [`PackedNetwork`](crate::PackedNetwork).
    pub fn tap(&mut self, name: &str) -> Result<Shape, Error> {
        let layer = self.find(name)?;
        self.tap_layer(layer)?;
        Ok(self.program.facts.shapes[layer])
    }

    /// Taps a layer as [`DynSession::tap`] does.
    ///
    /// # Errors
    /// [`Error::FusedLayer`] as there.
    pub(super) fn tap_layer(&mut self, layer: LayerId) -> Result<(), Error> {
        if !self.taps.iter().any(|tap| tap.layer == layer) {
            let tap = Tap::new(&self.program, layer, self.tap_scratch_bytes())?;
            self.scratch_bytes = self.scratch_bytes.max(tap.scratch_bytes());
            self.scratch = Arena::new(self.scratch_bytes * self.threads());
            self.taps.push(tap);
            let dtype = self.program.plan.dtype;
            self.tap_scratch = Arena::of(dtype, self.tap_scratch_bytes() * self.batch);
        }
        Ok(())
    }

    /// Returns the result of a tapped step or layer for all images of the last run that did not time its steps: one image
    /// behind the other, each in the order height, width, channels; empty if no such run has followed the call of
    /// [`DynSession::tap`].
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

    /// Returns the id of the layer in inference whose result has the name `name`.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if there is none.
    fn find(&self, name: &str) -> Result<LayerId, Error> {
        let layers = self.program.facts.layers();
        graph::find_result(&layers, name).ok_or_else(|| {
            let known = graph::result_names(&layers);
            let nearest = googlenet_dsl::nearest::nearest(name, known.iter().map(String::as_str));
            Error::UnknownLayer {
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
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
            .field("precision", &self.program.target.algorithms.precision)
            .field("memory", &self.program.target.algorithms.memory)
            .field("arena_bytes", &self.arena_bytes())
            .finish_non_exhaustive()
    }
}
