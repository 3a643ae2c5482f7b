//! What is refused, with its message.

use super::{bytes, message, opened};
use googlenet_interop::OpenOptions;

fn chain(layers: &str) -> String {
    format!(
        r#"{{"class_name": "Sequential", "keras_version": "2.9.0", "config": {{"name": "s", "layers": [
            {{"class_name": "InputLayer", "config": {{"batch_input_shape": [null, 8, 8, 3], "name": "image"}}}}, {layers}]}}}}"#
    )
}

fn layer(class: &str, name: &str, config: &str) -> String {
    format!(r#"{{"class_name": "{class}", "config": {{"name": "{name}", {config}}}}}"#)
}

const CODE: &str = "it is Python code, which the file does not hold and which is not executed";
const HELP: &str = "  help: export the model to ONNX, `model.export(\"model.onnx\", format=\"onnx\")`, and import that: it \
                    has the operations in place of the code";

#[test]
fn code_is_not_executed() {
    let lambda = layer(
        "Lambda",
        "half",
        r#""function": ["4wEAAAA=", null, null], "function_type": "lambda""#,
    );
    let again = layer(
        "Lambda",
        "more",
        r#""function": ["4wEAAAA=", null, null], "function_type": "lambda""#,
    );
    let custom = layer("my_package>Swirl", "swirl", r#""turns": 3"#);
    let unknown = layer("Attend", "attend", r#""heads": 3"#);
    let json = chain(&[lambda, again, custom, unknown].join(", "));
    // Layers behind a refused one are looked at all the same, if their class alone refuses them.
    assert_eq!(
        message(&json),
        format!(
            "`model.json`: the network cannot be imported\n  Lambda \"half\" and one more: {CODE}\n  Swirl \"swirl\": \
             {CODE}: a class of the package `my_package`\n  Attend \"attend\": {CODE}: the class is none of Keras' own\n{HELP}"
        )
    );
}

#[test]
fn each_class_is_told_once() {
    let lstm = |name: &str| layer("LSTM", name, r#""units": 4"#);
    let json = chain(
        &[
            lstm("a"),
            lstm("b"),
            lstm("c"),
            layer("Embedding", "words", r#""input_dim": 9"#),
        ]
        .join(", "),
    );
    assert_eq!(
        message(&json),
        "`model.json`: the network cannot be imported\n  LSTM \"a\" and 2 more: the class cannot be said in a description\n  \
         Embedding \"words\": the class cannot be said in a description"
    );
}

#[test]
fn settings_have_their_place() {
    let conv = |config: &str| message(&chain(&layer("Conv2D", "c1", config)));
    assert_eq!(
        conv(r#""filters": 4, "kernel_size": [3, 3], "strides": [1, 2, 3]"#),
        "`model.json`: the network cannot be imported\n  Conv2D \"c1\": `strides` is [1,2,3] \
         (config.layers[1].config.strides), expected a whole number from 1 to 1000000, or two"
    );
    let odd = conv(r#""filters": 4, "kernel_size": [3, 3], "padding": "causal""#);
    assert!(odd.contains("`padding` is \"causal\" (config.layers[1].config.padding), expected \"valid\" or \"same\""), "{odd}");
    let none = conv(r#""kernel_size": [3, 3]"#);
    assert!(
        none.contains("`filters` is missing (config.layers[1].config.filters)"),
        "{none}"
    );
}

#[test]
fn a_model_of_python_code_is_told() {
    let json = r#"{"module": "my_module", "class_name": "MyModel", "config": {"name": "mine"}, "registered_name": "MyModel"}"#;
    let told = message(json);
    assert!(
        told.contains("the model is of the class `MyModel`, whose layers are Python code that the file does not hold; help: "),
        "{told}"
    );
}

#[test]
fn several_inputs_are_no_image() {
    let input = |name: &str| {
        format!(
            r#"{{"name": "{name}", "class_name": "InputLayer", "inbound_nodes": [],
                "config": {{"batch_input_shape": [null, 8, 8, 3], "name": "{name}"}}}}"#
        )
    };
    let json = format!(
        r#"{{"class_name": "Model", "config": {{"name": "two", "layers": [{}, {},
            {{"name": "sum", "class_name": "Add", "config": {{"name": "sum"}}, "inbound_nodes": [[["left", 0, 0, {{}}], ["right", 0, 0, {{}}]]]}}],
            "input_layers": [["left", 0, 0], ["right", 0, 0]], "output_layers": [["sum", 0, 0]]}}}}"#,
        input("left"),
        input("right")
    );
    assert_eq!(
        message(&json),
        "`model.json`: config.input_layers: the network has 2 inputs (left, right), expected one, of images"
    );
}

#[test]
fn an_input_of_another_size_is_told_with_the_weights() {
    let bytes = bytes("operations.h5");
    let options = OpenOptions {
        input_size: Some([13, 12]),
        ..OpenOptions::default()
    };
    let error =
        opened("operations.h5", &bytes, &options).expect_err("a dense layer of another size");
    assert_eq!(
        error.to_string(),
        "`operations.h5`: the weights do not fit the architecture\n  `kernel` of layer \"wide\": expected [180, 4], got \
         [72, 4]"
    );
}
