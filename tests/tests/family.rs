//! Tests of published networks, layer by layer, against values that other engines computed in double precision.

use googlenet_dsl::number::grouped;
use googlenet_runtime::{Network, TypedNetwork, dynamic, googlenet_model};

use googlenet_runtime::summary::{Row, Summary};
use googlenet_tests::{Bounds, Golden, GoldenLayer, formula_input, rms, root};

googlenet_model! {
    VGG16 = "../specs/vgg16.yaml";
    InceptionV3 = "../specs/inception_v3.yaml";
    InceptionV4 = "../specs/inception_v4.yaml";

    GooglenetTorchvision = "../specs/googlenet_torchvision.yaml";
    InceptionResnetV2 = "../specs/inception_resnet_v2.yaml";
    GooglenetPaper = "../specs/googlenet_paper.yaml";
    BnInception = "../specs/bn_inception.yaml";
    InceptionV1Digits = "../specs/inception_v1_digits.yaml";
}

/// Returns the Keras class for a class of a golden file, and `true` if the golden values are those after the activation
/// that follows the layer.
fn class(golden: &str) -> (&str, bool) {
    match golden {
        "Conv2d" => ("Conv2D", false),
        // torchvision applies ReLU in place, so the values recorded for the normalisation are those after the
        // activation.
        "BatchNorm2d" => ("BatchNormalization", true),
        "BatchNormAct2d" => ("BatchNormalization", true),
        "MaxPool2d" => ("MaxPooling2D", false),
        "AvgPool2d" => ("AveragePooling2D", false),
        "AdaptiveAvgPool2d" => ("GlobalAveragePooling2D", false),
        "Linear" => ("Dense", false),
        keras => (keras, false),
    }
}

/// Published parameter counts of a network, all and trainable. `None` if no count is published.
struct Given {
    params: Option<u64>,
    trainable: Option<u64>,
}

impl Given {
    fn new(params: impl Into<Option<u64>>, trainable: impl Into<Option<u64>>) -> Given {
        Given {
            params: params.into(),
            trainable: trainable.into(),
        }
    }
}

/// Returns the network of `specs/<spec>.yaml` and its summary. Asserts that the macro's network has the same summary
/// and that the counts are the given ones, and prints both.
fn counts<N: TypedNetwork>(spec: &str, given: &Given) -> (dynamic::Model, Summary) {
    let path = root().join("specs").join(format!("{spec}.yaml"));
    let model = dynamic::Model::from_file(path).expect("the spec is in order");
    let summary = Summary::new(&model.graph());
    assert_eq!(
        summary,
        Summary::new(&N::portable_graph()),
        "{spec} is the same through the macro"
    );
    assert_eq!(
        (N::PARAMS, N::TRAINABLE_PARAMS),
        (summary.params, summary.trainable_params)
    );
    let row = |what: &str, ours: u64, given: Option<u64>| {
        let beside = given.map_or("-".to_owned(), grouped);
        println!("{spec:<22} {what:<10} {:>12} {beside:>12}", grouped(ours));
        assert!(
            given.is_none_or(|given| given == ours),
            "{spec}: {ours} {what}"
        );
    };
    row("parameters", summary.params, given.params);
    row("trainable", summary.trainable_params, given.trainable);
    (model, summary)
}

fn check<N: TypedNetwork>(spec: &str, given: &Given) {
    let (model, summary) = counts::<N>(spec, given);
    let model = model.seeded(1000);
    let golden = Golden::read(spec);
    let classes: Vec<&str> = golden
        .layers
        .iter()
        .map(|layer| class(&layer.class).0)
        .collect();
    let rows: Vec<_> = summary
        .layers
        .iter()
        .filter(|row| classes.contains(&row.class.as_str()))
        .collect();
    assert_eq!(
        rows.len(),
        golden.layers.len(),
        "{spec} has as many layers of these classes"
    );

    for bounds in Bounds::ALL {
        check_layers(spec, &model, &summary, &golden, &rows, bounds);
    }
}

fn check_layers(
    spec: &str,
    model: &dynamic::Model,
    summary: &Summary,
    golden: &Golden,
    rows: &[&Row],
    bounds: Bounds,
) {
    let mut session = model
        .session_builder()
        .threads(2)
        .precision(bounds.precision)
        .build_dyn()
        .expect("a session");
    let graph = model.graph();
    let tap = |layer: &str| graph.result_name(graph.find(layer).expect("a layer"));
    for row in &summary.layers {
        session.tap(&tap(&row.name)).expect("a layer");
    }
    let mut output = Vec::new();
    session
        .run(&formula_input(session.input_shape().len()), &mut output)
        .expect("one image");
    let mut worst = 0.0f64;
    for (row, golden) in rows.iter().zip(&golden.layers) {
        let (class, activated) = class(&golden.class);
        assert_eq!(row.class, class, "{} is {}", row.name, golden.name);
        let name = if activated {
            row.name.replace(".batch_norm", ".activation")
        } else {
            row.name.clone()
        };
        worst = worst.max(agree(
            &name,
            session.tapped(&tap(&name)).expect("tapped"),
            &row.output,
            golden,
            bounds,
        ));
        // For a batch normalisation PyTorch counts the trainable parameters only, Keras all of them.
        let counted = model.layer(&row.name).map(|layer| layer.weights());
        let of_torch =
            golden.class.starts_with("BatchNorm") && golden.class != "BatchNormalization";
        let counted = counted
            .unwrap_or_default()
            .iter()
            .filter(|w| w.role().trainable() || !of_torch);
        assert_eq!(
            counted
                .map(|weight| weight.values().len() as u64)
                .sum::<u64>(),
            golden.params,
            "{name}"
        );
    }
    let layers = golden.layers.len();
    let word = bounds.precision.as_str();
    println!("{spec:<22} {layers} layers within {worst:.1e} of their rms, {word}");
    let mut order: Vec<usize> = (0..output.len()).collect();
    order.sort_by(|a, b| output[*b].total_cmp(&output[*a]));
    let expected: Vec<usize> = golden.top5.iter().map(|(class, _)| *class).collect();
    assert_eq!(order[..5], expected, "{spec}");
}

