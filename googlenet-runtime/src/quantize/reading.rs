//! What is gathered of the results that layers with quantised weights read, to round their weights.

use super::compensation::ErrorFactor;
use super::moments::{MOST_ROWS, Moments};
use super::patches::Patches;
use super::quantization::Quantization;
use super::structure::Structure;
use super::weights::QuantizedWeights;
use crate::Layer;
use crate::ops::{StepWeights, source_weights};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Op, Window};
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Size in bytes of the moments that are gathered in one pass over the images; rounding takes as much again. A layer with larger
/// ones, above 8,191 rows of its kernel, is rounded to nearest.
const MOST_BYTES: usize = 1 << 28;

/// Number of rows that are taken of all images, where they are fewer than 256 and each gives at most 256.
const ROWS: u64 = 1 << 14;

/// Least number of rows that are taken of an image.
const LEAST_ROWS: usize = 64;

/// A result and the layers with quantised weights that read the same patches of it.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) input: LayerId,
    window: Option<Window>,
    layers: Vec<LayerId>,
    values: usize,
    begun: Option<(Patches, Moments)>,
}

impl Reading {
    /// Returns what the layers read that have weights to quantise, in parts that are gathered in a pass each. `kept` says,
    /// by id, which layers keep theirs.
    pub(super) fn parts(structure: &Structure, kept: &[bool]) -> VecDeque<Vec<Reading>> {
        let graph = &structure.graph;
        let mut all: Vec<Reading> = Vec::new();
        for step in &structure.steps {
            let layer = step.layers[0];
            if !structure.is_product(layer) || kept[layer] {
                continue;
            }
            let input = graph.inputs(layer)[0];
            let window = match graph.op(layer) {
                Op::Conv(conv) => Some(conv.window),
                _ => None,
            };
            let is_same = |one: &&mut Reading| one.input == input && one.window == window;
            match all.iter_mut().find(is_same) {
                Some(one) => one.layers.push(layer),
                None => all.push(Reading {
                    input,
                    window,
                    layers: vec![layer],
                    values: rows_of_kernel(graph, layer),
                    begun: None,
                }),
            }
        }
        let mut parts: VecDeque<Vec<Reading>> = VecDeque::new();
        let mut room = 0;
        for one in all {
            let bytes = Moments::bytes(one.values);
            if bytes > MOST_BYTES {
                continue;
            }
            match parts.back_mut().filter(|_| bytes <= room) {
                Some(part) => part.push(one),
                None => {
                    parts.push_back(vec![one]);
                    room = MOST_BYTES;
                }
            }
            room -= bytes;
        }
        parts
    }

    /// Begins to gather, of so many images.
    pub(super) fn begin(&mut self, graph: &Graph, images: u64) {
        let layer = self.layers[0];
        let most = usize::try_from(ROWS.div_ceil(images.max(1))).unwrap_or(MOST_ROWS);
        let most = most.clamp(LEAST_ROWS, MOST_ROWS);
        let (input, output) = (graph.shape(self.input), graph.shape(layer));
        let patches = Patches::of(graph.op(layer), input, output, most);
        self.begun = Some((patches, Moments::new(self.values)));
    }

    /// Adds the values of an image in steps of their scale, as whole numbers.
    pub(super) fn add(&mut self, image: &[f32], buffer: &mut Vec<f32>) {
        if let Some((patches, moments)) = &mut self.begun {
            moments.add(&patches.rows(image, moments.width()), buffer);
        }
    }

    /// Returns the rounded kernels of the layers. `layers` are those of the network.
    fn kernels(self, rounding: &Rounder<'_>) -> Vec<(LayerId, Rounded)> {
        let factor = self
            .begun
            .and_then(|(_, moments)| ErrorFactor::of(moments, rounding.centered, rounding.images));
        let Some(factor) = factor else {
            return Vec::new();
        };
        let graph = &rounding.structure.graph;
        let steps = rounding.structure.steps.iter();
        let own = steps.filter(|step| self.layers.contains(&step.layers[0]));
        let kernel = own.filter_map(|step| {
            let id = step.layers[0];
            let layers: Vec<&Layer> = step
                .layers
                .iter()
                .map(|id| rounding.layers[*id - 1])
                .collect();
            let shape = layers[0].weight("kernel")?.shape();
            let name = &graph.layer(id).name;
            let rounded = source_weights(&StepWeights::of(step, &layers), |source| {
                let input = rounding.quantizations[rounding.structure.groups[self.input]]?;
                let (mut weights, _) = QuantizedWeights::of(id, name, shape, source, input);
                let snr_db = weights.compensate(source, &factor).snr_db();
                let kernel = weights.kernel;
                Some(Rounded { kernel, snr_db })
            });
            rounded.map(|rounded| (id, rounded))
        });
        kernel.collect()
    }
}

/// Returns the number of rows of a layer's kernel: of products of a sum.
fn rows_of_kernel(graph: &Graph, layer: LayerId) -> usize {
    let mut weights = graph.weights(layer).into_iter();
    let kernel = weights.find(|weight| weight.name == "kernel");
    kernel.map_or(0, |kernel| {
        let rows = kernel.shape.split_last().map_or(&[][..], |(_, rows)| rows);
        rows.iter().product()
    })
}

/// A rounded kernel.
pub(super) struct Rounded {
    pub(super) kernel: Vec<i8>,
    /// Ratio of signal to noise of the layer's sums.
    pub(super) snr_db: Option<f64>,
}

/// What kernels are rounded with.
pub(super) struct Rounder<'r> {
    pub(super) structure: &'r Structure,
    /// The layers of the network, without the input.
    pub(super) layers: &'r [&'r Layer],
    /// By the first layer of each group.
    pub(super) quantizations: &'r [Option<Quantization>],
    /// Whether means do not count, as biases make up for what they lose.
    pub(super) centered: bool,
    pub(super) images: u64,
    pub(super) threads: usize,
}

impl Rounder<'_> {
    /// Returns the rounded kernels of the layers of all readings.
    pub(super) fn kernels(&self, mut readings: Vec<Reading>) -> Vec<(LayerId, Rounded)> {
        readings.sort_by_key(|reading| reading.values);
        let threads = self.threads.min(readings.len());
        let waiting = Mutex::new(readings);
        let done = Mutex::new(Vec::new());
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let work = || {
            while let Some(reading) = next() {
                let kernels = reading.kernels(self);
                let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                done.extend(kernels);
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                // If the system refuses to start a thread, the others do its work.
                let _ = thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
