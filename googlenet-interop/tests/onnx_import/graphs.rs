//! Graphs as other programs write them: each is another spelling of a plain one, and computes the same.

use super::build::{Build, graph, random};
use super::{good, layers, load, near, run};

/// Runs the networks of two files on the same image, and compares all outputs.
#[track_caller]
pub(super) fn same(plain: &Build, other: &Build, input: usize) {
    let image = random(99, input);
    let outputs = |build: &Build| {
        let bytes = build.bytes();
        run(&load(&good(&bytes)), &image)
    };
    let (wanted, got) = (outputs(plain), outputs(other));
    assert_eq!(wanted.len(), got.len());
    for (wanted, got) in wanted.iter().zip(&got) {
        near(got, wanted);
    }
}

/// Returns a small network of a convolution, a pooling, and a dense layer behind a flatten.
pub(super) fn plain() -> Build {
    graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[4, 3, 3, 3], 1)
        .random("b", &[4], 2)
        .random("d", &[4 * 6 * 5, 7], 3)
        .random("e", &[7], 4)
        .node("Conv", &["x", "w", "b"], "c")
        .ints("pads", &[1, 1, 1, 1])
        .node("Relu", &["c"], "r")
        .node("Flatten", &["r"], "f")
        .node("Gemm", &["f", "d", "e"], "y")
        .output("y")
}

#[test]
fn a_plain_graph() {
    let bytes = plain().bytes();
    let imported = good(&bytes);
    let wanted = "  c: {conv: 4, kernel: 3, padding: same, activation: relu}\n  f: flatten\n  y: {dense: 7}\n";
    assert_eq!(layers(&imported), wanted);
    assert_eq!(imported.name(), "Net");
    assert!(imported.warnings().is_empty());
}

#[test]
fn versions_3_of_the_format_list_initializers_as_inputs() {
    let mut old = plain().opset(7);
    old.0.ir_version = Some(3);
    for (name, dims) in [
        ("w", &[4, 3, 3, 3][..]),
        ("b", &[4]),
        ("d", &[120, 7]),
        ("e", &[7]),
    ] {
        old = old.input(name, dims);
    }
    same(&plain(), &old, 90);
}

#[test]
fn nodes_may_stand_in_any_order() {
    let mut turned = plain();
    turned.body().node.reverse();
    same(&plain(), &turned, 90);
}

#[test]
fn dense_layers_in_all_their_spellings() {
    let scaled = |values: Vec<f32>, by: f32| {
        values
            .into_iter()
            .map(|value| value * by)
            .collect::<Vec<_>>()
    };
    let head = || {
        graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 3, 3], 1)
            .random("b", &[4], 2)
            .random("e", &[7], 4)
            .random("d", &[120, 7], 3)
            .node("Conv", &["x", "w", "b"], "c")
            .ints("pads", &[1, 1, 1, 1])
            .node("Relu", &["c"], "r")
            .node("Flatten", &["r"], "f")
    };
    let transposed: Vec<f32> = {
        let d = random(3, 840);
        (0..840).map(|at| d[at % 120 * 7 + at / 120]).collect()
    };
    let spellings = [
        head()
            .node("MatMul", &["f", "d"], "m")
            .node("Add", &["m", "e"], "y"),
        head()
            .node("MatMul", &["f", "d"], "m")
            .node("Add", &["e", "m"], "y"),
        head()
            .floats("t", &[7, 120], &transposed)
            .node("Gemm", &["f", "t", "e"], "y")
            .int("transB", 1),
        head()
            .floats("t", &[7, 120], &transposed)
            .node("Transpose", &["t"], "tt")
            .node("MatMul", &["f", "tt"], "m")
            .node("Add", &["m", "e"], "y"),
        head()
            .floats("h", &[120, 7], &scaled(random(3, 840), 0.5))
            .floats("g", &[1, 7], &scaled(random(4, 7), 4.0))
            .node("Gemm", &["f", "h", "g"], "y")
            .float("alpha", 2.0)
            .float("beta", 0.25),
        head()
            .node("Transpose", &["f"], "ft")
            .ints("perm", &[1, 0])
            .node("Gemm", &["ft", "d", "e"], "y")
            .int("transA", 1),
        head()
            .wholes("s", &[1, -1])
            .node("Reshape", &["r", "s"], "f2")
            .node("Gemm", &["f2", "d", "e"], "y"),
        head()
            .node("Shape", &["r"], "shape")
            .wholes("zero", &[0])
            .wholes("minus", &[-1])
            .node("Gather", &["shape", "zero"], "batch")
            .node("Concat", &["batch", "minus"], "sizes")
            .int("axis", 0)
            .node("Reshape", &["r", "sizes"], "f2")
            .node("Gemm", &["f2", "d", "e"], "y"),
    ];
    for other in spellings {
        same(&plain(), &other.output("y"), 90);
    }
}

