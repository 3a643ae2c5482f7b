//! Tests that three engines agree on the same networks: networks compiled by the macro, networks read at run time, and
//! the naive reference.

use googlenet_runtime::{
    Network, Outputs, Tensor, TypedNetwork, dynamic, googlenet_model, reference,
};
use googlenet_tests::{formula_input, relative_difference, root};

googlenet_model! {
    /// GoogLeNet.
    pub InceptionV1 = "../specs/inception_v1.yaml";
    /// Small network with nested blocks, sums, and steps that are read by name.
    pub ResidualSmall = "../specs/residual_small.yaml";
    /// Small network with nested branches and odd sizes.
    pub NestedSmall = "../specs/nested_small.yaml";
    /// Small network with activations of all kinds and learned slopes.
    pub ActivationsSmall = "../specs/activations_small.yaml";
    /// Small network with batch normalisation, activations and global pooling.
    pub NormalSmall = "../specs/normal_small.yaml";
    /// Small network with several outputs, and with heads of training and of inference.
    pub HeadsSmall = "../specs/heads_small.yaml";
    /// Small network with windows of all forms: explicit padding, rounded-up sizes, dilation, groups.
    pub WindowsSmall = "../specs/windows_small.yaml";
    /// Small network with products and maxima, parts of channels, other shapes, and normalisation of each pixel.
    pub MapsSmall = "../specs/maps_small.yaml";
    /// Small network of depthwise and transposed convolutions, larger maps, and padding that mirrors.
    pub MovesSmall = "../specs/moves_small.yaml";
}

/// Maximum difference between a session and the reference, relative to the largest value of the layer.
const TOLERANCE: f64 = 2e-5;

fn input<N: TypedNetwork>(batch: usize) -> Tensor<N::Input> {
    let len = N::portable_graph().shape(0).len();
    Tensor::new(formula_input(batch * len)).expect("whole images")
}

/// Asserts that the engines agree on the network of `specs/<spec>`: all layers and outputs of the compiled network are
/// within [`TOLERANCE`] of the reference, the outputs of the network read at run time have the same bits, and those of
/// `forward`, which calls the typed layers one by one, are within the tolerance.
fn agree<N: TypedNetwork>(
    spec: &str,
    forward: impl Fn(&N, &Tensor<N::Input>) -> <N::Output as Outputs>::Tensors,
) {
    let model = N::seeded(5);
    let x = input::<N>(1);
    let mut session = model.session(1);
    let graph = N::portable_graph();
    for id in graph.ids() {
        session.tap(&graph.result_name(id)).expect("a layer");
    }
    let result = session.run(&x).expect("one image").clone();

    let layers = reference::run(&model, x.as_slice());
    for id in graph.ids() {
        let name = &graph.result_name(id);
        let difference = relative_difference(session.tapped(name).expect("tapped"), &layers[id]);
        assert!(difference <= TOLERANCE, "{name} of {spec}: {difference:e}");
    }

    let results = N::Output::slices(&result);
    assert_eq!(results.len(), graph.outputs().len());
    for (output, result) in graph.outputs().iter().zip(&results) {
        let difference = relative_difference(result, &layers[output.layer]);
        let name = &output.name;
        assert!(difference <= TOLERANCE, "{name} of {spec}: {difference:e}");
    }

    let read = dynamic::Model::from_file(root().join("specs").join(spec))
        .expect("the spec is in order")
        .seeded(5);
    let mut by_yaml = Vec::new();
    read.dyn_session(1)
        .run_all(x.as_slice(), &mut by_yaml)
        .expect("one image");
    assert_eq!(
        by_yaml, results,
        "the macro and the file give the same bits"
    );

    let chained = forward(&model, &x);
    for (chained, result) in N::Output::slices(&chained).iter().zip(results) {
        let difference = relative_difference(chained, result);
        assert!(
            difference <= TOLERANCE,
            "typed layers of {spec}: {difference:e}"
        );
    }
}

#[test]
fn inception_v1_is_the_same_on_all_engines() {
    agree::<InceptionV1>("inception_v1.yaml", InceptionV1::forward);
}

#[test]
fn residual_small_is_the_same_on_all_engines() {
    agree::<ResidualSmall>("residual_small.yaml", ResidualSmall::forward);
}

#[test]
fn nested_small_is_the_same_on_all_engines() {
    agree::<NestedSmall>("nested_small.yaml", NestedSmall::forward);
}

#[test]
fn activations_small_is_the_same_on_all_engines() {
    agree::<ActivationsSmall>("activations_small.yaml", ActivationsSmall::forward);
}

#[test]
fn normal_small_is_the_same_on_all_engines() {
    agree::<NormalSmall>("normal_small.yaml", NormalSmall::forward);
}

#[test]
fn heads_small_is_the_same_on_all_engines() {
    agree::<HeadsSmall>("heads_small.yaml", HeadsSmall::forward);
}

