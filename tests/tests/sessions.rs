//! Tests of what sessions keep from one run to the next, and of what sessions of one network share.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{DynSession, Isa, Network, Precision, planned, reference};

use googlenet_runtime::weights::formula;
use googlenet_tests::{formula_input, relative_difference, root};

/// Description with fused steps of every kind. If an inner layer of such a step is tapped, its result is recomputed in
/// tap scratch.
const CHAINS: &str = "\
format: 1
name: Chains
input: {height: 33, width: 30, channels: 3}
layers:
  conv:   {conv: 20, kernel: 3, padding: same, batch_norm: true, activation: relu}
  pool:   {max_pool: 3, stride: 2}
  second: {conv: 18, kernel: 3, padding: same, activation: tanh}
  sum:    {add: [second, {third: {conv: 18, kernel: 1, from: pool}}], activation: relu}
  norm:   {batch_norm: {center: false}}
  clip:   {activation: relu6}
  mean:   global_avg_pool
  linear: {dense: 5, activation: softmax}
";

/// Description with a convolution that is computed by Winograd transforms, except in strict precision.
const TILES: &str = "\
format: 1
name: Tiles
input: {height: 28, width: 28, channels: 3}
layers:
  first: {conv: 96, kernel: 1}
  tiles: {conv: 128, kernel: 3, padding: same}
";

