//! A small interpreter of ONNX files in double precision, written from the definitions of the standard's operators.

mod elementwise;
mod resize;
mod shapes;
mod spatial;

use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_interop::onnx::proto::{ModelProto, NodeProto, TensorProto};
use std::collections::HashMap;

/// An array as sizes and values, the last axis innermost.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    pub(crate) dims: Vec<usize>,
    pub(crate) values: Vec<f64>,
}

impl Array {
    pub(crate) fn new(dims: &[usize], values: Vec<f64>) -> Array {
        assert_eq!(dims.iter().product::<usize>(), values.len(), "{dims:?}");
        Array {
            dims: dims.to_vec(),
            values,
        }
    }

    fn map(self, function: impl FnMut(f64) -> f64) -> Array {
        Array {
            values: self.values.into_iter().map(function).collect(),
            ..self
        }
    }
}

/// Runs a file on an input, and returns all tensors by name.
pub(crate) fn run(model: &ModelProto, input: Array) -> HashMap<String, Array> {
    let graph = model.graph.as_ref().expect("a graph");
    let mut known: HashMap<String, Array> = graph
        .initializer
        .iter()
        .map(|tensor| (tensor.name().to_owned(), constant(tensor)))
        .collect();
    known.insert(graph.input[0].name().to_owned(), input);
    let left_out = Array::new(&[0], Vec::new());
    for node in &graph.node {
        let read = |name: &String| {
            // An empty name is an input that is left out.
            let nothing = name.is_empty().then_some(&left_out);
            let there = known.get(name).or(nothing);
            there.unwrap_or_else(|| panic!("`{}` reads `{name}` before it is made", node.name()))
        };
        let inputs: Vec<Array> = node.input.iter().map(read).cloned().collect();
        let result = apply(node, inputs);
        let before = known.insert(node.output[0].clone(), result);
        assert!(before.is_none(), "`{}` is made twice", node.output[0]);
    }
    known
}

/// Decodes a constant.
pub(crate) fn constant(tensor: &TensorProto) -> Array {
    let dims: Vec<usize> = tensor.dims.iter().map(|size| *size as usize).collect();
    let raw = tensor.raw_data();
    let values = match DataType::try_from(tensor.data_type()) {
        Ok(DataType::Float) => {
            let floats = raw.as_chunks::<4>().0.iter();
            floats
                .map(|bytes| f64::from(f32::from_le_bytes(*bytes)))
                .collect()
        }
        Ok(DataType::Int64) => {
            let whole = raw.as_chunks::<8>().0.iter();
            whole
                .map(|bytes| i64::from_le_bytes(*bytes) as f64)
                .collect()
        }
        other => panic!("`{}` is of type {other:?}", tensor.name()),
    };
    Array::new(&dims, values)
}

