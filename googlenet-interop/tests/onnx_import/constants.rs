//! Constants in all their forms: types of elements, lists, nodes, and computed sizes.

use super::build::{Build, floats, graph, random};
use super::graphs::same;
use super::{good, layers, load};
use googlenet_interop::onnx::proto::TensorProto;
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_runtime::Network;

/// Returns a convolution with four weights.
fn with(weights: TensorProto) -> Build {
    graph()
        .input("x", &[1, 2, 3, 3])
        .tensor(weights)
        .node("Conv", &["x", "w"], "y")
        .output("y")
}

fn kernel(build: &Build) -> Vec<f32> {
    let bytes = build.bytes();
    let model = load(&good(&bytes));
    let kernel = model.layers()[0].weight("kernel").expect("a kernel");
    kernel.values().to_vec()
}

fn tensor(ty: DataType) -> TensorProto {
    TensorProto {
        name: Some("w".into()),
        dims: vec![2, 2, 1, 1],
        data_type: Some(ty.into()),
        ..TensorProto::default()
    }
}

#[test]
fn types_of_elements_and_lists_are_widened() {
    let values = [1.5f32, -2.0, 0.25, 3.0];
    // The file has outputs x inputs, we have inputs x outputs.
    let wanted = [1.5, 0.25, -2.0, 3.0];
    let halves = [0x3e00u16, 0xc000, 0x3400, 0x4200];
    let brains = values.map(|value| (value.to_bits() >> 16) as u16);
    let raw16 = |bits: [u16; 4]| {
        bits.iter()
            .flat_map(|bits| bits.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let raw64: Vec<u8> = values
        .iter()
        .flat_map(|value| f64::from(*value).to_le_bytes())
        .collect();
    let forms = [
        floats("w", &[2, 2, 1, 1], &values),
        TensorProto {
            float_data: values.to_vec(),
            ..tensor(DataType::Float)
        },
        TensorProto {
            double_data: values.map(f64::from).to_vec(),
            ..tensor(DataType::Double)
        },
        TensorProto {
            raw_data: Some(raw64),
            ..tensor(DataType::Double)
        },
        TensorProto {
            raw_data: Some(raw16(halves)),
            ..tensor(DataType::Float16)
        },
        TensorProto {
            int32_data: halves.map(i32::from).to_vec(),
            ..tensor(DataType::Float16)
        },
        TensorProto {
            raw_data: Some(raw16(brains)),
            ..tensor(DataType::Bfloat16)
        },
        TensorProto {
            int32_data: brains.map(i32::from).to_vec(),
            ..tensor(DataType::Bfloat16)
        },
    ];
    for form in forms {
        let ty = form.data_type;
        assert_eq!(kernel(&with(form)), wanted, "{ty:?}");
    }
}

#[test]
fn nodes_make_weights() {
    let head = || graph().input("x", &[1, 2, 3, 3]).output("y");
    let values = [1.5f32, -2.0, 0.25, 3.0];
    let plain = with(floats("w", &[2, 2, 1, 1], &values));
    let constant = head()
        .node("Constant", &[], "w")
        .value("value", floats("", &[2, 2, 1, 1], &values))
        .node("Conv", &["x", "w"], "y");
    same(&plain, &constant, 18);
    let halves = TensorProto {
        raw_data: Some(
            [0x3e00u16, 0xc000, 0x3400, 0x4200]
                .iter()
                .flat_map(|bits| bits.to_le_bytes())
                .collect(),
        ),
        ..tensor(DataType::Float16)
    };
    let cast = head()
        .tensor(TensorProto {
            name: Some("h".into()),
            ..halves
        })
        .node("Cast", &["h"], "w")
        .int("to", 1)
        .node("Conv", &["x", "w"], "y");
    same(&plain, &cast, 18);
    let filled = head()
        .wholes("s", &[2, 2, 1, 1])
        .node("ConstantOfShape", &["s"], "w")
        .value("value", floats("", &[1], &[0.5]))
        .node("Conv", &["x", "w"], "y");
    same(&with(floats("w", &[2, 2, 1, 1], &[0.5; 4])), &filled, 18);
    let turned = head()
        .floats("t", &[2, 2], &[1.5, 0.25, -2.0, 3.0])
        .wholes("axes", &[2, 3])
        .node("Transpose", &["t"], "u")
        .node("Unsqueeze", &["u", "axes"], "w")
        .node("Conv", &["x", "w"], "y");
    same(&plain, &turned, 18);
}

#[test]
fn weights_are_computed_from_others() {
    // A dense kernel as the product of a kernel and a factor of each unit, as weight normalisation has it.
    let head = || {
        graph()
            .input("x", &[1, 2, 3, 3])
            .node("Flatten", &["x"], "f")
    };
    let kernel = random(1, 36);
    let scaled: Vec<f32> = kernel
        .iter()
        .enumerate()
        .map(|(at, value)| value * [2.0, 0.5][at % 2])
        .collect();
    let plain = head()
        .floats("d", &[18, 2], &scaled)
        .node("MatMul", &["f", "d"], "y")
        .output("y");
    let computed = head()
        .floats("k", &[18, 2], &kernel)
        .floats("g", &[1, 2], &[2.0, 0.5])
        .node("Mul", &["k", "g"], "d")
        .node("MatMul", &["f", "d"], "y")
        .output("y");
    same(&plain, &computed, 18);
}

#[test]
fn sizes_are_computed() {
    // As PyTorch writes `x.view(x.size(0), x.size(1) * x.size(2) * x.size(3))`, and TensorFlow with strides.
    let build = graph()
        .input("x", &[-1, 2, 3, 3])
        .random("d", &[18, 2], 3)
        .wholes("two", &[2])
        .wholes("three", &[3])
        .wholes("four", &[4])
        .wholes("one", &[1])
        .wholes("zero", &[0])
        .node("Shape", &["x"], "shape")
        .node("Gather", &["shape", "zero"], "n")
        .node("Gather", &["shape", "one"], "c")
        .node("Gather", &["shape", "two"], "h")
        .node("Slice", &["shape", "three", "four"], "w")
        .node("Mul", &["c", "h"], "ch")
        .node("Mul", &["ch", "w"], "chw")
        .node("Cast", &["chw"], "float")
        .int("to", 1)
        .node("Floor", &["float"], "floor")
        .node("Cast", &["floor"], "whole")
        .int("to", 7)
        .node("Squeeze", &["n"], "scalar")
        .node("Unsqueeze", &["scalar", "zero"], "batch")
        .node("Concat", &["batch", "whole"], "sizes")
        .int("axis", 0)
        .node("Reshape", &["x", "sizes"], "f")
        .node("MatMul", &["f", "d"], "y")
        .output("y");
    let bytes = build.bytes();
    assert_eq!(
        layers(&good(&bytes)),
        "  f: flatten\n  y: {dense: 2, bias: false}\n"
    );
}
