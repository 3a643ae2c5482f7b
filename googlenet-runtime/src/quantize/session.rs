//! Sessions of quantised networks.

use super::quantized::{FloatWeight, Quantized};
use super::structure::Structure;
use super::weights::LARGEST;
use crate::error::{Origin, QuantizedFileError, QuantizedMisfit};
use crate::kernel::{Quantized as ProductWeights, Target};
use crate::session::{
    DynSession, Program, QuantizedStep, QuantizedWeightSource, Session, WeightSource,
};
use crate::{
    Algorithms, DType, Error, Layer, Network, PackedNetwork, SessionBuilder, TypedNetwork,
};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::Plan;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

impl<N: Network + ?Sized> SessionBuilder<'_, N> {
    /// Builds a session that computes with 8-bit integers, without shapes in its type: with the weights and scales of
    /// `quantized`, which must be of this network, and none of the network's own weights. The element
    /// type of the builder does not matter, and precision and memory only to layers without quantised weights. Weights are packed, unless the last session of the network had the same ones; then both
    /// share them.
    ///
    /// Convolutions and dense layers with quantised weights multiply integers. Those without multiply bfloat16 numbers on
    /// tiles, or `f32` values without tiles and in several groups. Whatever else there is computes in `f32` what it reads and writes as integers.
    /// Outputs are `f32` ([`Graph::float_results`](crate::graph::Graph::float_results)).
    ///
    /// # Errors
    /// [`Error::Quantized`] if `quantized` is of another network, [`Error::UnknownLayer`] if the network of inference has no
    /// result with the name of a tap, [`Error::FusedLayer`] if the layer's result is not stored, because it is fused with
    /// others.
    pub fn build_quantized_dyn(self, quantized: &Quantized) -> Result<DynSession, Error> {
        self.finish_algorithms(|network, algorithms| {
            program(&network.graph(), &network.layers(), algorithms, quantized)
        })
    }
}

impl<N: TypedNetwork> SessionBuilder<'_, N> {
    /// Builds a session as [`SessionBuilder::build_quantized_dyn`] does, with the network's shapes in its type.
    ///
    /// # Errors
    /// Those of [`SessionBuilder::build_quantized_dyn`].
    pub fn build_quantized(
        self,
        quantized: &Quantized,
    ) -> Result<Session<N::Input, N::Output>, Error> {
        self.build_quantized_dyn(quantized).map(Session::new)
    }
}

impl Quantized {
    /// Checks that this is the quantised form of a network with this graph, as sessions do: that layers and sizes are those
    /// of the network, that no weight is missing, that all that is stored as integers has a scale, a normal number above 0,
    /// that results which share memory have the same, and that no sum exceeds 32 bits.
    ///
    /// # Errors
    /// [`Error::Quantized`] with everything that is not so.
    pub fn check(&self, graph: &Graph) -> Result<(), Error> {
        check(graph, self).map_err(misfits)?;
        plan(graph, self).map_err(misfits)?;
        floats(graph, self).map_err(misfits)
    }
}

impl PackedNetwork {
    /// Packs the weights of a quantised network, which must be of `graph`. Its sessions are those of
    /// [`SessionBuilder::build_quantized_dyn`]. There is no file of packed weights of it, as its own file is as small.
    ///
    /// # Errors
    /// [`Error::Quantized`] if `quantized` is of another network.
    pub fn quantized(
        graph: &Graph,
        quantized: &Quantized,
        algorithms: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        let layers = Layer::all(graph);
        let layers: Vec<&Layer> = layers.iter().collect();
        let program = program(graph, &layers, algorithms.into(), quantized)?;
        Ok(PackedNetwork::of_program(program))
    }
}

fn program(
    graph: &Graph,
    layers: &[&Layer],
    algorithms: Algorithms,
    quantized: &Quantized,
) -> Result<Arc<Program>, Error> {
    check(graph, quantized).map_err(misfits)?;
    let mut products: Vec<Option<QuantizedStep<'_>>> = graph.ids().map(|_| None).collect();
    for weights in &quantized.weights {
        products[weights.layer] = Some(QuantizedStep {
            weights: ProductWeights {
                weights: weights.scales.as_slice().into(),
                bias: weights.bias.as_slice().into(),
            },
            kernel: &weights.kernel,
        });
    }
    let scales: Vec<Option<(f32, i16)>> = quantized
        .results
        .iter()
        .map(|result| result.map(|result| (result.scale, i16::from(result.zero_point))))
        .collect();
    let names = quantized.floats.iter();
    let source = QuantizedWeightSource {
        hash: hash(quantized),
        scales: &scales,
        products,
        floats: &Floats(names.map(|weight| (weight.name.as_str(), weight)).collect()),
    };
    let plan = || plan(graph, quantized).map_err(misfits);
    let target = Target::chosen(algorithms.with_dtype(DType::U8));
    Program::quantized(graph, plan, layers, target, source)
}

