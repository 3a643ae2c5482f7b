//! Tests that compare networks with facts kept in `oracle/`: results, packed weights, arena sizes, and algorithms. A
//! change of the code that changes no number leaves these files unchanged.

use googlenet_dsl::graph::Graph;
use googlenet_dsl::op::{Activation, Op};
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{Isa, Network, PlannedStep, Precision, planned};

use googlenet_runtime::weights::formula;
use googlenet_tests::{
    Fact, Facts, facts_of_each_isa, formula_input, give_facts, packed_steps, rms, root,
};
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

const RENEWED: &str = "Made by `GOOGLENET_UPDATE=1 cargo test -p googlenet-tests --test oracle`.";

/// Returns the names of the descriptions in `specs/`, its folders not included, sorted and without extension.
fn specs() -> Vec<String> {
    let folder = std::fs::read_dir(root().join("specs")).expect("the specs are there");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let of_specs = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let name = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into());
    let mut names: Vec<String> = of_specs.filter_map(|path| name(&path)).collect();
    names.sort();
    assert!(names.len() > 10, "{names:?}");
    names
}

fn text(spec: &str) -> String {
    let path = root().join("specs").join(spec).with_extension("yaml");
    std::fs::read_to_string(path).expect("the spec")
}

fn model(name: &str, text: &str) -> Model {
    Model::from_text(name, text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Returns the description of GoogLeNet with an input of 64x64 pixels.
fn small_inception() -> String {
    let given = text("inception_v1");
    let small = given.replace("{height: 224, width: 224,", "{height: 64, width: 64,");
    assert_ne!(small, given, "the input's size stands in the spec");
    small
}

/// Returns the networks whose results and packed weights are recorded, with their names: the small ones, and GoogLeNet
/// with a small input.
fn run_networks() -> Vec<(String, Model)> {
    let mut networks: Vec<(String, Model)> = specs()
        .into_iter()
        .filter(|name| name.ends_with("_small"))
        .map(|name| (name.clone(), model(&name, &text(&name))))
        .collect();
    assert!(networks.len() >= 5);
    networks.push((
        "inception_v1_64".to_owned(),
        model("inception_v1_64", &small_inception()),
    ));
    networks
}

#[test]
fn memory_is_what_it_was() {
    let mut facts = Facts::default();
    for name in specs() {
        let bytes = model(&name, &text(&name)).plan().arena_bytes;
        facts.add(
            format!("{name}, arena bytes"),
            Fact::Exact(bytes.to_string()),
        );
    }
    facts.checked_in("tests/oracle/memory.txt", RENEWED);
}

/// Names of the networks whose algorithms are recorded, at full size.
const LISTED: [&str; 6] = [
    "googlenet_torchvision",
    "inception_resnet_v2",
    "inception_v1",
    "inception_v3",
    "inception_v4",
    "vgg16",
];

#[test]
fn steps_and_algorithms_are_what_they_were() {
    for isa in Isa::ALL.iter().copied() {
        if isa != Isa::Portable && !cfg!(target_arch = "x86_64") {
            println!(
                "skipped: algorithms of {}, another architecture's",
                isa.as_str()
            );
            continue;
        }
        let mut facts = Facts::default();
        for name in LISTED {
            let model = model(name, &text(name));
            let (graph, plan) = (model.graph(), model.plan());
            let [fast, strict] = [Precision::Fast, Precision::Strict]
                .map(|precision| planned(&graph, &plan, isa, precision));
            assert_eq!(fast.len(), strict.len(), "one plan for both");
            for (fast, strict) in fast.iter().zip(&strict) {
                assert_eq!([&fast.layers, &strict.layers], [&fast.layers; 2]);
                let about = format!("{name}, phase {}, {}", fast.phase, layers(fast));
                facts.add(about, Fact::Exact(algorithms(fast, strict)));
            }
        }
        let path = format!("tests/oracle/algorithms_{}.txt", isa.as_str());
        facts.checked_in(&path, RENEWED);
    }
}

/// Returns the names of a step's layers, joined by ` + `. The name of the first layer is omitted where another name
/// begins with it.
fn layers(step: &PlannedStep) -> String {
    let first = &step.layers[0];
    let short = |name: &String| name.strip_prefix(first.as_str()).unwrap_or(name).to_owned();
    let behind = step.layers[1..].iter().map(short);
    let names: Vec<String> = [first.clone()].into_iter().chain(behind).collect();
    names.join(" + ")
}

fn algorithms(fast: &PlannedStep, strict: &PlannedStep) -> String {
    match fast.algorithm == strict.algorithm {
        true => fast.algorithm.clone(),
        false => format!("fast {}, strict {}", fast.algorithm, strict.algorithm),
    }
}

#[test]
fn results_and_weights_are_what_they_were() {
    let mut failed = Vec::new();
    for (isa, facts) in facts_of_each_isa("facts_of_an_instruction_set") {
        let path = format!("tests/oracle/results_{}.txt", isa.as_str());
        failed.extend(std::panic::catch_unwind(|| facts.checked_in(&path, RENEWED)).err());
    }
    if let Some(first) = failed.into_iter().next() {
        std::panic::resume_unwind(first);
    }
}

#[test]
#[ignore = "run by results_and_weights_are_what_they_were, in a process for each instruction set"]
fn facts_of_an_instruction_set() {
    give_facts(|facts| {
        for (name, model) in run_networks() {
            let model = model.seeded(5);
            for &precision in Precision::ALL {
                let about = format!("{name}, {}, {}", Isa::chosen().as_str(), precision.as_str());
                results(facts, &about, &model, precision);
                weights(facts, &about, &model, precision);
            }
        }
    });
}

/// Adds a fact about each layer's result and about each output, and asserts that neither the number of threads nor taps
/// change their bits.
fn results(facts: &mut Facts, about: &str, model: &Model, precision: Precision) {
    let graph = model.graph();
    let input = formula_input(graph.shape(0).len());
    let exact = exact(&graph);
    let names: Vec<String> = graph.ids().map(|id| graph.result_name(id)).collect();
    let mut kept: Option<[Vec<Vec<f32>>; 2]> = None;
    for threads in [1, 2] {
        let mut session = model
            .session_builder()
            .threads(threads)
            .precision(precision)
            .build_dyn()
            .expect("a session");
        let mut plain = Vec::new();
        session.run_all(&input, &mut plain).expect("an image");
        for name in &names {
            session.tap(name).expect("a layer");
        }
        let mut outputs = Vec::new();
        session.run_all(&input, &mut outputs).expect("an image");
        for (at, (plain, tapped)) in plain.iter().zip(&outputs).enumerate() {
            let name = &graph.outputs()[at].name;
            assert!(
                hash(plain) == hash(tapped),
                "{about}, output `{name}`: taps change it"
            );
        }
        let taps = names
            .iter()
            .map(|name| session.tapped(name).expect("tapped").to_vec());
        let taps: Vec<Vec<f32>> = taps.collect();
        let [first, first_outputs] = kept.get_or_insert_with(|| [taps.clone(), outputs.clone()]);
        for ((name, one), two) in names.iter().zip(&*first).zip(&taps) {
            assert!(
                hash(one) == hash(two),
                "{about}, layer `{name}`: threads change it"
            );
        }
        for (at, (one, two)) in first_outputs.iter().zip(&outputs).enumerate() {
            let name = &graph.outputs()[at].name;
            assert!(
                hash(one) == hash(two),
                "{about}, output `{name}`: threads change it"
            );
        }
    }
    let [taps, outputs] = kept.expect("it was run");
    for id in graph.ids() {
        let about = format!("{about}, layer {}", graph.layer(id).name);
        facts.add(about, fact(&taps[id], exact[id]));
    }
    for (output, values) in graph.outputs().iter().zip(&outputs) {
        let about = format!("{about}, output {}", output.name);
        facts.add(about, fact(values, exact[output.layer]));
    }
}

/// Adds the number and the checksum of the packed weights of each step.
fn weights(facts: &mut Facts, about: &str, model: &Model, precision: Precision) {
    for (step, weights) in packed_steps(model, precision) {
        let about = format!("{about}, weights of {}", layers(&step));
        let hash = xxh3_64(&weights);
        facts.add(
            about,
            Fact::Exact(format!("{} x {hash:016x}", step.weights)),
        );
    }
}

fn hash(values: &[f32]) -> u64 {
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    xxh3_64(&bytes)
}

/// Returns a checksum of the values if `exact` is `true`. Otherwise, for values whose bits depend on the machine,
/// returns two sums of all values, weighted by pseudo-random numbers and divided by the square root of the length, and
/// five samples; their scale is the root mean square.
fn fact(values: &[f32], exact: bool) -> Fact {
    if exact {
        return Fact::Exact(format!("{:016x}", hash(values)));
    }
    let len = values.len();
    let sum = |tensor: u64| {
        let pairs = values.iter().enumerate();
        let sum: f64 = pairs
            .map(|(i, value)| f64::from(*value) * formula(tensor, i as u64))
            .sum();
        sum / (len as f64).sqrt()
    };
    const SAMPLES: usize = 5;
    let samples = (0..SAMPLES).map(|at| f64::from(values[(2 * at + 1) * len / (2 * SAMPLES)]));
    Fact::Near {
        scale: rms(values),
        values: [sum(1), sum(2)].into_iter().chain(samples).collect(),
    }
}

/// Returns, for each layer, `true` if the bits of its result are the same on every processor and with every
/// mathematical library. That is so if neither the layer nor a layer before it uses an approximate instruction of the
/// processor or a function of the library.
fn exact(graph: &Graph) -> Vec<bool> {
    let mut exact: Vec<bool> = Vec::new();
    for id in graph.ids() {
        let inputs = graph.inputs(id).iter().all(|input| exact[*input]);
        exact.push(inputs && op_is_exact(graph.op(id)));
    }
    exact
}

fn op_is_exact(op: &Op) -> bool {
    let by_activation = match op.activation() {
        // Computed by additions, multiplications and divisions alone.
        Activation::None
        | Activation::Relu
        | Activation::Relu6
        | Activation::LeakyRelu { .. }
        | Activation::Elu { .. }
        | Activation::Clip { .. }
        | Activation::Sigmoid
        | Activation::HardSigmoid { .. }
        | Activation::Tanh
        | Activation::HardSwish
        | Activation::Gelu { .. }
        | Activation::Softplus
        | Activation::Softmax => true,
        // By an estimate of the reciprocal with AVX-512.
        Activation::Swish => false,
        _ => googlenet_dsl::no_other_variant!(Activation, 14),
    };
    // The factors of batch normalisation are computed by divisions and square roots in double precision, which IEEE 754
    // rounds correctly on every processor.
    let by_itself = match op {
        Op::Lrn(_) => false,
        Op::Input(_)
        | Op::Conv(_)
        | Op::MaxPool(_)
        | Op::AvgPool(_)
        | Op::GlobalMaxPool(_)
        | Op::GlobalAvgPool(_)
        | Op::ZeroPad(_)
        | Op::BatchNorm(_)
        | Op::Activate(_)
        | Op::Prelu(_)
        | Op::Dense(_)
        | Op::Dropout(_)
        | Op::Flatten(_)
        | Op::Concat(_)
        | Op::Add(_)
        | Op::Softmax(_)
        | Op::Multiply(_)
        | Op::Maximum(_)
        | Op::ChannelScale(_)
        | Op::Slice(_)
        | Op::ChannelShuffle(_)
        | Op::Reshape(_)
        | Op::L2Norm(_)
        | Op::LayerNorm(_)
        | Op::SpaceToDepth(_)
        | Op::DepthToSpace(_)
        | Op::ConvTranspose(_)
        | Op::Upsample(_) => true,
        _ => googlenet_dsl::no_other_variant!(Op, 29),
    };
    by_activation && by_itself
}
