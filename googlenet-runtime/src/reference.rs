//! Naive reference engine: runs a network layer by layer with plain loops. The results of the kernels are compared with
//! its results in tests.

use crate::model::Network;
use crate::ops::operator;

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
