//! Biases that are corrected by what the means of sums lose.

use super::{network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, QuantizeOptions, Quantized, Simulation};

fn corrected(method: Method) -> QuantizeOptions {
    let mut options = options(method);
    options.correct_bias = true;
    options
}

/// Sets the only weight and the bias of a layer.
fn set(model: &mut Model, layer: &str, weight: f32, bias: f32) {
    let mut layer = model.layer_mut(layer).expect("the layer");
    layer.set_weight("kernel", vec![weight]).expect("a weight");
    layer.set_weight("bias", vec![bias]).expect("a bias");
}

/// Returns the means over images and pixels of each channel of a layer, in `f32` and in 8 bits.
fn means(model: &Model, quantized: &Quantized, images: &[Vec<f32>], layer: &str) -> Vec<[f64; 2]> {
    let graph = model.graph();
    let id = graph.find(layer).expect("the layer");
    let channels = graph.shape(id).channels();
    let simulation = Simulation::new(model, quantized);
    let mut sums = vec![[0.0; 2]; channels];
    let mut pixels = 0;
    for image in images {
        let exact = googlenet_runtime::reference::run(model, image).swap_remove(id);
        let stored = simulation.run(image).swap_remove(id).values();
        pixels += exact.len() / channels;
        for (at, (exact, stored)) in exact.iter().zip(&stored).enumerate() {
            sums[at % channels][0] += f64::from(*exact);
            sums[at % channels][1] += f64::from(*stored);
        }
    }
    let mean = |sum: [f64; 2]| sum.map(|sum| sum / pixels as f64);
    sums.into_iter().map(mean).collect()
}

/// Images whose values are skewed, so that rounding and clipping move their means.
fn skewed(count: usize, len: usize) -> Vec<Vec<f32>> {
    let images = noise(11, count, len).into_iter();
    images
        .map(|image| image.iter().map(|value| (4.0 * value).exp()).collect())
        .collect()
}

/// Outputs are sums in `f32`, so that their means show the correction itself: whatever windows, strides and paddings are.
#[test]
fn means_of_sums_are_those_of_f32() {
    let windows = [
        "kernel: 1",
        "kernel: 3, padding: same",
        "kernel: [2, 5], stride: [2, 1], padding: same",
        "kernel: 3, padding: [1, 0, 2, 1], stride: 3",
        "kernel: 3, dilation: 2, padding: valid",
        "kernel: 7, padding: same_lower, stride: 2",
    ];
    for window in windows {
        let layers = format!("  conv: {{conv: 5, {window}}}\n");
        let model = network([8, 9, 3], &layers).seeded(5);
        let images = skewed(6, 216);
        for method in Method::ALL {
            let plain = quantize(&model, &options(method), &images)
                .expect("images")
                .0;
            let better = quantize(&model, &corrected(method), &images)
                .expect("images")
                .0;
            assert_ne!(plain.weights[0].bias, better.weights[0].bias);
            assert_eq!(plain.weights[0].kernel, better.weights[0].kernel);
            let input = better.results[0].expect("a scale").scale;
            for (channel, [exact, mean]) in
                means(&model, &better, &images, "conv").iter().enumerate()
            {
                // A bias and its correction are rounded to whole numbers.
                let unit = input * better.weights[0].scales[channel];
                let error = (exact - mean).abs();
                assert!(
                    error <= 1.02 * f64::from(unit) + 1e-5 * exact.abs(),
                    "{window}, {method}, {channel}: {mean}, expected {exact} within {unit}"
                );
            }
        }
    }
}

/// Computed by hand: one weight of 1, and inputs of which 8 bits hold whole numbers.
#[test]
fn a_correction_by_hand() {
    let mut model = network([1, 1, 1], "  last: {conv: 1, kernel: 1}\n").seeded(1);
    set(&mut model, "last", 1.0, 0.0);
    // The scale is 1. Two of the values lose 0.25 and 0.375, which are 0.625 / 4 in the mean, or 19.84375 times 1 / 127.
    let images = [vec![127.0], vec![1.25], vec![2.375], vec![3.0]];
    let (quantized, _) = quantize(&model, &corrected(Method::MinMax), &images).expect("images");
    assert_eq!(quantized.results[0].expect("a scale").scale, 1.0);
    assert_eq!(quantized.weights[0].kernel, [127]);
    assert_eq!(quantized.weights[0].bias, [20]);
}

#[test]
fn a_dense_layer_is_corrected_by_the_means_of_each_input() {
    let model = network([3, 4, 2], "  flat: flatten\n  dense: {dense: 6}\n").seeded(3);
    let images = skewed(5, 24);
    let (quantized, _) = quantize(&model, &corrected(Method::Percentile), &images).expect("images");
    let input = quantized.results[0].expect("a scale").scale;
    let means = means(&model, &quantized, &images, "dense");
    for ([exact, mean], scale) in means.iter().zip(&quantized.weights[0].scales) {
        let bound = 1.02 * f64::from(input * scale) + 1e-5 * exact.abs();
        assert!(
            (exact - mean).abs() <= bound,
            "{mean}, expected {exact} within {bound}"
        );
    }
}

/// A bias so large that nothing can be added to it stays one with which no sum exceeds 32 bits.
#[test]
fn no_correction_makes_sums_overflow() {
    let mut model = network(
        [1, 1, 1],
        "  a: {conv: 1, kernel: 1}\n  b: {conv: 1, kernel: 1}\n",
    )
    .seeded(1);
    set(&mut model, "a", 1e-6, 1e9);
    let images = [vec![127.0], vec![1.25], vec![2.375], vec![3.0]];
    let (quantized, report) =
        quantize(&model, &corrected(Method::MinMax), &images).expect("images");
    assert_eq!(quantized.weights.len(), 2, "{:?}", report.warnings);
    Simulation::new(&model, &quantized).run(&images[0]);
}
