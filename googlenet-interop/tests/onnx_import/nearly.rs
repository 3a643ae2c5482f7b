//! Operators whose reading is nearly exact, of which a warning tells, and those next to them that are exact or refused.

use super::build::{Build, graph};
use super::{good, layers};
use crate::broken::refused;

/// Returns the warnings of a graph whose result is `y`.
#[track_caller]
fn warnings(build: Build) -> Vec<String> {
    let bytes = build.output("y").bytes();
    good(&bytes).warnings().to_vec()
}

fn head() -> Build {
    graph()
        .input("x", &[1, 4, 6, 6])
        .wholes("axes", &[1])
        .floats("tiny", &[], &[1e-10])
        .floats("large", &[], &[1e-3])
        .floats("two", &[], &[2.0])
}

const NEAR_LP: &str = "it divides by any norm; `l2_norm` divides by at least 1e-12, so that results differ where norms are smaller";

#[test]
fn nodes_of_one_operator_are_one_warning() {
    let chain = |names: &[&str]| {
        let mut build = head();
        let mut before = "x";
        for name in names {
            build = build
                .node("LpNormalization", &[before], name)
                .int("axis", 1);
            before = name;
        }
        build
    };
    assert_eq!(
        warnings(chain(&["y"])),
        [format!("LpNormalization \"y\": {NEAR_LP}")]
    );
    assert_eq!(
        warnings(chain(&["a", "y"])),
        [format!("LpNormalization \"a\" and one more: {NEAR_LP}")]
    );
    assert_eq!(
        warnings(chain(&["a", "b", "c", "y"])),
        [format!("LpNormalization \"a\" and 3 more: {NEAR_LP}")]
    );
}

/// Returns a division by the norm, to which `number` is added.
fn added(number: &str) -> Build {
    head()
        .node("ReduceL2", &["x", "axes"], "n")
        .node("Add", &["n", number], "d")
        .node("Div", &["x", "d"], "y")
}

/// Returns a division by the square root of a sum of squares, to which `number` is added; the root is taken by `root`.
fn under_the_root(number: &str, root: impl Fn(Build) -> Build) -> Build {
    root(
        head()
            .floats("half", &[], &[0.5])
            .node("Pow", &["x", "two"], "s")
            .node("ReduceSum", &["s", "axes"], "q")
            .node("Add", &["q", number], "a"),
    )
}

fn said(build: &Build) -> String {
    layers(&good(&build.clone().output("y").bytes()))
}

