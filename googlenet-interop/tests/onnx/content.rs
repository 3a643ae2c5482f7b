//! Tests of the names, constants and nodes of exported files.

use super::{check, dims, export, in_order, network, spec, specs};
use crate::interpreter;
use googlenet_dsl::graph::INPUT;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension::Value;
use googlenet_interop::onnx::{Batch, tensor_name};
use googlenet_runtime::{Network, dynamic};

#[test]
fn all_specs_are_in_order() {
    for name in specs() {
        // The weights of the largest specs take long to generate and test nothing new.
        let network = spec(&name);
        if network.graph().total_params() < 10_000_000 {
            in_order(&network.graph(), &export(&network, Batch::Any));
        }
    }
}

#[test]
fn the_batch_is_a_symbol_or_a_size() {
    let network = network("  c: {conv: 2, kernel: 1}\n");
    for (batch, expected) in [
        (Batch::Any, Value::DimParam("batch".into())),
        (Batch::Fixed(4), Value::DimValue(4)),
    ] {
        let body = export(&network, batch).graph.unwrap_or_default();
        for value in body.input.iter().chain(&body.output) {
            assert_eq!(dims(value).0, &Some(expected.clone()));
        }
    }
}

#[test]
fn kernels_stand_under_the_names_of_weight_files() {
    let network =
        network("  c: {conv: 5, kernel: [2, 3]}\n  f: flatten\n  d: {dense: 4, bias: false}\n");
    let body = export(&network, Batch::Any).graph.unwrap_or_default();
    let constants: Vec<(&str, &[i64])> = body
        .initializer
        .iter()
        .map(|tensor| (tensor.name(), tensor.dims.as_slice()))
        .collect();
    let expected: [(&str, &[i64]); 3] = [
        ("c.kernel", &[5, 3, 2, 3]),
        ("c.bias", &[5]),
        ("d.kernel", &[4, 6 * 4 * 5]),
    ];
    assert_eq!(constants, expected);
    let kernel = network
        .layer("d")
        .and_then(|layer| layer.weight("kernel"))
        .expect("a kernel");
    let there = interpreter::constant(&body.initializer[2]);
    for output in 0..4 {
        for (channel, pixel) in
            (0..5).flat_map(|channel| (0..24).map(move |pixel| (channel, pixel)))
        {
            let here = kernel.values()[(pixel * 5 + channel) * 4 + output];
            assert_eq!(
                there.values[output * 120 + channel * 24 + pixel],
                f64::from(here)
            );
        }
    }
}

#[test]
fn activations_are_nodes_behind_their_layers() {
    for (word, given) in [
        ("relu", "relu"),
        ("relu6", "relu6"),
        ("leaky_relu", "leaky_relu"),
        ("elu", "{elu: 0.7}"),
        ("clip", "{clip: [-0.25, 0.5]}"),
        ("clip", "{clip: {low: -0.25}}"),
        ("clip", "{clip: {high: 0.5}}"),
        ("sigmoid", "sigmoid"),
        ("hard_sigmoid", "hard_sigmoid"),
        ("hard_sigmoid", "{hard_sigmoid: {alpha: 0.2}}"),
        ("tanh", "tanh"),
        ("hard_swish", "hard_swish"),
        ("softplus", "softplus"),
        ("softmax", "softmax"),
    ] {
        let model = network(&format!(
            "  c: {{conv: 5, kernel: 3, activation: {given}}}\n  a: {{activation: {given}}}\n"
        ));
        check(&model, "Conv");
        let body = export(&model, Batch::Any).graph.unwrap_or_default();
        let nodes: Vec<&str> = body.node.iter().map(|node| node.name()).collect();
        assert_eq!(nodes, ["c", &format!("c/{word}"), "a"]);
        assert_eq!(
            body.node[1].output,
            ["c"],
            "the layer's result bears its name"
        );
    }
    check(&network("  a: {activation: none}\n"), "Identity");
}