fn misfits(misfits: Vec<QuantizedMisfit>) -> Error {
    wrong(QuantizedFileError::Misfits(misfits))
}

fn wrong(error: QuantizedFileError) -> Error {
    let origin = Origin::Bytes;
    Error::Quantized { origin, error }
}

/// Checks that layers, and sizes of quantised weights, are those of the network.
fn check(graph: &Graph, quantized: &Quantized) -> Result<(), Vec<QuantizedMisfit>> {
    let names: Vec<&str> = graph.ids().map(|id| &*graph.layer(id).name).collect();
    let got: Vec<&str> = quantized.layers.iter().map(String::as_str).collect();
    let both = 0..names.len().max(got.len());
    if let Some(at) = both.into_iter().find(|at| names.get(*at) != got.get(*at)) {
        let misfit = match (names.get(at), got.get(at)) {
            (Some(expected), _) => QuantizedMisfit::Missing {
                name: (*expected).to_owned(),
            },
            (None, got) => QuantizedMisfit::Unknown {
                name: got.copied().unwrap_or_default().to_owned(),
            },
        };
        return Err(vec![misfit]);
    }
    let mut found = Vec::new();
    let mut before = 0;
    for id in &quantized.float_layers {
        if *id <= before || *id >= graph.len() || !graph.op(*id).is_product() {
            let name = format!("float layer {id}");
            found.push(QuantizedMisfit::Unknown { name });
        }
        before = *id;
    }
    if quantized.results.len() != graph.len() {
        found.push(QuantizedMisfit::Shape {
            name: "results".to_owned(),
            expected: vec![graph.len()],
            got: vec![quantized.results.len()],
        });
    }
    for weights in &quantized.weights {
        let name = format!("{}.kernel", weights.name);
        let known = graph
            .ids()
            .find(|id| *id == weights.layer && graph.op(*id).is_product());
        let kernel = known.and_then(|id| {
            let kernel = graph
                .weights(id)
                .into_iter()
                .find(|weight| weight.name == "kernel");
            kernel.map(|kernel| kernel.shape)
        });
        let Some(shape) = kernel else {
            found.push(QuantizedMisfit::Unknown { name });
            continue;
        };
        let outputs = shape.last().copied().unwrap_or(0);
        let values: usize = shape.iter().product();
        let fits = weights.shape == shape
            && weights.kernel.len() == values
            && weights.scales.len() == outputs
            && weights.bias.len() == outputs;
        if !fits {
            let got = weights.shape.clone();
            let expected = shape;
            found.push(QuantizedMisfit::Shape {
                name,
                expected,
                got,
            });
        } else if let Some(at) =
            (weights.scales.iter()).position(|scale| !scale.is_normal() || *scale <= 0.0)
        {
            found.push(QuantizedMisfit::Value {
                name: format!("{}.kernel_scale", weights.name),
                at,
                expected: "a normal number above 0",
                got: weights.scales[at].to_string(),
            });
        } else if let Some(at) = weights.kernel.iter().position(|weight| *weight < -LARGEST) {
            found.push(QuantizedMisfit::Value {
                name,
                at,
                expected: "a number from -127 to 127",
                got: weights.kernel[at].to_string(),
            });
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(found),
    }
}

/// Plans the network, and checks that everything that is stored as integers has a scale, and that no sum overflows.
fn plan(graph: &Graph, quantized: &Quantized) -> Result<Plan, Vec<QuantizedMisfit>> {
    let plan = Structure::plan(graph, &quantized.float_layers);
    let mut found: Vec<QuantizedMisfit> = Vec::new();
    let name = |id: usize| graph.layer(id).name.to_string();
    for id in graph.ids() {
        let region = plan.regions[id].as_ref();
        let is_stored = region.is_some_and(|region| region.layout.dtype == DType::U8);
        match quantized.results[id] {
            None if is_stored || id == 0 => found.push(QuantizedMisfit::Missing {
                name: format!("{}.result_scale", name(id)),
            }),
            Some(result) if !result.scale.is_normal() || result.scale <= 0.0 => {
                found.push(QuantizedMisfit::Value {
                    name: format!("{}.result_scale", name(id)),
                    at: 0,
                    expected: "a normal number above 0",
                    got: result.scale.to_string(),
                });
            }
            _ => {}
        }
    }
    for (id, group) in graph.shared_scales().into_iter().enumerate() {
        if quantized.results[id] != quantized.results[group] {
            let names = [name(group), name(id)];
            found.push(QuantizedMisfit::Apart { names });
        }
    }
    if let Some(layer) = Structure::inner_softmax(&plan) {
        let layer = name(layer);
        found.push(QuantizedMisfit::InnerSoftmax { layer });
    }
    for weights in &quantized.weights {
        let input = graph.inputs(weights.layer).first().copied();
        let input = input.and_then(|input| quantized.results[input]);
        match input.map(|input| weights.overflow(input)) {
            None => found.push(QuantizedMisfit::Missing {
                name: format!("{}: the scale of its input", weights.name),
            }),
            Some(Some(channel)) => found.push(QuantizedMisfit::Overflow {
                layer: weights.name.clone(),
                channel,
            }),
            Some(None) => {}
        }
    }
    match found.is_empty() {
        true => Ok(plan),
        false => Err(found),
    }
}

/// Checks that no weights in `f32` are missing.
fn floats(graph: &Graph, quantized: &Quantized) -> Result<(), Vec<QuantizedMisfit>> {
    let structure = Structure::of(graph.clone(), &quantized.float_layers);
    let mut is_folded = vec![false; graph.len()];
    for step in &structure.steps {
        if quantized.weights_of(step.layers[0]).is_some() {
            step.layers.iter().for_each(|id| is_folded[*id] = true);
        }
    }
    let given = quantized.floats.iter();
    let given: HashMap<&str, &FloatWeight> =
        given.map(|weight| (weight.name.as_str(), weight)).collect();
    let mut found = Vec::new();
    for id in graph.ids().filter(|id| !is_folded[*id]) {
        for weight in graph.weights(id) {
            let name = format!("{}.{}", structure.name(id), weight.name);
            let values = weight.shape.iter().product::<usize>();
            match given.get(name.as_str()) {
                None => found.push(QuantizedMisfit::Missing { name }),
                Some(own) if own.shape != weight.shape || own.values.len() != values => {
                    found.push(QuantizedMisfit::Shape {
                        name,
                        expected: weight.shape,
                        got: own.shape.clone(),
                    });
                }
                Some(_) => {}
            }
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(found),
    }
}

/// Source of the weights that are not quantised, by name.
struct Floats<'q>(HashMap<&'q str, &'q FloatWeight>);

impl WeightSource for Floats<'_> {
    fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        let mut filled = layer.apart();
        let weights = layer.weights().iter();
        let own: Vec<(&str, Vec<usize>)> = weights
            .map(|weight| (weight.name(), weight.shape().to_vec()))
            .collect();
        for (weight, expected) in own {
            let name = format!("{}.{weight}", layer.name());
            let Some(given) = self.0.get(name.as_str()) else {
                return Err(misfits(vec![QuantizedMisfit::Missing { name }]));
            };
            if given.shape != expected || given.values.len() != expected.iter().product::<usize>() {
                let got = given.shape.clone();
                return Err(misfits(vec![QuantizedMisfit::Shape {
                    name,
                    expected,
                    got,
                }]));
            }
            filled.set_weight(weight, given.values.clone())?;
        }
        Ok(Cow::Owned(filled))
    }
}