fn text(name: &str, text: &str) -> Model {
    let model = Model::from_text(name, text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    model.seeded(3)
}

fn spec(name: &str) -> Model {
    let path = root().join("specs").join(name).with_extension("yaml");
    Model::from_file(path).expect("a description").seeded(3)
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn outputs(session: &mut DynSession, input: &[f32]) -> Vec<Vec<u32>> {
    let mut outputs = Vec::new();
    session.run_all(input, &mut outputs).expect("whole images");
    outputs.iter().map(|values| bits(values)).collect()
}

/// Asserts that the tapped results of each image in a batch are those of a run of this image alone, for all layers.
fn taps_of_batches(name: &str, model: &Model) {
    const IMAGES: usize = 5;
    let graph = model.graph();
    let len = graph.shape(0).len();
    let input = formula_input(IMAGES * len);
    let names: Vec<String> = graph.ids().map(|id| graph.result_name(id)).collect();
    let tapping = |threads: usize| {
        let mut session = model.dyn_session(threads);
        for name in &names {
            session.tap(name).expect("a layer");
        }
        session
    };
    let taps = |session: &DynSession| -> Vec<Vec<u32>> {
        let taps = names
            .iter()
            .map(|name| session.tapped(name).expect("tapped"));
        taps.map(bits).collect()
    };
    let mut session = tapping(1);
    let alone: Vec<Vec<Vec<u32>>> = input
        .chunks_exact(len)
        .map(|image| {
            outputs(&mut session, image);
            taps(&session)
        })
        .collect();
    assert!(alone[0] != alone[1], "{name}: images differ");
    for threads in [1, 2, 3] {
        for batch in [1, 2, threads] {
            let mut session = tapping(threads);
            session.set_batch(batch);
            // The runs have fewer images than a batch, whole batches, and whole batches with a rest. Consecutive runs
            // have different images.
            for (first, images) in [(4, 1), (0, threads), (1, threads + 1), (0, IMAGES)] {
                outputs(&mut session, &input[first * len..][..images * len]);
                let of_images = &alone[first..][..images];
                for ((layer, got), at) in names.iter().zip(taps(&session)).zip(0..) {
                    let expected = of_images.iter().flat_map(|taps: &Vec<Vec<u32>>| &taps[at]);
                    assert!(
                        got.iter().eq(expected),
                        "{name}, layer `{layer}`: {images} images in batches of {batch} on {threads} threads"
                    );
                }
            }
        }
    }
}

#[test]
fn taps_of_batches_are_those_of_single_images() {
    for name in [
        "activations_small",
        "heads_small",
        "maps_small",
        "moves_small",
        "nested_small",
        "normal_small",
        "windows_small",
    ] {
        taps_of_batches(name, &spec(name));
    }
    taps_of_batches("chains", &text("chains.yaml", CHAINS));
}

/// Tests taps inside fused steps, whose results are recomputed from the inputs of the step, for inputs with channels in
/// one segment and in several.
#[test]
fn taps_inside_chains_agree_with_the_reference() {
    let branches = "layers:\n  both:\n    concat:\n      - left: {conv: 5, kernel: 1}\n      - right: {conv: 6, kernel: 1}\n";
    let alike = "  norm: {batch_norm: {epsilon: 0.01}}\n  after: {activation: relu}\n";
    let sum = "  sum: {add: [both, {wide: {conv: 11, kernel: 1, from: both}}], activation: relu}\n";
    let twice = "  sum: {add: [both, both], activation: tanh}\n";
    for steps in [alike, sum, twice] {
        let head = "format: 1\nname: Inside\ninput: {height: 6, width: 5, channels: 3}\n";
        let model = text("inside.yaml", &format!("{head}{branches}{steps}"));
        let graph = model.graph();
        let input = formula_input(graph.shape(0).len());
        let expected = reference::run(&model, &input);
        let mut session = model.dyn_session(2);
        for id in graph.ids() {
            session.tap(&graph.result_name(id)).expect("a layer");
        }
        outputs(&mut session, &input);
        for (id, expected) in graph.ids().zip(&expected) {
            let name = &graph.result_name(id);
            let difference = relative_difference(session.tapped(name).expect("tapped"), expected);
            assert!(difference < 1e-5, "{name} by {difference:e}\n{steps}");
        }
    }
}

#[test]
fn a_step_is_tapped_by_its_name() {
    let model = text(
        "steps.yaml",
        "format: 1
name: Steps
input: {height: 6, width: 5, channels: 3}
defaults:
  conv: {padding: same, batch_norm: true, activation: relu6}
blocks:
  pair:
    layers:
      first: {conv: 4, kernel: 3}
      last:  {conv: 4, kernel: 1}
  sum:
    add: [$input, {inner: {conv: 4, kernel: 3}}]
    activation: relu
layers:
  stem:   {conv: 4, kernel: 3}
  pair:   {pair: []}
  again:  {pair: [], repeat: 3}
  sum:    {sum: []}
  forked: {concat: [{left: {conv: 2, kernel: 1}}, {right: {conv: 3, kernel: 1}}]}
heads:
  aux: {from: sum, when: always, layers: {mean: global_avg_pool, classes: {dense: 2}}}
",
    );
    let graph = model.graph();
    let input = formula_input(graph.shape(0).len());
    let expected = reference::run(&model, &input);
    let names = [
        ("stem", "stem.activation"),
        ("stem.conv", "stem"),
        ("pair", "pair.last.activation"),
        ("pair.first", "pair.first.activation"),
        ("pair.first.conv", "pair.first"),
        ("again", "again_3.last.activation"),
        ("again_2", "again_2.last.activation"),
        ("sum", "sum.activation"),
        ("sum.add", "sum"),
        ("forked", "forked"),
        ("forked.left", "forked.left.activation"),
        ("aux", "aux.classes"),
    ];
    let builder = model.session_builder().threads(2);
    let builder = names
        .iter()
        .fold(builder, |builder, (name, _)| builder.tap(*name));
    let mut session = builder.build_dyn().expect("all are there");
    outputs(&mut session, &input);
    for (name, layer) in names {
        let id = graph
            .find(layer)
            .unwrap_or_else(|| panic!("no layer {layer}"));
        let difference = relative_difference(session.tapped(name).expect("tapped"), &expected[id]);
        assert!(difference < 1e-5, "{name} by {difference:e}");
    }
    for (slip, nearest) in [
        ("agan", "again"),
        ("stem.con", "stem.conv"),
        ("pair.lst", "pair.last"),
    ] {
        let said = session.tap(slip).expect_err("a slip").to_string();
        assert!(
            said.ends_with(&format!("did you mean `{nearest}`?")),
            "{said}"
        );
    }
}

/// Tests that a session uses the weights that its network had when the session was made, whether or not an older
/// session, with the older weights, still exists.
#[test]
fn sessions_have_the_weights_of_their_time() {
    let changed = |mut model: Model, layer: &str| {
        for mut found in model.layers_mut() {
            if found.name() == layer {
                let (name, len) = (found.weights()[0].name(), found.weights()[0].len());
                let values = (0..len).map(|at| formula(23, at as u64) as f32).collect();
                found.set_weight(name, values).expect("it has the weight");
            }
        }
        model
    };
    let layers = ["conv", "conv.batch_norm", "second", "norm", "linear"];
    let input = formula_input(text("chains.yaml", CHAINS).graph().shape(0).len());
    for (at, held) in layers.into_iter().flat_map(|at| [(at, true), (at, false)]) {
        let fresh = changed(text("chains.yaml", CHAINS), at);
        let expected = outputs(&mut fresh.dyn_session(1), &input);
        let model = text("chains.yaml", CHAINS);
        let mut old = model.dyn_session(2);
        let before = outputs(&mut old, &input);
        assert_ne!(before, expected, "`{at}` matters");
        let mut old = held.then_some(old);
        let model = changed(model, at);
        assert_eq!(outputs(&mut model.dyn_session(1), &input), expected, "{at}");
        if let Some(old) = &mut old {
            assert_eq!(outputs(old, &input), before, "{at}");
        }
    }
}

/// Asserts that a session computes the last layer of a network as the reference does.
#[track_caller]
fn last_layer_is_right(description: &str) {
    let model = text("test.yaml", description);
    let graph = model.graph();
    let input = formula_input(graph.shape(0).len());
    let expected = reference::run(&model, &input);
    let mut got = Vec::new();
    model
        .dyn_session(2)
        .run(&input, &mut got)
        .expect("an image");
    let expected = expected.last().expect("a layer");
    let difference = relative_difference(&got, expected);
    assert!(difference < 1e-5, "by {difference:e}\n{description}");
}

/// Tests that a flattened map has its values in the order height, width, channels, also if the layer that reads it
/// cannot read a map.
#[test]
fn flattened_maps_are_in_order_whoever_reads_them() {
    let head = "format: 1\nname: Flat\ninput: {height: 5, width: 4, channels: 3}\nlayers:\n  \
                conv: {conv: 20, kernel: 3, padding: same}\n  flat: flatten\n";
    for steps in [
        "",
        "  norm: {batch_norm: {epsilon: 0.01}}\n",
        "  sum: {add: [flat, {other: {dense: 400, from: flat}}]}\n",
        "  both: {concat: [flat, {dense: {dense: 7, from: flat}}]}\n",
        "  soft: {activation: softmax}\n",
        "  dense: {dense: 6}\n",
        "  shaped: {reshape: [4, 5, 20]}\n  last: {conv: 3, kernel: 3}\n",
        "  shaped: {reshape: [5, 4, 20]}\n  last: {lrn: {size: 3}}\n",
    ] {
        last_layer_is_right(&format!("{head}{steps}"));
    }
}

/// Tests reshapes of maps that are also parts of larger maps, whose channels lie apart where maps are small.
#[test]
fn parts_of_a_concat_are_reshaped_and_cut() {
    let head = "format: 1\nname: Parts\ninput: {height: 5, width: 7, channels: 3}\nlayers:\n  \
                a: {conv: 4, kernel: 1}\n";
    for steps in [
        "  t: {reshape: [7, 5, -1]}\n  u: {reshape: [5, 7, -1]}\n",
        "  t: {reshape: [5, 7, -1]}\n",
        "  t: {slice: {channels: [1, 4]}}\n",
        "  t: {channel_shuffle: {groups: 2}}\n",
        "  t: {multiply: [a, {m: {conv: 1, kernel: 1}}]}\n",
    ] {
        let end = "  b: {conv: 5, kernel: 1}\n  c: {concat: [a, b]}\n  d: {conv: 6, kernel: 1}\n";
        last_layer_is_right(&format!("{head}{steps}{end}"));
    }
}

/// Tests that each convolution with a fused pooling has memory of its own for the halo, as a thread that has finished
/// one step of a phase begins the next one while other threads still run the first.
#[test]
fn pools_of_one_phase_keep_out_of_each_others_way() {
    let mut description = String::from(
        "format: 1\nname: Pools\ninput: {height: 64, width: 64, channels: 3}\nlayers:\n  all:\n    concat:\n",
    );
    for branch in 0..6 {
        let kernel = 1 + 2 * (branch % 2);
        description += &format!(
            "      - c{branch}: {{conv: {}, kernel: {kernel}, padding: same, from: $input}}\n        \
             p{branch}: {{max_pool: 3, stride: 2}}\n",
            16 + 16 * (branch % 3)
        );
    }
    let model = text("pools.yaml", &description);
    let steps = planned(
        &model.graph(),
        &model.plan(),
        Isa::chosen(),
        Precision::Fast,
    );
    let pooled = steps.iter().filter(|step| step.layers.len() == 2);
    let phases: Vec<usize> = pooled.map(|step| step.phase).collect();
    assert_eq!(phases, [phases[0]; 6]);
    let input = formula_input(64 * 64 * 3);
    let expected = outputs(&mut model.dyn_session(1), &input);
    for threads in [2, 5, 8] {
        let mut session = model.dyn_session(threads);
        for _ in 0..20 {
            assert!(
                outputs(&mut session, &input) == expected,
                "{threads} threads"
            );
        }
    }
}

/// Tests that the results of a session depend on its own precision only, and not on the precision of sessions that the
/// network made before.
#[test]
fn sessions_of_each_precision_are_their_own() {
    let made = || text("tiles.yaml", TILES);
    let input = formula_input(28 * 28 * 3);
    let fresh = [Precision::Fast, Precision::Strict].map(|precision| {
        let mut session = made()
            .session_builder()
            .threads(1)
            .precision(precision)
            .build_dyn()
            .expect("a session");
        outputs(&mut session, &input)
    });
    assert!(
        fresh[0] != fresh[1],
        "one precision takes another algorithm"
    );
    for order in [[0, 1, 0], [1, 0, 1]] {
        let model = made();
        let mut sessions = order.map(|at| {
            (
                at,
                model
                    .session_builder()
                    .threads(1)
                    .precision(Precision::ALL[at])
                    .build_dyn()
                    .expect("a session"),
            )
        });
        for (at, session) in &mut sessions {
            assert!(
                outputs(session, &input) == fresh[*at],
                "{:?} of {order:?}",
                Precision::ALL[*at]
            );
        }
    }
}
