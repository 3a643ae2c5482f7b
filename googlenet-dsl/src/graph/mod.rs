//! The portable graph: layers with their shapes, connected as the file says.

mod definition;
mod head;
mod receptive_field;

#[doc(hidden)]
pub use crate::value::When;
pub use definition::{Definition, Layer};
pub use head::{Head, Output};

use crate::op::{Op, Weight};
use crate::shape::{Shape, ShapeError};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// The place of a layer in its network, counted from the input (0) in the order of the file.
pub type LayerId = usize;

/// The input's name.
pub const INPUT: &str = "$input";

/// A layer with its shape.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ShapedLayer {
    /// The layer.
    pub layer: Layer,
    /// The shape of its result for one image.
    pub shape: Shape,
}

/// The most outputs of a network, those of heads among them.
pub const MAX_OUTPUTS: usize = 12;

/// A network as a directed acyclic graph. Edges carry the operand's slot; a layer stands behind all that it reads.
///
/// The graph is the network of inference. The layers of heads that only training has stand behind all others: their ids
/// give layer, shape and inputs, but [`Graph::ids`], [`Graph::readers`] and all totals leave them out.
/// [`Graph::training`] is the network with them.
#[derive(Debug, Clone)]
pub struct Graph {
    name: String,
    nodes: DiGraph<ShapedLayer, usize>,
    /// How many layers there are, the input included; further ones are those that only training has.
    len: usize,
    outputs: Vec<Output>,
    heads: Vec<Head>,
}

impl Graph {
    /// A graph with nothing but an input.
    ///
    /// # Errors
    /// The input is too large.
    pub fn new(name: impl Into<String>, input: Layer) -> Result<Graph, ShapeError> {
        let shape = input.op.infer(&[])?;
        let mut nodes = DiGraph::new();
        nodes.add_node(ShapedLayer {
            layer: input,
            shape,
        });
        Ok(Graph {
            name: name.into(),
            nodes,
            len: 1,
            outputs: vec![Output {
                name: INPUT.into(),
                layer: 0,
            }],
            heads: Vec::new(),
        })
    }

    /// Builds the graph that a definition describes.
    ///
    /// # Errors
    /// A layer that does not fit its inputs, with its name.
    pub fn build(definition: &Definition) -> Result<Graph, Box<(String, ShapeError)>> {
        let mut layers = definition.layers.iter().cloned();
        let input = layers.next().expect("a definition begins with its input");
        let mut graph = Graph::new(definition.name.clone(), input)
            .map_err(|error| Box::new((INPUT.to_owned(), error)))?;
        for layer in layers {
            let name = layer.name.to_string();
            graph.push(layer).map_err(|error| Box::new((name, error)))?;
        }
        let (outputs, heads) = (definition.outputs.to_vec(), definition.heads.to_vec());
        Ok(graph.with_results(outputs, heads))
    }

    /// The graph with these outputs in inference, and with these heads, whose layers it holds behind all others.
    #[must_use]
    pub fn with_results(mut self, outputs: Vec<Output>, heads: Vec<Head>) -> Graph {
        let of_training = heads.iter().filter(|head| head.when == When::Training);
        let all = self.nodes.node_count();
        self.len = of_training.map(|head| head.first).min().unwrap_or(all);
        self.outputs = outputs;
        self.heads = heads;
        self
    }

    /// The network as training has it: with the layers of all heads, whose results are outputs behind the others.
    #[must_use]
    pub fn training(&self) -> Graph {
        let mut graph = self.clone();
        graph.len = graph.nodes.node_count();
        let hidden = self.heads.iter().filter(|head| head.first >= self.len);
        graph.outputs.extend(hidden.map(|head| Output {
            name: head.name.clone(),
            layer: head.output,
        }));
        graph
    }

    /// Adds a layer, which becomes the output.
    ///
    /// # Errors
    /// The layer does not fit its inputs.
    ///
    /// # Panics
    /// The layer reads one that is not in the graph.
    pub fn push(&mut self, layer: Layer) -> Result<LayerId, ShapeError> {
        let inputs: Vec<Shape> = layer
            .inputs
            .iter()
            .map(|input| self.shape(*input))
            .collect();
        let shape = layer.op.infer(&inputs)?;
        let (sources, name) = (layer.inputs.clone(), layer.name.clone());
        let node = self.nodes.add_node(ShapedLayer { layer, shape });
        for (slot, source) in sources.iter().enumerate() {
            self.nodes.add_edge(NodeIndex::new(*source), node, slot);
        }
        let layer = node.index();
        self.len = layer + 1;
        self.outputs = vec![Output { name, layer }];
        Ok(layer)
    }

