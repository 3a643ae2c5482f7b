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

/// Checks every result of a network against what the simulation makes of the session's own results before it: products to the
/// bit, others within a step of their scale, or within `steps` where layers are not quantised.
fn check(model: &Model, quantize_options: &QuantizeOptions, steps: f32) -> Quantized {
    let len = model.graph().shape(0).len();
    let images = noise(77, 4, len);
    let (quantized, _) = quantize(model, quantize_options, &images).expect("finite results");
    compare(model, &quantized, &images[..2], steps);
    compare(model, &quantized, &noise(5, 1, len), steps);
    quantized
}

fn compare(model: &Model, quantized: &Quantized, images: &[Vec<f32>], steps: f32) {
    let graph = model.graph();
    let simulation = Simulation::new(model, quantized);
    let mut session = session(model, quantized, 1);
    let is_exact = |id: usize| quantized.weights_of(id).is_some() && graph.op(id).then().is_none();
    for image in images {
        let known = simulation.run(image);
        let stored = || {
            graph
                .ids()
                .skip(1)
                .filter(|id| known[*id] != Stored::Nothing)
        };
        for id in stored() {
            session.tap(&graph.result_name(id)).expect("it is stored");
        }
        session.run(image, &mut Vec::new()).expect("an image");
        let mut results = vec![known[0].clone()];
        // Whether a layer, or one that is fused with it, has quantised weights.
        let mut exact = vec![false; graph.len()];
        for id in graph.ids().skip(1) {
            let inputs = graph.inputs(id);
            let behind = inputs
                .iter()
                .any(|input| known[*input] == Stored::Nothing && exact[*input]);
            exact[id] = is_exact(id) || behind;
            let expected = simulation.layer(id, &results);
            if expected == Stored::Nothing {
                results.push(expected);
                continue;
            }
            let name = graph.result_name(id);
            let got = session.tapped(&name).expect("tapped");
            let values = expected.values();
            let scale = match &expected {
                Stored::Quantized(_, quantization) => quantization.scale,
                _ => {
                    values
                        .iter()
                        .fold(0.0, |most: f32, value| most.max(value.abs()))
                        / 255.0
                }
            };
            let is_moved = graph.moves_values(id);
            let bound = match exact[id] && steps == 0.0 || is_moved {
                true => 0.0,
                false => (steps.max(1.0) + 0.01) * scale,
            };
            assert_eq!(got.len(), values.len(), "{name}");
            for (at, (got, value)) in got.iter().zip(&values).enumerate() {
                assert!(
                    (got - value).abs() <= bound,
                    "{name}: {got} at {at}, expected {value} within {bound}"
                );
            }
            results.push(match expected {
                Stored::Quantized(_, quantization) => {
                    let got = got.iter().map(|value| quantization.quantize(*value));
                    Stored::Quantized(got.collect(), quantization)
                }
                _ => Stored::Float(got.to_vec()),
            });
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
      - d: {conv: 10, kernel: 5, padding: same, activation: {clip: [-0.5, 1.5]}}
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

/// What kept layers give stays in `f32` through pools, normalisations and concats, up to the next products, which quantise it as
/// they read it; but not where it is added to another result.
#[test]
fn results_of_kept_layers_stay_in_f32_up_to_the_next_products() {
    let layers = "\
  stem: {conv: 24, kernel: 5, stride: 2, padding: same, activation: relu}
  pool: {max_pool: 3, stride: 2, padding: same}
  norm: {lrn: {size: 5}}
  mixed:
    concat:
      - a: {conv: 20, kernel: 1, activation: relu}
      - b: {conv: 16, kernel: 3, padding: same, batch_norm: true, activation: relu}
  mean: {avg_pool: 2, stride: 1}
  first: {conv: 24, kernel: 3, padding: same, activation: relu}
  second: {conv: 24, kernel: 3, padding: same}
  sum: {add: [first, second], activation: relu}
  deep: {depthwise_conv: {kernel: 3, padding: same}, activation: relu}
  last: {conv: 8, kernel: 1, activation: relu}
  flat: flatten
  classes: {dense: 5}
";
    for size in [[20, 18, 3], [9, 9, 40]] {
        let model = network(size, layers).seeded(6);
        for (kept, in_f32) in [
            (&["stem"][..], &["stem", "pool", "norm"][..]),
            (
                &["mixed.b"],
                &["mixed.a", "mixed.b.activation", "mixed", "mean"],
            ),
            (&["first"], &[]),
            (&["sum", "second"], &[]),
            (&["last"], &["last", "flat"]),
            (&["stem", "last"], &["stem", "pool", "norm", "last", "flat"]),
        ] {
            let mut options = options(Method::MinMax);
            options.keep_f32 = kept.iter().map(|name| (*name).to_owned()).collect();
            let quantized = check(&model, &options, 2.0);
            let graph = model.graph();
            let image = &noise(5, 1, graph.shape(0).len())[0];
            let stored = Simulation::new(&model, &quantized).run(image);
            let of = |id: usize| matches!(stored[id], Stored::Float(_));
            let names = graph.ids().skip(1).filter(|id| of(*id));
            let mut names: Vec<String> = names.map(|id| graph.result_name(id)).collect();
            assert_eq!(names.pop().as_deref(), Some("classes"));
            assert_eq!(names, in_f32, "{kept:?}");
            let mut file = Vec::new();
            quantized.write(&mut file).expect("memory");
            let back = Quantized::from_bytes(&graph, &file).expect("a file");
            assert_eq!(back, quantized, "{kept:?}");
        }
    }
}

#[test]
fn bits_are_equal_over_threads_batches_and_taps() {
    let model = digits();
    let input = images(&model, true)[..18].concat();
    let run = |mut session: DynSession| {
        let mut output = Vec::new();
        session.run(&input, &mut output).expect("whole images");
        output
    };
    let mut options = options(Method::MinMax);
    let quantized = super::digits::quantized(&model, &options);
    options.keep_f32 = vec!["conv1".to_owned()];
    let kept = super::digits::quantized(&model, &options);
    assert_eq!(kept.float_layers.len(), 1);
    let builder = |threads| SessionBuilder::new(&model).threads(threads);
    for quantized in [&quantized, &kept] {
        let expected = run(session(&model, quantized, 1));
        for threads in [2, 3, 4, 7, 16] {
            assert_eq!(run(session(&model, quantized, threads)), expected);
            for images in [threads, 2 * threads] {
                let batched = builder(threads).batch(images);
                let batched = batched.build_quantized_dyn(quantized);
                assert_eq!(run(batched.expect("a session")), expected);
            }
            let tapped = builder(threads)
                .tap("linear")
                .build_quantized_dyn(quantized);
            assert_eq!(run(tapped.expect("a session")), expected);
        }
    }
    let expected = run(session(&model, &quantized, 1));
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
