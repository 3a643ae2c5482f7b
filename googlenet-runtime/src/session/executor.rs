//! Runs a plan, whatever its shapes.

use crate::kernel::{Arena, Packed, Pool, Run};
use crate::ops::operator;
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId, Output};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{Plan, Region};
use googlenet_dsl::shape::Shape;
use std::borrow::BorrowMut;
use std::sync::Arc;

/// A session without shapes in its type: the plan, the packed weights, threads and one arena.
///
/// Results are the same bits for every number of threads, every batch and whatever is tapped. From the second run
/// on with as many pictures nothing is allocated.
pub struct Executor {
    steps: Vec<Step>,
    /// For each layer, by id, the step after which its result is there; `None` for what the caller gives.
    ready: Vec<Option<usize>>,
    names: Vec<String>,
    regions: Vec<Region>,
    arena_len: usize,
    outputs: Vec<Output>,
    taps: Vec<Tap>,
    pool: Pool,
    arena: Arena,
    batch: usize,
    input_len: usize,
}

struct Step {
    op: Op,
    inputs: Vec<Region>,
    output: Region,
    packed: Option<Arc<Packed>>,
}

struct Tap {
    layer: LayerId,
    values: Vec<f32>,
}

impl Executor {
    pub(crate) fn new(graph: &Graph, layers: &[&Layer], threads: usize) -> Executor {
        let plan = Plan::new(graph);
        let mut ready: Vec<Option<usize>> = vec![None; graph.len()];
        for (at, step) in plan.steps.iter().enumerate() {
            ready[step.layer] = Some(at);
        }
        for id in graph.ids() {
            if ready[id].is_none() {
                ready[id] = graph
                    .inputs(id)
                    .into_iter()
                    .filter_map(|input| ready[input])
                    .max();
            }
        }
        let steps = plan.steps.into_iter().map(|step| Step {
            op: graph.op(step.layer).clone(),
            inputs: step.inputs,
            output: step.output,
            packed: layers[step.layer - 1].packed(),
        });
        Executor {
            steps: steps.collect(),
            ready,
            names: graph
                .ids()
                .map(|id| graph.layer(id).name.to_string())
                .collect(),
            regions: plan.regions,
            arena_len: plan.arena_len,
            outputs: graph.outputs().to_vec(),
            taps: Vec::new(),
            pool: Pool::new(threads),
            arena: Arena::new(plan.arena_len),
            batch: 1,
            input_len: graph.shape(0).len(),
        }
    }

    /// Number of threads, the caller's included.
    pub fn threads(&self) -> usize {
        self.pool.threads()
    }

    /// Bytes of activations that are held.
    pub fn arena_bytes(&self) -> usize {
        self.arena_len * self.batch * size_of::<f32>()
    }

    /// Holds memory for `batch` pictures, which then go through each step together; more are taken in turns.
    pub fn set_batch(&mut self, batch: usize) {
        let batch = batch.max(1);
        if batch != self.batch {
            self.arena = Arena::new(self.arena_len * batch);
            self.batch = batch;
        }
    }

    /// The shape that is read.
    pub fn input_shape(&self) -> Shape {
        self.regions[0].shape
    }

    /// The shape that is made; of several, the first.
    pub fn output_shape(&self) -> Shape {
        self.regions[self.outputs[0].layer].shape
    }

    /// All that is made, in the order of the description: the names of the steps and heads, and the shapes.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&str, Shape)> {
        let shape = |layer: LayerId| self.regions[layer].shape;
        let outputs = self.outputs.iter();
        outputs.map(move |output| (&*output.name, shape(output.layer)))
    }

    /// The place of the output of that name in what [`Executor::run_all`] makes.
    ///
    /// # Errors
    /// There is no such output.
    pub fn output(&self, name: &str) -> Result<usize, Error> {
        let known = || self.outputs.iter().map(|output| &*output.name);
        known().position(|known| known == name).ok_or_else(|| {
            let nearest = googlenet_dsl::nearest::nearest(name, known());
            Error::UnknownOutput {
                name: name.to_owned(),
                nearest: nearest.map(str::to_owned),
            }
        })
    }

    /// From now on keeps the result of the layer of that path, and says its shape.
    ///
    /// # Errors
    /// There is no such layer.
    pub fn tap(&mut self, name: &str) -> Result<Shape, Error> {
        let layer = self.find(name)?;
        if !self.taps.iter().any(|tap| tap.layer == layer) {
            self.taps.push(Tap {
                layer,
                values: Vec::new(),
            });
        }
        Ok(self.regions[layer].shape)
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
        self.names
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| {
                let nearest =
                    googlenet_dsl::nearest::nearest(name, self.names.iter().map(String::as_str));
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
        outputs.resize_with(self.outputs.len(), Vec::new);
        self.run_into(input, outputs)
    }

    /// Runs the network and writes as many outputs, from the first on, as there is memory for.
    pub(super) fn run_into<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        outputs: &mut [V],
    ) -> Result<(), Error> {
        let len = self.input_len;
        if input.is_empty() || !input.len().is_multiple_of(len) {
            let what = format!("an input of {}", self.input_shape());
            return Err(Error::length(what, len, input.len()));
        }
        let pictures = input.len() / len;
        for (values, output) in outputs.iter_mut().zip(&self.outputs) {
            let len = self.regions[output.layer].shape.len();
            values.borrow_mut().resize(pictures * len, 0.0);
        }
        for tap in &mut self.taps {
            tap.values
                .resize(pictures * self.regions[tap.layer].shape.len(), 0.0);
        }
        for first in (0..pictures).step_by(self.batch) {
            let count = self.batch.min(pictures - first);
            self.run_chunk(&input[first * len..][..count * len], first, count, outputs);
        }
        Ok(())
    }

    fn run_chunk<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        first: usize,
        count: usize,
        results: &mut [V],
    ) {
        let Executor {
            steps,
            ready,
            regions,
            taps,
            pool,
            arena,
            arena_len,
            outputs,
            input_len,
            ..
        } = self;
        let mut run = Run::new(pool, arena, *arena_len, input, *input_len, count);
        let keep = |run: &Run<'_>, region: &Region, values: &mut [f32]| {
            let len = region.shape.len();
            for picture in 0..count {
                run.read(
                    region,
                    picture,
                    &mut values[(first + picture) * len..][..len],
                );
            }
        };
        let mut keep_taps = |run: &Run<'_>, step: Option<usize>| {
            for tap in taps.iter_mut().filter(|tap| ready[tap.layer] == step) {
                keep(run, &regions[tap.layer], &mut tap.values);
            }
        };
        keep_taps(&run, None);
        for (at, step) in steps.iter().enumerate() {
            operator(&step.op).run(&mut run, &step.inputs, &step.output, step.packed.as_deref());
            keep_taps(&run, Some(at));
        }
        for (values, output) in results.iter_mut().zip(outputs.iter()) {
            keep(&run, &regions[output.layer], values.borrow_mut());
        }
    }
}
