//! Operators beyond ONNX's own tests: what descriptions say of them, and other spellings of the same.

use super::build::{Build, graph};
use super::graphs::same;
use super::{bad, good, layers};

fn said(build: Build) -> String {
    let bytes = build.output("y").bytes();
    layers(&good(&bytes))
}

fn head() -> Build {
    graph()
        .input("x", &[1, 8, 6, 5])
        .random("w", &[8, 8, 1, 1], 1)
        .random("k", &[8, 8], 2)
        .floats("least", &[], &[1e-12])
        .floats("two", &[], &[2.0])
        .floats("twice", &[4], &[1.0, 1.0, 2.0, 2.0])
        .floats("last", &[4], &[1.0, 2.0, 2.0, 1.0])
        .wholes("sizes", &[1, 8, 9, 7])
        .wholes("pixel", &[1, 8, 1, 1])
        .wholes("vector", &[1, 8])
        .wholes("groups", &[1, 2, 4, 6, 5])
        .wholes("whole", &[1, 8, 6, 5])
        .wholes("axis", &[1])
}

#[test]
fn functions() {
    let of = |operator: &str| head().node(operator, &["x"], "y");
    for (build, wanted) in [
        (of("Elu").float("alpha", 0.5), "{elu: 0.5}"),
        (of("Celu"), "{elu: 1}"),
        (of("HardSigmoid"), "{hard_sigmoid: {alpha: 0.2, beta: 0.5}}"),
        (of("HardSwish"), "hard_swish"),
        (of("Swish").opset(24), "swish"),
        (of("Gelu").opset(20), "gelu"),
        (
            of("Gelu").opset(20).text("approximate", "tanh"),
            "{gelu: {approximate: true}}",
        ),
        (of("Softplus"), "softplus"),
        (of("ThresholdedRelu").float("alpha", 0.0), "relu"),
        (
            of("Clip").opset(7).float("min", -1.0).float("max", 2.0),
            "{clip: [-1, 2]}",
        ),
        (
            head()
                .floats("low", &[], &[-1.0])
                .node("Max", &["x", "low"], "a")
                .node("Min", &["two", "a"], "y"),
            "{clip: [-1, 2]}",
        ),
    ] {
        assert_eq!(said(build), format!("  y: {{activation: {wanted}}}\n"));
    }
}

#[test]
fn functions_of_several_layers() {
    let plain = |nodes: fn(Build) -> Build| nodes(head()).output("y");
    type Nodes = fn(Build) -> Build;
    let pairs: [[Nodes; 2]; 5] = [
        [
            |b| b.node("Mish", &["x"], "y"),
            |b| {
                b.node("Softplus", &["x"], "s")
                    .node("Tanh", &["s"], "t")
                    .node("Mul", &["t", "x"], "y")
            },
        ],
        [
            |b| b.node("Swish", &["x"], "y").float("alpha", 2.0),
            |b| {
                b.node("Mul", &["x", "two"], "a")
                    .node("Sigmoid", &["a"], "s")
                    .node("Mul", &["s", "x"], "y")
            },
        ],
        [
            |b| b.node("Celu", &["x"], "y").float("alpha", 2.0),
            |b| {
                b.node("Div", &["x", "two"], "a")
                    .node("Elu", &["a"], "s")
                    .node("Mul", &["s", "two"], "y")
            },
        ],
        [
            |b| b.node("Abs", &["x"], "y"),
            |b| b.node("PRelu", &["x", "minus"], "y"),
        ],
        [
            |b| {
                b.node("Neg", &["x"], "a")
                    .node("Min", &["a", "x"], "m")
                    .node("Neg", &["m"], "y")
            },
            |b| b.node("Abs", &["x"], "y"),
        ],
    ];
    for [one, other] in pairs {
        let minus = |nodes: fn(Build) -> Build| {
            let mut build = plain(nodes);
            build = build.floats("minus", &[], &[-1.0]);
            build
        };
        same(&minus(one), &minus(other), 240);
    }
}