/// Tests the typed layers of heads of training against the reference, as sessions do not run these layers.
#[test]
fn heads_of_training_agree_with_the_reference() {
    let model = HeadsSmall::seeded(5);
    let x = input::<HeadsSmall>(1);
    let layers = reference::run(&model, x.as_slice());
    let (_, _, mixed1, features, _, _) = model.forward(&x);
    let [aux1, aux2] = [
        model.aux1.forward(&mixed1).into_vec(),
        model.aux2.forward(&features).into_vec(),
    ];
    let graph = HeadsSmall::portable_graph();
    let heads: Vec<_> = graph.heads().iter().skip(1).collect();
    for (head, values) in heads.iter().zip([aux1, aux2]) {
        let difference = relative_difference(&values, &layers[head.output]);
        assert!(difference <= TOLERANCE, "{}: {difference:e}", head.name);
    }
    let names: Vec<&str> = heads.iter().map(|head| &*head.name).collect();
    assert_eq!(names, ["aux1", "aux2"]);
}

#[test]
fn windows_small_is_the_same_on_all_engines() {
    agree::<WindowsSmall>("windows_small.yaml", WindowsSmall::forward);
}

#[test]
fn maps_small_is_the_same_on_all_engines() {
    agree::<MapsSmall>("maps_small.yaml", MapsSmall::forward);
}

#[test]
fn moves_small_is_the_same_on_all_engines() {
    agree::<MovesSmall>("moves_small.yaml", MovesSmall::forward);
}

#[test]
fn a_separable_convolution_is_two_layers() {
    let model = MovesSmall::seeded(1);
    let shapes = |layer: &str| -> Vec<(&str, Vec<usize>)> {
        let layer = model.layer(layer).expect("a layer");
        let weights = layer.weights().iter();
        weights
            .map(|weight| (weight.name(), weight.shape().to_vec()))
            .collect()
    };
    // 20 channels, two filters each, then one.
    assert_eq!(shapes("several"), [("kernel", vec![1, 3, 1, 40])]);
    assert_eq!(shapes("apart"), [("kernel", vec![3, 3, 1, 40])]);
    let pointwise = [("kernel", vec![1, 1, 40, 24]), ("bias", vec![24])];
    assert_eq!(shapes("apart.pointwise"), pointwise);
    assert_eq!(shapes("again.pointwise"), [("kernel", vec![1, 1, 24, 18])]);
    assert_eq!(shapes("again.batch_norm").len(), 4);
    assert_eq!(shapes("grouped"), [("kernel", vec![3, 3, 4, 10])]);
}

#[test]
fn layers_keep_their_names_of_elsewhere() {
    let graph = MovesSmall::portable_graph();
    let source = |name: &str| {
        let id = graph.ids().find(|id| graph.layer(*id).name == name);
        graph.layer(id.expect(name)).source.clone()
    };
    assert_eq!(source("stem").as_deref(), Some("Conv_1"));
    assert_eq!(source("several"), None);
    let inside = source("block_2.depth.batch_norm");
    assert_eq!(inside.as_deref(), Some("block 1_2.3x3.batch_norm"));
    assert_eq!(
        source("block_1.project").as_deref(),
        Some("block 1_1.project")
    );
    let list = googlenet_runtime::summary::WeightList::new(&graph);
    let table = list.table(googlenet_runtime::summary::Style::Spec);
    let line = table.lines().find(|line| line.starts_with("stem.kernel"));
    assert!(line.is_some_and(|line| line.ends_with("Conv_1")), "{table}");
}

#[test]
fn batch_normalisation_is_three_layers() {
    let model = NormalSmall::seeded(1);
    let names = |layer: &str| -> Option<Vec<&str>> {
        Some(
            model
                .layer(layer)?
                .weights()
                .iter()
                .map(|weight| weight.name())
                .collect(),
        )
    };
    assert_eq!(
        names("stem"),
        Some(vec!["kernel"]),
        "no bias beside batch normalisation"
    );
    assert_eq!(
        names("biased"),
        Some(vec!["kernel", "bias"]),
        "but where it is asked for"
    );
    assert_eq!(
        names("stem.batch_norm"),
        Some(vec!["gamma", "beta", "moving_mean", "moving_variance"])
    );
    assert_eq!(
        names("biased.batch_norm"),
        Some(vec!["beta", "moving_mean", "moving_variance"]),
        "without gamma"
    );
    assert_eq!(
        names("norm"),
        Some(vec!["gamma", "moving_mean", "moving_variance"]),
        "without beta"
    );
    assert_eq!(model.stem.batch_norm.name(), "stem.batch_norm");
    assert_eq!(
        names("plain"),
        Some(vec!["kernel", "bias"]),
        "a default that the step turns off"
    );
    assert!(model.layer("plain.batch_norm").is_none() && model.layer("stem.activation").is_some());
    let statistics = NormalSmall::PARAMS - NormalSmall::TRAINABLE_PARAMS;
    assert_eq!(statistics, 2 * (10 + 12 + 13 * 2 + 9 * 2 + 8 * 2 + 11 + 22));
}

