//! Networks that other people defined, layer by layer against values that their engines computed in double precision.

use googlenet_runtime::{Network, Summary, TypedNetwork, dynamic, googlenet_model};
use googlenet_tests::{Golden, GoldenLayer, formula_input, rms, root};

googlenet_model! {
    VGG16 = "../specs/vgg16.yaml";
    InceptionV3 = "../specs/inception_v3.yaml";
    InceptionV4 = "../specs/inception_v4.yaml";
}

const TOLERANCE: f64 = 1e-4;

/// The class of Keras for a class of a golden file, and whether its values are those behind the activation.
fn class(golden: &str) -> (&str, bool) {
    match golden {
        "Conv2d" => ("Conv2D", false),
        "BatchNorm2d" => ("BatchNormalization", false),
        "BatchNormAct2d" => ("BatchNormalization", true),
        "MaxPool2d" => ("MaxPooling2D", false),
        "AvgPool2d" => ("AveragePooling2D", false),
        "AdaptiveAvgPool2d" => ("GlobalAveragePooling2D", false),
        "Linear" => ("Dense", false),
        keras => (keras, false),
    }
}

fn check<N: TypedNetwork>(spec: &str, params: u64, trainable: u64) {
    assert_eq!(
        (N::PARAMS, N::TRAINABLE_PARAMS),
        (params, trainable),
        "{spec}"
    );
    let golden = Golden::read(spec);
    let path = root().join("specs").join(format!("{spec}.yaml"));
    let model = dynamic::Model::from_file(path)
        .expect("the spec is in order")
        .seeded(1000);
    let summary = Summary::new(&model.graph());
    assert_eq!(
        summary,
        Summary::new(&N::portable_graph()),
        "{spec} is the same through the macro"
    );
    assert_eq!(
        (summary.params, summary.trainable_params),
        (params, trainable),
        "{spec}"
    );
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

    let mut session = model.executor(2);
    for row in &summary.layers {
        session.tap(&row.name).expect("a layer");
    }
    let mut output = Vec::new();
    session
        .run(&formula_input(session.input_shape().len()), &mut output)
        .expect("one picture");
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
    println!("{spec}: the largest difference is {worst:.1e} of its layer's rms");
    let mut order: Vec<usize> = (0..output.len()).collect();
    order.sort_by(|a, b| output[*b].total_cmp(&output[*a]));
    let expected: Vec<usize> = golden.top5.iter().map(|(class, _)| *class).collect();
    assert_eq!(order[..5], expected, "{spec}");
}

/// The largest difference over the layer's rms.
fn agree(name: &str, values: &[f32], shape: &[usize], golden: &GoldenLayer) -> f64 {
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
    let worst = points.fold(difference(rms(values), golden.rms), f64::max);
    assert!(
        worst <= TOLERANCE,
        "{name} ({}): {worst:e} of the rms",
        golden.name
    );
    worst
}

/// One after the other, as the largest takes more than a gibibyte.
#[test]
fn every_layer_of_the_family_agrees() {
    check::<VGG16>("vgg16", 138_357_544, 138_357_544);
    check::<InceptionV3>("inception_v3", 23_851_784, 23_817_352);
    check::<InceptionV4>("inception_v4", 42_742_984, 42_679_816);
}
