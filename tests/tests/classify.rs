//! Tests of image classification with networks compiled by the macro and with networks read at run time.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::image::{self, Classify, Image};
use googlenet_runtime::{Labels, Network, Tensor, TypedNetwork, googlenet_model};

use googlenet_dsl::compile_file;
use googlenet_runtime::graph::training::{Augment, LearningRate, Optimizer, Schedule, Training};
use googlenet_runtime::graph::{Color, Resize};
use googlenet_tests::root;

googlenet_model! {
    LabelsSmall = "../specs/labels_small.yaml";
    Digits = "../specs/inception_v1_digits.yaml";
}

fn photograph() -> Image {
    Image::open(root().join("assets/chelsea_224.png")).expect("a photograph")
}

#[test]
fn compiled_and_read_networks_say_the_same() {
    let compiled = LabelsSmall::seeded(5);
    let read = Model::from_file(root().join("specs/labels_small.yaml")).expect("a network");
    let read = read.seeded(5);
    assert_eq!(compiled.preprocess(), read.preprocess());
    let classes = compiled.classify(&photograph()).expect("classes");
    assert_eq!(classes, read.classify(&photograph()).expect("classes"));
    assert_eq!(classes.len(), 5);
    let labels = std::fs::read_to_string(root().join("specs/labels_small.txt")).expect("labels");
    for class in &classes {
        assert_eq!(class.label.as_deref(), labels.lines().nth(class.index));
    }
    assert!(classes.is_sorted_by(|a, b| a.probability >= b.probability));
    let two = compiled.classify_top(&photograph(), 2).expect("classes");
    assert_eq!(two, classes[..2]);
}

#[test]
fn the_recipe_of_the_file_is_applied() {
    let recipe = LabelsSmall::zeroed().preprocess().expect("a recipe");
    assert_eq!(
        (recipe.resize, recipe.color),
        (Resize::Shorter(40), Color::Bgr)
    );
    let input = photograph().input(&recipe).expect("an input");
    let rgb = photograph().prepared(&recipe).expect("prepared").rgb();
    assert_eq!(input.len(), 24 * 32 * 3);
    for (pixel, values) in rgb.chunks_exact(3).zip(input.chunks_exact(3)) {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        let expected = [
            (blue / 2.0 - 52.0) / 32.0,
            (green / 2.0 - 58.5) / 32.5,
            (red / 2.0 - 61.5) / 33.0,
        ];
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-6, "{value} {expected}");
        }
    }
    let model = LabelsSmall::seeded(5);
    let tensor: Tensor<labels_small::Input> = Tensor::new(input).expect("a tensor");
    let mut session = model.session(1);
    let top = session.run(&tensor).expect("a run").top(0, 5);
    let classes = model.classify(&photograph()).expect("classes");
    let classes: Vec<(usize, f32)> = classes
        .iter()
        .map(|class| (class.index, class.probability))
        .collect();
    assert_eq!(top, classes);
}

#[test]
fn without_a_recipe_images_go_from_0_to_1() {
    let model = Digits::seeded(1);
    assert_eq!((model.preprocess(), model.labels()), (None, Labels::None));
    let path = root().join("assets/chelsea_224.png");
    let input: Tensor<digits::Input> = image::read_tensor(&path).expect("an input");
    assert!(
        input
            .as_slice()
            .iter()
            .all(|value| (0.0..=1.0).contains(value))
    );
    let top = model.session(1).run(&input).expect("a run").top(0, 3);
    let classes = model.classify_top(&photograph(), 3).expect("classes");
    let classes: Vec<(usize, f32)> = classes
        .iter()
        .map(|class| (class.index, class.probability))
        .collect();
    assert_eq!(top, classes);
}

#[test]
fn labels_that_are_missing_fail_classify_alone() {
    let read = Model::from_file(root().join("tests/images/unlabelled.yaml")).expect("a network");
    let input = vec![0.0; 64];
    let mut session = read.dyn_session(1);
    session.run(&input, &mut Vec::new()).expect("a run");
    let said = read
        .classify(&photograph())
        .expect_err("no labels")
        .to_string();
    assert!(
        said.starts_with("cannot use the labels `") && said.contains("missing.txt"),
        "{said}"
    );
}

