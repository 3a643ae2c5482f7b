//! Tests of every layer of GoogLeNet against values that Keras computed in double precision.

use googlenet_runtime::{Network, Tensor, TypedNetwork, googlenet_model};

use googlenet_runtime::summary::Summary;
use googlenet_tests::{Bounds, Golden, formula_input, rms, root};

googlenet_model! {
    /// GoogLeNet, the network of the golden files `inception_v1`.
    pub InceptionV1 = "../specs/inception_v1.yaml";
}

#[test]
fn every_layer_agrees_with_keras() {
    Bounds::ALL.into_iter().for_each(check_layers);
}

fn check_layers(bounds: Bounds) {
    let golden = Golden::read("inception_v1");
    let summary = InceptionV1::summary();
    let model = InceptionV1::seeded(1000);
    let mut session = model
        .session_builder()
        .threads(2)
        .precision(bounds.precision)
        .build()
        .expect("a session");
    for row in &summary.layers {
        session.tap(&row.name).expect("a layer of the network");
    }
    let input: Tensor<inception_v1::Input> =
        Tensor::new(formula_input(224 * 224 * 3)).expect("one image");
    let output = session.run(&input).expect("the input fits").clone();

    assert_eq!(golden.layers.len(), summary.layers.len());
    let mut worst = (0.0f64, String::new());
    for golden in &golden.layers {
        let row = summary
            .layers
            .iter()
            .find(|row| row.keras_name == golden.name)
            .expect("a layer of that name");
        assert_eq!(row.output, golden.shape, "{}", row.name);
        assert_eq!(row.params, golden.params, "{}", row.name);
        let values = session.tapped(&row.name).expect("a tapped layer");
        let mut check = |what: String, bound: f64, got: f64, expected: f64| {
            let difference = (got - expected).abs() / golden.rms;
            assert!(
                difference <= bound,
                "{what}: {got} is not {expected} ({difference:e} of the rms)"
            );
            if difference > worst.0 {
                worst = (difference, what);
            }
        };
        let what = format!("rms of {}", row.name);
        check(what, bounds.rms, rms(values), golden.rms);
        for (at, expected) in golden.indices.iter().zip(&golden.values) {
            check(
                format!("{}[{at}]", row.name),
                bounds.value,
                f64::from(values[*at]),
                *expected,
            );
        }
    }
    println!(
        "{}: the largest difference is {:e} of its layer's rms, at {}",
        bounds.precision.as_str(),
        worst.0,
        worst.1
    );
    let classes: Vec<usize> = output
        .top(0, 5)
        .into_iter()
        .map(|(class, _)| class)
        .collect();
    let expected: Vec<usize> = golden.top5.iter().map(|(class, _)| *class).collect();
    assert_eq!(classes, expected);
}

#[test]
fn the_summary_is_kerass_to_the_byte() {
    let path = root().join("tests/golden/inception_v1.summary.txt");
    let expected = std::fs::read_to_string(path).expect("the golden summary is there");
    assert_eq!(
        Summary::new(&InceptionV1::portable_graph())
            .table(googlenet_runtime::summary::Style::Keras, &[]),
        expected
    );
    assert_eq!(format!("{}\n", InceptionV1::summary()), expected);
    insta::assert_snapshot!(InceptionV1::summary());
}

#[test]
fn constants_are_those_of_the_graph() {
    const _: () = assert!(InceptionV1::PARAMS == 6_998_552 && InceptionV1::MACS == 1_582_671_872);
    const _: () = assert!(InceptionV1::ARENA_BYTES <= 6 << 20);
    let model = InceptionV1::zeroed();
    assert_eq!(
        InceptionV1::PARAMS,
        model
            .layers()
            .iter()
            .map(|layer| layer.params() as u64)
            .sum::<u64>()
    );
    assert_eq!(
        model.session(1).arena_bytes() as u64,
        InceptionV1::ARENA_BYTES
    );
}

#[test]
fn l2_penalty_is_the_sum_over_kernels() {
    let model = InceptionV1::seeded(3);
    let kernels = model
        .layers()
        .into_iter()
        .filter_map(|layer| layer.weight("kernel"));
    let squares: f64 = kernels
        .flat_map(|kernel| kernel.values())
        .map(|value| f64::from(*value).powi(2))
        .sum();
    assert!((model.l2_penalty() - 0.01f32 as f64 * squares).abs() < 1e-6 * squares);
}
