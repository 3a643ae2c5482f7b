//! Broken files, each with its message.

use super::bad;
use super::build::{Build, floats, graph, value};
use googlenet_interop::onnx::proto::attribute_proto::AttributeType;
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_interop::onnx::proto::{AttributeProto, TensorProto};

fn plain() -> Build {
    graph()
        .input("x", &[1, 3, 6, 5])
        .random("w", &[4, 3, 1, 1], 1)
        .node("Conv", &["x", "w"], "y")
        .output("y")
}

/// Changes the graph's only initializer.
fn weights(change: impl Fn(&mut TensorProto)) -> Vec<u8> {
    let mut build = plain();
    change(&mut build.body().initializer[0]);
    build.bytes()
}

/// Returns a field of a message.
fn field(number: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    prost::encoding::encode_varint(content.len() as u64, &mut bytes);
    bytes.extend_from_slice(content);
    bytes
}

#[track_caller]
pub(super) fn refused(bytes: &[u8], reason: &str) {
    assert_eq!(
        bad(bytes),
        format!("the network cannot be imported\n  {reason}")
    );
}

#[test]
fn files_that_are_no_models() {
    assert_eq!(
        bad(b""),
        "it is empty; expected an ONNX model; help: the download or the copy did not finish: fetch the file again"
    );
    let image = bad(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    assert!(
        image.starts_with("it is a PNG image; expected an ONNX model; help: "),
        "{image}"
    );
    assert_eq!(
        bad(&[8, 8]),
        "byte 0: the file has no graph; is it an ONNX model?"
    );
}

#[test]
fn files_that_are_cut_off() {
    let bytes = plain().bytes();
    let told = bad(&bytes[..bytes.len() / 2]);
    assert!(told.starts_with("the file is cut off: byte "), "{told}");
    assert!(told.contains(" bytes, where "), "{told}");
    let mut zeros = bytes;
    zeros.extend([0; 100]);
    let told = bad(&zeros);
    assert!(told.contains("nothing but zeros from byte "), "{told}");
}

#[test]
fn lengths_that_are_not_those_of_what_is_there() {
    // A node that claims 100 bytes inside a graph of two.
    let told = bad(&[&[8, 8][..], &field(7, &[10, 100])].concat());
    assert_eq!(told, "byte 5: a field of 100 bytes, where 0 are left");
    // A length of 2^63 and more.
    let told = bad(&[
        &[8, 8][..],
        &field(7, &[10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
    ]
    .concat());
    assert_eq!(
        told,
        "byte 5: a field of 18446744073709551615 bytes, where 0 are left"
    );
    // A varint of eleven bytes.
    let told = bad(&[&[8, 8][..], &field(7, &[&[8][..], &[255; 11]].concat())].concat());
    assert!(
        told.starts_with("byte 5: ") && told.contains("varint"),
        "{told}"
    );
    // A group.
    let told = bad(&[&[8, 8][..], &field(7, &[11])].concat());
    assert_eq!(
        told,
        "byte 4: field 1 is a group, which ONNX's files do not have"
    );
}

#[test]
fn fields_of_the_wrong_types() {
    assert_eq!(
        bad(&[8, 8, 56, 1]),
        "byte 2: field 7 of the model has the wrong type"
    );
    let told = bad(&[&[8, 8][..], &field(7, &[8, 1])].concat());
    assert_eq!(told, "byte 4: field 1 of the graph has the wrong type");
    let node = field(1, &[&field(3, b"n")[..], &[8, 1]].concat());
    let told = bad(&[&[8, 8][..], &field(7, &node)].concat());
    assert_eq!(
        told,
        "byte 9 in node \"n\": field 1 of a node has the wrong type"
    );
    let node = field(1, &field(4, &[0xff, 0xfe]));
    let told = bad(&[&[8, 8][..], &field(7, &node)].concat());
    assert_eq!(told, "byte 6: a text in a node that is no UTF-8");
}

#[test]
fn nodes_without_what_they_need() {
    let mut build = plain();
    build.body().node[0].op_type = None;
    let told = bad(&build.bytes());
    assert!(
        told.ends_with(" in node \"y\": a node without an operator"),
        "{told}"
    );
    let told = bad(&plain().int("group", 1).int("group", 3).bytes());
    assert!(
        told.ends_with(" in node \"y\": a second attribute \"group\""),
        "{told}"
    );
    let wrong = AttributeProto {
        i: Some(3),
        ..AttributeProto::default()
    };
    let told = bad(&plain()
        .attribute("alpha", AttributeType::Float, wrong)
        .bytes());
    assert!(
        told.ends_with(": attribute \"alpha\" is of another type than it says"),
        "{told}"
    );
}

#[test]
fn tensors_that_contradict_themselves() {
    let told = |change: fn(&mut TensorProto)| {
        let message = bad(&weights(change));
        let (place, reason) = message.split_once(": ").unwrap_or(("", &message));
        // The sizes stand in front of the name.
        let is_named = place.ends_with(" in tensor \"w\"") || reason.starts_with("more than");
        assert!(place.starts_with("byte ") && is_named, "{message}");
        reason.to_owned()
    };
    assert_eq!(
        told(|w| w.dims[0] = 5),
        "a tensor of sizes [5, 3, 1, 1] with 12 values"
    );
    assert_eq!(
        told(|w| w.dims[0] = -4),
        "sizes [-4, 3, 1, 1] are out of range"
    );
    assert_eq!(
        told(|w| w.dims = vec![i64::MAX, i64::MAX]),
        "sizes [9223372036854775807, 9223372036854775807] are out of range"
    );
    assert_eq!(
        told(|w| w.dims = vec![1 << 62, 4]),
        "sizes [4611686018427387904, 4] are out of range"
    );
    assert_eq!(
        told(|w| {
            w.raw_data.get_or_insert_default().pop();
        }),
        "47 bytes of values, of 4 bytes each"
    );
    assert_eq!(
        told(|w| w.float_data = vec![1.0]),
        "a tensor has values in two forms"
    );
    assert_eq!(
        told(|w| {
            w.raw_data = None;
            w.float_data = vec![1.0; 12];
            w.double_data = vec![1.0; 12];
        }),
        "a tensor has values of two types"
    );
    assert_eq!(
        told(|w| {
            w.raw_data = None;
            w.int64_data = vec![1; 12];
        }),
        "values in field 7 are not of the type FLOAT"
    );
    assert_eq!(
        told(|w| w.data_type = Some(17)),
        "elements of type FLOAT8E4M3FN cannot be read"
    );
    assert_eq!(
        told(|w| w.data_type = Some(99)),
        "elements of type 99 cannot be read"
    );
    assert_eq!(
        told(|w| w.dims = vec![1; 40]),
        "more than 32 numbers in a tensor"
    );
}

#[test]
fn graphs_that_contradict_themselves() {
    refused(
        &graph()
            .input("x", &[1, 3, 6, 5])
            .node("Relu", &["b"], "a")
            .node("Relu", &["a"], "b")
            .output("b")
            .bytes(),
        "Relu \"a\": its result depends on itself: the graph has a cycle",
    );
    refused(
        &plain().node("Relu", &["x"], "y").bytes(),
        "Relu \"y\": it makes \"y\", which is there already",
    );
    refused(
        &plain().random("w", &[4, 3, 1, 1], 2).bytes(),
        "two initializers are called \"w\"",
    );
    refused(
        &plain().input("x", &[1, 3, 6, 5]).bytes(),
        "two inputs are called \"x\"",
    );
    refused(
        &graph()
            .input("x", &[1, 3, 6, 5])
            .node("Relu", &["xx"], "y")
            .output("y")
            .bytes(),
        "Relu \"y\": it reads \"xx\", which nothing makes; did you mean \"x\"?",
    );
    refused(
        &plain().output("z").bytes(),
        "nothing makes the output \"z\"",
    );
    let mut none = plain();
    none.body().output.clear();
    refused(&none.bytes(), "the graph has no output");
}

#[test]
fn inputs_that_no_network_has() {
    let with = |dims: &[i64]| {
        let mut build = plain();
        build.body().input = vec![value("x", dims)];
        build.bytes()
    };
    refused(
        &with(&[1, 3, 6, 5, 4]),
        "input \"x\" has 5 axes, expected 4: batch, channels, height, width",
    );
    refused(
        &with(&[1, 3, 0, 5]),
        "input \"x\" has sizes [1, 3, 0, 5]: height and width are open or out of range; give an input size",
    );
    refused(
        &with(&[1, 3, 1_000_000, 1_000_000]),
        "input \"x\" of 1000000x1000000x3 is too large",
    );
    let mut text = plain();
    if let Some(ty) = &mut text.body().input[0].r#type {
        let googlenet_interop::onnx::proto::type_proto::Value::TensorType(tensor) =
            ty.value.as_mut().expect("a type");
        tensor.elem_type = Some(DataType::String.into());
    }
    refused(&text.bytes(), "input \"x\" is of the type STRING");
}

#[test]
fn versions_that_are_too_old() {
    let mut old = plain().opset(6);
    old.0.ir_version = Some(2);
    refused(
        &old.bytes(),
        "the file has version 2 of the format (IR), expected 3 or newer\n  the file has version 6 of ONNX's operators, \
         expected 7 or newer; `onnx.version_converter` brings it there",
    );
}

#[test]
fn constants_that_are_too_large() {
    let filled = |sizes: &[i64]| {
        graph()
            .input("x", &[1, 3, 6, 5])
            .wholes("s", sizes)
            .node("ConstantOfShape", &["s"], "w")
            .node("Conv", &["x", "w"], "y")
            .output("y")
            .bytes()
    };
    refused(
        &filled(&[i64::MAX, 3, 1, 1]),
        "ConstantOfShape \"w\": sizes [9223372036854775807, 3, 1, 1] are out of range",
    );
    refused(
        &filled(&[1 << 30, 3, 1, 1]),
        "ConstantOfShape \"w\": sizes [1073741824, 3, 1, 1] are out of range",
    );
    refused(
        &filled(&[-1, 3, 1, 1]),
        "ConstantOfShape \"w\": sizes [-1, 3, 1, 1] are out of range",
    );
    let range = graph()
        .input("x", &[1, 3, 6, 5])
        .tensor(TensorProto {
            dims: vec![],
            ..whole("a", 0)
        })
        .tensor(whole("b", i64::MAX))
        .tensor(whole("c", 1))
        .node("Range", &["a", "b", "c"], "r")
        .node("Reshape", &["x", "r"], "y")
        .output("y");
    refused(
        &range.bytes(),
        "Range \"r\": it computes with constants that are too large",
    );
    let expand = graph()
        .input("x", &[1, 3, 6, 5])
        .tensor(floats("a", &[1], &[1.0]))
        .wholes("s", &[1 << 40])
        .node("Expand", &["a", "s"], "r")
        .node("Add", &["x", "r"], "y")
        .output("y");
    refused(
        &expand.bytes(),
        "Expand \"r\": sizes [1099511627776] for a constant of sizes [1]",
    );
}

fn whole(name: &str, value: i64) -> TensorProto {
    TensorProto {
        name: Some(name.into()),
        data_type: Some(DataType::Int64.into()),
        int64_data: vec![value],
        ..TensorProto::default()
    }
}

#[test]
fn sparse_tensors_are_refused() {
    let bytes = plain().bytes();
    let mut model = plain().0;
    let graph = model.graph.take().unwrap_or_default();
    let mut inner = prost::Message::encode_to_vec(&graph);
    inner.extend(field(15, &[]));
    let mut bytes_with = prost::Message::encode_to_vec(&model);
    bytes_with.extend(field(7, &inner));
    refused(
        &bytes_with,
        "1 sparse initializers, which cannot be imported",
    );
    assert_ne!(bytes, bytes_with);
}
