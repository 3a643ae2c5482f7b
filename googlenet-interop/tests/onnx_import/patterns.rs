//! Functions that graphs spell out, and the normalisation of the input.

use super::build::{Build, graph};
use super::{bad, good, layers};

/// Returns a convolution with the nodes of a function behind it; `c` is its result, `y` that of the function.
fn behind(function: impl Fn(Build) -> Build) -> Build {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[4, 3, 1, 1], 1)
        .floats("half", &[], &[0.5])
        .floats("one", &[], &[1.0])
        .floats("two", &[], &[2.0])
        .floats("three", &[], &[3.0])
        .floats("six", &[1], &[6.0])
        .floats("sixth", &[], &[1.0 / 6.0])
        .floats("zero", &[], &[0.0])
        .floats("slope", &[], &[0.1])
        .floats("root", &[], &[std::f32::consts::SQRT_2])
        .floats("cubic", &[], &[0.044715])
        .floats("tanh", &[], &[0.797_884_6])
        .node("Conv", &["x", "w"], "c");
    function(build).output("y")
}

#[test]
fn functions_with_a_name_are_recognised() {
    let said = |function: fn(Build) -> Build| {
        let bytes = behind(function).bytes();
        layers(&good(&bytes))
    };
    let with = |activation: &str| {
        format!("  c: {{conv: 4, kernel: 1, bias: false, activation: {activation}}}\n")
    };
    assert_eq!(
        said(|b| b.node("Clip", &["c", "zero", "six"], "y")),
        with("relu6")
    );
    assert_eq!(said(|b| b.node("Clip", &["c", "zero"], "y")), with("relu"));
    assert_eq!(said(|b| b.node("Max", &["c", "zero"], "y")), with("relu"));
    assert_eq!(
        said(|b| b
            .node("Max", &["c", "zero"], "r")
            .node("Min", &["r", "six"], "y")),
        with("relu6")
    );
    assert_eq!(
        said(|b| b
            .node("Mul", &["c", "slope"], "s")
            .node("Max", &["c", "s"], "y")),
        with("{leaky_relu: 0.1}")
    );
    assert_eq!(
        said(|b| b
            .node("Neg", &["c"], "n")
            .node("Exp", &["n"], "e")
            .node("Add", &["e", "one"], "a")
            .node("Reciprocal", &["a"], "y")),
        with("sigmoid")
    );
}

#[test]
fn functions_that_are_spelled_out() {
    let told = |function: fn(Build) -> Build| {
        let bytes = behind(function).bytes();
        layers(&good(&bytes))
    };
    let message = |_: &str, word: &str| {
        format!("  c: {{conv: 4, kernel: 1, bias: false, activation: {word}}}\n")
    };
    assert_eq!(
        told(|b| b.node("Sigmoid", &["c"], "s").node("Mul", &["c", "s"], "y")),
        message("Mul", "swish")
    );
    assert_eq!(
        told(|b| b
            .node("Add", &["c", "three"], "a")
            .node("Clip", &["a", "zero", "six"], "r")
            .node("Mul", &["c", "r"], "m")
            .node("Div", &["m", "six"], "y")),
        message("Div", "hard_swish")
    );
    assert_eq!(
        told(|b| b
            .node("HardSigmoid", &["c"], "h")
            .float("alpha", 1.0 / 6.0)
            .float("beta", 0.5)
            .node("Mul", &["c", "h"], "y")),
        message("Mul", "hard_swish")
    );
    assert_eq!(
        told(|b| b
            .node("Add", &["three", "c"], "a")
            .node("Clip", &["a", "zero", "six"], "r")
            .node("Mul", &["r", "sixth"], "y")),
        message("Mul", "hard_sigmoid")
    );
    assert_eq!(
        told(|b| b
            .node("Div", &["c", "root"], "d")
            .node("Erf", &["d"], "e")
            .node("Add", &["e", "one"], "a")
            .node("Mul", &["c", "a"], "m")
            .node("Mul", &["m", "half"], "y")),
        message("Mul", "gelu")
    );
    assert_eq!(
        told(|b| b
            .node("Pow", &["c", "three"], "p")
            .node("Mul", &["p", "cubic"], "q")
            .node("Add", &["c", "q"], "s")
            .node("Mul", &["s", "tanh"], "t")
            .node("Tanh", &["t"], "u")
            .node("Add", &["u", "one"], "a")
            .node("Mul", &["c", "half"], "h")
            .node("Mul", &["h", "a"], "y")),
        message("Mul", "{gelu: {approximate: true}}")
    );
    assert_eq!(
        told(|b| b
            .node("Softplus", &["c"], "s")
            .node("Tanh", &["s"], "t")
            .node("Mul", &["c", "t"], "y")),
        "  c: {conv: 4, kernel: 1, bias: false}\n  y:\n    multiply:\n      - c\n      - s: {activation: softplus}\n        t: {activation: tanh}\n"
    );
}

