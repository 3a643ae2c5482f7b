//! Tests that imports of arbitrary ONNX files end without a panic and within their memory limit.

mod held;
mod mutated;

use googlenet_interop::onnx::proto::tensor_shape_proto::{Dimension, dimension};
use googlenet_interop::onnx::proto::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto,
    TensorShapeProto, TypeProto, ValueInfoProto, type_proto,
};
use googlenet_interop::onnx::{self, Batch, Metadata, Model, Options};
use googlenet_runtime::quantize::{Calibration, QuantizeOptions};
use googlenet_runtime::{Network, dynamic};
use held::{alone, cases, most};
use mutated::{Numbers, mutated};
use prost::Message;

/// Largest number of bytes that an import may allocate beyond its file and tensors.
const LIMIT: usize = 64 << 20;
/// Number of mutated files; a longer run has `GOOGLENET_CASES` of them.
const CASES: usize = 800;

const SPEC: &str = "format: 1
name: Small
input: {height: 9, width: 8, channels: 3}
preprocess: {color: bgr, scale: 1, mean: [104, 117, 123]}
layers:
  first: {conv: 4, kernel: 3, padding: same, batch_norm: true, activation: relu}
  mixed:
    concat:
    - {a: {conv: 2, kernel: 1, activation: {leaky_relu: 0.1}}}
    - {p: {max_pool: 3, stride: 1, padding: same}, b: {conv: 3, kernel: [1, 3], padding: same, activation: relu6}}
  pool: {avg_pool: 3, stride: 2, ceil: true}
  norm: {lrn: {size: 3, alpha: 0.1}}
  flatten: flatten
  classes: {dense: 5, activation: softmax}
";

/// A network of the operations on maps, and of those that move pixels.
const MAPS: &str = "format: 1
name: Maps
input: {height: 8, width: 8, channels: 3}
layers:
  stem: {conv: 8, kernel: 3, padding: same_lower, activation: {hard_sigmoid: {alpha: 0.25}}}
  slopes: prelu
  scale: channel_scale
  blocks: {space_to_depth: 2, order: crd}
  mixed: {channel_shuffle: {groups: 4}}
  back: {depth_to_space: 2}
  even: {layer_norm: {epsilon: 0.01}}
  length: l2_norm
  part: {slice: {channels: [1, 7]}}
  gated: {multiply: [part, {mean: global_avg_pool, pixel: {reshape: [1, 1, -1]}, gate: {conv: 6, kernel: 1, activation: swish}}]}
  most: {maximum: [gated, part], activation: {gelu: {approximate: true}}}
  gaps: {max_pool: 2, stride: 1, dilation: 2}
  large: {upsample: {size: [9, 11]}, mode: bilinear}
  mirror: {zero_pad: [1, 2, 0, 1], mode: reflect}
  up: {conv_transpose: 4, kernel: 3, stride: 2, padding: same}
  flat: flatten
  hidden: {dense: 12, activation: {elu: 0.5}}
  turned: {reshape: [2, 3, 2]}
  last: {conv: 3, kernel: 1}
  classes: global_max_pool
";

/// Returns the export of a small network, with class names.
fn small(text: &str) -> Vec<u8> {
    let network = dynamic::Model::from_text("small.yaml", text);
    let network = network
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .seeded(1);
    let graph = network.graph();
    let classes = graph.shape(graph.outputs()[0].layer).channels();
    let metadata = Metadata {
        labels: Some((0..classes).map(|at| format!("class {at}")).collect()),
        preprocess: network.preprocess(),
    };
    let model = Model::with_metadata(&network.graph(), Batch::Any, &metadata).expect("in order");
    let mut bytes = Vec::new();
    model.write(&network.layers(), &mut bytes).expect("written");
    bytes
}

/// Returns the export of a small quantised network.
fn integers() -> Vec<u8> {
    let network = dynamic::Model::from_text("small.yaml", SPEC).expect("in order");
    let network = network.seeded(1);
    let options = QuantizeOptions::default();
    let mut calibration = Calibration::new(&network, &options).expect("finite weights");
    calibration
        .observe(&[0.5; 9 * 8 * 3])
        .expect("finite results");
    let (quantized, _) = calibration.finish().expect("an image");
    let model = Model::quantized(
        &network.graph(),
        Batch::Any,
        &Metadata::default(),
        &quantized,
    );
    let mut bytes = Vec::new();
    model
        .expect("in order")
        .write(&[], &mut bytes)
        .expect("written");
    bytes
}

