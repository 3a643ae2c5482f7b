//! Inputs and outputs, sizes and names: what a graph leaves open, and what it has several of.

use super::build::{Build, graph, random};
use super::graphs::{plain, same};
use super::{good, good_with, layers, load, run};
use googlenet_interop::onnx::Options;

#[test]
fn paddings_by_rule() {
    let conv = |rule: &str, stride: i64| {
        graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 3, 2], 1)
            .node("Conv", &["x", "w"], "y")
            .ints("strides", &[stride, stride])
            .text("auto_pad", rule)
            .output("y")
    };
    let spec = |build: Build| {
        let bytes = build.bytes();
        layers(&good(&bytes))
    };
    assert_eq!(
        spec(conv("VALID", 1)),
        "  y: {conv: 4, kernel: [3, 2], bias: false}\n"
    );
    assert_eq!(
        spec(conv("SAME_UPPER", 2)),
        "  y: {conv: 4, kernel: [3, 2], stride: 2, padding: same, bias: false}\n"
    );
    assert_eq!(
        spec(conv("SAME_LOWER", 2)),
        "  y: {conv: 4, kernel: [3, 2], stride: 2, padding: same_lower, bias: false}\n"
    );
}

#[test]
fn sizes_that_are_open_are_given() {
    let open = plain();
    let mut open = open;
    open.body().input.clear();
    open.body().node.truncate(2);
    open.body().output.clear();
    let open = open.input("x", &[-1, 3, -1, -1]).output("r");
    let bytes = open.bytes();
    let message = super::bad(&bytes);
    let wanted = "the network cannot be imported\n  input \"x\" has sizes [open, 3, open, open]: height and width are \
                  open or out of range; give an input size";
    assert_eq!(message, wanted);
    let options = Options {
        input_size: Some([7, 9]),
        ..Options::default()
    };
    let spec = good_with(&bytes, &options).spec().to_owned();
    assert!(
        spec.contains("input: {height: 7, width: 9, channels: 3}"),
        "{spec}"
    );
}

#[test]
fn several_outputs() {
    let build = plain()
        .output("r")
        .output("f2")
        .node("Identity", &["y"], "f2");
    let bytes = build.bytes();
    let imported = good(&bytes);
    let outputs = run(&load(&imported), &random(99, 90));
    assert_eq!(
        outputs.iter().map(Vec::len).collect::<Vec<_>>(),
        [7, 120, 7]
    );
    assert_eq!(outputs[0], outputs[2]);
}

#[test]
fn vectors_of_flattened_maps_are_joined() {
    let joined = graph()
        .input("x", &[1, 3, 6, 5])
        .random("d", &[93, 2], 3)
        .node("Flatten", &["x"], "f")
        .node("GlobalMaxPool", &["x"], "p")
        .node("Flatten", &["p"], "g")
        .node("Concat", &["f", "g"], "c")
        .int("axis", -1)
        .node("MatMul", &["c", "d"], "y")
        .output("y");
    // The sum of both parts' products, each with its rows of the kernel.
    let d = random(3, 186);
    let apart = graph()
        .input("x", &[1, 3, 6, 5])
        .floats("d", &[90, 2], &d[..180])
        .floats("e", &[3, 2], &d[180..])
        .node("Flatten", &["x"], "f")
        .node("GlobalMaxPool", &["x"], "p")
        .node("Flatten", &["p"], "g")
        .node("MatMul", &["f", "d"], "a")
        .node("MatMul", &["g", "e"], "b")
        .node("Add", &["a", "b"], "y")
        .output("y");
    same(&apart, &joined, 90);
}

#[test]
fn a_fixed_batch_is_one_image() {
    let build = graph()
        .input("x", &[10, 3, 6, 5])
        .random("d", &[90, 2], 3)
        .wholes("s", &[10, 90])
        .node("Reshape", &["x", "s"], "f")
        .node("MatMul", &["f", "d"], "y")
        .output("y");
    let bytes = build.bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  f: flatten\n  y: {dense: 2, bias: false}\n"
    );
}

