//! Sessions of quantised networks against the simulation, layer by layer.

use super::digits::{digits, images};
use super::{network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, QuantizeOptions, Quantized, Simulation, Stored};
use googlenet_runtime::{DynSession, Error, SessionBuilder};

fn session(model: &Model, quantized: &Quantized, threads: usize) -> DynSession {
    let builder = SessionBuilder::new(model).threads(threads);
    builder.build_quantized_dyn(quantized).expect("a session")
}

/// Returns all results that the session stores for images, by the id of the layer, with those of the simulation.
fn results(
    model: &Model,
    quantized: &Quantized,
    images: &[Vec<f32>],
) -> Vec<(usize, Vec<f32>, Vec<Stored>)> {
    let graph = model.graph();
    let simulation = Simulation::new(model, quantized);
    let expected: Vec<Vec<Stored>> = images.iter().map(|image| simulation.run(image)).collect();
    let stored: Vec<usize> = graph
        .ids()
        .skip(1)
        .filter(|id| expected[0][*id] != Stored::Nothing)
        .collect();
    let mut session = session(model, quantized, 1);
    for id in &stored {
        session.tap(&graph.result_name(*id)).expect("it is stored");
    }
    session
        .run(&images.concat(), &mut Vec::new())
        .expect("whole images");
    let result = |id: usize| {
        let got = session
            .tapped(&graph.result_name(id))
            .expect("tapped")
            .to_vec();
        let expected = expected.iter().map(|results| results[id].clone());
        (id, got, expected.collect())
    };
    stored.into_iter().map(result).collect()
}

/// Checks that every result of a network is that of the simulation: to the bit, or, where `steps` is not 0, within so many
/// steps of its scale.
fn check(model: &Model, quantize_options: &QuantizeOptions, steps: f32) -> Quantized {
    let len = model.graph().shape(0).len();
    let images = noise(77, 4, len);
    let (quantized, _) = quantize(model, quantize_options, &images).expect("finite results");
    compare(model, &quantized, &images[..2], steps);
    compare(model, &quantized, &noise(5, 2, len), steps);
    quantized
}

fn compare(model: &Model, quantized: &Quantized, images: &[Vec<f32>], steps: f32) {
    let graph = model.graph();
    for (id, got, expected) in results(model, quantized, images) {
        let name = graph.result_name(id);
        let scale = match &expected[0] {
            Stored::Quantized(_, quantization) => quantization.scale,
            _ => {
                let values = expected.iter().flat_map(Stored::values);
                values.fold(0.0, |most: f32, value| most.max(value.abs())) / 100.0
            }
        };
        let values: Vec<f32> = expected.iter().flat_map(Stored::values).collect();
        assert_eq!(got.len(), values.len(), "{name}");
        for (at, (got, value)) in got.iter().zip(&values).enumerate() {
            let bound = (steps + 0.01 * f32::from(u8::from(steps > 0.0))) * scale;
            assert!(
                (got - value).abs() <= bound,
                "{name}: {got} at {at}, expected {value} within {bound}"
            );
        }
    }
}

#[test]
fn products_are_those_of_the_simulation_to_the_bit() {
    let branches = "\
  stem: {conv: 20, kernel: 3, stride: 2, padding: same, activation: relu}
  pool: {max_pool: 3, stride: 1, padding: same}
  mixed:
    concat:
      - a: {conv: 16, kernel: 1, activation: relu6}
      - b: {conv: 70, kernel: 3, padding: same, batch_norm: true, activation: relu}
      - c: {max_pool: 3, stride: 1, padding: same}
      - d: {conv: 10, kernel: 5, padding: same, activation: {clip: {low: -0.5, high: 1.5}}}
  wide: {conv: 33, kernel: [1, 7], padding: same}
  flat: flatten
  hidden: {dense: 40, activation: relu}
  classes: {dense: 7}
";
    let residual = "\
  stem: {conv: 40, kernel: 3, padding: same, activation: relu}
  more: {conv: 40, kernel: 3, padding: same, batch_norm: true}
  sum: {add: [stem, more], activation: relu}
  again: {conv: 40, kernel: 1}
  last: {add: [sum, again]}
  classes: {conv: 5, kernel: 1}
";
    for (size, layers) in [([9, 11, 3], branches), ([6, 7, 5], residual)] {
        let model = network(size, layers).seeded(4);
        check(&model, &options(Method::MinMax), 0.0);
    }
}

#[test]
fn other_operations_are_within_a_step_of_the_simulation() {
    let layers = "\
  stem: {conv: 40, kernel: 3, stride: 2, padding: same, activation: swish}
  norm: {lrn: {size: 5}}
  deep: {depthwise_conv: {}, kernel: 3, padding: same, activation: hard_swish}
  mean: {avg_pool: 3, stride: 1, padding: same}
  grouped: {conv: 20, kernel: 3, padding: same, groups: 2}
  scaled: batch_norm
  shuffled: {channel_shuffle: {groups: 2}}
  large: {upsample: 2, mode: bilinear}
  back: {conv_transpose: 20, kernel: 3, padding: same}
  weights: {activation: softmax}
  product: {multiply: [weights, back]}
  sum: {add: [product, back], activation: tanh}
  squeeze: global_avg_pool
  features: {dense: 50}
  probabilities: {activation: softmax}
";
    let model = network([12, 10, 3], layers).seeded(4);
    let quantized = check(&model, &options(Method::MinMax), 1.0);
    let names: Vec<&str> = quantized
        .weights
        .iter()
        .map(|weights| weights.name.as_str())
        .collect();
    assert_eq!(names, ["stem", "features"]);
}

