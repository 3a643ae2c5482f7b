//! Operators with settings that they do not take.

use super::broken::refused;
use super::build::graph;
use super::{good, layers};

#[test]
fn settings_out_of_range() {
    let head = || {
        graph()
            .input("x", &[1, 4, 6, 6])
            .random("w", &[4, 4, 1, 1], 1)
            .random("g", &[3], 2)
    };
    let big = i64::from(i32::MAX);
    for (build, reason) in [
        (
            head().node("DepthToSpace", &["x"], "y").int("blocksize", 0),
            "`blocksize` is 0, which is out of range",
        ),
        (
            head().node("DepthToSpace", &["x"], "y").int("blocksize", 3),
            "the channels of it do not fill its blocks: blocks of 9 pixels, 4 channels",
        ),
        (
            head().node("SpaceToDepth", &["x"], "y"),
            "it has no `blocksize`",
        ),
        (
            head()
                .floats("s", &[4], &[1.0, 1.0, f32::INFINITY, 1.0])
                .node("Resize", &["x", "", "s"], "y"),
            "a factor of inf",
        ),
        (
            head()
                .wholes("s", &[1, 4, i64::MAX, 1])
                .node("Resize", &["x", "", "", "s"], "y"),
            "sizes [1, 4, 9223372036854775807, 1] are out of range",
        ),
        (
            head()
                .wholes("s", &[1, 9, 6, 6])
                .node("Resize", &["x", "", "", "s"], "y"),
            "a change of other sizes than height and width cannot be said",
        ),
        (
            head()
                .node("ConvTranspose", &["x", "w"], "y")
                .int("group", -1),
            "a kernel of sizes [4, 4, 1, 1] and -1 groups for 4 channels",
        ),
        (
            head()
                .node("ConvTranspose", &["x", "w"], "y")
                .ints("pads", &[3, 0, 3, 0]),
            "the padding of it leaves nothing of its result: a map of 6x6",
        ),
        (
            head()
                .node("ConvTranspose", &["x", "w"], "y")
                .ints("output_shape", &[big, big]),
            "`output_shape` is [2147483647, 2147483647], expected 2 numbers of at least 1",
        ),
        (
            head().node("LayerNormalization", &["x", "g"], "y"),
            "`gamma` of sizes [3] for 6 channels",
        ),
        (
            head()
                .wholes("s", &[1, -1, 4])
                .node("Split", &["x", "s"], "y")
                .int("axis", 1),
            "parts of [1, 4] of 4 values for 1 results",
        ),
        (
            head()
                .wholes("p", &[0, 0, i64::MAX, 0, 0, 0, 1, 0])
                .node("Pad", &["x", "p"], "y"),
            "`pads` [0, 0, 9223372036854775807, 0, 0, 0, 1, 0] are out of range",
        ),
        (
            head()
                .wholes("s", &[1, 4, 6, i64::MAX])
                .node("Expand", &["x", "s"], "y"),
            "copies of a result cannot be said",
        ),
    ] {
        let operator = build
            .0
            .graph
            .as_ref()
            .map(|graph| graph.node[0].op_type().to_owned());
        let operator = operator.expect("a graph");
        refused(
            &build.output("y").bytes(),
            &format!("{operator} \"y\": {reason}"),
        );
    }
}

#[test]
fn numbers_that_are_none() {
    for (operator, name, word) in [
        ("Elu", "alpha", "elu"),
        ("LeakyRelu", "alpha", "leaky_relu"),
        ("HardSigmoid", "beta", "hard_sigmoid"),
    ] {
        for value in [f32::NAN, f32::INFINITY] {
            let build = graph()
                .input("x", &[1, 4, 6, 6])
                .node(operator, &["x"], "y")
                .float(name, value);
            refused(
                &build.output("y").bytes(),
                &format!("{operator} \"y\": the function `{word}` cannot be said"),
            );
        }
    }
    let clip = graph()
        .input("x", &[1, 4, 6, 6])
        .floats("low", &[], &[f32::INFINITY])
        .node("Max", &["x", "low"], "y");
    refused(
        &clip.output("y").bytes(),
        "Max \"y\": the function `clip` cannot be said",
    );
    let norm = graph()
        .input("x", &[1, 4, 6, 6])
        .node("LayerNormalization", &["x"], "y")
        .float("epsilon", f32::NAN);
    refused(
        &norm.output("y").bytes(),
        "LayerNormalization \"y\": `epsilon` is NaN",
    );
    // As a weight any number can be said.
    let sum = graph()
        .input("x", &[1, 4, 6, 6])
        .floats("f", &[], &[f32::NAN])
        .node("Relu", &["x"], "r")
        .node("Mul", &["r", "f"], "m")
        .node("Add", &["m", "x"], "y")
        .output("y");
    let bytes = sum.bytes();
    assert!(layers(&good(&bytes)).contains("channel_scale"));
}
