//! Naive reference engine, against whose results the kernels are tested.

use crate::model::Network;
use crate::ops::operator;

/// Runs one image, NHWC, through the portable graph with naive loops that sum in `f64`. Returns the result of every
/// layer, NHWC, indexed by layer id; the layers of heads that exist only in training come last.
///
/// # Panics
/// Panics if `image` does not have as many values as the network's input.
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
