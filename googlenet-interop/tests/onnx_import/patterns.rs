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

/// Returns the layers of a convolution with nodes behind it that read the constants `a` and `b`.
fn with_numbers([a, b]: [f32; 2], function: impl Fn(Build) -> Build) -> String {
    let build = behind(|build| {
        let build = build.floats("a", &[], &[a]).floats("b", &[], &[b]);
        function(build)
    });
    layers(&good(&build.bytes()))
}

#[test]
fn what_differs_from_a_function_anywhere_is_none() {
    let swish = |b: Build| b.node("Sigmoid", &["c"], "s").node("Mul", &["c", "s"], "f");
    for bound in [12.0, 3000.0, 65504.0, 1e30, 3.3e38] {
        let clipped = with_numbers([-bound, bound], |b| {
            swish(b).node("Clip", &["f", "a", "b"], "y")
        });
        assert!(clipped.contains("activation: swish"), "{clipped}");
        assert!(clipped.contains("y: {activation: {clip"), "{clipped}");
        let clipped = with_numbers([bound, 1.0], |b| {
            b.node("Relu", &["c"], "r")
                .node("Mul", &["r", "b"], "m")
                .node("Clip", &["m", "", "a"], "y")
        });
        assert!(clipped.contains("activation: relu"), "{clipped}");
        assert!(clipped.contains("y: {activation: {clip"), "{clipped}");
    }
    // A bound just inside of what the function has, and one where it is least.
    for (low, high) in [(1e-6, 1.0 - 1e-6), (1e-30, 1.0), (0.0, 1.0 - 6e-8)] {
        let clipped = with_numbers([low, high], |b| {
            b.node("Sigmoid", &["c"], "s")
                .node("Clip", &["s", "a", "b"], "y")
        });
        assert!(
            clipped.contains("sigmoid") && clipped.contains("clip"),
            "{clipped}"
        );
    }
    let clipped = with_numbers([-0.27846, 1.0], |b| swish(b).node("Clip", &["f", "a"], "y"));
    assert!(clipped.contains("clip"), "{clipped}");
    let inside = with_numbers([-0.27846, 1.0], |b| {
        swish(b)
            .node("Clip", &["f", "a"], "g")
            .node("Mul", &["g", "b"], "y")
    });
    assert!(inside.contains("clip"), "{inside}");
    for factor in [1.00001, 0.99999, 1.000001] {
        for function in ["Relu", "Sigmoid", "Tanh", "Softplus"] {
            let scaled = with_numbers([factor, 1.0], |b| {
                b.node(function, &["c"], "f").node("Mul", &["f", "a"], "y")
            });
            assert!(scaled.contains("channel_scale"), "{function}: {scaled}");
        }
    }
    // The bends of a hard swish a little beside their places.
    let bent = with_numbers([3.0001, 6.0], |b| {
        b.node("Add", &["c", "a"], "p")
            .node("Clip", &["p", "zero", "b"], "r")
            .node("Mul", &["c", "r"], "m")
            .node("Div", &["m", "six"], "y")
    });
    assert!(!bent.contains("hard_swish"), "{bent}");
}

