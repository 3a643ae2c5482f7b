//! What whole models of other programs have beside their operators: names of modules, normalisations channel by
//! channel, images in another order, parts a step apart, heads in between.

use super::build::{Build, graph, random};
use super::graphs::same;
use super::{bad, good, layers, load, near, run};
use googlenet_interop::{ModelFile, OpenOptions, open_files};

/// Key of the entry of a node with the modules around it.
const SCOPES: &str = "pkg.torch.onnx.name_scopes";

/// Says in which modules the last node is, as PyTorch does. The entry stands in the place of a node's text until the
/// file is [written](bytes_with_scopes).
fn within(mut build: Build, scopes: &str) -> Build {
    let node = build.body().node.last_mut().expect("a node");
    let field = |number: u8, text: &str| {
        let head = [number << 3 | 2, text.len() as u8].map(char::from);
        head.iter().collect::<String>() + text
    };
    node.doc_string = Some(field(1, SCOPES) + &field(2, scopes));
    node.name = Some(format!("node_{}", node.output[0]));
    build
}

/// Returns a file in which the texts of nodes are their `metadata_props`, a field that this project never writes.
fn bytes_with_scopes(build: &Build) -> Vec<u8> {
    let mut bytes = build.bytes();
    let places: Vec<usize> = (4..bytes.len())
        .filter(|at| bytes[*at..].starts_with(SCOPES.as_bytes()))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        // In front of the key are the tag and the length of the text, and those of the key.
        assert_eq!(bytes[at - 4], 6 << 3 | 2);
        bytes[at - 4] = 9 << 3 | 2;
    }
    bytes
}

fn branches() -> Build {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .random("first.conv.weight", &[4, 3, 1, 1], 1)
        .random("second.conv.weight", &[4, 3, 1, 1], 2);
    let build = build.node("Conv", &["x", "first.conv.weight"], "getitem");
    let build = within(build, "['', 'mixed', 'mixed.first', 'getitem']");
    let build = build.node("MaxPool", &["x"], "max_pool2d");
    let build = build.ints("kernel_shape", &[3, 3]).ints("pads", &[1; 4]);
    let build = within(build, "['', 'mixed', 'mixed.pool', 'max_pool2d']");
    let build = build.node("Concat", &["getitem", "max_pool2d"], "cat_3");
    let build = within(build.int("axis", 1), "['', 'mixed', 'cat_3']");
    build.output("cat_3")
}

#[test]
fn modules_around_nodes_name_layers() {
    let bytes = bytes_with_scopes(&branches());
    let spec = layers(&good(&bytes)).replace("mixed_", "");
    for line in [
        "  mixed:\n    concat:\n",
        "- first_conv: {conv: 4, kernel: 1, bias: false}\n",
        "- pool: {max_pool: 3, stride: 1, padding: same}\n",
    ] {
        assert!(spec.contains(line), "{spec}");
    }
    // Without them the functions of PyTorch are no names, either.
    let mut plain = branches();
    for node in &mut plain.body().node {
        node.doc_string = None;
    }
    let bytes = plain.bytes();
    let spec = layers(&good(&bytes));
    assert!(spec.contains("first"), "{spec}");
    assert!(!spec.contains("cat_3") && !spec.contains("node_"), "{spec}");
}

#[test]
fn a_graph_without_a_name_of_its_own_is_called_after_its_file() {
    let named = |name: &str, path: &str| {
        let mut build = branches();
        build.body().name = Some(name.into());
        let bytes = build.bytes();
        let files = [ModelFile {
            name: path,
            bytes: &bytes,
        }];
        let opened = open_files(&files, &OpenOptions::default()).expect("a model");
        opened.imported().name().to_owned()
    };
    assert_eq!(
        named("main_graph", "models/small-net.v2.onnx"),
        "SmallNetV2"
    );
    assert_eq!(named("", "net"), "Network");
    assert_eq!(named("Own", "models/small-net.onnx"), "Own");
}

/// Returns a convolution and its activation over `input`.
fn behind(build: Build, input: &str) -> Build {
    build
        .random("w", &[4, 3, 3, 3], 1)
        .node("Conv", &[input, "w"], "c")
        .node("Relu", &["c"], "y")
        .output("y")
}

const FACTORS: [f32; 3] = [0.458, 0.448, 0.45];
const SHIFTS: [f32; 3] = [-0.03, -0.088, -0.188];

