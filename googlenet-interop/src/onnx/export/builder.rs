//! Collection of the nodes and constants of a graph while its layers are translated. `PATH` is the path of a layer.

use super::node::Node;
use super::site::Site;
use super::tensor::{Tensor, Values, outputs_first};
use crate::onnx::proto::NodeProto;
use crate::onnx::proto::tensor_proto::DataType;
use crate::order::Order;
use googlenet_runtime::quantize::{FloatWeight, Quantization, QuantizedWeights};
use std::collections::HashSet;

/// The nodes and constants of an ONNX graph that the translated layers have added so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// Nodes in the order of execution.
    pub(super) nodes: Vec<NodeProto>,
    /// Constants in the order in which they were added.
    pub(super) tensors: Vec<Tensor>,
    /// Names of the scalar constants among `tensors`, which all layers share.
    shared: HashSet<String>,
    /// Weights of the layer that is translated, if they are not those of the network's layers.
    pub(super) own: Own,
}

/// Weights of a layer of a quantised network.
#[derive(Debug, Default)]
pub(super) enum Own {
    /// None: the weights are those of the network's layer.
    #[default]
    Layer,
    /// Integers, and the scale of what they are multiplied with.
    Integers(QuantizedWeights, f32),
    Floats(Vec<FloatWeight>),
}

impl Builder {
    /// Adds a node that has the layer's path as its name and the layer's result as its output.
    pub(super) fn layer(&mut self, site: &Site<'_>, node: Node) {
        self.nodes
            .push(node.named(site.path.into(), site.result.clone()));
    }

    /// Adds a node that has the layer's path as its name and an intermediate tensor `PATH/name` as its output. Returns
    /// the name of that tensor.
    pub(super) fn first(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(site.path.into(), makes.clone()));
        makes
    }

    /// Adds a node that comes before the one with the layer's path as its name. The node and its output are called
    /// `PATH/name`, which is returned.
    pub(super) fn before(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(makes.clone(), makes.clone()));
        makes
    }

    /// Adds a node that comes after the one with the layer's path as its name. The node is called `PATH/name`, and its
    /// output is the layer's result.
    pub(super) fn last(&mut self, site: &Site<'_>, node: Node, name: &str) {
        let node = node.named(site.beside(name), site.result.clone());
        self.nodes.push(node);
    }

    /// Adds a constant of the shape `dims` with the values of the layer's weight `name`, and returns the constant's
    /// name, `PATH.name`. The layer has the weight as rows x outputs, the outputs being its last axis; the file has it
    /// as outputs x rows, with the rows in the order `rows`.
    pub(super) fn weight(
        &mut self,
        site: &Site<'_>,
        name: &'static str,
        dims: impl Into<Vec<usize>>,
        rows: Order,
    ) -> String {
        let (layer, full) = (site.id - 1, format!("{}.{name}", site.path));
        let dims = dims.into();
        let values = match &self.own {
            Own::Layer => Values::Weight { layer, name, rows },
            Own::Integers(weights, input) => {
                let (integers, scales) = integers(weights, *input, name, &rows);
                let outputs = scales.len();
                let scale = self.constant(
                    format!("{full}_scale"),
                    vec![scales.len()],
                    Values::Floats(scales),
                );
                // Zeros may be left out, but ONNX Runtime's optimisations want them.
                let zeros = match name {
                    "kernel" => Values::Bytes(DataType::Int8, vec![0; outputs]),
                    _ => Values::Bytes(DataType::Int32, vec![0; 4 * outputs]),
                };
                let zeros = self.constant(format!("{full}_zero_point"), vec![outputs], zeros);
                let stored = self.constant(format!("{full}_quantized"), dims, integers);
                let node = Node::new("DequantizeLinear").reads([stored, scale, zeros]);
                let name = format!("{full}/dequantize");
                self.nodes
                    .push(node.int("axis", 0).named(name, full.clone()));
                return full;
            }
            Own::Floats(floats) => {
                let own = floats.iter().find(|weight| weight.name == full);
                let own = own.expect("a quantised network has the weights of its graph");
                let floats = outputs_first(&own.values, &rows);
                let bytes = floats.iter().flat_map(|value| value.to_le_bytes());
                Values::Bytes(DataType::Float, bytes.collect())
            }
        };
        self.constant(full, dims, values)
    }

    /// Adds nodes that round the tensor `from` to 8-bit integers and make the tensor `to` of these. Constants and nodes
    /// are called after `layer`.
    pub(super) fn rounded(&mut self, layer: &str, from: String, to: String, scaling: Quantization) {
        let scale = format!("{layer}.result_scale");
        let scale = self.constant(scale, Vec::new(), Values::Same(scaling.scale));
        let zero_point = format!("{layer}.result_zero_point");
        let bytes = Values::Bytes(DataType::Uint8, vec![scaling.zero_point]);
        let zero_point = self.constant(zero_point, Vec::new(), bytes);
        let stored = format!("{layer}/quantized");
        let nodes = [
            ("QuantizeLinear", "quantize", from, stored.clone()),
            ("DequantizeLinear", "dequantize", stored, to),
        ];
        for (operator, word, from, to) in nodes {
            let node = Node::new(operator).reads([from, scale.clone(), zero_point.clone()]);
            self.nodes.push(node.named(format!("{layer}/{word}"), to));
        }
    }

    /// Adds a vector of `len` 32-bit floats that all are `value` as a constant of the layer, and returns its name,
    /// `PATH.name`.
    pub(super) fn filled(&mut self, site: &Site<'_>, name: &str, len: usize, value: f32) -> String {
        let name = format!("{}.{name}", site.path);
        self.constant(name, vec![len], Values::Same(value))
    }

    /// Adds a vector of 64-bit integers as a constant of the layer, and returns its name, `PATH/name`.
    pub(super) fn whole(&mut self, site: &Site<'_>, name: &str, values: Vec<i64>) -> String {
        self.constant(site.beside(name), vec![values.len()], Values::Whole(values))
    }

    /// Adds a vector of 32-bit floats as a constant of the layer, and returns its name, `PATH/name`.
    pub(super) fn floats(&mut self, site: &Site<'_>, name: &str, values: Vec<f32>) -> String {
        self.constant(
            site.beside(name),
            vec![values.len()],
            Values::Floats(values),
        )
    }

    /// Returns the name of the scalar constant `value`, which is added if there is none. All layers share it.
    pub(super) fn number(&mut self, value: f32) -> String {
        let name = format!("constant/{value}");
        if self.shared.insert(name.clone()) {
            self.constant(name.clone(), Vec::new(), Values::Same(value));
        }
        name
    }

    fn constant(&mut self, name: String, dims: Vec<usize>, values: Values) -> String {
        self.tensors.push(Tensor {
            name: name.clone(),
            dims,
            values,
        });
        name
    }
}

/// Returns the integers and scales of a weight of a layer whose input has the scale `input`.
fn integers(
    weights: &QuantizedWeights,
    input: f32,
    name: &str,
    rows: &Order,
) -> (Values, Vec<f32>) {
    match name {
        "kernel" => {
            let kernel = outputs_first(&weights.kernel, rows);
            let bytes = kernel.iter().map(|weight| weight.cast_unsigned()).collect();
            (Values::Bytes(DataType::Int8, bytes), weights.scales.clone())
        }
        _ => {
            let bytes = weights
                .bias
                .iter()
                .flat_map(|bias| bias.to_le_bytes())
                .collect();
            let scales = weights.scales.iter().map(|scale| scale * input).collect();
            (Values::Bytes(DataType::Int32, bytes), scales)
        }
    }
}
