//! Comparison of every layer's result in the interpreter with the naive reference.

use super::{check, spec, specs};
use crate::interpreter::{self, Array};
use googlenet_dsl::shape::Shape;
use googlenet_interop::onnx::proto::ModelProto;
use googlenet_interop::onnx::tensor_name;
use googlenet_runtime::{Network, reference};

use googlenet_runtime::weights::formula;

/// Largest difference between interpreter and reference, relative to the layer's largest absolute value.
const TOLERANCE: f64 = 1e-5;

/// Compares every layer's result in the interpreter with the reference, for a batch of two.
pub(super) fn agree(network: &dyn Network, model: &ModelProto) {
    let graph = network.graph();
    let [height, width, channels] = graph.shape(0).dims()[..] else {
        panic!("the input is a map")
    };
    let len = graph.shape(0).len();
    let images: Vec<Vec<f32>> = (0..2)
        .map(|image| (0..len).map(|i| formula(image, i as u64) as f32).collect())
        .collect();
    let planes = images.iter().flat_map(|image| {
        let value = move |at: usize| {
            let (channel, pixel) = (at / (height * width), at % (height * width));
            f64::from(image[pixel * channels + channel])
        };
        (0..len).map(value)
    });
    let made = interpreter::run(
        model,
        Array::new(&[2, channels, height, width], planes.collect()),
    );
    for (at, image) in images.iter().enumerate() {
        let expected = reference::run(network, image);
        for id in graph.ids() {
            let name = tensor_name(&graph.layer(id).name);
            let shape = graph.shape(id);
            let array = &made[&name];
            let all = &array.values[at * shape.len()..][..shape.len()];
            let (pixels, channels) = (shape.pixels(), shape.channels());
            let mut got: Vec<f64> = match shape {
                Shape::Map { .. } => (0..shape.len())
                    .map(|i| all[i % channels * pixels + i / channels])
                    .collect(),
                Shape::Vector { .. } => all.to_vec(),
                _ => googlenet_dsl::no_other_variant!(Shape, 2),
            };
            let mut expected: Vec<f64> =
                expected[id].iter().map(|value| f64::from(*value)).collect();
            // A vector between a flatten and a dense layer may be in another order, so both results are sorted.
            let is_result = graph.outputs().iter().any(|output| output.layer == id);
            if matches!(shape, Shape::Vector { .. }) && !is_result {
                got.sort_by(f64::total_cmp);
                expected.sort_by(f64::total_cmp);
            }
            let largest = expected
                .iter()
                .fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
            for (got, expected) in got.iter().zip(&expected) {
                let difference = (got - expected).abs() / largest;
                assert!(difference <= TOLERANCE, "{name}: {got} and {expected}");
            }
        }
    }
}

#[test]
fn small_specs_compute_the_same() {
    let small: Vec<String> = specs()
        .into_iter()
        .filter(|name| name.ends_with("_small.yaml"))
        .collect();
    assert!(small.len() >= 3);
    for name in small {
        check(&spec(&name).seeded(5), "Conv");
    }
}