/// Returns a hash of everything on which a program depends.
fn hash(quantized: &Quantized) -> u64 {
    let mut hash = Xxh3::new();
    for (id, result) in quantized.results.iter().enumerate() {
        if let Some(result) = result {
            hash.update(&id.to_le_bytes());
            hash.update(&result.scale.to_le_bytes());
            hash.update(&[result.zero_point]);
        }
    }
    for weights in &quantized.weights {
        hash.update(&weights.layer.to_le_bytes());
        weights
            .scales
            .iter()
            .for_each(|scale| hash.update(&scale.to_le_bytes()));
        weights
            .bias
            .iter()
            .for_each(|bias| hash.update(&bias.to_le_bytes()));
        for part in weights.kernel.chunks(1 << 12) {
            let mut bytes = [0; 1 << 12];
            for (byte, weight) in bytes.iter_mut().zip(part) {
                *byte = weight.cast_unsigned();
            }
            hash.update(&bytes[..part.len()]);
        }
    }
    for layer in &quantized.float_layers {
        hash.update(&layer.to_le_bytes());
    }
    for weight in &quantized.floats {
        hash.update(weight.name.as_bytes());
        weight
            .values
            .iter()
            .for_each(|value| hash.update(&value.to_le_bytes()));
    }
    hash.digest()
}
