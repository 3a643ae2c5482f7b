//! Builds the file's graph, layer by layer.

use super::names::tensor_name;
use super::node::Node;
use super::op::translation;
use super::order::{Order, Orders};
use super::proto::{GraphProto, NodeProto, ValueInfoProto};
use super::tensor::{Tensor, Values};
use super::{Batch, types};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::shape::Shape;
use std::collections::HashSet;

/// The nodes of a network, and apart from them its constants.
pub(super) fn build(graph: &Graph, batch: Batch) -> (GraphProto, Vec<Tensor>) {
    let orders = Orders::of(graph);
    let mut builder = Builder::default();
    let mut values: Vec<ValueInfoProto> = Vec::new();
    for id in graph.ids() {
        let site = Site::of(graph, &orders, id);
        values.push(types::value(site.result.clone(), site.output, batch));
        translation(graph.op(id)).translate(&site, &mut builder);
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

/// The layers whose results are the network's, each once.
fn results(graph: &Graph) -> Vec<LayerId> {
    let mut seen = HashSet::new();
    let layers = graph.outputs().iter().map(|output| output.layer);
    layers.filter(|layer| seen.insert(*layer)).collect()
}

/// What is neither the network's input nor its result.
fn between(results: &[LayerId], values: Vec<ValueInfoProto>) -> Vec<ValueInfoProto> {
    let all = values.into_iter().enumerate().skip(1);
    all.filter(|(id, _)| !results.contains(id))
        .map(|(_, value)| value)
        .collect()
}

/// A layer that is being translated.
#[derive(Debug)]
pub(super) struct Site<'g> {
    /// Its place in the network.
    pub(super) id: LayerId,
    /// Its path.
    pub(super) path: &'g str,
    /// The tensors that it reads.
    pub(super) inputs: Vec<String>,
    /// Their shapes.
    pub(super) shapes: Vec<Shape>,
    /// In which order the features of what it reads stand.
    pub(super) order: &'g Order,
    /// Whether a map that is flattened is to be turned to the network's order first.
    pub(super) turned: bool,
    /// The shape that it makes.
    pub(super) output: Shape,
    /// The tensor that it makes.
    pub(super) result: String,
}

impl<'g> Site<'g> {
    fn of(graph: &'g Graph, orders: &'g Orders, id: LayerId) -> Site<'g> {
        let inputs = graph.inputs(id);
        let path: &str = &graph.layer(id).name;
        Site {
            id,
            path,
            shapes: graph.input_shapes(id),
            order: orders.of_layer(inputs.first().copied().unwrap_or(id)),
            turned: orders.is_turned(id),
            output: graph.shape(id),
            result: tensor_name(path),
            inputs: inputs
                .into_iter()
                .map(|input| tensor_name(&graph.layer(input).name))
                .collect(),
        }
    }

    /// The name of a node or tensor beside those that bear the layer's path itself.
    pub(super) fn beside(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }
}

/// The nodes and constants so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    nodes: Vec<NodeProto>,
    tensors: Vec<Tensor>,
    shared: HashSet<String>,
}

impl Builder {
    /// Adds the node that bears the layer's path and makes its result.
    pub(super) fn layer(&mut self, site: &Site<'_>, node: Node) {
        self.nodes
            .push(node.named(site.path.into(), site.result.clone()));
    }

    /// Adds the node that bears the layer's path but does not make its result; gives the tensor that it makes.
    pub(super) fn first(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(site.path.into(), makes.clone()));
        makes
    }

    /// Adds a node in front of the one that bears the layer's path; gives the tensor that it makes.
    pub(super) fn before(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(makes.clone(), makes.clone()));
        makes
    }

    /// Adds the node behind the one that bears the layer's path, which makes the layer's result.
    pub(super) fn last(&mut self, site: &Site<'_>, node: Node, name: &str) {
        let node = node.named(site.beside(name), site.result.clone());
        self.nodes.push(node);
    }

    /// Adds a constant with the values of a weight of the layer, whose rows stand in the order given, and gives its
    /// name. A weight is rows x outputs; in the file outputs come first.
    pub(super) fn weight(
        &mut self,
        site: &Site<'_>,
        name: &'static str,
        dims: impl Into<Vec<usize>>,
        rows: Order,
    ) -> String {
        let (layer, full) = (site.id - 1, format!("{}.{name}", site.path));
        self.constant(full, dims.into(), Values::Weight { layer, name, rows })
    }

    /// Adds a constant of the layer of the same value throughout, and gives its name.
    pub(super) fn filled(&mut self, site: &Site<'_>, name: &str, len: usize, value: f32) -> String {
        let name = format!("{}.{name}", site.path);
        self.constant(name, vec![len], Values::Same(value))
    }

    /// Adds whole numbers as a constant of the layer, and gives its name.
    pub(super) fn whole(&mut self, site: &Site<'_>, name: &str, values: Vec<i64>) -> String {
        self.constant(site.beside(name), vec![values.len()], Values::Whole(values))
    }

    /// A number as a constant, which all nodes that want the same number share.
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