#[test]
fn factors_inside_a_function_are_no_normalisation() {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .node("Celu", &["x"], "y")
        .float("alpha", 2.0)
        .output("y");
    let bytes = build.bytes();
    let imported = good(&bytes);
    assert!(
        !imported.spec().contains("preprocess"),
        "{}",
        imported.spec()
    );
}

#[test]
fn a_bias_that_several_read_takes_no_factor_of_one() {
    let head = || {
        head()
            .random("b", &[8, 1, 1], 4)
            .node("Conv", &["x", "w"], "c")
    };
    let build = head()
        .node("Add", &["c", "b"], "a")
        .node("Neg", &["a"], "n")
        .node("Max", &["n", "a"], "y")
        .output("y");
    let plain = head()
        .node("Add", &["c", "b"], "a")
        .node("Abs", &["a"], "y")
        .output("y");
    let bytes = build.bytes();
    let text = layers(&good(&bytes));
    assert!(text.contains("channel_scale"), "{text}");
    let relu = head()
        .node("Add", &["c", "b"], "a")
        .node("Relu", &["a"], "p")
        .node("Neg", &["a"], "n")
        .node("Relu", &["n"], "q")
        .node("Add", &["p", "q"], "y")
        .output("y");
    same(&relu, &build, 240);
    same(&relu, &plain, 240);
}

#[test]
fn pixels_of_turned_maps() {
    let turned = |b: Build| b.node("Transpose", &["x"], "t").ints("perm", &[0, 2, 3, 1]);
    let build = turned(head())
        .node("GlobalAveragePool", &["t"], "p")
        .node("Mul", &["p", "t"], "y")
        .output("y");
    let plain = turned(head())
        .wholes("axes", &[2, 3])
        .node("ReduceMean", &["t", "axes"], "p")
        .opset(18)
        .node("Mul", &["t", "p"], "y")
        .output("y");
    same(&plain, &build, 240);
}

#[test]
fn slopes_for_each_channel() {
    let slopes = |dims: &[i64]| head().random("a", dims, 3).node("PRelu", &["x", "a"], "y");
    assert_eq!(said(slopes(&[8, 1, 1])), "  y: prelu\n");
    assert_eq!(said(slopes(&[1])), "  y: {prelu: {shared: true}}\n");
    assert_eq!(
        bad(&slopes(&[3, 1, 1]).output("y").bytes()),
        "the network cannot be imported\n  PRelu \"y\": a constant of sizes [3, 1, 1] for a result of sizes [1, 8, 6, 5]"
    );
}

#[test]
fn squeeze_and_excitation() {
    // With convolutions of one pixel, and with dense layers.
    let map = head()
        .node("GlobalAveragePool", &["x"], "p")
        .node("Conv", &["p", "w"], "c")
        .node("HardSigmoid", &["c"], "s")
        .node("Mul", &["s", "x"], "y");
    assert_eq!(
        said(map.clone()),
        "  y:\n    multiply:\n      - p:     global_avg_pool\n        pixel: {reshape: [1, 1, -1]}\n        c:     {conv: 8, \
         kernel: 1, bias: false, activation: {hard_sigmoid: {alpha: 0.2, beta: 0.5}}}\n      - $input\n"
    );
    let dense = |node: fn(Build) -> Build| {
        node(
            head()
                .node("ReduceMean", &["x"], "p")
                .ints("axes", &[2, 3])
                .int("keepdims", 0)
                .floats("kk", &[8, 8], &super::build::random(1, 64))
                .node("Gemm", &["p", "kk"], "c")
                .int("transB", 1)
                .node("HardSigmoid", &["c"], "s"),
        )
        .node("Mul", &["x", "r"], "y")
        .output("y")
    };
    let map = map.output("y");
    same(
        &map,
        &dense(|b| b.node("Reshape", &["s", "pixel"], "r")),
        240,
    );
    let expanded = |b: Build| {
        b.node("Reshape", &["s", "pixel"], "e")
            .node("Expand", &["e", "whole"], "r")
    };
    same(&map, &dense(expanded), 240);
}

