//! Quantised models that are refused, each with a message.

use super::{
    RESIDUAL, changed, exported, good, named, network, node, quantized, says, set_kernel, tensor,
};
use googlenet_interop::onnx::proto::attribute_proto::AttributeType;
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_interop::onnx::proto::{AttributeProto, GraphProto, ModelProto};
use prost::Message;

#[test]
fn scales_that_are_no_scales_are_refused() {
    for scale in [f32::NAN, f32::INFINITY, 0.0, -0.5, 1e-40] {
        let bytes = || scale.to_le_bytes().to_vec();
        let of_result = changed(|graph| {
            tensor(graph, "a.result_scale").raw_data = Some(bytes());
        });
        says(
            &of_result,
            &[
                "QuantizeLinear \"a/quantize\"",
                "scale",
                "expected a normal number above 0",
            ],
        );
        let of_channel = changed(|graph| {
            let data = tensor(graph, "b.kernel_scale")
                .raw_data
                .as_mut()
                .expect("values");
            data[8..12].copy_from_slice(&scale.to_le_bytes());
        });
        says(
            &of_channel,
            &["DequantizeLinear \"b.kernel/dequantize\"", "its scale at 2"],
        );
    }
}

#[test]
fn scales_and_zero_points_of_wrong_sizes_are_refused() {
    let message = changed(|graph| {
        let scales = tensor(graph, "b.kernel_scale");
        scales.dims = vec![7];
        scales.raw_data.as_mut().expect("values").truncate(28);
    });
    says(&message, &["b.kernel/dequantize", "7 scales along axis"]);
    let message = changed(|graph| {
        let point = tensor(graph, "a.result_zero_point");
        (point.dims, point.raw_data) = (vec![2], Some(vec![0, 0]));
    });
    says(&message, &["a/quantize", "a zero point of sizes [2]"]);
    let message = changed(|graph| {
        let scale = tensor(graph, "a.result_scale");
        (scale.dims, scale.raw_data) =
            (vec![2], Some([1.0_f32, 1.0].map(f32::to_le_bytes).concat()));
    });
    says(
        &message,
        &["a/quantize", "2 scales for a result, expected 1", "help"],
    );
}

#[test]
fn axes_that_are_not_those_of_outputs_are_refused() {
    for axis in [4, -5] {
        let message = changed(|graph| set_axis(graph, axis));
        says(&message, &["b.kernel/dequantize", "scales along axis"]);
    }
    // The kernel has as many inputs as outputs, so that the file is in order, and the network is not.
    let model = network(RESIDUAL);
    let bytes = exported(&model, &quantized(&model, &[]));
    let mut file = ModelProto::decode(&bytes[..]).expect("a model");
    set_axis(file.graph.as_mut().expect("a graph"), 1);
    let bytes = file.encode_to_vec();
    let message = good(&bytes)
        .quantized()
        .expect_err("another axis")
        .to_string();
    says(&message, &["b.kernel`", "output channels", "help"]);
}

fn set_axis(graph: &mut GraphProto, axis: i64) {
    let mut nodes = graph.node.iter_mut();
    let node = nodes.find(|node| node.name.as_deref() == Some("b.kernel/dequantize"));
    node.expect("a node").attribute = vec![AttributeProto {
        name: Some("axis".into()),
        i: Some(axis),
        r#type: Some(AttributeType::Int.into()),
        ..AttributeProto::default()
    }];
}

#[test]
fn other_types_and_missing_parts_are_refused() {
    let message = changed(|graph| {
        let point = tensor(graph, "a.result_zero_point");
        (point.data_type, point.raw_data) = (Some(DataType::Uint16.into()), Some(vec![0, 0]));
    });
    says(&message, &["a/quantize", "8 bits", "help"]);
    let message = changed(|graph| {
        let kernel = tensor(graph, "b.kernel_quantized");
        kernel.data_type = Some(DataType::Uint8.into());
    });
    says(
        &message,
        &["b.kernel/dequantize", "zero point 0, expected 128", "help"],
    );
    let message = changed(|graph| {
        let mut nodes = graph.node.iter_mut();
        let node = nodes.find(|node| node.name.as_deref() == Some("$input/dequantize"));
        node.expect("a node").input.truncate(2);
    });
    // Without a zero point it is 0, and that of the input is in the middle.
    says(
        &message,
        &[
            "$input/dequantize",
            "scale or zero point is not that of the QuantizeLinear",
        ],
    );
}

#[test]
fn integers_are_not_computed_with() {
    let message = changed(|graph| {
        let mut nodes = graph.node.iter_mut();
        let node = nodes
            .find(|node| node.name.as_deref() == Some("b"))
            .expect("a node");
        node.input[0] = "a/quantized".into();
    });
    says(
        &message,
        &["Conv \"b\"", "integers of a QuantizeLinear", "help"],
    );
    let message = changed(|graph| {
        graph.node.iter_mut().for_each(|node| {
            if node.name.as_deref() == Some("b") {
                node.op_type = Some("QLinearConv".into());
            }
        });
    });
    says(
        &message,
        &["QLinearConv \"b\"", "help: quantise in QDQ format"],
    );
}

#[test]
fn constants_without_scales_are_refused() {
    for (operator, stored) in [
        ("DequantizeLinear", DataType::Int8),
        ("QuantizeLinear", DataType::Float),
    ] {
        let message = changed(|graph| {
            graph.initializer.extend([
                named("none", stored, &[0], Vec::new()),
                named("none_scale", DataType::Float, &[0], Vec::new()),
                named("none_zero_point", DataType::Int8, &[0], Vec::new()),
            ]);
            let inputs = ["none", "none_scale", "none_zero_point"];
            graph.node.insert(0, node(operator, &inputs, "made"));
            set_kernel(graph, "made");
        });
        says(&message, &[operator, "\"made\"", "no scale"]);
    }
}

#[test]
fn constants_that_are_rounded_again_and_again_are_refused() {
    let message = changed(|graph| {
        let mut before = "b.kernel_scale".to_owned();
        for at in 0..20 {
            let operator = ["QuantizeLinear", "DequantizeLinear"][at % 2];
            let inputs = [&*before, "b.kernel_scale", "b.kernel_zero_point"];
            let made = format!("made{at}");
            graph.node.insert(at, node(operator, &inputs, &made));
            before = made;
        }
        set_kernel(graph, &before);
    });
    says(&message, &["\"made4\"", "too often", "help"]);
}
