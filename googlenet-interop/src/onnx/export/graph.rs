//! Construction of the graph message of an ONNX file, layer by layer.

use super::batch::Batch;
use super::builder::Builder;
use super::flatten::orders;
use super::op::translation;
use super::quantized::Integers;
use super::site::Site;
use super::tensor::Tensor;
use super::types;
use crate::onnx::proto::{GraphProto, ValueInfoProto};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_runtime::quantize::Quantized;
use std::collections::HashSet;

/// Translates a network, or its quantised form, to a graph message without constants, and the list of the constants.
pub(super) fn build(
    graph: &Graph,
    batch: Batch,
    quantized: Option<&Quantized>,
) -> (GraphProto, Vec<Tensor>) {
    let integers = quantized.map(|quantized| Integers::of(graph, quantized));
    let orders = orders(graph);
    let mut builder = Builder::default();
    let mut values: Vec<ValueInfoProto> = Vec::new();
    for id in graph.ids() {
        let site = Site::of(graph, &orders, id);
        values.push(types::value(site.result.clone(), site.output, batch));
        match &integers {
            None => translation(graph.op(id)).translate(&site, &mut builder),
            Some(integers) => integers.translate(graph, site, &mut builder),
        }
    }
    let results = results(graph);
    let output = results.iter().map(|id| values[*id].clone());
    let body = GraphProto {
        name: Some(graph.name().to_owned()),
        node: builder.nodes,
        output: output.collect(),
        input: vec![values[0].clone()],
        value_info: between(&results, values),
        ..GraphProto::default()
    };
    (body, builder.tensors)
}

/// Returns the layers whose results are outputs of the network, each once, in the order of the outputs.
fn results(graph: &Graph) -> Vec<LayerId> {
    let mut seen = HashSet::new();
    let layers = graph.outputs().iter().map(|output| output.layer);
    layers.filter(|layer| seen.insert(*layer)).collect()
}

/// Returns the declarations of all results that are neither the network's input nor outputs. `results` are the layers
/// of the outputs; `values` are the declarations of all results, by layer id.
fn between(results: &[LayerId], values: Vec<ValueInfoProto>) -> Vec<ValueInfoProto> {
    let all = values.into_iter().enumerate().skip(1);
    all.filter(|(id, _)| !results.contains(id))
        .map(|(_, value)| value)
        .collect()
}