#[test]
fn shuffles_and_blocks() {
    let shuffled = head()
        .node("Reshape", &["x", "groups"], "a")
        .node("Transpose", &["a"], "t")
        .ints("perm", &[0, 2, 1, 3, 4])
        .node("Reshape", &["t", "whole"], "r")
        .node("Conv", &["r", "w"], "y");
    assert_eq!(
        said(shuffled),
        "  y:   {channel_shuffle: {groups: 2}}\n  y_2: {conv: 8, kernel: 1, bias: false}\n"
    );
    for (order, sizes, perm) in [
        ("DCR", [1, 2, 2, 2, 6, 5], [0, 3, 4, 1, 5, 2]),
        ("CRD", [1, 2, 2, 2, 6, 5], [0, 1, 4, 2, 5, 3]),
    ] {
        let plain = head()
            .node("DepthToSpace", &["x"], "y")
            .int("blocksize", 2)
            .text("mode", order)
            .output("y");
        let spelled = head()
            .wholes("six", &sizes)
            .wholes("four", &[1, 2, 12, 10])
            .node("Reshape", &["x", "six"], "a")
            .node("Transpose", &["a"], "t")
            .ints("perm", &perm)
            .node("Reshape", &["t", "four"], "y")
            .output("y");
        let bytes = spelled.bytes();
        assert!(layers(&good(&bytes)).contains("depth_to_space: 2"));
        same(&plain, &spelled, 240);
    }
    let part = || {
        graph()
            .input("x", &[1, 8, 6, 4])
            .random("w", &[8, 8, 1, 1], 1)
            .node("Conv", &["x", "w"], "part")
    };
    let back = part()
        .wholes("six", &[1, 8, 3, 2, 2, 2])
        .wholes("four", &[1, 32, 3, 2])
        .node("Reshape", &["part", "six"], "a")
        .node("Transpose", &["a"], "t")
        .ints("perm", &[0, 3, 5, 1, 2, 4])
        .node("Reshape", &["t", "four"], "y")
        .output("y");
    let plain = part()
        .node("SpaceToDepth", &["part"], "y")
        .int("blocksize", 2)
        .output("y");
    let bytes = back.bytes();
    assert!(layers(&good(&bytes)).ends_with("{space_to_depth: 2}\n"));
    same(&plain, &back, 192);
}

#[test]
fn norms() {
    let spelled = |nodes: fn(Build) -> Build| said(nodes(head()));
    let wanted = "  y: l2_norm\n";
    let lp = head().node("LpNormalization", &["x"], "y").int("axis", 1);
    assert_eq!(said(lp), wanted);
    let norm = |b: Build| b.node("ReduceL2", &["x"], "n").ints("axes", &[1]);
    assert_eq!(
        said(
            norm(head())
                .node("Clip", &["n", "least"], "c")
                .node("Expand", &["c", "whole"], "e")
                .node("Div", &["x", "e"], "y")
        ),
        wanted
    );
    assert_eq!(
        spelled(|b| b
            .node("Mul", &["x", "x"], "s")
            .node("ReduceSum", &["s", "axis"], "n")
            .floats("square", &[], &[1e-24])
            .node("Max", &["n", "square"], "m")
            .node("Sqrt", &["m"], "r")
            .node("Reciprocal", &["r"], "i")
            .node("Mul", &["i", "x"], "y")),
        wanted
    );
    let alone = norm(head()).output("n");
    assert_eq!(
        bad(&alone.bytes()),
        "the network cannot be imported\n  ReduceL2 \"n\": a norm, but of the channels as the divisor of them, cannot be said"
    );
    let last = head()
        .random("g", &[8], 5)
        .random("b", &[8], 6)
        .node("Transpose", &["x"], "t")
        .ints("perm", &[0, 2, 3, 1])
        .node("LayerNormalization", &["t", "g", "b"], "n")
        .node("Transpose", &["n"], "y")
        .ints("perm", &[0, 3, 1, 2]);
    assert_eq!(said(last), "  n: {layer_norm: {epsilon: 0.00001}}\n");
}

