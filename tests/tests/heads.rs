//! Tests of heads and of several outputs: parameter counts, names, and weight files.

use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::When;
use googlenet_runtime::{
    Flat, Hwc, Network, Outputs, Session, Tensor, TypedNetwork, dynamic, googlenet_model,
};

use googlenet_runtime::summary::Summary;
use googlenet_tests::{formula_input, root};

googlenet_model! {
    /// Small network with several outputs, and with heads of training and of inference.
    pub HeadsSmall = "../specs/heads_small.yaml";
    NestedSmall = "../specs/nested_small.yaml";
}

fn text() -> String {
    std::fs::read_to_string(root().join("specs/heads_small.yaml")).expect("the spec")
}

fn read(text: &str) -> dynamic::Model {
    dynamic::Model::from_text("heads.yaml", text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Returns the network of `heads_small.yaml` without the heads that exist in training only.
fn without_training() -> dynamic::Model {
    let text = text();
    let lines: Vec<&str> = text.lines().collect();
    let at = |start: &str| {
        let found = lines.iter().position(|line| line.starts_with(start));
        found.expect("a line of the spec")
    };
    let kept = [
        &lines[..at("  classifier:")],
        &lines[at("layers:")..at("  aux1:")],
        &lines[at("  embedding:")..at("  aux2:")],
        &lines[at("outputs:")..],
    ];
    read(&(kept.concat().join("\n") + "\n"))
}

fn weights(network: &dyn Network) -> Vec<(String, Vec<f32>)> {
    let layers = network.layers().into_iter();
    let of = |layer: &googlenet_runtime::Layer| {
        let name = layer.name().to_owned();
        let weights = layer.weights().iter();
        weights
            .map(|weight| {
                (
                    format!("{name}.{}", weight.name()),
                    weight.values().to_vec(),
                )
            })
            .collect::<Vec<_>>()
    };
    layers.flat_map(of).collect()
}

fn is_of_training(name: &str) -> bool {
    name.starts_with("aux1.") || name.starts_with("aux2.")
}

/// Tests the trainable parameters of torchvision's GoogLeNet: 6,624,904 in inference, and 13,004,888 with its two
/// auxiliary classifiers.
#[test]
fn torchvisions_googlenet_has_as_many_parameters_with_heads() {
    let path = root().join("specs/googlenet_torchvision.yaml");
    let graph = dynamic::Model::from_file(path).expect("a network").graph();
    let training = graph.training();
    assert_eq!(graph.trainable_params(), 6_624_904);
    assert_eq!(graph.total_params(), 6_639_464);
    assert_eq!(training.trainable_params(), 13_004_888);
    let names = |graph: &Graph| -> Vec<String> {
        let outputs = graph.outputs().iter();
        outputs.map(|output| output.name.to_string()).collect()
    };
    assert_eq!(names(&graph), ["softmax"]);
    assert_eq!(names(&training), ["softmax", "aux1", "aux2"]);
    assert_eq!(graph.heads().len(), 2);
    for head in graph.heads() {
        assert_eq!((head.when, head.weight), (When::Training, 0.3));
    }
    assert_eq!(graph.layer(graph.heads()[1].input).name, "inception4d");
}

#[test]
fn heads_of_training_are_outside_the_numbers_of_inference() {
    let without = without_training();
    let (graph, model) = (without.graph(), HeadsSmall::portable_graph());
    assert_eq!(
        Summary::new(&model),
        Summary::new(&graph).with_lines_of(&model)
    );
    assert_eq!(HeadsSmall::PARAMS, graph.total_params());
    assert_eq!(HeadsSmall::TRAINABLE_PARAMS, graph.trainable_params());
    assert_eq!(HeadsSmall::MACS, graph.total_macs());
    let mut session = HeadsSmall::zeroed().session(1);
    assert_eq!(session.arena_bytes() as u64, HeadsSmall::ARENA_BYTES);
    assert_eq!(
        without.dyn_session(1).arena_bytes() as u64,
        HeadsSmall::ARENA_BYTES
    );
    let error = session.tap("aux1.classify.hidden").expect_err("no layer");
    assert!(
        error
            .to_string()
            .contains("no layer `aux1.classify.hidden`"),
        "{error}"
    );

    let training = model.training();
    assert_eq!(HeadsSmall::TRAINING_PARAMS, training.trainable_params());
    let extra = HeadsSmall::TRAINING_PARAMS - HeadsSmall::TRAINABLE_PARAMS;
    let counted = HeadsSmall::seeded(1)
        .layers()
        .into_iter()
        .filter(|layer| is_of_training(layer.name()))
        .flat_map(|layer| layer.weights().to_vec())
        .filter(|weight| weight.role().trainable())
        .map(|weight| weight.values().len() as u64)
        .sum::<u64>();
    assert!(extra > 0 && extra == counted, "{extra} and {counted}");
    assert_eq!(NestedSmall::TRAINING_PARAMS, NestedSmall::TRAINABLE_PARAMS);
    let summary = HeadsSmall::training_summary();
    assert_eq!(summary.layers.len(), training.len());
    let outputs: Vec<&str> = summary.outputs.iter().map(String::as_str).collect();
    assert_eq!(
        outputs[5..],
        ["embedding.norm", "aux1.classify.classes", "aux2.classes"]
    );
}

/// Replacement of the line numbers in a summary by those of another description's graph, so that summaries of the same
/// layers in two files are equal.
trait WithLines {
    fn with_lines_of(self, graph: &Graph) -> Self;
}

impl WithLines for Summary {
    fn with_lines_of(mut self, graph: &Graph) -> Summary {
        for (row, id) in self.layers.iter_mut().zip(graph.ids()) {
            row.line = graph.layer(id).line;
        }
        self
    }
}

#[test]
fn a_head_does_not_change_the_weights_of_inference() {
    let with: Vec<_> = weights(&HeadsSmall::seeded(1000))
        .into_iter()
        .filter(|(name, _)| !is_of_training(name))
        .collect();
    assert_eq!(with, weights(&without_training().seeded(1000)));
    let heads = weights(&HeadsSmall::seeded(1000));
    let classes = heads.iter().find(|(name, _)| name == "aux2.classes.kernel");
    let (_, classes) = classes.expect("a kernel of a head");
    assert!(
        classes.iter().any(|value| *value != 0.0),
        "heads are seeded"
    );
    assert_eq!(
        heads,
        weights(&read(&text()).seeded(1000)),
        "both ways of reading"
    );
}

#[test]
fn the_training_graph_is_the_same_network() {
    let graph = HeadsSmall::portable_graph();
    let training = graph.training();
    assert_eq!(&graph.definition(), HeadsSmall::definition());
    assert_eq!(training.definition(), graph.definition());
    assert_eq!(training.training().outputs(), training.outputs());
    assert!(training.len() > graph.len());
    for id in graph.ids() {
        assert_eq!(graph.layer(id), training.layer(id));
        assert!(graph.readers(id).iter().all(|reader| *reader < graph.len()));
    }
    let [embedding, aux1, aux2] = graph.heads() else {
        panic!("three heads: {:?}", graph.heads());
    };
    assert_eq!((embedding.when, embedding.weight), (When::Always, 1.0));
    assert_eq!((aux1.when, aux1.weight), (When::Training, 0.3));
    assert_eq!((aux2.when, aux2.weight), (When::Training, 0.5));
    assert_eq!(*embedding.layers().end() + 1, *aux1.layers().start());
    assert_eq!(*aux2.layers().end() + 1, training.len());
    assert_eq!(graph.len(), aux1.first);
    assert!(training.readers(aux1.input).contains(&aux1.first));
}

#[test]
fn outputs_are_a_tuple_in_the_order_of_the_file() {
    let model = HeadsSmall::seeded(3);
    let x = Tensor::new(formula_input(2 * 21 * 18 * 3)).expect("two images");
    let mut session: Session<
        Hwc<21, 18, 3>,
        (
            Flat<6>,
            Hwc<21, 18, 3>,
            Hwc<11, 9, 17>,
            Hwc<5, 4, 8>,
            Hwc<5, 4, 8>,
            Flat<8>,
        ),
    > = model.session(2);
    let (linear, drop0, _, features, drop, embedding) = session.run(&x).expect("two images");
    assert_eq!(linear.batch(), 2);
    assert_eq!(linear.top(1, 6).len(), 6);
    assert_eq!(drop0, &x, "the image itself");
    assert_eq!(features, drop, "dropout is the identity");

    let mut executor = model.dyn_session(1);
    let made: Vec<(String, String)> = executor
        .outputs()
        .map(|(name, shape)| (name.to_owned(), shape.to_string()))
        .collect();
    let expected = [
        ("linear", "6"),
        ("drop0", "21x18x3"),
        ("mixed1", "11x9x17"),
        ("features", "5x4x8"),
        ("drop", "5x4x8"),
        ("embedding", "8"),
    ];
    assert_eq!(
        made,
        expected.map(|(name, shape)| (name.to_owned(), shape.to_owned()))
    );
    assert_eq!(executor.output_shape().to_string(), "6");
    let mut all = Vec::new();
    executor
        .run_all(x.as_slice(), &mut all)
        .expect("two images");
    assert_eq!(
        all[executor.output("embedding").expect("an output")],
        embedding.as_slice()
    );
    let mut first = Vec::new();
    executor.run(x.as_slice(), &mut first).expect("two images");
    assert_eq!(first, linear.as_slice());
    assert_eq!(first, all[0]);
    let error = executor.output("feature").expect_err("no output");
    assert_eq!(
        error.to_string(),
        "the network has no output `feature`; did you mean `features`?"
    );
    assert!(executor.output("aux1").is_err(), "training only");
}

#[test]
fn a_single_output_is_no_tuple() {
    fn shapes<O: Outputs>() -> usize {
        O::SHAPES.len()
    }
    assert_eq!(shapes::<nested_small::Output>(), 1);
    assert_eq!(shapes::<heads_small::Output>(), 6);
    let model = NestedSmall::seeded(1);
    let x: Tensor<nested_small::Input> = Tensor::zeros(1);
    let mut session = model.session(1);
    let y: &Tensor<nested_small::Output> = session.run(&x).expect("one image");
    assert_eq!(y.batch(), 1);
}

#[test]
fn weight_files_may_lack_heads_of_training() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("inference.safetensors");
    without_training()
        .seeded(4)
        .save_weights(&path)
        .expect("saved");

    let loaded = HeadsSmall::load(&path).expect("a file of inference");
    for ((name, got), (_, seeded)) in weights(&loaded).iter().zip(weights(&HeadsSmall::seeded(4))) {
        match is_of_training(name) {
            true => assert!(got.iter().all(|value| *value == 0.0), "{name}"),
            false => assert_eq!(got, &seeded, "{name}"),
        }
    }
    let mut trained = HeadsSmall::seeded(9);
    trained
        .load_weights_mapped(&path)
        .expect("a file of inference");
    for ((name, got), (_, seeded)) in weights(&trained)
        .iter()
        .zip(weights(&HeadsSmall::seeded(9)))
    {
        if is_of_training(name) {
            assert_eq!(got, &seeded, "{name} stays as it was");
        }
    }
}

#[test]
fn weight_files_may_have_heads_of_training() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("training.safetensors");
    let model = HeadsSmall::seeded(4);
    model.save_weights(&path).expect("saved");
    let loaded = HeadsSmall::load(&path).expect("the whole network");
    assert_eq!(weights(&loaded), weights(&model));
    // A network without these heads refuses a file with their weights.
    let error = without_training()
        .load(&path)
        .expect_err("unknown heads")
        .to_string();
    assert!(
        error.contains("unknown `aux1.classify.hidden.kernel`"),
        "{error}"
    );
}