/// Asserts that the bits of the outputs depend neither on the number of threads, nor on the batch size, taps, or the
/// other images of the input.
fn same_bits<N: TypedNetwork>(images: usize) {
    let model = N::seeded(9);
    let x = input::<N>(images);
    let expected = model.session(1).run(&x).expect("images").clone();
    for threads in [1, 2, 3, 7, 16, 40] {
        for batch in [1, 2, images] {
            let mut session = model
                .session_builder()
                .threads(threads)
                .batch(batch)
                .build()
                .expect("a session");
            assert_eq!(
                session.run(&x).expect("images"),
                &expected,
                "{threads} threads, batches of {batch}"
            );
            let graph = model.graph();
            for id in graph.ids() {
                session.tap(&graph.result_name(id)).expect("a layer");
            }
            assert_eq!(session.run(&x).expect("images"), &expected, "with taps");
        }
    }
    let len = x.as_slice().len() / images;
    for image in 0..images {
        let one = Tensor::new(x.as_slice()[image * len..][..len].to_vec()).expect("one image");
        let alone = model.session(2).run(&one).expect("one image").clone();
        let all = N::Output::slices(&expected);
        for (alone, all) in N::Output::slices(&alone).into_iter().zip(all) {
            let len = alone.len();
            assert_eq!(alone, &all[image * len..][..len], "alone or in a batch");
        }
    }
}

#[test]
fn bits_do_not_depend_on_threads_batches_or_taps() {
    same_bits::<ResidualSmall>(5);
    same_bits::<NestedSmall>(15);
    same_bits::<NormalSmall>(4);
    same_bits::<HeadsSmall>(3);
    same_bits::<WindowsSmall>(3);
    same_bits::<MapsSmall>(3);
}

#[test]
fn bits_of_inception_v1_do_not_depend_on_threads() {
    let model = InceptionV1::seeded(1);
    let x = input::<InceptionV1>(1);
    let expected = model.session(1).run(&x).expect("one image").clone();
    for threads in [2, 3, 7, 16, 40] {
        assert_eq!(
            model.session(threads).run(&x).expect("one image"),
            &expected,
            "{threads} threads"
        );
    }
    // Twice as many images as threads, of which each thread computes two, and a rest.
    let x = input::<InceptionV1>(9);
    let expected = model.session(1).run(&x).expect("nine images").clone();
    let builder = model.session_builder().threads(4).batch(9);
    let mut session = builder.build().expect("a session");
    assert_eq!(session.run(&x).expect("nine images"), &expected);
    assert_eq!(session.arena_bytes() as u64, 8 * InceptionV1::ARENA_BYTES);
}

#[test]
fn layers_are_there_by_field_and_by_name() {
    let mut model = ResidualSmall::seeded(2);
    let by_name = model.layer("stage1.first.middle").expect("a layer");
    assert_eq!(by_name.name(), model.stage1.first.middle.name());
    assert_eq!(
        by_name
            .weight("kernel")
            .map(|kernel| kernel.shape().to_vec()),
        Some(vec![3, 3, 7, 7])
    );
    assert!(model.layer("stage1.first.centre").is_none());

    let x = input::<ResidualSmall>(1);
    let before = model.session(1).run(&x).expect("one image").clone();
    model
        .stage1
        .first
        .middle
        .set_weight("bias", vec![1.0; 7])
        .expect("seven values");
    assert_ne!(
        model.session(1).run(&x).expect("one image"),
        &before,
        "a new session has the new weights"
    );
    let error = model
        .stage1
        .first
        .middle
        .set_weight("bias", vec![1.0; 6])
        .expect_err("six values");
    assert_eq!(
        error.to_string(),
        "`stage1.first.middle.bias` takes 7 values, got 6"
    );
}

#[test]
fn shapes_of_modules_are_those_of_the_file() {
    fn shape<S: googlenet_runtime::Shape>() -> String {
        S::SHAPE.to_string()
    }
    assert_eq!(shape::<inception_v1::inception_4a::Output>(), "14x14x512");
    assert_eq!(shape::<inception_v1::inception_3b::Input>(), "28x28x256");
    assert_eq!(shape::<residual_small::stage2::first::Output>(), "8x6x36");
    assert_eq!(shape::<nested_small::mixed1::fork::Output>(), "13x21x25");
}

#[test]
fn unknown_taps_and_wrong_inputs_are_errors() {
    let model = ResidualSmall::zeroed();
    let mut session = model.session(1);
    let error = session.tap("stage1.first.midle").expect_err("a slip");
    assert_eq!(
        error.to_string(),
        "the network has no layer `stage1.first.midle`; did you mean `stage1.first.middle`?"
    );
    let error = model
        .dyn_session(1)
        .run(&[0.0; 100], &mut Vec::new())
        .expect_err("no whole image");
    assert_eq!(
        error.to_string(),
        "an input of 32x24x3 takes 2304 values, got 100"
    );
}