#[test]
fn activations_without_an_operator_are_several_nodes() {
    for (given, operators) in [
        ("swish", &["Sigmoid", "Mul"][..]),
        ("gelu", &["Div", "Erf", "Add", "Mul", "Mul"]),
        (
            "{gelu: {approximate: true}}",
            &["Pow", "Mul", "Add", "Mul", "Tanh", "Add", "Mul", "Mul"],
        ),
    ] {
        let model = network(&format!(
            "  c: {{conv: 5, kernel: 3, activation: {given}}}\n  a: {{activation: {given}}}\n"
        ));
        check(&model, "Conv");
        let body = export(&model, Batch::Any).graph.unwrap_or_default();
        let nodes: Vec<&str> = body.node.iter().map(|node| node.op_type()).collect();
        assert_eq!(nodes, [&["Conv"], operators, operators].concat());
        let last = |name: &str| body.node.iter().rfind(|node| node.output == [name]);
        let word = given
            .trim_matches(['{', '}'])
            .split(':')
            .next()
            .expect("a word");
        assert_eq!(last("c").expect("a node").name(), format!("c/{word}"));
        assert_eq!(last("a").expect("a node").name(), "a");
    }
}

#[test]
fn slopes_have_axes_as_the_maps() {
    let layers = "  c: {conv: 5, kernel: 3}\n  p: prelu\n  q: {prelu: {shared: true}}\n  \
                  f: flatten\n  r: prelu\n  s: {prelu: {shared: true}}\n";
    let model = network(layers);
    assert_eq!(check(&model, "PRelu"), 4);
    let body = export(&model, Batch::Any).graph.unwrap_or_default();
    let dims = |name: &str| {
        let constant = body.initializer.iter().find(|tensor| tensor.name() == name);
        constant.expect("a constant").dims.clone()
    };
    assert_eq!(dims("p.alpha"), [5, 1, 1]);
    assert_eq!(dims("q.alpha"), [1, 1, 1]);
    assert_eq!(dims("r.alpha"), [5 * 5 * 4]);
    assert_eq!(dims("s.alpha"), [1]);
}

#[test]
fn a_layer_may_be_called_as_the_input_is() {
    let model = network(
        "  input: {conv: 2, kernel: 1}\n  other: {add: [input, {again: {conv: 2, kernel: 1}}]}\n",
    );
    assert_eq!(check(&model, "Conv"), 2);
    assert_eq!(
        (tensor_name("input"), tensor_name(INPUT)),
        ("input/result".into(), "input".into())
    );
}

#[test]
fn factors_are_products() {
    let layers = "  c: {conv: 3, kernel: 1}\n  s: {add: [$input, c, {d: {conv: 3, kernel: 1}}], scale: [1, -0.5, 0.25]}\n";
    assert_eq!(check(&network(layers), "Mul"), 2);
}

#[test]
fn several_results_bear_the_names_of_their_layers() {
    let text = "format: 1\nname: Test\ninput: {height: 7, width: 6, channels: 3}\nlayers:\n  \
                c: {conv: 4, kernel: 3, batch_norm: true}\n  f: flatten\n  d: {dense: 4}\n  o: {dense: 3}\n\
                heads:\n  more: {from: c, when: always, layers: {g: flatten}}\n  \
                aux: {from: c, when: training, weight: 0.3, layers: {h: {conv: 2, kernel: 1}}}\n\
                outputs: [o, c, f]\n";
    let network = match dynamic::Model::from_text("test.yaml", text) {
        Ok(model) => model.seeded(3),
        Err(mistakes) => panic!("{mistakes}"),
    };
    // Both flattened vectors are outputs, so that their order is observable.
    assert_eq!(check(&network, "Transpose"), 2);
    let body = export(&network, Batch::Any).graph.unwrap_or_default();
    let names: Vec<&str> = body.output.iter().map(|output| output.name()).collect();
    assert_eq!(names, ["o", "c.batch_norm", "f", "more.g"]);
    assert!(
        body.node.iter().all(|node| !node.name().starts_with("aux")),
        "training's own is left out"
    );
}