#[test]
fn other_sizes() {
    let wanted = "  y: {upsample: 2, coordinates: asymmetric, rounding: floor}\n";
    let old = head()
        .opset(9)
        .node("Upsample", &["x", "twice"], "y")
        .text("mode", "nearest");
    assert_eq!(said(old), wanted);
    let old = head()
        .opset(7)
        .node("Upsample", &["x"], "y")
        .attribute_floats("scales", &[1.0, 1.0, 2.0, 2.0]);
    assert_eq!(said(old), wanted);
    let ten = head().opset(10).node("Resize", &["x", "twice"], "y");
    assert_eq!(said(ten), wanted);
    let new = head()
        .node("Resize", &["x", "", "", "sizes"], "y")
        .text("mode", "linear")
        .text("coordinate_transformation_mode", "align_corners");
    assert_eq!(
        said(new),
        "  y: {upsample: {size: [9, 7]}, mode: bilinear, coordinates: align_corners}\n"
    );
    let last = head()
        .node("Transpose", &["x"], "t")
        .ints("perm", &[0, 2, 3, 1])
        .node("Resize", &["t", "", "last"], "r")
        .node("Transpose", &["r"], "y")
        .ints("perm", &[0, 3, 1, 2]);
    assert_eq!(said(last), "  r: {upsample: 2}\n");
    // The size that a graph computes from another map's.
    let computed = head()
        .wholes("two_axes", &[2])
        .wholes("front", &[0])
        .wholes("end", &[2])
        .node("Conv", &["x", "w"], "c")
        .ints("strides", &[2, 2])
        .node("Shape", &["x"], "s")
        .node("Slice", &["s", "two_axes", "whole_end"], "hw")
        .wholes("whole_end", &[4])
        .node("Shape", &["c"], "d")
        .node("Slice", &["d", "front", "end"], "nc")
        .node("Concat", &["nc", "hw"], "all")
        .int("axis", 0)
        .node("Resize", &["c", "", "", "all"], "y");
    assert!(said(computed).contains("upsample: {size: [6, 5]}"));
}

#[test]
fn constants_as_maps() {
    let image = head()
        .random("mean", &[8, 6, 5], 4)
        .node("Sub", &["x", "mean"], "y");
    let text = said(image);
    assert!(
        text.contains("dense: 240") && text.contains("scale: [1, -1]"),
        "{text}"
    );
}

#[test]
fn vectors_become_maps() {
    // A generator's first layer, whose values have the channels in front.
    let build = |front: bool| {
        let build = graph()
            .input("x", &[1, 5])
            .random("k", &[5, 24], 2)
            .random("w", &[4, 3, 2, 2], 3)
            .wholes("chw", &[1, 4, 3, 2])
            .wholes("hwc", &[1, 3, 2, 4])
            .node("MatMul", &["x", "k"], "f");
        let build = match front {
            true => build.node("Reshape", &["f", "chw"], "r"),
            false => build
                .node("Reshape", &["f", "hwc"], "t")
                .node("Transpose", &["t"], "r")
                .ints("perm", &[0, 3, 1, 2]),
        };
        build
            .node("ConvTranspose", &["r", "w"], "y")
            .ints("strides", &[2, 2])
            .output("y")
    };
    let bytes = build(false).bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  flatten: flatten\n  f:       {dense: 24, bias: false}\n  y:       {reshape: [3, 2, 4]}\n  y_2:     {conv_transpose: 3, \
         kernel: 2, stride: 2, bias: false}\n"
    );
    let front = build(true).bytes();
    let text = layers(&good(&front));
    assert!(text.contains("channel_shuffle: {groups: 4}"), "{text}");
}