#[test]
fn dense_kernels_stand_in_the_order_of_the_file() {
    // The same network whose kernel has its rows for height, width, channels and for width, height, channels.
    let d = random(3, 840);
    for perm in [
        [0, 2, 3, 1],
        [0, 3, 2, 1],
        [0, 2, 1, 3],
        [0, 3, 1, 2],
        [0, 1, 3, 2],
    ] {
        let sizes = [1, 4, 6, 5];
        let mut rows = Vec::new();
        let to = perm.map(|axis| sizes[axis]);
        for a in 0..to[1] {
            for b in 0..to[2] {
                for c in 0..to[3] {
                    let mut at = [0; 4];
                    (at[perm[1]], at[perm[2]], at[perm[3]]) = (a, b, c);
                    let row = (at[1] * 6 + at[2]) * 5 + at[3];
                    rows.extend_from_slice(&d[row * 7..][..7]);
                }
            }
        }
        let other = graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 3, 3], 1)
            .random("b", &[4], 2)
            .floats("d", &[120, 7], &rows)
            .random("e", &[7], 4)
            .node("Conv", &["x", "w", "b"], "c")
            .ints("pads", &[1, 1, 1, 1])
            .node("Relu", &["c"], "r")
            .node("Transpose", &["r"], "t")
            .ints("perm", &perm.map(|axis| axis as i64))
            .wholes("s", &[-1, 120])
            .node("Reshape", &["t", "s"], "f")
            .node("Gemm", &["f", "d", "e"], "y")
            .output("y");
        same(&plain(), &other, 90);
    }
}

/// Returns the network with a batch normalisation as ONNX has it.
fn normal() -> Build {
    graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[4, 3, 3, 3], 1)
        .floats("one", &[4], &[1.5, 0.5, 2.0, 1.0])
        .floats("two", &[4], &[0.5, -1.0, 0.25, 3.0])
        .floats("mean", &[4], &[0.0; 4])
        .floats("variance", &[4], &[1.0; 4])
        .node("Conv", &["x", "w"], "c")
        .node(
            "BatchNormalization",
            &["c", "one", "two", "mean", "variance"],
            "n",
        )
        .float("epsilon", 0.0)
        .node("Relu", &["n"], "y")
        .output("y")
}

#[test]
fn batch_normalisation_spelled_as_products_and_sums() {
    let head = || {
        graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 3, 3], 1)
            .floats("one", &[4, 1, 1], &[1.5, 0.5, 2.0, 1.0])
            .floats("two", &[1, 4, 1, 1], &[0.5, -1.0, 0.25, 3.0])
            .floats("minus", &[1, 4, 1, 1], &[-0.5, 1.0, -0.25, -3.0])
            .floats("inverse", &[4, 1, 1], &[1.0 / 1.5, 2.0, 0.5, 1.0])
            .node("Conv", &["x", "w"], "c")
    };
    let spellings = [
        head()
            .node("Mul", &["c", "one"], "m")
            .node("Add", &["m", "two"], "n"),
        head()
            .node("Mul", &["one", "c"], "m")
            .node("Sub", &["m", "minus"], "n"),
        head()
            .node("Div", &["c", "inverse"], "m")
            .node("Add", &["two", "m"], "n"),
    ];
    for other in spellings {
        let other = other.node("Relu", &["n"], "y").output("y");
        same(&normal(), &other, 90);
        let bytes = other.bytes();
        let imported = good(&bytes);
        let wanted = "  c: {conv: 4, kernel: 3, batch_norm: {epsilon: 0}, activation: relu}\n";
        assert_eq!(layers(&imported), wanted);
    }
}