#[test]
fn one_sigmoid_tells_two_classes_apart() {
    let description = "format: 1\nname: Leaf\ninput: {height: 8, width: 8, channels: 3}\nlabels: two.txt\nlayers:\n  \
                       flat: flatten\n  leaf: {dense: 1, activation: sigmoid}\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("leaf.yaml");
    std::fs::write(&path, description).expect("written");
    let named = |names: &str| {
        std::fs::write(folder.path().join("two.txt"), names).expect("written");
        Model::from_file(&path).expect("a network").seeded(3)
    };
    let said = |model: &Model| -> Vec<(usize, Option<String>, f32)> {
        let classes = model.classify(&photograph()).expect("classes");
        let classes = classes.into_iter();
        classes
            .map(|class| (class.index, class.label, class.probability))
            .collect()
    };
    let name = |name: &str| Some(name.to_owned());
    let model = named("leaf\n");
    let [(0, label, leaf)] = &said(&model)[..] else {
        panic!("one line, one class");
    };
    assert_eq!(*label, name("leaf"));
    assert!(
        (0.01..0.99).contains(leaf) && *leaf != 0.5,
        "{leaf} would not show which class is which"
    );
    let mut two = vec![(0, name("no leaf"), 1.0 - leaf), (1, name("leaf"), *leaf)];
    two.sort_by(|a, b| b.2.total_cmp(&a.2));
    assert_eq!(said(&named("no leaf\nleaf\n")), two);

    let classifier = model.classifier(1).expect("one name");
    let labels = Labels::File {
        folder: folder.path().into(),
        path: "two.txt".into(),
    };
    std::fs::write(folder.path().join("two.txt"), "a\nb\n").expect("written");
    let mut classifier = classifier.with_labels(&labels).expect("two names");
    assert_eq!(
        classifier
            .classify(&photograph(), 5)
            .expect("classes")
            .len(),
        2
    );
    assert_eq!(
        classifier
            .classify(&photograph(), 1)
            .expect("classes")
            .len(),
        1
    );

    let error = named("a\nb\nc\n")
        .classify(&photograph())
        .expect_err("three names");
    assert!(error.to_string().contains("expected 2 lines"), "{error}");
}

#[test]
fn networks_that_read_no_image_say_so() {
    let text = "format: 1\nname: Radar\ninput: {height: 4, width: 4, channels: 2}\nlayers:\n  mean: global_avg_pool\n";
    let model = Model::from_text("radar.yaml", text).expect("a network");
    let said = model
        .classify(&photograph())
        .expect_err("two channels")
        .to_string();
    assert!(said.starts_with("the network reads no images: "), "{said}");
    let map = text
        .replace("channels: 2", "channels: 3")
        .replace("global_avg_pool", "{max_pool: 2}");
    let model = Model::from_text("map.yaml", &map).expect("a network");
    let said = model
        .classify(&photograph())
        .expect_err("a map")
        .to_string();
    assert!(said.contains("got the map `mean` of 2x2x3"), "{said}");
}

#[test]
fn generated_networks_and_those_read_are_trained_alike() {
    let read = Model::from_file(root().join("specs/inception_v1_digits.yaml")).expect("a network");
    let compiled = compile_file(root().join("specs/inception_v1_digits.yaml")).expect("a network");
    let training = Digits::training();
    assert_eq!(
        training,
        Training {
            optimizer: Optimizer::Adam {
                beta_1: 0.9,
                beta_2: 0.999,
                epsilon: 1e-7
            },
            learning_rate: LearningRate {
                base: 0.004,
                schedule: Schedule::Cosine { last: 0.0 },
                warmup: 1.0
            },
            batch: 64,
            epochs: 20,
            seed: 1,
            augment: Augment {
                shift: 2,
                rotate: 10.0,
                ..Augment::default()
            },
            ..Training::default()
        }
    );
    assert_eq!(compiled.training.as_ref(), Some(&training));
    assert_eq!(read.training(), training);
    assert_eq!(Digits::zeroed().training(), training);
    assert_eq!(LabelsSmall::training(), Training::default());
    assert_eq!(LabelsSmall::zeroed().training(), Training::default());
}