#[test]
fn layers_that_are_kept_multiply_bfloat16_numbers() {
    let layers = "\
  first: {conv: 24, kernel: 3, padding: same, activation: relu}
  second: {conv: 24, kernel: 3, padding: same, batch_norm: true}
  sum: {add: [first, second], activation: relu}
  third: {conv: 24, kernel: 1, activation: relu}
  classes: {conv: 5, kernel: 1}
";
    let model = network([6, 7, 3], layers).seeded(4);
    for kept in [
        &["first"][..],
        &["second"],
        &["second", "classes"],
        &["first", "classes"],
    ] {
        let mut options = options(Method::MinMax);
        options.keep_f32 = kept.iter().map(|name| (*name).to_owned()).collect();
        let quantized = check(&model, &options, 2.0);
        assert_eq!(quantized.weights.len(), 4 - kept.len());
    }
}

#[test]
fn bits_are_equal_over_threads_batches_and_taps() {
    let model = digits();
    let all = images(&model, true);
    let quantized = super::digits::quantized(&model, &options(Method::MinMax));
    let input = all[..6].concat();
    let run = |mut session: DynSession| {
        let mut output = Vec::new();
        session.run(&input, &mut output).expect("whole images");
        output
    };
    let expected = run(session(&model, &quantized, 1));
    let builder = |threads| SessionBuilder::new(&model).threads(threads);
    for threads in [2, 3] {
        assert_eq!(run(session(&model, &quantized, threads)), expected);
        let batched = builder(threads)
            .batch(threads)
            .build_quantized_dyn(&quantized);
        assert_eq!(run(batched.expect("a session")), expected);
        let tapped = builder(threads)
            .tap("linear")
            .build_quantized_dyn(&quantized);
        assert_eq!(run(tapped.expect("a session")), expected);
    }
    // Programs of other weights or types do not take each other's place.
    let float = |output: &mut Vec<f32>| model.dyn_session(1).run(&input, output);
    let mut plain = Vec::new();
    float(&mut plain).expect("whole images");
    assert_ne!(plain, expected);
    let mut other = quantized.clone();
    other.weights[0].bias[0] += 1 << 20;
    assert_ne!(run(session(&model, &other, 1)), expected);
    assert_eq!(run(session(&model, &quantized, 1)), expected);
}

#[test]
fn digits_have_the_classes_of_the_simulation() {
    let model = digits();
    let all = images(&model, true);
    let quantized = super::digits::quantized(&model, &options(Method::MinMax));
    compare(&model, &quantized, &all[..3], 0.0);
    let (mut float, mut integers) = (Vec::new(), Vec::new());
    let input = all.concat();
    model
        .dyn_session(2)
        .run(&input, &mut float)
        .expect("whole images");
    session(&model, &quantized, 2)
        .run(&input, &mut integers)
        .expect("whole images");
    let largest = |values: &[f32]| {
        let order = |a: &usize, b: &usize| values[*a].total_cmp(&values[*b]);
        (0..values.len()).max_by(order)
    };
    let agreeing = float
        .chunks(10)
        .zip(integers.chunks(10))
        .filter(|(a, b)| largest(a) == largest(b))
        .count();
    println!("{agreeing} of 360");
    assert!(agreeing >= 357, "{agreeing} of 360");
}

#[test]
fn quantised_networks_of_others_are_refused() {
    let layers = "  conv: {conv: 4, kernel: 1}\n  classes: {conv: 3, kernel: 1}\n";
    let model = network([4, 4, 2], layers).seeded(1);
    let images = noise(3, 2, 32);
    let (quantized, _) = quantize(&model, &options(Method::MinMax), &images).expect("finite");
    let refused = |model: &Model, quantized: &Quantized| match SessionBuilder::new(model)
        .build_quantized_dyn(quantized)
    {
        Err(error @ Error::Quantized { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let other = network(
        [4, 4, 2],
        "  conv: {conv: 5, kernel: 1}\n  classes: {conv: 3, kernel: 1}\n",
    );
    let message = refused(&other, &quantized);
    assert!(
        message.contains("`conv.kernel`: expected the shape"),
        "{message}"
    );
    let other = network(
        [4, 4, 2],
        "  conv: {conv: 4, kernel: 1}\n  scores: {conv: 3, kernel: 1}\n",
    );
    let message = refused(&other, &quantized);
    assert!(message.contains("`scores` is missing"), "{message}");
    let mut broken = quantized.clone();
    broken.results[1] = None;
    assert!(refused(&model, &broken).contains("`conv.result_scale` is missing"));
    let mut broken = quantized.clone();
    broken.weights[1].kernel.pop();
    assert!(refused(&model, &broken).contains("classes.kernel"));
    let mut broken = quantized;
    broken.weights[0].bias[0] = i32::MAX;
    assert!(refused(&model, &broken).contains("could exceed 32 bits"));
}