fn sound(bytes: &[u8], limit: usize) -> bool {
    let (imported, used) = most(|| {
        let imported = onnx::import(bytes, &Options::default());
        if let Err(error) = &imported {
            let message = error.to_string();
            assert!(
                !message.is_empty() && !message.contains("no description could be generated"),
                "{message}"
            );
        }
        let integers = imported
            .as_ref()
            .ok()
            .filter(|imported| imported.is_quantized());
        if let Some(Err(error)) = integers.map(|imported| imported.quantized()) {
            assert!(!error.to_string().is_empty());
        }
        imported.is_ok()
    });
    assert!(used <= limit, "{used} bytes for a file of {}", bytes.len());
    imported
}

/// Returns a file without the values of weights, which are most of it: each mutation is then one of the structure.
fn without_values(file: &[u8]) -> Vec<u8> {
    let mut model = ModelProto::decode(file).expect("protobuf");
    for tensor in &mut model.graph.get_or_insert_default().initializer {
        let zeros = tensor.raw_data.as_ref().map_or(0, Vec::len);
        if tensor.data_type == Some(1) && zeros > 8 {
            (tensor.float_data, tensor.raw_data) = (vec![0.0; zeros / 4], None);
        }
    }
    model.encode_to_vec()
}

#[test]
fn mutations_end() {
    let _one = alone();
    let files = [SPEC, MAPS].map(small);
    let bare = files.each_ref().map(|file| without_values(file));
    let integers = integers();
    let files = [&files[0], &bare[0], &files[1], &bare[1], &integers];
    assert!(files.iter().all(|file| sound(file, LIMIT)));
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut imported = 0;
    let cases = cases(CASES);
    for case in 0..cases {
        let file = files[case % files.len()];
        imported += usize::from(sound(&mutated(file, &mut numbers), LIMIT));
    }
    // Neither all nor none: the mutations reach what lies behind the decoding.
    assert!((cases / 20..cases).contains(&imported), "{imported}");
}

/// Operators that a node is given in place of its own.
const OPERATORS: &[&str] = &[
    "Abs",
    "Add",
    "AveragePool",
    "Clip",
    "Concat",
    "Conv",
    "DequantizeLinear",
    "ConvTranspose",
    "DepthToSpace",
    "Div",
    "Elu",
    "Expand",
    "Flatten",
    "Gemm",
    "GlobalAveragePool",
    "LayerNormalization",
    "LpNormalization",
    "MatMul",
    "Max",
    "MaxPool",
    "Mish",
    "Mul",
    "PRelu",
    "Pad",
    "QuantizeLinear",
    "ReduceL2",
    "ReduceMean",
    "ReduceSum",
    "Reshape",
    "Resize",
    "Slice",
    "Softmax",
    "SpaceToDepth",
    "Split",
    "Squeeze",
    "Transpose",
    "Unsqueeze",
    "Upsample",
];

/// Changes a model at one to three places: an attribute, an operand, an operator, the sizes or numbers of a constant.
fn changed(model: &ModelProto, numbers: &mut Numbers) -> Vec<u8> {
    const WHOLES: [i64; 12] = [0, 1, -1, 2, 3, 4, 6, 7, -2, 65_537, i64::MAX, i64::MIN];
    const REALS: [f32; 6] = [0.0, -1.0, 1e-30, f32::MAX, f32::NAN, f32::INFINITY];
    let mut model = model.clone();
    let graph = model.graph.get_or_insert_default();
    let values: Vec<String> = graph
        .node
        .iter()
        .flat_map(|node| node.output.clone())
        .collect();
    for _ in 0..=numbers.next(3) {
        let at = numbers.next(graph.node.len());
        let node = &mut graph.node[at];
        let tensors = graph.initializer.len();
        match numbers.next(6) {
            0 => {
                let operator = OPERATORS[numbers.next(OPERATORS.len())];
                node.op_type = Some(operator.to_owned());
            }
            1 if !node.input.is_empty() => {
                let input = numbers.next(node.input.len());
                node.input[input] = match numbers.next(3) {
                    0 => values[numbers.next(at + 1)].clone(),
                    _ => graph.initializer[numbers.next(tensors)].name().to_owned(),
                };
            }
            2 => {
                let name = ["axis", "keepdims", "group", "blocksize", "ceil_mode"];
                let name = name[numbers.next(5)];
                node.attribute.retain(|attribute| attribute.name() != name);
                node.attribute.push(AttributeProto {
                    name: Some(name.to_owned()),
                    r#type: Some(2),
                    i: Some(WHOLES[numbers.next(WHOLES.len())]),
                    ..AttributeProto::default()
                });
            }
            3 => {
                for attribute in &mut node.attribute {
                    let count = attribute.ints.len();
                    match (attribute.i.is_some(), attribute.f.is_some(), count) {
                        (true, ..) => attribute.i = Some(WHOLES[numbers.next(WHOLES.len())]),
                        (_, true, _) => attribute.f = Some(REALS[numbers.next(REALS.len())]),
                        (.., 0) => {}
                        _ => {
                            attribute.ints[numbers.next(count)] = WHOLES[numbers.next(WHOLES.len())]
                        }
                    }
                }
            }
            4 => {
                let tensor = &mut graph.initializer[numbers.next(tensors)];
                if tensor.data_type == Some(7) {
                    let count = tensor.dims.iter().product::<i64>().max(0) as usize;
                    let all = (0..count).map(|_| WHOLES[numbers.next(WHOLES.len())]);
                    (tensor.int64_data, tensor.raw_data) = (all.collect(), None);
                }
            }
            _ => {
                let tensor = &mut graph.initializer[numbers.next(tensors)];
                match numbers.next(3) {
                    0 => tensor.dims.reverse(),
                    1 => tensor.dims.insert(0, 1),
                    _ => tensor.dims = vec![tensor.dims.iter().product()],
                }
            }
        }
    }
    model.encode_to_vec()
}

