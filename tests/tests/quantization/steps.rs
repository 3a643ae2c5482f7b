//! Single steps of the simulation, computed by hand.

use super::{network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, Quantization, Quantized, Simulation, Stored};

fn set(model: &mut Model, layer: &str, weight: &str, values: &[f32]) {
    let mut layer = model.layer_mut(layer).expect("the layer");
    layer
        .set_weight(weight, values.to_vec())
        .expect("its weight");
}

fn run(
    model: &Model,
    quantized: &Quantized,
    image: &[f32],
    layer: &str,
) -> (Vec<u8>, Quantization) {
    let id = model.graph().find(layer).expect("the layer");
    match Simulation::new(model, quantized).run(image).swap_remove(id) {
        Stored::Quantized(stored, quantization) => (stored, quantization),
        other => panic!("`{layer}` is stored as {other:?}"),
    }
}

/// Two inputs, one output, and a further layer, as outputs stay in `f32`.
fn pair(first: [f32; 2], bias: f32, activation: &str) -> Model {
    let layers = format!(
        "  conv: {{conv: 1, kernel: 1, activation: {activation}}}\n  mean: {{conv: 1, kernel: 1}}\n"
    );
    let mut model = network([1, 1, 2], &layers).seeded(3);
    set(&mut model, "conv", "kernel", &first);
    set(&mut model, "conv", "bias", &[bias]);
    model
}

#[test]
fn sums_are_integers_and_halves_are_rounded_to_even() {
    // Scales: 1 of the input, 1/127 of the weights, 1 of the result.
    let model = pair([1.0, 0.25], 0.0, "none");
    let images = [vec![127.0, 0.0], vec![-127.0, 0.0]];
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    let weights = &quantized.weights[0];
    assert_eq!(
        (weights.kernel.as_slice(), weights.bias.as_slice()),
        (&[127, 32][..], &[0][..])
    );
    assert_eq!(weights.scales, [1.0 / 127.0]);
    for (image, sum) in [
        ([10.0, 3.0], 10 * 127 + 3 * 32),
        ([-7.4, 1.6], -7 * 127 + 2 * 32),
        ([0.5, 1.5], 2 * 32),
    ] {
        let (stored, quantization) = run(&model, &quantized, &image, "conv");
        assert_eq!(quantization, quantized.results[1].expect("a scale"));
        assert_eq!((quantization.scale, quantization.zero_point), (1.0, 128));
        let factor = (1.0 * f64::from(1.0_f32 / 127.0)) as f32;
        let expected = (sum as f32 * factor).round_ties_even() + 128.0;
        assert_eq!(stored, [expected as u8], "{image:?}");
    }
    // Beyond the range values are limited.
    assert_eq!(run(&model, &quantized, &[400.0, 400.0], "conv").0, [255]);
    assert_eq!(run(&model, &quantized, &[-400.0, -400.0], "conv").0, [0]);
}

#[test]
fn a_bias_is_in_units_of_both_scales() {
    let model = pair([1.0, -1.0], 2.5, "relu");
    let images = [vec![127.0, 0.0], vec![0.0, 127.0]];
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    assert_eq!(
        quantized.weights[0].bias,
        [(2.5 * 127.0_f64).round_ties_even() as i32]
    );
    let result = quantized.results[1].expect("a scale");
    assert_eq!(
        (result.scale, result.zero_point),
        ((129.5 / 255.0) as f32, 0)
    );
    // ReLU is the zero point.
    assert_eq!(run(&model, &quantized, &[0.0, 100.0], "conv").0, [0]);
    let (stored, _) = run(&model, &quantized, &[10.0, 0.0], "conv");
    assert_eq!(stored, [(12.5 / (129.5 / 255.0_f64)).round() as u8]);
}

#[test]
fn padding_is_the_zero_point() {
    let layers = "  conv: {conv: 1, kernel: 3, padding: same}\n  last: {conv: 1, kernel: 1}\n";
    let mut model = network([2, 2, 1], layers).seeded(3);
    set(&mut model, "conv", "kernel", &[1.0; 9]);
    set(&mut model, "conv", "bias", &[0.0]);
    let images = [vec![-1.0, 2.0, 3.0, -127.0], vec![127.0; 4]];
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    let (stored, quantization) = run(&model, &quantized, &[10.0, 20.0, 30.0, 40.0], "conv");
    // Other algorithms may round the sums of `f32`.
    assert!((quantization.scale - 4.0).abs() < 1e-4, "{quantization:?}");
    assert_eq!(stored, [128 + 25; 4]);
}

#[test]
fn branches_of_a_concat_have_one_scale_and_pools_move_integers() {
    let layers = "\
  a: {conv: 2, kernel: 1, activation: relu}
  b: {conv: 2, kernel: 1, activation: relu, from: $input}
  both: {concat: [a, b]}
  pool: {max_pool: 2, stride: 2}
  last: {conv: 1, kernel: 1}
";
    let model = network([4, 4, 3], layers).seeded(4);
    let images = noise(9, 3, 48);
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    let graph = model.graph();
    let results = ["a", "b", "both", "pool"]
        .map(|name| quantized.results[graph.find(name).expect("a layer")]);
    assert!(
        results
            .iter()
            .all(|result| *result == results[0] && result.is_some()),
        "{results:?}"
    );
    let simulation = Simulation::new(&model, &quantized).run(&images[0]);
    let both = simulation[graph.find("both").expect("a layer")].values();
    let pool = simulation[graph.find("pool").expect("a layer")].values();
    for (at, pooled) in pool.iter().enumerate() {
        let (row, column, channel) = (at / 8, at / 4 % 2, at % 4);
        let taps = [(0, 0), (0, 1), (1, 0), (1, 1)];
        let largest = taps.map(|(y, x)| both[((2 * row + y) * 4 + 2 * column + x) * 4 + channel]);
        assert_eq!(*pooled, largest.into_iter().fold(f32::MIN, f32::max));
    }
}

#[test]
fn batch_normalisations_are_folded_in() {
    let layers = "  conv: {conv: 4, kernel: 3, padding: same, batch_norm: true, activation: relu}\n  mean: global_avg_pool\n  classes: {dense: 3}\n";
    let model = network([6, 6, 2], layers).seeded(8);
    let images = noise(20, 4, 72);
    let (quantized, report) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    assert_eq!(quantized.weights.len(), 2);
    assert!(quantized.floats.is_empty(), "{:?}", quantized.floats);
    assert!(
        report
            .layers
            .iter()
            .filter_map(|layer| layer.weights?.snr_db)
            .all(|snr| snr > 35.0)
    );
    let simulation = Simulation::new(&model, &quantized);
    let exact = googlenet_runtime::reference::run(&model, &images[1]);
    let output = simulation.output(&images[1]);
    for (got, exact) in output.iter().zip(exact.last().expect("an output")) {
        assert!((got - exact).abs() < 0.1, "{got} and {exact}");
    }
}

#[test]
fn sums_of_maps_are_stored_once() {
    let layers = "\
  stem: {conv: 16, kernel: 1, activation: relu}
  more: {conv: 16, kernel: 3, padding: same}
  sum:  {add: [stem, more], activation: relu}
  last: {conv: 1, kernel: 1}
";
    let model = network([4, 4, 3], layers).seeded(4);
    let images = noise(9, 3, 48);
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    let exact = googlenet_runtime::reference::run(&model, &images[2]);
    let output = Simulation::new(&model, &quantized).output(&images[2]);
    for (got, exact) in output.iter().zip(exact.last().expect("an output")) {
        assert!((got - exact).abs() < 0.1, "{got} and {exact}");
    }
}