#[test]
fn outputs_are_maps_with_their_axes_in_an_order_that_is_theirs() {
    let turned = |perm: &[i64]| {
        let build = graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 1, 1], 1)
            .node("Conv", &["x", "w"], "c")
            .node("Transpose", &["c"], "y")
            .ints("perm", perm)
            .output("y");
        build.bytes()
    };
    let bytes = turned(&[0, 2, 3, 1]);
    assert_eq!(
        layers(&good(&bytes)),
        "  c: {conv: 4, kernel: 1, bias: false}\n"
    );
    let image = random(99, 90);
    let plain = run(&load(&good(&turned(&[0, 1, 2, 3]))), &image).remove(0);
    for perm in [[0, 1, 3, 2], [0, 2, 1, 3], [0, 3, 1, 2]] {
        let bytes = turned(&perm);
        let result = run(&load(&good(&bytes)), &image).remove(0);
        // The sizes of the channels, rows and columns, and the place of each axis of the result in the map.
        let sizes = [4, 6, 5];
        let axes = [1, 2, 3].map(|at| perm[at] as usize - 1);
        let [channels, height, width] = axes.map(|axis| sizes[axis]);
        for (place, value) in result.iter().enumerate() {
            let (c, h, w) = (
                place % channels,
                place / channels / width,
                place / channels % width,
            );
            assert!(h < height);
            let mut at = [0; 3];
            [c, h, w]
                .iter()
                .zip(axes)
                .for_each(|(index, axis)| at[axis] = *index);
            let [c, h, w] = at;
            assert_eq!(*value, plain[(h * 5 + w) * 4 + c], "{perm:?} {place}");
        }
    }
}

#[test]
fn tensors_without_a_batch_are_one_image() {
    let build = graph()
        .input("x", &[3, 6, 5])
        .floats("s", &[3, 1, 1], &[1.0, 2.0, 4.0])
        .node("Relu", &["x"], "r")
        .node("Mul", &["r", "s"], "m")
        .node("Softmax", &["m"], "y")
        .int("axis", 0)
        .output("y");
    let bytes = build.bytes();
    let imported = good(&bytes);
    assert!(
        imported
            .spec()
            .contains("input: {height: 6, width: 5, channels: 3}"),
        "{}",
        imported.spec()
    );
    let build = graph()
        .input("x", &[1, 7])
        .random("d", &[7, 2], 3)
        .node("MatMul", &["x", "d"], "y")
        .output("y");
    let bytes = build.bytes();
    let imported = good(&bytes);
    assert!(
        imported
            .spec()
            .contains("input: {height: 1, width: 1, channels: 7}"),
        "{}",
        imported.spec()
    );
    assert_eq!(
        layers(&imported),
        "  flatten: flatten\n  y:       {dense: 2, bias: false}\n"
    );
}

#[test]
fn names_are_those_of_modules() {
    let build = |names: [&str; 3]| {
        let mut build = graph()
            .input("x", &[1, 3, 6, 5])
            .random("layer1.0.conv1.weight", &[3, 3, 1, 1], 1)
            .random("layer1.1.conv1.weight", &[3, 3, 1, 1], 1)
            .node("Conv", &["x", "layer1.0.conv1.weight"], "a")
            .node("MaxPool", &["a"], "p")
            .ints("kernel_shape", &[2, 2])
            .node("Conv", &["p", "layer1.1.conv1.weight"], "1")
            .output("1");
        for (node, name) in build.body().node.iter_mut().zip(names) {
            node.name = Some(name.into());
        }
        let bytes = build.bytes();
        let spec = layers(&good(&bytes));
        let names: Vec<String> = spec
            .lines()
            .filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()))
            .collect();
        names.join(" ")
    };
    assert_eq!(
        build([
            "/layer1/layer1.0/conv1/Conv",
            "/pool/MaxPool",
            "/layer1/layer1.1/conv1/Conv"
        ]),
        "layer1_0_conv1 pool layer1_1_conv1"
    );
    assert_eq!(
        build([
            "model/conv1/Conv2D",
            "model/pool1/MaxPool",
            "model/conv2/Conv2D__7"
        ]),
        "conv1 pool1 conv2"
    );
    assert_eq!(
        build(["Conv_0", "MaxPool_1", "Conv_2"]),
        "layer1_0_conv1 p layer1_1_conv1"
    );
}

#[test]
fn parts_of_channels() {
    let split = |outputs: &[&str]| {
        let mut build = graph()
            .input("x", &[1, 6, 6, 5])
            .random("w", &[4, 2, 1, 1], 1)
            .node("Split", &["x"], "a")
            .int("axis", 1);
        build.body().node[0].output = outputs.iter().map(|name| (*name).into()).collect();
        build
            .node("Conv", &["b", "w"], "c")
            .node("HardSwish", &["c"], "h")
            .output("h")
            .output("a")
    };
    let bytes = split(&["a", "b", "z"]).bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  a:   {slice: {channels: [0, 2]}}\n  a_2: {slice: {channels: [2, 4]}, from: $input}\n  c:   {conv: 4, \
         kernel: 1, bias: false, activation: hard_swish}\n\noutputs: [c, a]\n"
    );
    // A part that is everything is the result itself.
    let all = graph()
        .input("x", &[1, 3, 6, 5])
        .wholes("start", &[0])
        .wholes("end", &[i64::MAX])
        .node("Relu", &["x"], "r")
        .node("Slice", &["r", "start", "end"], "y")
        .output("y");
    let bytes = all.bytes();
    assert_eq!(layers(&good(&bytes)), "  r: {activation: relu}\n");
}