#[test]
fn changed_graphs_end() {
    let _one = alone();
    let files = [
        without_values(&small(SPEC)),
        without_values(&small(MAPS)),
        integers(),
    ];
    let models = files.map(|file| ModelProto::decode(file.as_slice()).expect("protobuf"));
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut imported = 0;
    let changes = cases(CASES) * 2 / 5;
    for case in 0..changes {
        let model = &models[case % models.len()];
        imported += usize::from(sound(&changed(model, &mut numbers), LIMIT));
    }
    assert!((changes / 8..changes).contains(&imported), "{imported}");
}

fn value(name: &str, dims: &[i64]) -> ValueInfoProto {
    let dim = dims.iter().map(|size| Dimension {
        value: Some(dimension::Value::DimValue(*size)),
    });
    let tensor = type_proto::Tensor {
        elem_type: Some(1),
        shape: Some(TensorShapeProto { dim: dim.collect() }),
    };
    ValueInfoProto {
        name: Some(name.into()),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            denotation: None,
        }),
        doc_string: None,
    }
}

fn file(graph: GraphProto) -> Vec<u8> {
    let model = ModelProto {
        ir_version: Some(8),
        opset_import: vec![OperatorSetIdProto {
            domain: None,
            version: Some(17),
        }],
        graph: Some(graph),
        ..ModelProto::default()
    };
    model.encode_to_vec()
}

fn node(operator: &str, inputs: &[&str], output: String) -> NodeProto {
    NodeProto {
        op_type: Some(operator.into()),
        input: inputs.iter().map(|name| (*name).into()).collect(),
        output: vec![output],
        ..NodeProto::default()
    }
}

#[test]
fn small_parts_in_great_numbers_take_little_memory() {
    let _one = alone();
    let long = |operator: &str, extra: &[&str], count: usize| {
        let mut nodes = Vec::new();
        for at in 0..count {
            let before = if at == 0 {
                "x".to_owned()
            } else {
                format!("{}", at - 1)
            };
            let inputs: Vec<&str> = std::iter::once(before.as_str())
                .chain(extra.iter().copied())
                .collect();
            nodes.push(node(operator, &inputs, at.to_string()));
        }
        GraphProto {
            node: nodes,
            input: vec![value("x", &[1, 3, 4, 4])],
            output: vec![value(&(count - 1).to_string(), &[])],
            initializer: vec![TensorProto {
                name: Some("c".into()),
                dims: vec![1, 3, 1, 1],
                data_type: Some(1),
                float_data: vec![1.5, 2.5, 3.5],
                ..TensorProto::default()
            }],
            ..GraphProto::default()
        }
    };
    // A long chain that the language can say, one that cannot be, and one of constants.
    sound(&file(long("Relu", &[], 4_000)), LIMIT);
    sound(&file(long("Add", &["c"], 20_000)), LIMIT);
    sound(&file(long("Einsum", &[], 60_000)), LIMIT);
    let empty = GraphProto {
        node: vec![NodeProto::default(); 70_000],
        ..GraphProto::default()
    };
    assert!(!sound(&file(empty), LIMIT));
    let tensors = GraphProto {
        initializer: vec![TensorProto::default(); 70_000],
        ..GraphProto::default()
    };
    assert!(!sound(&file(tensors), LIMIT));
    let mut wide = long("Concat", &["c"; 10_000], 30);
    wide.node[0].input = vec!["x".into(); 300_000];
    assert!(!sound(&file(wide), LIMIT));
}