#[test]
fn functions_that_cannot_be_said_have_their_name() {
    for (operator, word) in [("Softsign", "softsign"), ("Exp", "exp"), ("Erf", "erf")] {
        let mut build = behind(|b| b.node("Relu", &["c"], "y"));
        build.body().node[1].op_type = Some(operator.into());
        let wanted = format!(
            "the network cannot be imported\n  {operator} \"y\": the function `{word}` cannot be said"
        );
        assert_eq!(bad(&build.bytes()), wanted);
    }
}

#[test]
fn products_of_two_maps() {
    let bytes = behind(|b| {
        b.node("Conv", &["x", "w"], "d")
            .node("Sigmoid", &["d"], "s")
            .node("Mul", &["c", "s"], "y")
    })
    .bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  y:\n    multiply:\n      - c: {conv: 4, kernel: 1, bias: false}\n      - d: {conv: 4, kernel: 1, bias: false, activation: \
         sigmoid}\n"
    );
}

/// Returns the line `preprocess` and the layers of a network that begins with nodes that make `n` of `x`.
fn normalised(nodes: impl Fn(Build) -> Build) -> (String, String) {
    let build = graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[4, 3, 1, 1], 1)
        .floats("mean", &[1, 3, 1, 1], &[0.5, 0.25, 0.125])
        .floats("std", &[3, 1, 1], &[0.5, 0.25, 0.5])
        .floats("bytes", &[1, 3, 1, 1], &[104.0, 117.0, 123.0])
        .floats("two", &[], &[2.0])
        .floats("half", &[], &[127.5])
        .floats("one", &[], &[1.0]);
    let bytes = nodes(build)
        .node("Conv", &["n", "w"], "y")
        .output("y")
        .bytes();
    let imported = good(&bytes);
    let spec = imported.spec();
    let line = spec.lines().find(|line| line.starts_with("preprocess"));
    assert!(
        imported.warnings()[0].contains("became `preprocess`"),
        "{:?}",
        imported.warnings()
    );
    (line.unwrap_or_default().to_owned(), layers(&imported))
}

#[test]
fn normalisation_of_the_input_is_preprocessing() {
    let plain = "  y: {conv: 4, kernel: 1, bias: false}\n".to_owned();
    let (line, layers) = normalised(|b| {
        b.node("Sub", &["x", "mean"], "m")
            .node("Div", &["m", "std"], "n")
    });
    let wanted = "preprocess: {color: rgb, scale: 0.00392156862745098, mean: [0.5, 0.25, 0.125], std: [0.5, 0.25, 0.5]}";
    assert_eq!((line, layers), (wanted.to_owned(), plain.clone()));
    let (line, layers) = normalised(|b| b.node("Sub", &["x", "bytes"], "n"));
    let wanted = "preprocess: {color: rgb, scale: 1, mean: [104, 117, 123]}";
    assert_eq!((line, layers), (wanted.to_owned(), plain.clone()));
    let (line, _) = normalised(|b| {
        b.node("Div", &["x", "half"], "m")
            .node("Sub", &["m", "one"], "n")
    });
    assert_eq!(
        line,
        "preprocess: {color: rgb, scale: 1, mean: 127.5, std: 127.5}"
    );
    let (line, _) = normalised(|b| {
        b.node("Mul", &["x", "two"], "m")
            .node("Sub", &["m", "one"], "n")
    });
    assert_eq!(
        line,
        "preprocess: {color: rgb, scale: 0.00392156862745098, mean: 0.5, std: 0.5}"
    );
}