#[test]
fn numbers_added_to_norms() {
    let norm = added("tiny");
    assert_eq!(said(&norm), "  y: {l2_norm: {epsilon: 0.0000000001}}\n");
    assert_eq!(
        warnings(norm),
        [
            "Div \"y\": 1e-10 is added to the norm; `l2_norm` divides by at least 1e-10 instead, so that results differ \
             where norms are small"
        ]
    );
    let wanted = |operator: &str| {
        [format!(
            "{operator} \"y\": 1e-10 is added to the square of the norm; `l2_norm` divides by at least 1e-5 instead, \
             so that results differ where norms are small"
        )]
    };
    type End = (fn(Build) -> Build, &'static str);
    let ends: [End; 3] = [
        (
            |b| b.node("Sqrt", &["a"], "r").node("Div", &["x", "r"], "y"),
            "Div",
        ),
        (
            |b| {
                b.node("Pow", &["a", "half"], "r")
                    .node("Div", &["x", "r"], "y")
            },
            "Div",
        ),
        (
            |b| {
                b.node("Sqrt", &["a"], "r")
                    .node("Reciprocal", &["r"], "i")
                    .node("Mul", &["x", "i"], "y")
            },
            "Mul",
        ),
    ];
    for (end, operator) in ends {
        let norm = under_the_root("tiny", end);
        assert!(said(&norm).contains("l2_norm"), "{}", said(&norm));
        assert_eq!(warnings(norm), wanted(operator));
    }
    // Where the number is not tiny, the results would be others.
    refused(
        &added("large").output("y").bytes(),
        "Div \"y\": 0.001 is added to the norm, more than a least divisor can stand for (0.00001)",
    );
    let root = under_the_root("large", |b| {
        b.node("Sqrt", &["a"], "r").node("Div", &["x", "r"], "y")
    });
    refused(
        &root.output("y").bytes(),
        "Div \"y\": 0.001 is added to the square of the norm, more than a least divisor can stand for (0.00001)",
    );
}

#[test]
fn norms_with_a_least_divisor_are_exact() {
    let exact = [
        head()
            .node("ReduceL2", &["x", "axes"], "n")
            .node("Max", &["n", "large"], "d")
            .node("Div", &["x", "d"], "y"),
        head()
            .node("ReduceSumSquare", &["x", "axes"], "n")
            .node("Max", &["n", "tiny"], "d")
            .node("Sqrt", &["d"], "r")
            .node("Div", &["x", "r"], "y"),
        head()
            .node("ReduceL2", &["x", "axes"], "n")
            .node("Div", &["x", "n"], "y"),
    ];
    for build in exact {
        assert!(said(&build).contains("l2_norm"), "{}", said(&build));
        assert_eq!(warnings(build), [""; 0]);
    }
}

#[test]
fn types_that_layer_normalisations_compute_in() {
    let norm = |stash: i64| {
        head()
            .random("g", &[6], 1)
            .node("LayerNormalization", &["x", "g"], "y")
            .int("axis", 3)
            .int("stash_type", stash)
    };
    assert_eq!(warnings(norm(1)), [""; 0]);
    for (stash, name) in [(10, "float16"), (11, "float64"), (16, "bfloat16")] {
        assert_eq!(
            warnings(norm(stash)),
            [format!(
                "LayerNormalization \"y\": mean and variance are computed in float32, not in {name} (`stash_type`)"
            )]
        );
    }
    refused(
        &norm(7).output("y").bytes(),
        "LayerNormalization \"y\": `stash_type` is 7, which is no type of floats",
    );
}

fn batch_norm() -> Build {
    let build = ["g", "b", "m"]
        .iter()
        .fold(head(), |build, name| build.random(name, &[4], 1));
    build.floats("v", &[4], &[1.0, 2.0, 3.0, 4.0]).node(
        "BatchNormalization",
        &["x", "g", "b", "m", "v"],
        "y",
    )
}

#[test]
fn statistics_of_batch_normalisations() {
    let exact = batch_norm().float("epsilon", 0.25).float("momentum", 0.75);
    assert!(
        said(&exact).contains("epsilon: 0.25, momentum: 0.75"),
        "{}",
        said(&exact)
    );
    assert_eq!(warnings(exact), [""; 0]);
    assert_eq!(warnings(batch_norm()), [""; 0]);
    assert_eq!(
        warnings(batch_norm().float("momentum", 1.0)),
        [
            "BatchNormalization \"y\": `momentum` is 1, which descriptions cannot have: 0.9 is written, which training \
             alone would use"
        ]
    );
    refused(
        &batch_norm().int("training_mode", 1).output("y").bytes(),
        "BatchNormalization \"y\": `training_mode` is 1: it would use the statistics of its input",
    );
    refused(
        &batch_norm().opset(8).int("spatial", 0).output("y").bytes(),
        "BatchNormalization \"y\": `spatial` is 0: statistics for each pixel cannot be said",
    );
}

#[test]
fn windows_that_begin_behind_the_map() {
    let pool = |operator: &str, kernel: i64, stride: i64, pad: i64| {
        head()
            .node(operator, &["x"], "y")
            .ints("kernel_shape", &[kernel; 2])
            .ints("strides", &[stride; 2])
            .ints("pads", &[pad; 4])
            .int("ceil_mode", 1)
    };
    let left_out = "a last window that would begin behind the map is left out, so that the result has a row or column less";
    for operator in ["MaxPool", "AveragePool"] {
        // The last window begins at 5, in the map of 6.
        assert_eq!(warnings(pool(operator, 2, 3, 1)), [""; 0]);
        // At 6, behind it.
        assert_eq!(
            warnings(pool(operator, 2, 7, 1)),
            [format!("{operator} \"y\": {left_out}")]
        );
        // Since version 22 ONNX leaves it out as well.
        assert_eq!(warnings(pool(operator, 2, 7, 1).opset(22)), [""; 0]);
        assert_eq!(warnings(pool(operator, 3, 2, 0)), [""; 0]);
        let counting = pool(operator, 3, 2, 1);
        let counting = match operator {
            "AveragePool" => counting.int("count_include_pad", 1),
            _ => counting,
        };
        assert_eq!(warnings(counting), [""; 0]);
    }
}

#[test]
fn what_would_be_wrong_is_refused() {
    for (build, message) in [
        (
            head().node("LRN", &["x"], "y").int("size", 4),
            "LRN \"y\": the size of it is even: 4 is even: there is no middle channel",
        ),
        (
            head()
                .node("LpNormalization", &["x"], "y")
                .int("axis", 1)
                .int("p", 1),
            "LpNormalization \"y\": a norm with p = 1 cannot be said",
        ),
        (
            head()
                .floats("rate", &[], &[0.5])
                .floats("yes", &[], &[1.0])
                .node("Dropout", &["x", "rate", "yes"], "y"),
            "Dropout \"y\": `training_mode` is true: it would leave out values by chance",
        ),
    ] {
        refused(&build.output("y").bytes(), message);
    }
}

#[test]
fn padding_by_rule_and_places_of_pixels_are_exact() {
    let conv = |rule: &str| {
        head()
            .random("w", &[4, 4, 2, 2], 1)
            .node("Conv", &["x", "w"], "y")
            .text("auto_pad", rule)
    };
    for rule in ["SAME_UPPER", "SAME_LOWER", "VALID"] {
        assert_eq!(warnings(conv(rule)), [""; 0]);
    }
    for rounding in ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"] {
        let resize = head()
            .floats("s", &[4], &[1.0, 1.0, 0.5, 2.0])
            .node("Resize", &["x", "", "s"], "y")
            .text("nearest_mode", rounding);
        assert_eq!(warnings(resize), [""; 0]);
    }
}

