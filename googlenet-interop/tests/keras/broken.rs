//! Architectures that are broken in some way, each with what its message says.

use super::message;

/// A model of layers that are given as JSON, with `input` as its input.
fn model(layers: &[&str], output: &str) -> String {
    let input = r#"{"name": "image", "class_name": "InputLayer", "inbound_nodes": [],
        "config": {"batch_input_shape": [null, 8, 8, 3], "name": "image"}}"#;
    let all: Vec<&str> = std::iter::once(input)
        .chain(layers.iter().copied())
        .collect();
    format!(
        r#"{{"class_name": "Functional", "config": {{"name": "m", "layers": [{}],
            "input_layers": [["image", 0, 0]], "output_layers": [{output}]}}}}"#,
        all.join(", ")
    )
}

fn relu(name: &str, nodes: &str) -> String {
    format!(
        r#"{{"name": "{name}", "class_name": "ReLU", "config": {{"name": "{name}"}}, "inbound_nodes": {nodes}}}"#
    )
}

fn conv(config: &str) -> String {
    let layer = format!(
        r#"{{"name": "c", "class_name": "Conv2D", "config": {{"name": "c", {config}}}, "inbound_nodes": [[["image", 0, 0, {{}}]]]}}"#
    );
    model(&[&layer], r#"["c", 0, 0]"#)
}

#[test]
fn broken_architectures_are_told() {
    let last = r#"["a", 0, 0]"#;
    let one = |nodes: &str| model(&[&relu("a", nodes)], last);
    let deep = "[".repeat(200);
    let mut nested = r#"{"class_name": "ReLU", "config": {"name": "r"}}"#.to_owned();
    for _ in 0..40 {
        nested = format!(
            r#"{{"class_name": "Sequential", "config": {{"name": "s", "layers": [{nested}]}}}}"#
        );
    }
    let cases: Vec<(String, &str)> = vec![
        (r#"{"class_name": "Sequential", "config": "#.to_owned(), " that can be read: "),
        (format!(r#"{{"class_name": "Sequential", "config": {deep}"#), " that can be read: "),
        (nested, "more than 32 models in models"),
        (format!(r#"{{"class_name": "Sequential", "config": [{}[]]}}"#, "[],".repeat(800_000)), "more than 1500000 values"),
        (r#"{"class_name": "Sequential", "config": 5}"#.to_owned(), "expected `layers`, the list of its layers"),
        (r#"{"class_name": "Sequential", "config": {"layers": []}}"#.to_owned(), "the model has no layers"),
        (r#"{"class_name": "Sequential", "config": {"layers": [7]}}"#.to_owned(), "config.layers[0]: expected a layer"),
        (r#"{"class_name": "Sequential", "config": {"layers": [{"config": {}}]}}"#.to_owned(), "expected `class_name`"),
        (r#"{"class_name": "Sequential", "config": {"layers": [{"class_name": "ReLU"}]}}"#.to_owned(), "expected `config`"),
        (
            r#"{"class_name": "Sequential", "config": {"layers": [{"class_name": "ReLU", "config": {"name": "r"}}]}}"#.to_owned(),
            "nothing states them",
        ),
        (one(r#"[[["a", 0, 0, {}]]]"#), "layer \"a\" (config.layers[1]): it reads its own result"),
        (
            model(&[&relu("a", r#"[[["b", 0, 0, {}]]]"#), &relu("b", r#"[[["a", 0, 0, {}]]]"#)], last),
            "it reads its own result, through other layers",
        ),
        (one(r#"[[["imag", 0, 0, {}]]]"#), "there is no layer \"imag\"; did you mean \"image\"?"),
        (one(r#"[[["image", 7, 0, {}]]]"#), "there is no call 7 of it"),
        (one(r#"[[["image", 0, 3, {}]]]"#), "it has no result 3"),
        (one(r#"[[["image", -1, 0, {}]]]"#), "expected `[LAYER, CALL, RESULT]`"),
        (one(r#"[[["image"]]]"#), "expected `[LAYER, CALL, RESULT]`"),
        (one(r#"[[7]]"#), "expected lists of layer, call and result"),
        (one("7"), "expected a list of calls"),
        (one("[7]"), "expected a call"),
        (one("[]"), "nothing connects it with the input"),
        (model(&[&relu("a", r#"[[["image", 0, 0, {}]]]"#), &relu("a", r#"[[["image", 0, 0, {}]]]"#)], last), "a layer of this name is at config.layers[1], too"),
        (model(&[], r#"["gone", 0, 0]"#), "there is no layer \"gone\""),
        (model(&[], r#"["image", 0, 0]"#), "an output of the network is its input"),
        (model(&[], "7"), "config.output_layers): expected `[LAYER, CALL, RESULT]`"),
        (conv(r#""filters": 4, "kernel_size": [99, 99]"#), "the kernel of it is larger than its input"),
        (conv(r#""filters": 2000000000, "kernel_size": [3, 3]"#), "`filters` is 2000000000"),
        (conv(r#""filters": 1000000, "kernel_size": [1000000, 1000000], "padding": "same""#), "too large"),
        (conv(r#""filters": 4, "kernel_size": 3, "groups": 5"#), "the groups of it are uneven"),
        (conv(r#""filters": 4, "kernel_size": 3, "use_bias": "yes""#), "`use_bias` is \"yes\""),
        (conv(r#""filters": 4, "kernel_size": {"a": 1}"#), "`kernel_size` is {\"a\":1}"),
    ];
    assert!(cases.len() >= 25);
    for (json, wanted) in cases {
        let told = message(&json);
        assert!(told.contains(wanted), "no {wanted:?} in {told}");
        assert!(told.len() < 2_000, "{} bytes", told.len());
    }
}

#[test]
fn models_in_models_do_not_multiply() {
    // Each model calls the one in it twenty times: 20^8 calls, if they were written out.
    let mut inner = relu("leaf", r#"[[["image", 0, 0, {}]]]"#);
    for level in 0..8 {
        let calls: Vec<String> = (0..20)
            .map(|_| r#"[["image", 0, 0, {}]]"#.to_owned())
            .collect();
        let (name, image) = (
            if level == 0 {
                "leaf".to_owned()
            } else {
                format!("m{}", level - 1)
            },
            "image",
        );
        inner = format!(
            r#"{{"name": "m{level}", "class_name": "Functional", "inbound_nodes": [{}], "config": {{"name": "m{level}", "layers": [
              {{"name": "{image}", "class_name": "InputLayer", "inbound_nodes": [], "config": {{"batch_input_shape": [null, 8, 8, 3], "name": "{image}"}}}},
              {inner}], "input_layers": [["image", 0, 0]], "output_layers": [["{name}", {}, 0]]}}}}"#,
            calls.join(", "),
            if level == 0 { 0 } else { 1 }
        );
    }
    let json = format!(
        r#"{{"class_name": "Functional", "config": {{"name": "m", "layers": [
          {{"name": "image", "class_name": "InputLayer", "inbound_nodes": [], "config": {{"batch_input_shape": [null, 8, 8, 3], "name": "image"}}}},
          {inner}], "input_layers": [["image", 0, 0]], "output_layers": [["m7", 1, 0]]}}}}"#
    );
    let told = message(&json);
    assert!(
        told.contains("the models are more than 65536 calls, written out"),
        "{told}"
    );
}
