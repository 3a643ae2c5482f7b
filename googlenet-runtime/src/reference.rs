//! Naive reference engine: runs a network layer by layer with plain loops. The results of the kernels are compared with
//! its results in tests.

use crate::Error;
use crate::model::{Network, SessionBuilder};
use crate::ops::{ReferenceLayer, operator};
pub use crate::session::{Accuracy, OutputAccuracy, StepAccuracy};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::Algorithms;

/// Runs a network over the images `input`, NHWC, in a session of `threads` threads (one if that is 0) with some algorithms, and
/// compares the result of each of its steps with the same step computed in double precision from the same `f32` values, and
/// the outputs with the whole network in double precision. It takes a few seconds for each 10^9 multiply-accumulates.
///
/// # Errors
/// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
pub fn accuracy<N: Network + ?Sized>(
    network: &N,
    input: &[f32],
    threads: usize,
    algorithms: impl Into<Algorithms>,
) -> Result<Accuracy, Error> {
    let builder = SessionBuilder::new(network).threads(threads);
    let algorithms = algorithms.into();
    let builder = builder.precision(algorithms.precision);
    let mut session = builder.memory(algorithms.memory).build_dyn()?;
    session.accuracy(&network.graph(), &network.layers(), input)
}

/// Runs one image, in the order height, width, channels, through all layers of the portable graph with plain loops that
/// sum in `f64`. Returns the result of every layer in the same order of axes, indexed by layer id (0 is the input); the
/// layers of heads (such as auxiliary classifiers) that exist only in training come last.
///
/// # Panics
/// Panics if the length of `image` is not the number of values of the network's input.
pub fn run(network: &dyn Network, image: &[f32]) -> Vec<Vec<f32>> {
    let graph = network.graph();
    assert_eq!(image.len(), graph.shape(0).len(), "one image");
    let mut results = vec![image.to_vec()];
    for (id, layer) in (1..).zip(network.layers()) {
        let sources = graph.inputs(id);
        let inputs: Vec<&[f32]> = sources
            .iter()
            .map(|input| results[*input].as_slice())
            .collect();
        results.push(operator(layer.op()).reference(layer, &inputs));
    }
    results
}

/// A network as the naive engine runs it, in `f64` throughout, with weights of its own.
#[derive(Debug)]
pub struct Reference<'n> {
    graph: Graph,
    layers: Vec<ReferenceLayer<'n>>,
}

impl<'n> Reference<'n> {
    /// Returns a network with heads that exist in training only, with the weights of `network`.
    pub fn of(network: &'n dyn Network) -> Reference<'n> {
        let layers = network.layers().into_iter();
        Reference {
            graph: network.graph().training(),
            layers: layers.map(ReferenceLayer::of).collect(),
        }
    }

    /// Returns the values of each weight tensor of a layer for writing, in the order of
    /// [`Layer::weights`](crate::Layer::weights). The id is that in the graph of training, above 0.
    pub fn weights_mut(&mut self, layer: usize) -> &mut [Vec<f64>] {
        self.layers[layer - 1].weights_mut()
    }

    /// Runs one image as [`run`] does, without rounding anything.
    ///
    /// # Panics
    /// Panics if the length of `image` is not the number of values of the network's input.
    pub fn run(&self, image: &[f64]) -> Vec<Vec<f64>> {
        assert_eq!(image.len(), self.graph.shape(0).len(), "one image");
        let mut results = vec![image.to_vec()];
        for (id, layer) in (1..).zip(&self.layers) {
            let inputs = self.graph.inputs(id).into_iter();
            let inputs: Vec<&[f64]> = inputs.map(|input| results[input].as_slice()).collect();
            results.push(operator(layer.op()).exact(layer, &inputs));
        }
        results
    }
}
