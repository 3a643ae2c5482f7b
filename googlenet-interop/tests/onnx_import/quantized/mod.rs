//! Quantised networks in QDQ form: our own come back with the same bits, and broken scales are refused.

mod refused;

use super::{bad, good};
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_interop::onnx::proto::{GraphProto, ModelProto, NodeProto, TensorProto};
use googlenet_interop::onnx::{Batch, Metadata, Model};
use googlenet_runtime::quantize::{Calibration, QuantizeOptions, Quantized};
use googlenet_runtime::weights::formula;
use googlenet_runtime::{Network, dynamic};
use prost::Message;

const RESIDUAL: &str =
    "  stem: {conv: 8, kernel: 3, padding: same, activation: relu, batch_norm: true}
  a: {conv: 8, kernel: 3, padding: same, activation: relu}
  b: {conv: 8, kernel: 1}
  sum: {add: [b, stem], activation: relu}
  mean: global_avg_pool
  classes: {dense: 5, activation: softmax}\n";
const SCALED: &str = "  stem: {conv: 6, kernel: 3, padding: same}
  b: {conv: 6, kernel: 1, batch_norm: true}
  sum: {add: [b, stem], scale: [-0.25, 1]}
  up: {activation: {leaky_relu: 0.1}}
  last: {conv: 3, kernel: 1}\n";
const MIXED: &str = "  stem: {conv: 4, kernel: 3, padding: same, activation: relu6}
  mixed:
    concat:
    - {a: {conv: 2, kernel: 1, activation: {leaky_relu: 0.1}}}
    - {p: {max_pool: 3, stride: 1, padding: same}, c: {conv: 3, kernel: [1, 3], padding: same, activation: relu}}
  pool: {avg_pool: 3, stride: 2, ceil: true}
  norm: {lrn: {size: 3, alpha: 0.1}}
  flat: flatten
  hidden: {dense: 7, activation: relu}
  classes: {dense: 5, activation: softmax}\n";
const DEPTHWISE: &str = "  pool: {avg_pool: 2, stride: 1}
  each: {depthwise_conv: {kernel: 3}, activation: relu, batch_norm: true}
  wide: {conv: 9, kernel: 1, activation: hard_swish}
  large: {max_pool: 2, stride: 2}
  last: {conv: 4, kernel: 1}
  classes: global_avg_pool\n";

fn network(layers: &str) -> dynamic::Model {
    let text = format!(
        "format: 1\nname: Small\ninput: {{height: 8, width: 7, channels: 3}}\nlayers:\n{layers}"
    );
    let model = dynamic::Model::from_text("small.yaml", &text);
    model
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .seeded(3)
}

fn images() -> Vec<Vec<f32>> {
    let image = |at| (0..8 * 7 * 3).map(|i| formula(at, i) as f32).collect();
    (0..3).map(image).collect()
}

fn quantized(model: &dynamic::Model, keep: &[&str]) -> Quantized {
    calibrated(model, keep, false)
}

fn calibrated(model: &dynamic::Model, keep: &[&str], quantize_first: bool) -> Quantized {
    let mut options = QuantizeOptions::default();
    options.quantize_first = quantize_first;
    options.keep_f32 = keep.iter().map(|prefix| (*prefix).to_owned()).collect();
    let mut calibration = Calibration::new(model, &options).expect("finite weights");
    loop {
        for image in images() {
            calibration.observe(&image).expect("finite results");
        }
        if !calibration.next_pass().expect("images") {
            return calibration.finish().expect("images").0;
        }
    }
}

fn exported(model: &dynamic::Model, quantized: &Quantized) -> Vec<u8> {
    let file = Model::quantized(&model.graph(), Batch::Any, &Metadata::default(), quantized);
    let file = file.expect("small enough");
    let mut bytes = Vec::new();
    file.write(&[], &mut bytes).expect("memory takes it");
    assert_eq!(bytes.len() as u64, file.len());
    bytes
}

fn results(model: &dynamic::Model, quantized: &Quantized) -> Vec<Vec<u32>> {
    let session = model.session_builder().build_quantized_dyn(quantized);
    let mut session = session.expect("it fits");
    let mut all = Vec::new();
    for image in images() {
        let mut output = Vec::new();
        session.run(&image, &mut output).expect("a result");
        all.push(output.iter().map(|value| value.to_bits()).collect());
    }
    all
}

