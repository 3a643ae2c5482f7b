//! Networks that other people defined, layer by layer against values that their engines computed in double precision.

use googlenet_dsl::number::grouped;
use googlenet_runtime::{Network, Row, Summary, TypedNetwork, dynamic, googlenet_model};
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

/// The class of Keras for a class of a golden file, and whether its values are those behind the activation.
fn class(golden: &str) -> (&str, bool) {
    match golden {
        "Conv2d" => ("Conv2D", false),
        // torchvision's ReLU works in place, on the values that were kept of the normalisation.
        "BatchNorm2d" => ("BatchNormalization", true),
        "BatchNormAct2d" => ("BatchNormalization", true),
        "MaxPool2d" => ("MaxPooling2D", false),
        "AvgPool2d" => ("AveragePooling2D", false),
        "AdaptiveAvgPool2d" => ("GlobalAveragePooling2D", false),
        "Linear" => ("Dense", false),
        keras => (keras, false),
    }
}

/// Parameters, all and trainable; `None` where nobody else has counted them.
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

/// The counts of a spec, through the macro and through the file, beside those that others give.
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
    let mut session = model.executor_with(2, bounds.precision);
    for row in &summary.layers {
        session.tap(&row.name).expect("a layer");
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
            session.tapped(&name).expect("tapped"),
            &row.output,
            golden,
            bounds,
        ));
        // Torch counts what it trains, Keras everything.
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

/// The largest difference over the layer's rms.
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

/// One after the other, as the largest takes more than a gibibyte. Prints our numbers beside those that others give.
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
    // Of each head: a convolution from 512 or 528 to 128 channels, 2048 to 1024 features, 1024 to 1000 classes.
    let head = |channels: u64| 128 * channels + 128 + 2049 * 1024 + 1025 * 1000;
    assert_eq!(
        GooglenetPaper::TRAINING_PARAMS,
        6_998_552 + head(512) + head(528)
    );
    assert_eq!(GooglenetTorchvision::TRAINING_PARAMS, 13_004_888);
}

/// TF-Slim's `inception_v2_base` has 10,173,112 parameters: without the classifier, and behind the first layer with 64
/// biases where there are 3 x 64 numbers of batch normalisation here.
#[test]
fn bn_inception_is_the_papers() {
    let given = 10_173_112 - 64 + 3 * 64 + 1024 * 1000 + 1000;
    let (_, summary) = counts::<BnInception>("bn_inception", &Given::new(given, None));
    // Figure 5 of the paper: type and output size.
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