/// Compares a layer's values with those of a golden layer, and returns the largest difference of a sampled value,
/// relative to the golden root mean square.
///
/// # Panics
/// Panics if the shapes differ (axes of size 1 aside) or if a difference exceeds `bounds`.
fn agree(name: &str, values: &[f32], shape: &[usize], golden: &GoldenLayer, bounds: Bounds) -> f64 {
    let sizes = |shape: &[usize]| {
        shape
            .iter()
            .copied()
            .filter(|size| *size != 1)
            .collect::<Vec<_>>()
    };
    assert_eq!(sizes(shape), sizes(&golden.shape), "{name}");
    let difference = |got: f64, expected: f64| (got - expected).abs() / golden.rms;
    let points = golden.indices.iter().zip(&golden.values);
    let points = points.map(|(at, expected)| difference(f64::from(values[*at]), *expected));
    let worst = points.fold(0.0, f64::max);
    let of_rms = difference(rms(values), golden.rms);
    assert!(
        worst <= bounds.value && of_rms <= bounds.rms,
        "{name} ({}): {worst:e} of the rms, which differs by {of_rms:e}",
        golden.name
    );
    worst
}

/// Tests one network after the other, because the largest takes more than 1 GiB. Prints the parameter counts beside the
/// published ones.
#[test]
fn every_layer_of_the_family_agrees() {
    check::<VGG16>("vgg16", &Given::new(138_357_544, 138_357_544));
    check::<InceptionV3>("inception_v3", &Given::new(23_851_784, 23_817_352));
    check::<InceptionV4>("inception_v4", &Given::new(None, 42_679_816));
    check::<InceptionResnetV2>("inception_resnet_v2", &Given::new(55_873_736, 55_813_192));
    check::<GooglenetTorchvision>("googlenet_torchvision", &Given::new(6_639_464, 6_624_904));
}

#[test]
fn auxiliary_heads_are_counted_in_training_alone() {
    counts::<GooglenetPaper>("googlenet_paper", &Given::new(6_998_552, 6_998_552));
    // Each head has a convolution from 512 or 528 to 128 channels, and dense layers from 2048 to 1024 and from 1024 to
    // 1000 values.
    let head = |channels: u64| 128 * channels + 128 + 2049 * 1024 + 1025 * 1000;
    assert_eq!(
        GooglenetPaper::TRAINING_PARAMS,
        6_998_552 + head(512) + head(528)
    );
    assert_eq!(GooglenetTorchvision::TRAINING_PARAMS, 13_004_888);
}

/// Tests the parameter count against that of TF-Slim, and the sizes of results against the paper. TF-Slim's
/// `inception_v2_base` has 10,173,112 parameters: it has no classifier, and its first layer has 64 biases where this
/// network has 3 x 64 parameters of batch normalisation.
#[test]
fn bn_inception_is_the_papers() {
    let given = 10_173_112 - 64 + 3 * 64 + 1024 * 1000 + 1000;
    let (_, summary) = counts::<BnInception>("bn_inception", &Given::new(given, None));
    // Layers and sizes of results in figure 5 of the paper (Ioffe and Szegedy, 2015).
    let table = [
        ("conv1_pointwise", [112, 112, 64]),
        ("maxpool1", [56, 56, 64]),
        ("conv2", [56, 56, 192]),
        ("maxpool2", [28, 28, 192]),
        ("inception_3a", [28, 28, 256]),
        ("inception_3b", [28, 28, 320]),
        ("inception_3c", [14, 14, 576]),
        ("inception_4a", [14, 14, 576]),
        ("inception_4b", [14, 14, 576]),
        ("inception_4c", [14, 14, 576]),
        ("inception_4d", [14, 14, 576]),
        ("inception_4e", [7, 7, 1024]),
        ("inception_5a", [7, 7, 1024]),
        ("inception_5b", [7, 7, 1024]),
    ];
    for (name, size) in table {
        let row = summary.layers.iter().find(|row| row.name == name);
        assert_eq!(
            row.map(|row| row.output.as_slice()),
            Some(&size[..]),
            "{name}"
        );
    }
}

#[test]
fn the_network_for_digits_is_small() {
    let (_, summary) = counts::<InceptionV1Digits>("inception_v1_digits", &Given::new(None, None));
    assert!(summary.params < 100_000);
}