    /// The network's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of layers, the input included.
    pub fn len(&self) -> usize {
        self.len
    }

    /// A graph has at least its input.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// All layers in order.
    pub fn ids(&self) -> std::ops::Range<LayerId> {
        0..self.len()
    }

    /// What the network makes, in the order of the file; the results of heads stand behind those of steps.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The heads, those that only training has behind the others.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The layer at a place.
    pub fn layer(&self, id: LayerId) -> &Layer {
        &self.nodes[NodeIndex::new(id)].layer
    }

    /// A layer's operation.
    pub fn op(&self, id: LayerId) -> &Op {
        &self.layer(id).op
    }

    /// The shape of a layer's result.
    pub fn shape(&self, id: LayerId) -> Shape {
        self.nodes[NodeIndex::new(id)].shape
    }

    /// What a layer reads, by slot.
    pub fn inputs(&self, id: LayerId) -> Vec<LayerId> {
        let mut edges: Vec<_> = self
            .nodes
            .edges_directed(NodeIndex::new(id), Direction::Incoming)
            .collect();
        edges.sort_by_key(|edge| *edge.weight());
        edges.iter().map(|edge| edge.source().index()).collect()
    }

    /// The shapes of what a layer reads, by slot.
    pub fn input_shapes(&self, id: LayerId) -> Vec<Shape> {
        self.inputs(id)
            .into_iter()
            .map(|input| self.shape(input))
            .collect()
    }

    /// Who reads a layer, in order; a layer that reads it twice stands twice.
    pub fn readers(&self, id: LayerId) -> Vec<LayerId> {
        let readers = self
            .nodes
            .neighbors_directed(NodeIndex::new(id), Direction::Outgoing);
        let readers = readers.map(NodeIndex::index);
        let mut readers: Vec<_> = readers.filter(|reader| *reader < self.len).collect();
        readers.sort_unstable();
        readers
    }

    /// The layer of that name (its path in the file).
    pub fn find(&self, name: &str) -> Option<LayerId> {
        self.ids().find(|id| self.layer(*id).name == name)
    }

    /// A layer's weight tensors.
    pub fn weights(&self, id: LayerId) -> Vec<Weight> {
        self.op(id).weights(&self.input_shapes(id))
    }

    /// A layer's parameters, trainable or not.
    pub fn params(&self, id: LayerId) -> u64 {
        self.weights(id)
            .iter()
            .map(|weight| weight.len() as u64)
            .sum()
    }

    /// A layer's multiply-accumulates for one image.
    pub fn macs(&self, id: LayerId) -> u64 {
        self.op(id).macs(&self.input_shapes(id), self.shape(id))
    }

    /// The whole network's parameters.
    pub fn total_params(&self) -> u64 {
        self.ids().map(|id| self.params(id)).sum()
    }

    /// The whole network's trainable parameters.
    pub fn trainable_params(&self) -> u64 {
        let weights = self.ids().flat_map(|id| self.weights(id));
        weights
            .filter(|weight| weight.role.trainable())
            .map(|weight| weight.len() as u64)
            .sum()
    }

    /// The whole network's multiply-accumulates for one image.
    pub fn total_macs(&self) -> u64 {
        self.ids().map(|id| self.macs(id)).sum()
    }

    /// The graph as a plain list of layers, with those that only training has.
    pub fn definition(&self) -> Definition {
        let layers: Vec<Layer> = self
            .nodes
            .node_weights()
            .map(|node| node.layer.clone())
            .collect();
        let of_training = |output: &&Output| {
            let hidden = self.heads.iter().filter(|head| head.when == When::Training);
            hidden
                .map(|head| head.output)
                .any(|layer| layer == output.layer)
        };
        let outputs = self.outputs.iter().filter(|output| !of_training(output));
        Definition {
            name: self.name.clone().into(),
            layers: layers.into(),
            outputs: outputs.cloned().collect(),
            heads: self.heads.clone().into(),
        }
    }
}