#[test]
fn a_part_of_a_head_is_no_head() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("part.safetensors");
    let whole = HeadsSmall::seeded(4);
    whole.save_weights(&path).expect("saved");
    let bytes = std::fs::read(&path).expect("read");
    let file = safetensors::SafeTensors::deserialize(&bytes).expect("safetensors");
    let write = |keep: &dyn Fn(&str) -> bool, rename: &dyn Fn(&str) -> String| {
        let tensors = file.tensors().into_iter().filter(|(name, _)| keep(name));
        let tensors: Vec<_> = tensors.map(|(name, view)| (rename(&name), view)).collect();
        let bytes = safetensors::serialize(tensors, None).expect("serialised");
        std::fs::write(&path, bytes).expect("written");
    };
    let same = |name: &str| name.to_owned();
    write(&|name| !name.starts_with("aux2."), &same);
    HeadsSmall::load(&path).expect("a whole head is missing, the other is there");

    write(
        &|name| !name.starts_with("aux2.") || name == "aux2.classes.kernel",
        &same,
    );
    let error = HeadsSmall::load(&path)
        .expect_err("a part of a head")
        .to_string();
    assert!(error.contains("missing `aux2.classes.bias`"), "{error}");
    assert!(!error.contains("aux1"), "{error}");

    write(&|name| !name.starts_with("embedding."), &same);
    let error = HeadsSmall::load(&path)
        .expect_err("an output is missing")
        .to_string();
    assert!(error.contains("missing `embedding.norm.kernel`"), "{error}");

    write(&|_| true, &|name| {
        name.replace("aux2.classes", "aux2.clases")
    });
    let error = HeadsSmall::load(&path).expect_err("a slip").to_string();
    assert!(
        error.contains("unknown `aux2.clases.bias`; is it `aux2.classes.bias`?"),
        "{error}"
    );
}
