//! Tests of published networks with small inputs and few repetitions on all engines. The descriptions in `reduced/` are
//! made from those in `specs/`.

use googlenet_runtime::{
    Network, Outputs, Tensor, TypedNetwork, dynamic, googlenet_model, reference,
};
use googlenet_tests::{checked_in, formula_input, relative_difference, root};

googlenet_model! {
    BnInception = "reduced/bn_inception.yaml";
    GooglenetTorchvision = "reduced/googlenet_torchvision.yaml";
    InceptionResnetV2 = "reduced/inception_resnet_v2.yaml";
    InceptionV3 = "reduced/inception_v3.yaml";
    InceptionV4 = "reduced/inception_v4.yaml";
    VGG16 = "reduced/vgg16.yaml";
    GooglenetPaper = "../specs/googlenet_paper.yaml";
    InceptionV1Digits = "../specs/inception_v1_digits.yaml";
    UciDigits = "../specs/uci_digits.yaml";
}

/// Maximum difference between a session and the reference, relative to the largest value of the layer.
const TOLERANCE: f64 = 2e-5;

/// Returns the description of `specs/<spec>.yaml` with an input of `size` x `size` pixels, with two repetitions of each
/// repeated step, and without preprocessing, budget, published figures and comments.
fn reduced(spec: &str, size: usize) -> String {
    let path = root().join(format!("specs/{spec}.yaml"));
    let text = std::fs::read_to_string(path).expect("the spec");
    let mut small = format!(
        "# Made from specs/{spec}.yaml by tests/reduced.rs: a small input, few repetitions.\n"
    );
    let lines = text.lines().filter(|line| {
        !["#", "preprocess:", "budget:", "published:"]
            .iter()
            .any(|left_out| line.starts_with(left_out))
    });
    for line in lines {
        small += &match line.split_once("repeat: ") {
            Some((before, _)) => format!("{before}repeat: 2}}"),
            None if line.starts_with("input:") => {
                format!("input: {{height: {size}, width: {size}, channels: 3}}")
            }
            None => line.to_owned(),
        };
        small.push('\n');
    }
    small.trim_end().to_owned() + "\n"
}

#[test]
fn reduced_specs_are_those_of_the_family() {
    let sizes = [
        ("bn_inception", 64),
        ("googlenet_torchvision", 96),
        ("inception_resnet_v2", 75),
        ("inception_v3", 75),
        ("inception_v4", 75),
        ("vgg16", 32),
    ];
    for (spec, size) in sizes {
        checked_in(&format!("tests/reduced/{spec}.yaml"), &reduced(spec, size));
    }
}

/// Asserts that the engines agree on a description: all layers of the compiled network are within [`TOLERANCE`] of the
/// reference, and its outputs have the same bits as those of the network read at run time.
fn agree<N: TypedNetwork>(spec: &str) {
    let model = N::seeded(6);
    let graph = N::portable_graph();
    let x: Tensor<N::Input> = Tensor::new(formula_input(graph.shape(0).len())).expect("one image");
    let mut session = model.session(2);
    for id in graph.ids() {
        session.tap(&graph.result_name(id)).expect("a layer");
    }
    let result = session.run(&x).expect("one image").clone();
    let expected = reference::run(&model, x.as_slice());
    let mut worst = 0.0f64;
    for id in graph.ids() {
        let name = &graph.result_name(id);
        let difference = relative_difference(session.tapped(name).expect("tapped"), &expected[id]);
        assert!(difference <= TOLERANCE, "{name} of {spec}: {difference:e}");
        worst = worst.max(difference);
    }
    println!("{spec}: {} layers within {worst:.1e}", graph.len() - 1);

    let read = dynamic::Model::from_file(root().join(spec)).expect("the spec is in order");
    let mut by_yaml = Vec::new();
    let ran = read
        .seeded(6)
        .dyn_session(1)
        .run_all(x.as_slice(), &mut by_yaml);
    ran.expect("one image");
    assert_eq!(by_yaml, N::Output::slices(&result), "{spec}: the same bits");
}

#[test]
fn bn_inception_is_the_same_on_all_engines() {
    agree::<BnInception>("tests/reduced/bn_inception.yaml");
}

#[test]
fn googlenet_torchvision_is_the_same_on_all_engines() {
    agree::<GooglenetTorchvision>("tests/reduced/googlenet_torchvision.yaml");
}

#[test]
fn googlenet_paper_is_the_same_on_all_engines() {
    agree::<GooglenetPaper>("specs/googlenet_paper.yaml");
}

#[test]
fn inception_resnet_v2_is_the_same_on_all_engines() {
    agree::<InceptionResnetV2>("tests/reduced/inception_resnet_v2.yaml");
}

#[test]
fn inception_v3_is_the_same_on_all_engines() {
    agree::<InceptionV3>("tests/reduced/inception_v3.yaml");
}

#[test]
fn inception_v4_is_the_same_on_all_engines() {
    agree::<InceptionV4>("tests/reduced/inception_v4.yaml");
}

#[test]
fn inception_v1_for_digits_is_the_same_on_all_engines() {
    agree::<InceptionV1Digits>("specs/inception_v1_digits.yaml");
}

#[test]
fn uci_digits_is_the_same_on_all_engines() {
    agree::<UciDigits>("specs/uci_digits.yaml");
}

#[test]
fn vgg16_is_the_same_on_all_engines() {
    agree::<VGG16>("tests/reduced/vgg16.yaml");
}
