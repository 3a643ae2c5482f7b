//! Architectures as the versions of Keras write them. Those of versions that cannot be installed any more are written
//! by hand after their sources: lists of layers before 2.2.3, `Model` before TensorFlow 2.4.

use super::{message, spec};

const LAYERS: &str = r#"
  {"class_name": "Conv2D", "config": {"batch_input_shape": [null, 8, 8, 3], "name": "conv1", "filters": 4,
   "kernel_size": [3, 3], "strides": [1, 1], "padding": "same", "activation": "relu", "use_bias": true}},
  {"class_name": "MaxPooling2D", "config": {"name": "pool1", "pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}},
  {"class_name": "Flatten", "config": {"name": "flat"}},
  {"class_name": "Dense", "config": {"name": "fc", "units": 5, "activation": "softmax"}}"#;

const WANTED: [&str; 3] = [
    "conv1: {conv: 4, kernel: 3, padding: same, activation: relu}",
    "pool1: {max_pool: 2, stride: 2}",
    "{dense: 5, activation: softmax}",
];

fn assert_wanted(spec: &str) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in WANTED {
        assert!(words(spec).contains(line), "no {line} in\n{spec}");
    }
}

#[test]
fn chains_of_all_generations() {
    let keras_2_0 = format!(
        r#"{{"class_name": "Sequential", "keras_version": "2.0.5", "config": [{LAYERS}]}}"#
    );
    assert_wanted(&spec(&keras_2_0));
    let keras_2_2 = format!(
        r#"{{"class_name": "Sequential", "keras_version": "2.2.4",
            "config": {{"name": "chain", "layers": [{LAYERS}], "build_input_shape": [null, 8, 8, 3]}}}}"#
    );
    let made = spec(&keras_2_2);
    assert_wanted(&made);
    assert!(made.contains("name: Chain"), "{made}");
}

fn node(layer: &str) -> String {
    format!(r#"[[["{layer}", 0, 0, {{}}]]]"#)
}

#[test]
fn a_model_of_keras_2_0() {
    let json = format!(
        r#"{{"class_name": "Model", "keras_version": "2.0.5", "config": {{"name": "small", "layers": [
          {{"name": "image", "class_name": "InputLayer", "inbound_nodes": [],
            "config": {{"batch_input_shape": [null, 8, 8, 3], "dtype": "float32", "sparse": false, "name": "image"}}}},
          {{"name": "conv1", "class_name": "Conv2D", "inbound_nodes": {},
            "config": {{"name": "conv1", "filters": 4, "kernel_size": [3, 3], "padding": "same", "activation": "relu"}}}},
          {{"name": "pool1", "class_name": "MaxPooling2D", "inbound_nodes": {}, "config": {{"name": "pool1"}}}},
          {{"name": "flat", "class_name": "Flatten", "inbound_nodes": {}, "config": {{"name": "flat"}}}},
          {{"name": "fc", "class_name": "Dense", "inbound_nodes": {},
            "config": {{"name": "fc", "units": 5, "activation": "softmax"}}}}],
          "input_layers": [["image", 0, 0]], "output_layers": [["fc", 0, 0]]}}}}"#,
        node("image"),
        node("conv1"),
        node("pool1"),
        node("flat")
    );
    assert_wanted(&spec(&json));
}

#[test]
fn an_activation_is_a_name_or_an_object() {
    let with = |activation: &str| {
        format!(
            r#"{{"class_name": "Sequential", "config": [{{"class_name": "Conv2D", "config": {{"name": "c", "filters": 2,
                "batch_input_shape": [null, 4, 4, 1], "kernel_size": 1, "activation": {activation}}}}}]}}"#
        )
    };
    let cases = [
        (r#""swish""#, "activation: swish"),
        (
            r#"{"module": "builtins", "class_name": "function", "config": "relu6", "registered_name": "function"}"#,
            "activation: relu6",
        ),
        (
            r#"{"class_name": "LeakyReLU", "config": {"negative_slope": 0.25}}"#,
            "activation: {leaky_relu: 0.25}",
        ),
        (
            r#"{"class_name": "ReLU", "config": {"max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}}"#,
            "activation: relu6",
        ),
    ];
    for (activation, wanted) in cases {
        let made = spec(&with(activation));
        assert!(made.contains(wanted), "no {wanted} in\n{made}");
    }
    let foreign = message(&with(r#""my_function""#));
    assert!(
        foreign.contains("the activation `my_function` is none of Keras' own"),
        "{foreign}"
    );
}

#[test]
fn an_open_size_asks_for_one() {
    let json = r#"{"class_name": "Sequential", "config": [{"class_name": "Conv2D", "config": {"name": "c", "filters": 2,
        "batch_input_shape": [null, null, null, 3], "kernel_size": 1}}]}"#;
    assert_eq!(
        message(json),
        "`model.json`: the input leaves its height and width open, [null, null, null, 3]; give an input size"
    );
    let options = googlenet_interop::OpenOptions {
        input_size: Some([6, 8]),
        ..googlenet_interop::OpenOptions::default()
    };
    let opened = super::opened("model.json", json.as_bytes(), &options).expect("a size");
    assert!(
        opened.spec().contains("{height: 6, width: 8, channels: 3}"),
        "{}",
        opened.spec()
    );
}