#[test]
fn weights_are_held_once() {
    let _one = alone();
    // A kernel of 32 MiB, in each of the forms that are decoded, and one that a node fills.
    let (units, inputs) = (1 << 11, 1 << 12);
    let graph = |tensor: TensorProto, nodes: Vec<NodeProto>| GraphProto {
        node: nodes,
        input: vec![value("x", &[1, inputs, 1, 1])],
        output: vec![value("y", &[])],
        initializer: vec![tensor],
        ..GraphProto::default()
    };
    let tensor = TensorProto {
        name: Some("w".into()),
        dims: vec![units, inputs],
        data_type: Some(1),
        ..TensorProto::default()
    };
    let len = (units * inputs) as usize;
    let bytes = 4 * len;
    let dense = || {
        vec![
            node("Flatten", &["x"], "f".into()),
            NodeProto {
                attribute: vec![AttributeProto {
                    name: Some("transB".into()),
                    i: Some(1),
                    r#type: Some(2),
                    ..Default::default()
                }],
                ..node("Gemm", &["f", "w"], "y".into())
            },
        ]
    };
    let forms = [
        TensorProto {
            raw_data: Some(vec![0; bytes]),
            ..tensor.clone()
        },
        TensorProto {
            raw_data: Some(vec![0; bytes / 2]),
            data_type: Some(10),
            ..tensor.clone()
        },
        TensorProto {
            int32_data: vec![0; len],
            data_type: Some(10),
            ..tensor
        },
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for form in forms {
        let file = file(graph(form, dense()));
        let (done, used) = most(|| {
            let imported = onnx::import(&file, &Options::default());
            let imported = imported.unwrap_or_else(|error| panic!("{error}"));
            imported.save_weights(&folder.path().join("w.safetensors"))
        });
        done.expect("written");
        assert!(
            used <= 2 * bytes + LIMIT,
            "{used} bytes for {bytes} of weights"
        );
    }
}

#[test]
fn scales_of_constants_take_little_memory() {
    let _one = alone();
    let len = 1 << 16;
    let tensor = |name: &str, r#type: i32, bytes: Vec<u8>| TensorProto {
        name: Some(name.into()),
        dims: vec![len],
        data_type: Some(r#type),
        raw_data: Some(bytes),
        ..TensorProto::default()
    };
    let scales = 1.0_f32.to_le_bytes().repeat(len as usize);
    let graph = |nodes: Vec<NodeProto>| GraphProto {
        node: nodes,
        input: vec![value("x", &[1, 3, 4, 4])],
        output: vec![value("y", &[])],
        initializer: vec![
            tensor("w", 3, vec![1; len as usize]),
            tensor("scales", 1, scales.clone()),
            TensorProto {
                name: Some("scale".into()),
                data_type: Some(1),
                float_data: vec![1.0],
                ..TensorProto::default()
            },
            TensorProto {
                name: Some("point".into()),
                data_type: Some(3),
                raw_data: Some(vec![0]),
                ..TensorProto::default()
            },
        ],
        ..GraphProto::default()
    };
    let names: Vec<String> = (0..400).map(|at| format!("scaled{at}")).collect();
    let scaled = |name: &String| node("DequantizeLinear", &["w", "scales"], name.clone());
    let mut nodes: Vec<NodeProto> = names.iter().map(scaled).collect();
    let read: Vec<&str> = names.iter().map(String::as_str).collect();
    nodes.push(node("Sum", &[&["x"], &*read].concat(), "y".into()));
    assert!(!sound(&file(graph(nodes)), LIMIT));
    let chain = (0..40_000).map(|at| {
        let before = match at {
            0 => "w".to_owned(),
            _ => (at - 1).to_string(),
        };
        let operator = ["DequantizeLinear", "QuantizeLinear"][at % 2];
        node(operator, &[&before, "scale", "point"], at.to_string())
    });
    let mut nodes: Vec<NodeProto> = chain.collect();
    nodes.push(node("Sum", &["x", "39999"], "y".into()));
    assert!(!sound(&file(graph(nodes)), LIMIT));
}