#[test]
fn constants_that_become_layers() {
    let head = || {
        head()
            .random("k", &[1, 4, 6, 6], 1)
            .random("s", &[4, 6, 6], 2)
    };
    assert_eq!(
        warnings(head().node("Add", &["x", "k"], "y")),
        ["Add \"y\": its constant became a dense layer of 288 parameters"]
    );
    assert_eq!(
        warnings(head().node("PRelu", &["x", "s"], "y")),
        ["PRelu \"y\": its constant became a dense layer of 288 parameters"]
    );
    assert_eq!(
        warnings(
            head()
                .node("Add", &["x", "k"], "a")
                .node("PRelu", &["a", "s"], "y")
        ),
        ["Add \"a\" and one more: their constants became 2 dense layers of 576 parameters"]
    );
}

#[test]
fn results_that_are_compared() {
    for operator in ["Greater", "Less", "Equal"] {
        let message = format!(
            "{operator} \"y\": it compares results of layers, which a description has no layer for"
        );
        for other in ["two", "x"] {
            refused(
                &head()
                    .node(operator, &["x", other], "y")
                    .output("y")
                    .bytes(),
                &message,
            );
        }
    }
    let chosen = head().node("Where", &["x", "x", "two"], "y").output("y");
    refused(
        &chosen.bytes(),
        "Where \"y\": it chooses between results of layers, which a description has no layer for",
    );
}

#[test]
fn flattened_batches() {
    let flat = |batch: i64, axis: i64| {
        graph()
            .input("x", &[batch, 3, 6, 5])
            .random("w", &[4, 3, 1, 1], 1)
            .node("Conv", &["x", "w"], "c")
            .node("Flatten", &["c"], "f")
            .int("axis", axis)
    };
    // The values of one image stand behind those of another, whatever the axes are called.
    for axis in [0, 2] {
        for function in ["Identity", "Relu"] {
            for batch in [1, 2] {
                let build = flat(batch, axis).node(function, &["f"], "y").output("y");
                assert_eq!(good(&build.bytes()).warnings(), [""; 0]);
            }
        }
    }
    let all = flat(2, 0).node("Softmax", &["f"], "y").int("axis", 1);
    let all = crate::bad(&all.output("y").bytes());
    assert!(all.contains("Softmax \"y\": "), "{all}");
    let turned = flat(2, 2).node("Transpose", &["f"], "y").output("y");
    refused(
        &turned.bytes(),
        "output \"y\": the images of a batch do not stand one behind another in it, which cannot be said",
    );
    let two = flat(2, 1).output("f");
    good(&two.bytes());
}