#[test]
fn summands_behind_a_convolution_are_its_bias() {
    let head = |bias: &[&str]| {
        graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 3, 3], 1)
            .floats("two", &[4], &[0.5, -1.0, 0.25, 3.0])
            .floats("half", &[4], &[0.25, -0.5, 0.125, 1.5])
            .floats("half4", &[1, 4, 1, 1], &[0.25, -0.5, 0.125, 1.5])
            .floats("two4", &[1, 4, 1, 1], &[0.5, -1.0, 0.25, 3.0])
            .floats("scalar", &[], &[2.0])
            .node("Conv", &[&["x", "w"], bias].concat(), "c")
    };
    let plain = head(&["two"]).output("c");
    same(
        &plain,
        &head(&[]).node("Add", &["c", "two4"], "y").output("y"),
        90,
    );
    same(
        &plain,
        &head(&["half"])
            .node("Add", &["c", "half4"], "y")
            .output("y"),
        90,
    );
    let double = head(&["half"])
        .node("Mul", &["c", "scalar"], "y")
        .output("y");
    let bytes = double.bytes();
    assert_eq!(layers(&good(&bytes)), "  c: {conv: 4, kernel: 3}\n");
    let again = plain.clone();
    let mut twice = again;
    twice.body().output.clear();
    let twice = twice.node("Add", &["c", "c"], "y").output("y");
    let plain_half = head(&["half"]).node("Add", &["c", "c"], "y").output("y");
    same(&plain_half, &double, 90);
    drop(twice);
}

#[test]
fn factors_of_sums() {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[3, 3, 1, 1], 1)
        .floats("f", &[], &[0.25])
        .node("Conv", &["x", "w"], "a")
        .node("Conv", &["x", "w"], "b")
        .node("Mul", &["b", "f"], "m")
        .node("Add", &["a", "m"], "y")
        .node("Relu", &["y"], "z")
        .output("z");
    let bytes = build.bytes();
    let spec = layers(&good(&bytes));
    assert!(
        spec.contains("scale: [1, 0.25]") && spec.contains("activation: relu"),
        "{spec}"
    );
}

#[test]
fn graphs_of_tensorflow_have_channels_last() {
    let last = graph()
        .input("x", &[-1, 6, 5, 3])
        .random("w", &[4, 3, 3, 3], 1)
        .floats("one", &[4], &[1.5, 0.5, 2.0, 1.0])
        .floats("two", &[4], &[0.5, -1.0, 0.25, 3.0])
        .node("Transpose", &["x"], "t")
        .ints("perm", &[0, 3, 1, 2])
        .node("Conv", &["t", "w"], "c")
        .node("Transpose", &["c"], "u")
        .ints("perm", &[0, 2, 3, 1])
        .node("Mul", &["u", "one"], "m")
        .node("Add", &["m", "two"], "n")
        .node("Relu", &["n"], "y")
        .output("y");
    same(&normal(), &last, 90);
    let bytes = last.bytes();
    let wanted = "  c: {conv: 4, kernel: 3, batch_norm: {epsilon: 0}, activation: relu}\n";
    assert_eq!(layers(&good(&bytes)), wanted);
}

#[test]
fn means_over_height_and_width_pool_the_whole_map() {
    let head = || graph().input("x", &[1, 3, 6, 5]).random("d", &[3, 2], 3);
    let plain = head()
        .node("GlobalAveragePool", &["x"], "p")
        .node("Flatten", &["p"], "f")
        .node("MatMul", &["f", "d"], "y")
        .output("y");
    let mean = head()
        .node("ReduceMean", &["x"], "p")
        .ints("axes", &[2, 3])
        .int("keepdims", 0)
        .node("MatMul", &["p", "d"], "y")
        .output("y");
    same(&plain, &mean, 90);
    let last = head()
        .wholes("axes", &[-3, -2])
        .node("Transpose", &["x"], "t")
        .ints("perm", &[0, 2, 3, 1])
        .node("ReduceMean", &["t", "axes"], "p")
        .int("keepdims", 0)
        .node("MatMul", &["p", "d"], "y")
        .opset(18)
        .output("y");
    same(&plain, &last, 90);
    let bytes = last.bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  p: global_avg_pool\n  y: {dense: 2, bias: false}\n"
    );
    // Where a convolution reads it, it is a map of one pixel.
    let excite = head()
        .random("w", &[2, 3, 1, 1], 3)
        .node("GlobalAveragePool", &["x"], "p")
        .node("Conv", &["p", "w"], "c")
        .node("Flatten", &["c"], "y")
        .output("y");
    let bytes = excite.bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  p:     global_avg_pool\n  pixel: {reshape: [1, 1, -1]}\n  c:     {conv: 2, kernel: 1, bias: false}\n  y:     flatten\n"
    );
}