#[test]
fn functions_with_rounded_constants_are_recognised() {
    let said = |activation: &str| {
        format!("  c: {{conv: 4, kernel: 1, bias: false, activation: {activation}}}\n")
    };
    let of = |numbers: [f32; 2], function: fn(Build) -> Build| with_numbers(numbers, function);
    let sixth = 1.0 / 6.0;
    // x * clip(x / 6 + 0.5, 0, 1).
    assert_eq!(
        of([sixth, 1.0], |b| b
            .node("Mul", &["c", "a"], "m")
            .node("Add", &["m", "half"], "p")
            .node("Clip", &["p", "zero", "one"], "r")
            .node("Mul", &["c", "r"], "y")),
        said("hard_swish")
    );
    assert_eq!(
        of([std::f32::consts::FRAC_1_SQRT_2, 1.0], |b| b
            .node("Mul", &["c", "a"], "d")
            .node("Erf", &["d"], "e")
            .node("Add", &["e", "one"], "p")
            .node("Mul", &["c", "half"], "h")
            .node("Mul", &["h", "p"], "y")),
        said("gelu")
    );
    // With a constant of few digits, and a factor that is none of them.
    let by_erf = |b: Build| {
        b.node("Div", &["c", "a"], "d")
            .node("Erf", &["d"], "e")
            .node("Add", &["e", "one"], "p")
            .node("Mul", &["c", "half"], "h")
    };
    assert_eq!(
        with_numbers([141_421.0 / 100_000.0, 1.0], |b| by_erf(b).node(
            "Mul",
            &["h", "p"],
            "y"
        )),
        said("gelu")
    );
    let scaled = with_numbers([std::f32::consts::SQRT_2, 1.00001], |b| {
        by_erf(b)
            .node("Mul", &["h", "p"], "g")
            .node("Mul", &["g", "b"], "y")
    });
    assert!(
        scaled.contains("gelu") && scaled.contains("channel_scale"),
        "{scaled}"
    );
    // x / (1 + exp(-x)).
    assert_eq!(
        of([0.0, 1.0], |b| b
            .node("Neg", &["c"], "n")
            .node("Exp", &["n"], "e")
            .node("Add", &["e", "one"], "p")
            .node("Div", &["c", "p"], "y")),
        said("swish")
    );
    assert_eq!(
        of([0.0, 1.0], |b| b
            .node("Exp", &["c"], "e")
            .node("Add", &["e", "one"], "p")
            .node("Log", &["p"], "y")),
        said("softplus")
    );
    // 2 * sigmoid(2 * x) - 1.
    assert_eq!(
        of([0.0, 1.0], |b| b
            .node("Mul", &["c", "two"], "d")
            .node("Sigmoid", &["d"], "s")
            .node("Mul", &["s", "two"], "t")
            .node("Sub", &["t", "one"], "y")),
        said("tanh")
    );
    assert_eq!(
        of([0.0, 1.0], |b| b
            .node("Neg", &["c"], "n")
            .node("Exp", &["c"], "e")
            .node("Exp", &["n"], "f")
            .node("Sub", &["e", "f"], "d")
            .node("Add", &["e", "f"], "s")
            .node("Div", &["d", "s"], "y")),
        said("tanh")
    );
    assert_eq!(
        of([sixth, 0.5], |b| b
            .node("Mul", &["c", "a"], "m")
            .node("Add", &["m", "b"], "p")
            .node("Max", &["p", "zero"], "q")
            .node("Min", &["q", "one"], "y")),
        said("hard_sigmoid")
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

#[test]
fn numbers_in_front_of_a_function_are_part_of_it() {
    let beginning = |nodes: fn(Build) -> Build| {
        let build = graph()
            .input("x", &[1, 3, 6, 5])
            .random("w", &[4, 3, 1, 1], 1)
            .floats("two", &[], &[2.0]);
        let bytes = nodes(build).output("y").bytes();
        let imported = good(&bytes);
        assert_eq!(imported.warnings(), [""; 0]);
        let spec = imported.spec().to_owned();
        assert!(!spec.contains("preprocess"), "{spec}");
        spec
    };
    let celu = beginning(|b| {
        b.node("Div", &["x", "two"], "d")
            .node("Elu", &["d"], "e")
            .node("Mul", &["e", "two"], "y")
    });
    assert!(
        celu.contains(
            "  d: {channel_scale: {center: false}}\n  e: {activation: {elu: 1}}\n  y: {channel_scale"
        ),
        "{celu}"
    );
    let before = beginning(|b| {
        b.node("Div", &["x", "two"], "d")
            .node("Elu", &["d"], "e")
            .node("Conv", &["e", "w"], "y")
    });
    assert!(before.contains("channel_scale"), "{before}");
    // In front of a padding and a convolution it is a normalisation.
    let (line, _) = normalised(|b| {
        b.wholes("pads", &[0, 0, 1, 1, 0, 0, 1, 1])
            .node("Mul", &["x", "two"], "m")
            .node("Pad", &["m", "pads"], "n")
    });
    assert_eq!(
        line,
        "preprocess: {color: rgb, scale: 0.00392156862745098, std: 0.5}"
    );
}