#[test]
fn exports_come_back_with_the_same_bits() {
    for (layers, keep) in [
        (RESIDUAL, &[][..]),
        (RESIDUAL, &["stem", "classes"]),
        (SCALED, &[]),
        (MIXED, &[]),
        (MIXED, &["stem"]),
        (MIXED, &["mixed", "hidden"]),
        (DEPTHWISE, &[]),
    ] {
        let model = network(layers);
        let own = quantized(&model, keep);
        let bytes = exported(&model, &own);
        let imported = good(&bytes);
        assert!(imported.is_quantized());
        let back = imported
            .quantized()
            .unwrap_or_else(|error| panic!("{layers}{error}"));
        assert_eq!(back.warnings, [""; 0], "{layers}");
        let read = dynamic::Model::from_text("read.yaml", imported.spec());
        let read = read.unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert_eq!(
            back.quantized.weights.len(),
            own.weights.len(),
            "{}",
            imported.spec()
        );
        for (one, other) in back.quantized.weights.iter().zip(&own.weights) {
            assert_eq!(
                (&one.kernel, &one.scales),
                (&other.kernel, &other.scales),
                "{}",
                one.name
            );
            assert_eq!(one.bias, other.bias, "{}", one.name);
        }
        let both = [results(&read, &back.quantized), results(&model, &own)];
        assert_eq!(both[0], both[1], "{layers}{}", imported.spec());
    }
}

#[test]
fn networks_without_integers_are_none() {
    let model = network(RESIDUAL);
    let bytes = super::round_trip::export(&model);
    assert!(!good(&bytes).is_quantized());
}

/// Returns the message about a changed export.
fn changed(change: impl FnOnce(&mut GraphProto)) -> String {
    let model = network(RESIDUAL);
    let bytes = exported(&model, &calibrated(&model, &[], true));
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    change(file.graph.as_mut().expect("a graph"));
    bad(&file.encode_to_vec())
}

fn tensor<'g>(graph: &'g mut GraphProto, name: &str) -> &'g mut TensorProto {
    let mut tensors = graph.initializer.iter_mut();
    tensors
        .find(|tensor| tensor.name.as_deref() == Some(name))
        .expect("a tensor")
}

#[track_caller]
fn says(message: &str, words: &[&str]) {
    assert!(words.iter().all(|word| message.contains(word)), "{message}");
}

#[test]
fn results_without_scales_are_told() {
    let model = network(MIXED);
    let bytes = exported(&model, &quantized(&model, &[]));
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    let graph = file.graph.as_mut().expect("a graph");
    // What follows from the operation is told, what does not is refused.
    let without = |graph: &mut GraphProto, layer: &str| {
        graph.node.retain(|node| {
            !node.name.as_deref().is_some_and(|name| {
                [format!("{layer}/quantize"), format!("{layer}/dequantize")]
                    .contains(&name.to_owned())
            })
        });
        for node in &mut graph.node {
            for name in node
                .output
                .iter_mut()
                .filter(|name| **name == format!("{layer}/float"))
            {
                *name = layer.to_owned();
            }
        }
    };
    without(graph, "pool");
    let imported_bytes = file.encode_to_vec();
    let made = good(&imported_bytes).quantized().expect("limits of a mean");
    says(
        &made.warnings.join("\n"),
        &["`pool`", "follow from its operation"],
    );
    without(file.graph.as_mut().expect("a graph"), "hidden");
    let bytes = file.encode_to_vec();
    let message = good(&bytes).quantized().expect_err("no scale").to_string();
    says(&message, &["`hidden`", "has no scale", "help"]);
}

