//! What kernels of 8-bit integers give, computed with plain loops.

use super::quantization::Quantization;
use super::quantized::Quantized;
use super::structure::Structure;
use super::weights::QuantizedWeights;
use crate::ops::{ReferenceLayer, operator, reference_value};
use crate::{Layer, Network};
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::op::{Activation, Conv, Dense, Elementwise, Epilogue, Op, Softmax};
use googlenet_dsl::plan::Step;

/// Runs a quantised network image by image, with plain loops, as kernels of 8-bit integers do:
///
/// - The input stays in `f32`, and is quantised where a layer with quantised weights reads it, if only convolutions read it;
///   otherwise it is quantised at once.
/// - A sum of a convolution or dense layer with quantised weights is exact, a 32-bit integer: the bias and the products of
///   weights with the distances of inputs from their zero point; padding has the distance 0. As an `f32` it is multiplied by a
///   factor, also an `f32`.
/// - Where the result is quantised and the activation is none or limits values (ReLU, ReLU6, clip), the factor is
///   `input scale * weight scale / result scale`, rounded once. What is added, as the distance of its integer from its zero
///   point, times `its scale / result scale`, rounded once, is added with a single rounding. The sum is limited by the
///   activation's limits over the result's scale and to the range of the result, and rounded to the nearest integer, of two
///   the even one; the zero point is added.
/// - Otherwise the factor is `input scale * weight scale`. What is added is converted to `f32` first; sum, activation and
///   [`Quantization::quantize`] follow.
/// - Layers whose weights are not quantised compute in `f64` with those of the network. Kernels round weights to bfloat16,
///   and may store an integer nearby.
/// - Maximum pooling, concats and whatever else only moves values moves the integers.
/// - All else computes on values converted to `f32`, and converts its result once. It is computed in `f64` here, so that
///   kernels, whose `f32` rounds otherwise, may store a neighbouring integer.
#[derive(Debug)]
pub struct Simulation<'n> {
    quantized: &'n Quantized,
    structure: Structure,
    layers: Vec<&'n Layer>,
}

/// A result as it is stored for one image, in the order height, width, channels.
#[derive(Debug, Clone, PartialEq)]
pub enum Stored {
    /// Nothing, as the result is one within a step.
    Nothing,
    /// Integers.
    Quantized(Vec<u8>, Quantization),
    /// Values in `f32`.
    Float(Vec<f32>),
}

impl Stored {
    /// Returns the values that are stored; empty if there are none.
    pub fn values(&self) -> Vec<f32> {
        match self {
            Stored::Nothing => Vec::new(),
            Stored::Quantized(stored, quantization) => stored
                .iter()
                .map(|stored| quantization.dequantize(*stored))
                .collect(),
            Stored::Float(values) => values.clone(),
        }
    }

    fn exact(&self) -> Vec<f64> {
        self.values().into_iter().map(f64::from).collect()
    }
}