fn apply(node: &NodeProto, inputs: Vec<Array>) -> Array {
    let mut inputs = inputs.into_iter();
    let first = inputs.next().expect("a node reads something");
    let rest: Vec<Array> = inputs.collect();
    match node.op_type() {
        "Conv" => spatial::conv(node, &first, &rest),
        "MaxPool" => spatial::pool(node, &first, |values, _| {
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        }),
        "AveragePool" => spatial::pool(node, &first, |values, area| {
            let counted = if int(node, "count_include_pad", 0) == 1 {
                area
            } else {
                values.len()
            };
            values.iter().sum::<f64>() / counted as f64
        }),
        "GlobalMaxPool" => spatial::global(&first, |values| {
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        }),
        "GlobalAveragePool" => spatial::global(&first, |values| {
            values.iter().sum::<f64>() / values.len() as f64
        }),
        "Gemm" => elementwise::gemm(node, &first, &rest),
        "BatchNormalization" => elementwise::batch_norm(node, first, &rest),
        "Add" | "Sum" => rest.iter().fold(first, |sum, other| {
            elementwise::pairs(sum, other, |a, b| a + b)
        }),
        "Mul" => elementwise::pairs(first, &rest[0], |a, b| a * b),
        "Div" => elementwise::pairs(first, &rest[0], |a, b| a / b),
        "Max" => rest.iter().fold(first, |most, other| {
            elementwise::pairs(most, other, |a, b| if a.is_nan() || a > b { a } else { b })
        }),
        "ReduceL2" => shapes::reduce_l2(node, &first),
        "LayerNormalization" => elementwise::layer_norm(node, &first, &rest),
        "Slice" => shapes::slice(&first, &rest),
        "Reshape" => shapes::reshape(first, &rest[0]),
        "SpaceToDepth" => shapes::space_to_depth(node, &first),
        "DepthToSpace" => shapes::depth_to_space(node, &first),
        "ConvTranspose" => spatial::conv_transpose(node, &first, &rest),
        "Resize" => resize::resize(node, &first, &rest),
        "Shape" => {
            let (start, end) = (int(node, "start", 0) as usize, int(node, "end", 4) as usize);
            let sizes: Vec<f64> = first.dims[start..end]
                .iter()
                .map(|size| *size as f64)
                .collect();
            Array::new(&[sizes.len()], sizes)
        }
        "Identity" => first,
        "Relu" => first.map(|x| x.max(0.0)),
        "Clip" => {
            let bound = |at: usize| rest.get(at).and_then(|bound| bound.values.first());
            let low = bound(0).copied().unwrap_or(f64::NEG_INFINITY);
            let high = bound(1).copied().unwrap_or(f64::INFINITY);
            first.map(|x| x.max(low).min(high))
        }
        "Elu" => {
            let alpha = float(node, "alpha", 1.0);
            first.map(|x| if x < 0.0 { alpha * x.exp_m1() } else { x })
        }
        "HardSigmoid" => {
            let (alpha, beta) = (float(node, "alpha", 0.2), float(node, "beta", 0.5));
            first.map(|x| (alpha * x + beta).clamp(0.0, 1.0))
        }
        "HardSwish" => first.map(|x| x * (x / 6.0 + 0.5).clamp(0.0, 1.0)),
        "Softplus" => first.map(|x| (x.exp() + 1.0).ln()),
        "Erf" => first.map(elementwise::erf),
        "Pow" => elementwise::pairs(first, &rest[0], f64::powf),
        "PRelu" => elementwise::prelu(node, first, &rest[0]),
        "LeakyRelu" => {
            let slope = float(node, "alpha", 0.01);
            first.map(|x| if x < 0.0 { slope * x } else { x })
        }
        "LRN" => elementwise::lrn(node, &first),
        "Pad" => spatial::pad(node, &first, &rest[0]),
        "Unsqueeze" => {
            assert_eq!(
                (first.dims.len(), &rest[0].values[..]),
                (2, &[2.0, 3.0][..])
            );
            Array::new(&[&first.dims[..], &[1, 1]].concat(), first.values)
        }
        "Sigmoid" => first.map(|x| 1.0 / (1.0 + (-x).exp())),
        "Tanh" => first.map(f64::tanh),
        "Softmax" => elementwise::softmax(node, &first),
        "Concat" => elementwise::concat(node, first, &rest),
        "Flatten" => {
            let axis = int(node, "axis", 1) as usize;
            let (outer, inner) = first.dims.split_at(axis);
            Array::new(
                &[outer.iter().product(), inner.iter().product()],
                first.values,
            )
        }
        "Transpose" => elementwise::transpose(node, &first),
        other => panic!("`{}` is a {other}, which no test knows", node.name()),
    }
}

/// Returns an integer attribute of a node, or `default` if the node does not have it.
pub(crate) fn int(node: &NodeProto, name: &str, default: i64) -> i64 {
    option(node, name).map_or(default, |option| option.i())
}

/// Returns an attribute of a node that is a list of integers, or `default` if the node does not have it.
pub(crate) fn ints(node: &NodeProto, name: &str, default: &[i64]) -> Vec<i64> {
    option(node, name).map_or(default.to_vec(), |option| option.ints.clone())
}

fn float(node: &NodeProto, name: &str, default: f32) -> f64 {
    f64::from(option(node, name).map_or(default, |option| option.f()))
}

pub(crate) fn text<'n>(node: &'n NodeProto, name: &str, default: &'n str) -> &'n str {
    option(node, name).map_or(default, |option| {
        std::str::from_utf8(option.s()).expect("a text")
    })
}

fn option<'n>(
    node: &'n NodeProto,
    name: &str,
) -> Option<&'n googlenet_interop::onnx::proto::AttributeProto> {
    node.attribute.iter().find(|option| option.name() == name)
}
