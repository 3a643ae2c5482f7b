//! Weights whose rounding errors make up for each other.

use super::{network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{
    Method, QuantizeOptions, Quantized, Rounding, Simulation, Warning,
};

fn rounded(rounding: Rounding, correct_bias: bool) -> QuantizeOptions {
    let mut options = options(Method::MinMax);
    options.rounding = rounding;
    options.correct_bias = correct_bias;
    options
}

fn quantized(model: &Model, rounding: Rounding, images: &[Vec<f32>]) -> Quantized {
    let options = rounded(rounding, true);
    quantize(model, &options, images).expect("images").0
}

/// Returns the mean square of what a layer's sums lose over images by its weights alone: its input is rounded in both.
fn lost(model: &Model, quantized: &Quantized, images: &[Vec<f32>]) -> f64 {
    let simulation = Simulation::new(model, quantized);
    let (mut lost, mut count) = (0.0, 0);
    let input = quantized.results[0].expect("a scale");
    for image in images {
        let rounded = image
            .iter()
            .map(|value| input.dequantize(input.quantize(*value)));
        let image: Vec<f32> = rounded.collect();
        let results = simulation.run(&image);
        let exact = googlenet_runtime::reference::run(model, &image);
        let last = exact.len() - 1;
        for (exact, got) in exact[last].iter().zip(results[last].values()) {
            lost += f64::from(exact - got).powi(2);
            count += 1;
        }
    }
    lost / f64::from(count)
}

/// Images whose channels and neighbours are alike, as those of photographs are.
fn smooth(seed: u64, count: usize, size: usize, channels: usize) -> Vec<Vec<f32>> {
    let coarse = noise(seed, count, 8);
    let image = |coarse: &Vec<f32>| {
        let value = |at: usize| {
            let (pixel, channel) = (at / channels, at % channels);
            let [y, x] = [pixel / size, pixel % size].map(|at| at as f32 / size as f32);
            let wave =
                coarse[0] + coarse[1] * (6.0 * x + coarse[2]).sin() + coarse[3] * (5.0 * y).cos();
            wave + 0.2 * coarse[4 + channel % 4] * (9.0 * x * y + channel as f32).sin()
        };
        (0..size * size * channels).map(value).collect()
    };
    coarse.iter().map(image).collect()
}

/// Of values that are alike, errors of single weights add up; on other images, too, rounding that knows of it loses far less.
#[test]
fn sums_lose_less_than_with_weights_rounded_to_nearest() {
    for layers in [
        "conv: {conv: 21, kernel: 3}",
        "conv: {conv: 16, kernel: 1}",
        "flat: flatten\n  dense: {dense: 5}",
    ] {
        let model = network([12, 12, 8], layers).seeded(3);
        let (images, others) = (smooth(1, 40, 12, 8), smooth(500, 10, 12, 8));
        let [nearest, gptq] = Rounding::ALL.map(|rounding| quantized(&model, rounding, &images));
        assert_eq!(nearest.results, gptq.results);
        assert_eq!(nearest.weights[0].scales, gptq.weights[0].scales);
        let [nearest, gptq] = [&nearest, &gptq].map(|own| lost(&model, own, &others));
        assert!(4.0 * gptq < nearest, "{layers}: {gptq} of {nearest}");
    }
}

/// Computed by hand: the second and the third input have the same values, so that the sum of their weights alone matters, 0.404 steps
/// each: to nearest 0 and 0, which loses 0.808 steps, otherwise 1 and 0. The first weight only sets the scale.
#[test]
fn a_weight_makes_up_for_the_error_of_another() {
    let mut model = network([1, 1, 3], "conv: {conv: 1, kernel: 1, bias: false}");
    let kernel = vec![0.0127 * 100.0, 0.404 * 0.01, 0.404 * 0.01];
    let mut layer = model.layer_mut("conv").expect("the layer");
    layer.set_weight("kernel", kernel).expect("weights");
    let images: Vec<Vec<f32>> = (0..200).map(|at| vec![0.0, at as f32, at as f32]).collect();
    let kernel = |rounding| {
        let own = rounded(rounding, false);
        quantize(&model, &own, &images).expect("images").0.weights[0]
            .kernel
            .clone()
    };
    assert_eq!(kernel(Rounding::Nearest), [127, 0, 0]);
    let sum = |kernel: &[i8]| kernel[1] + kernel[2];
    let gptq = kernel(Rounding::Gptq);
    assert_eq!((gptq[0], sum(&gptq)), (127, 1), "{gptq:?}");
}

#[test]
fn neither_order_of_images_nor_threads_matter() {
    let model = network([9, 9, 3], "one: {conv: 7, kernel: 3, activation: relu}\n  two: {conv: 4, kernel: 1}\n  flat: flatten\n  three: {dense: 3}")
        .seeded(8);
    let mut images = smooth(4, 12, 9, 3);
    let before = quantized(&model, Rounding::Gptq, &images);
    images.reverse();
    let mut options = rounded(Rounding::Gptq, true);
    options.threads = 3;
    let after = quantize(&model, &options, &images).expect("images").0;
    assert_eq!(before, after);
}

/// What breaks second moments: one image, images of one colour, images of zeros, weights of zero and single pixels.
#[test]
fn poor_images_and_weights_leave_sums_as_good_as_rounded_to_nearest() {
    let model = network([6, 6, 2], "one: {conv: 3, kernel: 3}").seeded(2);
    for (name, images) in [
        ("one image", smooth(9, 1, 6, 2)),
        ("one colour", vec![[0.25, -0.5].repeat(36); 3]),
        ("zeros", vec![vec![0.0; 72]; 2]),
        ("outlier", vec![[vec![1e6], vec![1e-3; 71]].concat(); 2]),
    ] {
        let [nearest, gptq] = Rounding::ALL.map(|rounding| quantized(&model, rounding, &images));
        let [nearest, gptq] = [&nearest, &gptq].map(|own| lost(&model, own, &images));
        assert!(
            gptq <= 1.01 * nearest + 1e-9,
            "{name}: {gptq}, {nearest} to nearest"
        );
    }
    let mut zeros = model;
    let mut layer = zeros.layer_mut("one").expect("the layer");
    layer.set_weight("kernel", vec![0.0; 54]).expect("weights");
    let (own, report) =
        quantize(&zeros, &rounded(Rounding::Gptq, true), &smooth(1, 3, 6, 2)).expect("images");
    assert!(own.weights[0].kernel.iter().all(|weight| *weight == 0));
    assert!(
        matches!(report.warnings[..], [Warning::ZeroWeights { .. }]),
        "{:?}",
        report.warnings
    );
    assert_eq!(report.layers[1].weights.expect("weights").snr_db, None);
}