fn named(name: &str, r#type: DataType, dims: &[i64], bytes: Vec<u8>) -> TensorProto {
    TensorProto {
        name: Some(name.into()),
        data_type: Some(r#type.into()),
        dims: dims.to_vec(),
        raw_data: Some(bytes),
        ..TensorProto::default()
    }
}

fn node(operator: &str, inputs: &[&str], output: &str) -> NodeProto {
    NodeProto {
        name: Some(output.into()),
        op_type: Some(operator.into()),
        input: inputs.iter().map(|name| (*name).into()).collect(),
        output: vec![output.into()],
        ..NodeProto::default()
    }
}

/// Makes the convolution `b` read another kernel.
fn set_kernel(graph: &mut GraphProto, kernel: &str) {
    let mut nodes = graph.node.iter_mut();
    let conv = nodes.find(|node| node.name() == "b").expect("a node");
    conv.input[1] = kernel.into();
}

#[test]
fn values_that_two_nodes_round_are_limited_once() {
    let model = network(RESIDUAL);
    let bytes = exported(&model, &quantized(&model, &[]));
    let expected = good(&bytes).spec().to_owned();
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    let graph = file.graph.as_mut().expect("a graph");
    let relu = graph.node.iter_mut().find(|node| node.op_type() == "Relu");
    let relu = relu.expect("a node");
    relu.op_type = Some("Identity".into());
    let float = relu.output[0].clone();
    let at = graph.node.iter().position(|node| node.input[0] == float);
    let at = at.expect("a node");
    let [scale, point] = [1, 2].map(|input| graph.node[at].input[input].clone());
    let first = graph.node[at + 1].output[0].clone();
    let nodes = [
        node("QuantizeLinear", &[&float, &scale, &point], "integers"),
        node("DequantizeLinear", &["integers", &scale, &point], "second"),
    ];
    let reads = |node: &NodeProto| node.input.contains(&first);
    let mut sums = graph.node.iter_mut().filter(|node| node.op_type() == "Add");
    let sum = sums.find(|node| reads(node)).expect("a sum");
    let mut inputs = sum.input.iter_mut();
    *inputs.find(|input| **input == first).expect("an input") = "second".into();
    graph.node.splice(at..at, nodes);
    let bytes = file.encode_to_vec();
    let imported = good(&bytes);
    assert_eq!(imported.spec(), expected);
    let made = imported.quantized().expect("scales");
    assert_eq!(made.warnings, [""; 0]);
}

#[test]
fn networks_with_other_integers_only_are_imported_in_floats() {
    let model = network(DEPTHWISE);
    let bytes = super::round_trip::export(&model);
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    let graph = file.graph.as_mut().expect("a graph");
    let kernel = tensor(graph, "each.kernel");
    let dims = kernel.dims.clone();
    kernel.name = Some("each.stored".into());
    kernel.data_type = Some(DataType::Int8.into());
    kernel.raw_data = Some(vec![2; dims.iter().product::<i64>() as usize]);
    let scale = named("scale", DataType::Float, &[], 0.5_f32.to_le_bytes().into());
    let point = named("point", DataType::Int8, &[], vec![0]);
    graph.initializer.extend([scale, point]);
    let inputs = ["each.stored", "scale", "point"];
    graph
        .node
        .insert(0, node("DequantizeLinear", &inputs, "each.kernel"));
    let bytes = file.encode_to_vec();
    let imported = good(&bytes);
    assert!(!imported.is_quantized());
    says(&imported.warnings().join("\n"), &["imported in f32"]);
}

#[test]
fn scales_of_inputs_that_follow_from_images_are_told() {
    let text = format!(
        "format: 1\nname: Small\ninput: {{height: 8, width: 7, channels: 3}}\n\
         preprocess: {{color: rgb, scale: 1/255}}\nlayers:\n{RESIDUAL}"
    );
    let model = dynamic::Model::from_text("small.yaml", &text);
    let model = model.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let model = model.seeded(3);
    let metadata = Metadata {
        preprocess: model.preprocess(),
        ..Metadata::default()
    };
    let own = calibrated(&model, &[], true);
    let file = Model::quantized(&model.graph(), Batch::Any, &metadata, &own).expect("in order");
    let mut bytes = Vec::new();
    file.write(&[], &mut bytes).expect("memory takes it");
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    let graph = file.graph.as_mut().expect("a graph");
    let rounds = |node: &NodeProto| node.name().starts_with("$input/");
    let first = graph.node.iter().find(|node| rounds(node));
    let source = first.expect("a node").input[0].clone();
    graph.node.retain(|node| !rounds(node));
    let inputs = graph.node.iter_mut().flat_map(|node| &mut node.input);
    inputs
        .filter(|name| *name == "$input/dequantized")
        .for_each(|name| *name = source.clone());
    let bytes = file.encode_to_vec();
    let made = good(&bytes).quantized().expect("limits of images");
    says(
        &made.warnings.join("\n"),
        &["`$input`", "not quantised", "limits"],
    );
}

/// Images that only a layer with weights in `f32` reads are not rounded.
#[test]
fn nothing_is_told_of_inputs_that_stay_in_f32() {
    let text = "format: 1\nname: Small\ninput: {height: 8, width: 7, channels: 3}\n\
        preprocess: {color: rgb, scale: 1/255}\nlayers:\n  one: {conv: 4, kernel: 3}\n  two: {conv: 4, kernel: 1}\n";
    let model = dynamic::Model::from_text("small.yaml", text);
    let model = model.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let model = model.seeded(3);
    let metadata = Metadata {
        preprocess: model.preprocess(),
        ..Metadata::default()
    };
    let own = quantized(&model, &[]);
    let file = Model::quantized(&model.graph(), Batch::Any, &metadata, &own).expect("in order");
    let mut bytes = Vec::new();
    file.write(&[], &mut bytes).expect("memory takes it");
    let made = good(&bytes).quantized().expect("scales");
    assert_eq!(made.warnings, [""; 0]);
}

#[test]
fn scales_of_biases_that_no_float_holds_are_not_written() {
    let model = network(RESIDUAL);
    for scale in [f32::MIN_POSITIVE, f32::MAX] {
        let mut own = quantized(&model, &[]);
        let graph = model.graph();
        let id = graph.find("b").expect("a layer");
        let input = graph.inputs(id)[0];
        own.results[input].as_mut().expect("a scale").scale = match scale < 1.0 {
            true => 0.25,
            false => 4.0,
        };
        let weights = own.weights.iter_mut().find(|weights| weights.layer == id);
        weights.expect("weights").scales[1] = scale;
        let made = Model::quantized(&graph, Batch::Any, &Metadata::default(), &own);
        let message = made.expect_err("no scale").to_string();
        says(&message, &["`b`", "bias", "output channel 1", "help"]);
    }
}