/// A network that normalises its channels one by one, in the order in which they are named.
fn one_by_one(order: [i64; 3]) -> Build {
    let mut build = graph().input("x", &[1, 3, 6, 5]).wholes("axes", &[1]);
    for (at, channel) in order.iter().enumerate() {
        let name = |word: &str| format!("{word}{at}");
        let mut index = super::build::floats(&name("at"), &[], &[]);
        (index.data_type, index.raw_data) = (Some(7), None);
        index.int64_data = vec![*channel];
        build = build
            .tensor(index)
            .floats(&name("f"), &[], &FACTORS[at..=at])
            .floats(&name("s"), &[], &SHIFTS[at..=at])
            .node("Gather", &["x", &name("at")], &name("g"))
            .int("axis", 1)
            .node("Unsqueeze", &[&name("g"), "axes"], &name("u"))
            .node("Mul", &[&name("u"), &name("f")], &name("m"))
            .node("Add", &[&name("m"), &name("s")], &name("a"));
    }
    behind(
        build
            .node("Concat", &["a0", "a1", "a2"], "all")
            .int("axis", 1),
        "all",
    )
}

/// The same with all channels at once.
fn at_once() -> Build {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .floats("f", &[1, 3, 1, 1], &FACTORS)
        .floats("s", &[1, 3, 1, 1], &SHIFTS)
        .node("Mul", &["x", "f"], "m")
        .node("Add", &["m", "s"], "all");
    behind(build, "all")
}

#[test]
fn channels_that_are_normalised_one_by_one() {
    let (parts, whole) = (one_by_one([0, 1, 2]).bytes(), at_once().bytes());
    assert_eq!(good(&parts).spec(), good(&whole).spec());
    same(&one_by_one([0, 1, 2]), &at_once(), 90);
}

#[test]
fn red_and_blue_that_are_exchanged_are_an_order_of_images() {
    let plain = at_once().bytes();
    let wanted = good(&plain).spec().replace("color: rgb", "color: bgr");
    assert!(wanted.contains("color: bgr"));
    let parts = one_by_one([2, 1, 0]).bytes();
    assert_eq!(good(&parts).spec(), wanted);
    same(&one_by_one([2, 1, 0]), &at_once(), 90);

    let backwards = graph()
        .input("x", &[1, 3, 6, 5])
        .wholes("from", &[-1])
        .wholes("to", &[-4])
        .wholes("axis", &[1])
        .node("Slice", &["x", "from", "to", "axis", "from"], "turned");
    let bytes = behind(backwards.clone(), "turned").bytes();
    let imported = good(&bytes);
    let start = imported.spec().split("layers:").next().unwrap_or("");
    assert!(
        start.contains("preprocess: {color: bgr, scale: 0.00392156862745098}\n"),
        "{start}"
    );
    assert_eq!(imported.warnings().len(), 1, "{:?}", imported.warnings());
    assert_eq!(
        layers(&imported),
        "  c: {conv: 4, kernel: 3, bias: false, activation: relu}\n"
    );

    // What also reads the images as they are keeps their order.
    let both = behind(backwards, "turned")
        .node("Relu", &["x"], "r")
        .output("r");
    let bytes = both.bytes();
    let imported = good(&bytes);
    assert!(
        !imported.spec().contains("preprocess"),
        "{}",
        imported.spec()
    );
    let image = random(5, 90);
    let outputs = run(&load(&imported), &image);
    let turned: Vec<f32> = image
        .chunks(3)
        .flat_map(|pixel| [pixel[2], pixel[1], pixel[0]])
        .collect();
    let plain = behind(graph().input("x", &[1, 3, 6, 5]), "x").bytes();
    near(&outputs[0], &run(&load(&good(&plain)), &turned)[0]);
}

#[test]
fn parts_a_step_apart() {
    let mut build = graph()
        .input("x", &[1, 3, 132, 130])
        .wholes("end", &[1000])
        .wholes("step", &[2])
        .wholes("rows", &[2])
        .wholes("columns", &[3])
        .wholes("0", &[0])
        .wholes("1", &[1]);
    for row in ["0", "1"] {
        let part = format!("r{row}");
        build = build.node("Slice", &["x", row, "end", "rows", "step"], &part);
        for column in ["0", "1"] {
            let inputs = [&part, column, "end", "columns", "step"];
            build = build.node("Slice", &inputs, &format!("p{row}{column}"));
        }
    }
    let bytes = build
        .node("Concat", &["p00", "p10", "p01", "p11"], "y")
        .int("axis", 1)
        .output("y")
        .bytes();
    let image = random(3, 132 * 130 * 3);
    let outputs = run(&load(&good(&bytes)), &image);
    let mut wanted: Vec<f32> = Vec::new();
    for (row, column) in (0..66).flat_map(|row| (0..65).map(move |column| (row, column))) {
        for [down, right] in [[0, 0], [1, 0], [0, 1], [1, 1]] {
            let pixel = (2 * row + down) * 130 + 2 * column + right;
            wanted.extend(&image[3 * pixel..3 * pixel + 3]);
        }
    }
    assert_eq!(outputs[0], wanted);
}

