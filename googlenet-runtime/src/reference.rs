//! The naive engine that the kernels are tested against.

use crate::model::Network;
use crate::ops::operator;

/// Runs one image, NHWC, through the portable graph by the naive references, and gives every layer's result, by the
/// graph's ids; behind those of inference stand the layers of heads that only training has.
///
/// # Panics
/// The image has not as many values as the network's input.
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
