//! Tests of exported ONNX files, which are decoded again: their content, and the results of an interpreter of the
//! standard.

mod content;
mod interpreter;
mod metadata;
mod numbers;
mod orders;
mod size;
mod windows;

use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension::Value;
use googlenet_interop::onnx::proto::{ModelProto, ValueInfoProto, type_proto};
use googlenet_interop::onnx::{Batch, IR_VERSION, Model, OPSET, tensor_name};
use googlenet_runtime::{Network, dynamic};
use prost::Message;
use std::collections::HashSet;
use std::path::Path;

fn specs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let entries = std::fs::read_dir(folder).expect("the specs are there");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    names
}

fn spec(name: &str) -> dynamic::Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    dynamic::Model::from_file(folder.join(name)).expect("the spec is in order")
}

fn network(layers: &str) -> dynamic::Model {
    let text = format!(
        "format: 1\nname: Test\ninput: {{height: 7, width: 6, channels: 3}}\nlayers:\n{layers}"
    );
    match dynamic::Model::from_text("test.yaml", &text) {
        Ok(model) => model.seeded(3),
        Err(mistakes) => panic!("{text}\n{mistakes}"),
    }
}

fn export(network: &dyn Network, batch: Batch) -> ModelProto {
    let model = Model::new(&network.graph(), batch).expect("small enough");
    let mut bytes = Vec::new();
    model
        .write(&network.layers(), &mut bytes)
        .expect("memory takes it");
    assert_eq!(
        bytes.len() as u64,
        model.len(),
        "as long as it was said to be"
    );
    let decoded = ModelProto::decode(bytes.as_slice()).expect("protobuf");
    let mut again = decoded.encode_to_vec();
    // The generated code writes constants before inputs: equal bytes in another order.
    again.sort_unstable();
    bytes.sort_unstable();
    assert_eq!(again, bytes, "nothing that was not understood");
    decoded
}

fn dims(value: &ValueInfoProto) -> (&Option<Value>, Vec<i64>) {
    let Some(type_proto::Value::TensorType(tensor)) =
        value.r#type.as_ref().and_then(|ty| ty.value.as_ref())
    else {
        panic!("`{}` is no tensor", value.name());
    };
    assert_eq!(tensor.elem_type(), 1, "`{}` holds floats", value.name());
    let dims = &tensor.shape.as_ref().expect("a shape").dim;
    let size = |value: &Option<Value>| match value {
        Some(Value::DimValue(size)) => *size,
        other => panic!("{other:?} is no size"),
    };
    (
        &dims[0].value,
        dims[1..].iter().map(|dim| size(&dim.value)).collect(),
    )
}

/// Checks the properties that every exported file of a network must have.
fn in_order(graph: &Graph, model: &ModelProto) {
    assert_eq!(
        (model.ir_version(), model.opset_import[0].version()),
        (IR_VERSION, OPSET)
    );
    assert_eq!(
        (model.opset_import.len(), model.opset_import[0].domain()),
        (1, "")
    );
    assert_eq!(
        (model.producer_name(), model.producer_version()),
        ("googlenet", env!("CARGO_PKG_VERSION"))
    );
    let body = model.graph.as_ref().expect("a graph");
    assert_eq!(body.name(), graph.name());

    let names: HashSet<&str> = body.node.iter().map(|node| node.name()).collect();
    assert_eq!(names.len(), body.node.len(), "names of nodes are unique");
    for id in graph.ids().skip(1) {
        let path: &str = &graph.layer(id).name;
        assert!(names.contains(path), "`{path}` is a node");
    }
    let layers: HashSet<&str> = graph
        .ids()
        .map(|id| graph.layer(id).name.as_ref())
        .collect();
    for node in &body.node {
        let path = node.name().split('/').next().unwrap_or_default();
        assert!(
            layers.contains(path),
            "`{}` belongs to a layer",
            node.name()
        );
    }

    let mut known: HashSet<&str> = body
        .initializer
        .iter()
        .map(|tensor| tensor.name())
        .collect();
    assert_eq!(
        known.len(),
        body.initializer.len(),
        "names of constants are unique"
    );
    let mut unread = known.clone();
    assert_eq!(body.input.len(), 1);
    assert_eq!(body.input[0].name(), "input");
    assert!(known.insert("input"), "no constant has the input's name");
    for node in &body.node {
        for input in node.input.iter().filter(|input| !input.is_empty()) {
            assert!(
                known.contains(input.as_str()),
                "`{}` reads `{input}`, which is there",
                node.name()
            );
            unread.remove(input.as_str());
        }
        for output in &node.output {
            assert!(known.insert(output), "`{output}` is made once");
        }
    }
    assert!(unread.is_empty(), "all constants are read: {unread:?}");

    let declared: Vec<&ValueInfoProto> = body
        .input
        .iter()
        .chain(&body.value_info)
        .chain(&body.output)
        .collect();
    assert_eq!(declared.len(), graph.len(), "every result has a shape");
    for id in graph.ids() {
        let name = tensor_name(&graph.layer(id).name);
        let value = declared.iter().find(|value| value.name() == name);
        let (_, sizes) = dims(value.unwrap_or_else(|| panic!("`{name}` is declared")));
        let expected = match graph.shape(id) {
            Shape::Map {
                height,
                width,
                channels,
            } => vec![channels, height, width],
            Shape::Vector { features } => vec![features],
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        };
        assert_eq!(
            sizes,
            expected.iter().map(|size| *size as i64).collect::<Vec<_>>(),
            "{name}"
        );
    }
    let outputs: Vec<&str> = body.output.iter().map(|output| output.name()).collect();
    let expected: Vec<String> = graph
        .outputs()
        .iter()
        .map(|output| tensor_name(&graph.layer(output.layer).name))
        .collect();
    assert_eq!(outputs, expected);
}

/// Exports a network, checks the file, and compares the results of the interpreter with the reference. Returns the
/// number of nodes of an operator.
fn check(network: &dynamic::Model, operator: &str) -> usize {
    let model = export(network, Batch::Any);
    in_order(&network.graph(), &model);
    numbers::agree(network, &model);
    let nodes = model.graph.unwrap_or_default().node;
    nodes
        .iter()
        .filter(|node| node.op_type() == operator)
        .count()
}