impl<'n> Simulation<'n> {
    /// Creates the simulation of `quantized`, which must be of the graph of `network`. Weights in `f32` are those of `network`.
    pub fn new(network: &'n dyn Network, quantized: &'n Quantized) -> Simulation<'n> {
        Simulation {
            quantized,
            structure: Structure::of(network.graph(), &quantized.float_layers),
            layers: network.layers(),
        }
    }

    /// Runs one image, in the order height, width, channels, and returns what is stored of each layer, by
    /// [`LayerId`](crate::graph::LayerId), that of the input, the image itself, first.
    ///
    /// # Panics
    /// Panics if the length of `image` is not the number of values of the network's input.
    pub fn run(&self, image: &[f32]) -> Vec<Stored> {
        let graph = &self.structure.graph;
        assert_eq!(image.len(), graph.shape(0).len(), "one image");
        let mut results = vec![match self.structure.reads_floats {
            true => Stored::Float(image.to_vec()),
            false => self.store(0, image),
        }];
        for id in graph.ids().skip(1) {
            results.push(self.layer(id, &results));
        }
        results
    }

    /// Returns what is stored of a layer, where `results` are those of all layers before it, as [`Simulation::run`] returns them.
    ///
    /// # Panics
    /// Panics if there is no such layer but the input, or if a result that it reads is missing or of another size.
    pub fn layer(&self, id: LayerId, results: &[Stored]) -> Stored {
        let is_within = |step: &Step| {
            let last = step.layers.len() - 1;
            step.layers[..last].contains(&id)
        };
        match self.structure.step(id) {
            None if self.structure.steps.iter().any(is_within) => Stored::Nothing,
            Some(step) => match self.quantized.weights_of(step.layers[0]) {
                Some(weights) => self.product(step, weights, results),
                None => self.layers_of(&step.layers, results),
            },
            None => self.layers_of(&[id], results),
        }
    }

    /// Returns the values of the network's first output for one image.
    ///
    /// # Panics
    /// As [`Simulation::run`].
    pub fn output(&self, image: &[f32]) -> Vec<f32> {
        let output = self.structure.graph.outputs()[0].layer;
        self.run(image)[output].values()
    }

    /// Returns values as they are stored of a layer.
    fn store(&self, layer: LayerId, values: &[f32]) -> Stored {
        match self.quantized.results[layer].filter(|_| !self.structure.float[layer]) {
            None => Stored::Float(values.to_vec()),
            Some(quantization) => {
                let stored = values.iter().map(|value| quantization.quantize(*value));
                Stored::Quantized(stored.collect(), quantization)
            }
        }
    }

    /// Runs layers one behind the other on values converted to floats, or on the integers themselves where they are only
    /// moved.
    fn layers_of(&self, layers: &[LayerId], results: &[Stored]) -> Stored {
        let graph = &self.structure.graph;
        let (first, last) = (layers[0], layers[layers.len() - 1]);
        if graph.moves_values(last)
            && first == last
            && let Some(moved) = self.moved(last, results)
        {
            return moved;
        }
        let mut values: Vec<f64> = Vec::new();
        for id in layers {
            let inputs = graph.inputs(*id).into_iter();
            let inputs: Vec<Vec<f64>> = inputs
                .map(|input| match layers.contains(&input) {
                    true => values.clone(),
                    false => results[input].exact(),
                })
                .collect();
            values = self.exact(*id, &inputs);
        }
        let values: Vec<f32> = values.into_iter().map(|value| value as f32).collect();
        self.store(last, &values)
    }

    /// Runs a layer that only moves values on integers; `None` if an input is not stored as such.
    fn moved(&self, id: LayerId, results: &[Stored]) -> Option<Stored> {
        let inputs = self.structure.graph.inputs(id).into_iter();
        let inputs = inputs.map(|input| match &results[input] {
            Stored::Quantized(stored, quantization) => Some(distances(stored, *quantization)),
            _ => None,
        });
        let inputs: Vec<Vec<f64>> = inputs.collect::<Option<_>>()?;
        let quantization = self.quantized.results[id]?;
        Some(of_distances(self.exact(id, &inputs), quantization))
    }

    fn exact(&self, id: LayerId, inputs: &[Vec<f64>]) -> Vec<f64> {
        let layer = self.layers[id - 1];
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        operator(layer.op()).exact(&ReferenceLayer::of(layer), &inputs)
    }

    /// Runs a step whose operation is a convolution or dense layer with quantised weights.
    fn product(&self, step: &Step, weights: &QuantizedWeights, results: &[Stored]) -> Stored {
        let graph = &self.structure.graph;
        let (first, last) = (step.layers[0], step.layers[step.layers.len() - 1]);
        let source = graph.inputs(first)[0];
        let input = self.quantized.results[source].expect("inputs of products are quantised");
        let stored = match &results[source] {
            Stored::Quantized(stored, _) => stored.clone(),
            other => other
                .values()
                .into_iter()
                .map(|value| input.quantize(value))
                .collect(),
        };
        let sums = self.sums(first, weights, &distances(&stored, input));
        let result = self.quantized.results[last].filter(|_| !self.structure.float[last]);
        let activation = step.activation();
        let summand = self.summand(step).map(|id| &results[id]);
        let products = sums
            .iter()
            .enumerate()
            .map(|(at, sum)| (at % weights.outputs(), *sum as f32));
        let before = match (result, limits(activation)) {
            (Some(result), Some(limits)) => {
                let zero_point = f32::from(result.zero_point);
                let [low, high] = limits
                    .map(|limit| (limit / result.scale).clamp(-zero_point, 255.0 - zero_point));
                let added: Option<(Vec<f64>, f32)> = summand.map(|summand| match summand {
                    Stored::Quantized(stored, quantization) => {
                        let factor = f64::from(quantization.scale) / f64::from(result.scale);
                        (distances(stored, *quantization), factor as f32)
                    }
                    _ => unreachable!("what is added to integers is stored as such"),
                });
                let stored = products.enumerate().map(|(at, (output, sum))| {
                    let mut place = sum * weights.factor(output, input, Some(result));
                    if let Some((distances, factor)) = &added {
                        place = (distances[at] as f32).mul_add(*factor, place);
                    }
                    (place.max(low).min(high).round_ties_even() + zero_point) as u8
                });
                Stored::Quantized(stored.collect(), result)
            }
            _ => {
                let summand = summand.map(Stored::values);
                let values = products.enumerate().map(|(at, (output, sum))| {
                    let value = sum * weights.factor(output, input, None);
                    let added = summand
                        .as_ref()
                        .map_or(value, |summand| value + summand[at]);
                    reference_value(activation, f64::from(added)) as f32
                });
                let values: Vec<f32> = values.collect();
                match result {
                    Some(_) => self.store(last, &values),
                    None => Stored::Float(self.then(first, values)),
                }
            }
        };
        let pools = step
            .epilogue
            .iter()
            .filter(|fused| matches!(fused.epilogue, Epilogue::MaxPool(_)));
        pools.fold(before, |before, pool| self.pooled(pool.layer, before))
    }

    /// Returns the exact sums of a convolution or dense layer.
    fn sums(&self, id: LayerId, weights: &QuantizedWeights, inputs: &[f64]) -> Vec<i32> {
        let layer = self.layers[id - 1];
        let mut reference = ReferenceLayer::of(layer);
        for (weight, values) in layer.weights().iter().zip(reference.weights_mut()) {
            match weight.name() {
                "kernel" => {
                    *values = weights
                        .kernel
                        .iter()
                        .map(|weight| f64::from(*weight))
                        .collect()
                }
                _ => values.fill(0.0),
            }
        }
        let linear: Op = match layer.op() {
            Op::Conv(conv) => Conv {
                activation: Activation::None,
                ..conv.clone()
            }
            .into(),
            Op::Dense(dense) => Dense {
                activation: Activation::None,
                ..dense.clone()
            }
            .into(),
            other => unreachable!("`{}` has no quantised weights", other.label()),
        };
        let sums = operator(&linear).exact(&reference, &[inputs]);
        let sums = sums.into_iter().enumerate().map(|(at, sum)| {
            let sum = sum as i64 + i64::from(weights.bias[at % weights.outputs()]);
            i32::try_from(sum).expect("no sum exceeds 32 bits")
        });
        sums.collect()
    }

    /// Returns the layer whose result a step adds to its own.
    fn summand(&self, step: &Step) -> Option<LayerId> {
        let mut fused = step.epilogue.iter();
        let sum = fused.find(|fused| matches!(fused.epilogue, Epilogue::Add { .. }))?;
        let mut inputs = self.structure.graph.inputs(sum.layer).into_iter();
        inputs.find(|input| !step.layers.contains(input))
    }

    /// Applies the softmax that a layer has as its activation.
    fn then(&self, id: LayerId, values: Vec<f32>) -> Vec<f32> {
        let layer = self.layers[id - 1];
        match layer.op().then() {
            Some(Op::Softmax(_)) => {
                let values: Vec<f64> = values.into_iter().map(f64::from).collect();
                let softmax =
                    operator(&Softmax {}.into()).exact(&ReferenceLayer::of(layer), &[&values]);
                softmax.into_iter().map(|value| value as f32).collect()
            }
            _ => values,
        }
    }

    /// Applies a maximum pooling.
    fn pooled(&self, pool: LayerId, before: Stored) -> Stored {
        match before {
            Stored::Quantized(stored, quantization) => {
                let pooled = self.exact(pool, &[distances(&stored, quantization)]);
                of_distances(pooled, quantization)
            }
            other => {
                let pooled = self.exact(pool, &[other.exact()]);
                Stored::Float(pooled.into_iter().map(|value| value as f32).collect())
            }
        }
    }
}

/// Returns the limits that an activation sets to values; `None` if it does anything else.
fn limits(activation: Elementwise) -> Option<[f32; 2]> {
    match activation {
        Elementwise::None => Some([f32::NEG_INFINITY, f32::INFINITY]),
        Elementwise::Relu => Some([0.0, f32::INFINITY]),
        Elementwise::Relu6 => Some([0.0, 6.0]),
        Elementwise::Clip { low, high } => Some([low, high]),
        _ => None,
    }
}

/// Returns the distances of stored integers from their zero point.
fn distances(stored: &[u8], quantization: Quantization) -> Vec<f64> {
    let zero = i16::from(quantization.zero_point);
    stored
        .iter()
        .map(|stored| f64::from(i16::from(*stored) - zero))
        .collect()
}

/// Returns what has these distances from the zero point.
fn of_distances(distances: Vec<f64>, quantization: Quantization) -> Stored {
    let zero = f64::from(quantization.zero_point);
    let stored = distances
        .into_iter()
        .map(|distance| (distance + zero) as u8);
    Stored::Quantized(stored.collect(), quantization)
}