#[test]
fn unusable_inputs_are_told_with_the_operators_that_cannot_be_said() {
    let build = |dims: &[i64]| {
        let build = graph().input("x", dims);
        let build = build.node("LSTM", &["x"], "a").node("LSTM", &["a"], "b");
        build.output("b").bytes()
    };
    let lstm = "\n  LSTM \"a\" and one more: the operator cannot be said in a description";
    let sizes = "expected 4: batch, channels, height, width";
    for (dims, reason) in [
        (&[][..], format!("input \"x\" has 0 axes, {sizes}")),
        (&[-1, 800, 1], format!("input \"x\" has sizes [open, 800, 1], {sizes}")),
        (
            &[2, -1, 128],
            "input \"x\" has sizes [2, open, 128]: height and width are open or out of range; give an input size".into(),
        ),
    ] {
        let wanted = format!("the network cannot be imported\n  {reason}{lstm}");
        assert_eq!(bad(&build(dims)), wanted);
    }
}

#[test]
fn what_only_further_outputs_read_comes_last() {
    let conv = |build: Build, name: &str, input: &str, seed| {
        let weight = format!("{name}.weight");
        let build = build.random(&weight, &[3, 3, 1, 1], seed);
        build.node("Conv", &[input, &weight], name)
    };
    let build = conv(graph().input("x", &[1, 3, 4, 4]), "stem", "x", 1);
    let build = conv(conv(build, "head", "stem", 2), "body", "stem", 3);
    let build = conv(build, "top", "body", 4);
    let bytes = build.output("head").output("top").bytes();
    let imported = good(&bytes);
    let names: Vec<String> = layers(&imported)
        .lines()
        .filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()))
        .collect();
    assert_eq!(
        names[..4],
        ["stem", "body", "top", "head"],
        "{}",
        imported.spec()
    );
    assert!(
        imported.spec().contains("outputs: [head, top]"),
        "{}",
        imported.spec()
    );
}

#[test]
fn channels_in_another_order_that_are_parted_stay_a_map() {
    let build = graph()
        .input("x", &[1, 8, 6, 5])
        .wholes("groups", &[1, 2, 4, 6, 5])
        .wholes("map", &[1, 8, 6, 5])
        .random("w", &[4, 4, 3, 3], 1)
        .node("Relu", &["x"], "r")
        .node("Reshape", &["r", "groups"], "a")
        .node("Transpose", &["a"], "b")
        .ints("perm", &[0, 2, 1, 3, 4])
        .node("Reshape", &["b", "map"], "c")
        .node("Split", &["c"], "d")
        .int("axis", 1);
    let mut build = build;
    let split = build.body().node.last_mut().expect("a node");
    split.output = vec!["d0".into(), "d1".into()];
    let bytes = build
        .node("Conv", &["d1", "w"], "e")
        .output("e")
        .output("d0")
        .bytes();
    let spec = layers(&good(&bytes));
    assert!(spec.contains("channel_shuffle"), "{spec}");
    assert!(!spec.contains("reshape"), "{spec}");
}

#[test]
fn indices_of_any_sizes_take_the_place_of_their_axis() {
    let convolved = |build: Build| {
        let build = build.random("w", &[2, 4, 3, 3], 1);
        build.node("Conv", &["part", "w"], "y").output("y")
    };
    let start = || {
        graph()
            .input("x", &[1, 8, 6, 5])
            .node("Sigmoid", &["x"], "s")
    };
    let plain = start()
        .wholes("from", &[2])
        .wholes("to", &[6])
        .wholes("axis", &[1])
        .node("Slice", &["s", "from", "to", "axis"], "part");
    let mut indices = super::build::floats("at", &[2, 2], &[]);
    (indices.data_type, indices.raw_data) = (Some(7), None);
    indices.int64_data = vec![2, 3, -4, -3];
    let other = start()
        .tensor(indices)
        .wholes("map", &[1, 4, 6, 5])
        .node("Gather", &["s", "at"], "g")
        .int("axis", 1)
        .node("Reshape", &["g", "map"], "part");
    same(&convolved(plain), &convolved(other), 240);
}
