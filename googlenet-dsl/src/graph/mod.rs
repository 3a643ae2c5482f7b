//! The portable graph: the layers of a network with the shapes of their results, connected as in the description.

mod definition;
mod head;
mod quantization;
mod receptive_field;
mod results;
mod text;

#[doc(hidden)]
pub use crate::value::When;
pub use definition::{Definition, Layer};
pub use head::{Head, Output};
pub use receptive_field::ReceptiveField;
#[doc(hidden)]
pub use results::{find_result, result_name, result_names};

use crate::op::{Op, Weight};
use crate::shape::{Shape, ShapeError};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// Index of a layer in its network: 0 for the input, then in an order in which each layer comes after those that it
/// reads, heads last.
pub type LayerId = usize;

/// Name of the input layer. In descriptions a step can read it by this name; inside a block or head the name stands for
/// the input of the block or head.
pub const INPUT: &str = "$input";

/// A layer with the shape of its result.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ShapedLayer {
    /// Name, operation, inputs and line of the layer.
    pub layer: Layer,
    /// Shape of the layer's result for one image.
    pub shape: Shape,
}

/// Largest number of outputs of a network in inference, heads of `when: always` included, that the compiler accepts.
/// Sessions return several outputs as a tuple, and traits are implemented for tuples up to this length.
pub const MAX_OUTPUTS: usize = 12;

/// A network as a directed acyclic graph of layers, each of which has a higher id than all layers that it reads.
///
/// The graph is the network of inference. Layers of heads that exist only in training come after all others and are
/// hidden: they can be looked up by id, but [`Graph::len`], [`Graph::ids`], [`Graph::readers`], [`Graph::find`] and all
/// totals leave them out. [`Graph::training`] returns the network with them.
#[derive(Debug, Clone)]
pub struct Graph {
    name: String,
    nodes: DiGraph<ShapedLayer, usize>,
    /// Number of visible layers, the input included. Nodes from this index on are hidden: they are the layers of heads
    /// that exist only in training.
    len: usize,
    outputs: Vec<Output>,
    heads: Vec<Head>,
}

impl Graph {
    /// Creates a graph that has only an input layer, which is also the output.
    ///
    /// # Errors
    /// Returns an error if the input has more than [`MAX_ELEMENTS`](crate::shape::MAX_ELEMENTS) elements.
    ///
    /// # Panics
    /// Panics if the operation of `input` is one that reads other layers.
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

    /// Builds the graph that a definition describes, and infers the shapes of all layers.
    ///
    /// # Errors
    /// Returns the name of the first layer that does not fit its inputs ([`INPUT`] for an input that is too large),
    /// with the reason.
    ///
    /// # Panics
    /// Panics if the definition has no layers, and where [`Graph::new`] or [`Graph::push`] panics, as for a layer that
    /// reads one that does not come before it.
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

    /// Replaces the outputs in inference and the heads, and hides the layers of heads that exist only in training: all
    /// layers from the first of them on. The heads' layers must already be in the graph, those of training last; this
    /// is not checked.
    #[must_use]
    pub fn with_results(mut self, outputs: Vec<Output>, heads: Vec<Head>) -> Graph {
        let of_training = heads.iter().filter(|head| head.when == When::Training);
        let all = self.nodes.node_count();
        self.len = of_training.map(|head| head.first).min().unwrap_or(all);
        self.outputs = outputs;
        self.heads = heads;
        self
    }

    /// Returns the network of training: no layer is hidden, and the results of heads that exist only in training are
    /// further outputs behind the outputs of inference. A network of training is returned unchanged.
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

    /// Adds a layer and returns its id. The layer becomes the only output, and no layer is hidden until
    /// [`Graph::with_results`] is called.
    ///
    /// # Errors
    /// Returns an error if the layer does not fit its inputs; the graph is then unchanged.
    ///
    /// # Panics
    /// Panics if the layer reads one that is not in the graph, or has no input although its operation reads one.
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

    /// Returns the name of the network.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of layers in inference, the input included; of a network of [`Graph::training`], of all
    /// layers.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns `false`, as a graph has at least its input.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Returns the ids of all visible layers, the input's (0) included, in ascending order: the layers in inference; in
    /// a network of [`Graph::training`], all layers.
    pub fn ids(&self) -> std::ops::Range<LayerId> {
        0..self.len()
    }

    /// Returns names and layer ids of the results that the network returns: those of steps of the description's main
    /// chain first, then those of heads, each in the order of the description. In a network of [`Graph::training`] the
    /// heads that exist only in training come last.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// Returns all heads; those that exist only in training come after the others.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Returns the layer with this id, without its shape; hidden layers can be looked up, too.
    ///
    /// # Panics
    /// Panics if there is no such layer.
    pub fn layer(&self, id: LayerId) -> &Layer {
        &self.nodes[NodeIndex::new(id)].layer
    }

    /// Returns the operation of a layer.
    ///
    /// # Panics
    /// Panics if there is no such layer.
    pub fn op(&self, id: LayerId) -> &Op {
        &self.layer(id).op
    }

    /// Returns the shape of a layer's result for one image.
    ///
    /// # Panics
    /// Panics if there is no such layer.
    pub fn shape(&self, id: LayerId) -> Shape {
        self.nodes[NodeIndex::new(id)].shape
    }

    /// Returns the ids of the layers that a layer reads, in the order of its operation's inputs; empty for the input.
    pub fn inputs(&self, id: LayerId) -> Vec<LayerId> {
        let mut edges: Vec<_> = self
            .nodes
            .edges_directed(NodeIndex::new(id), Direction::Incoming)
            .collect();
        edges.sort_by_key(|edge| *edge.weight());
        edges.iter().map(|edge| edge.source().index()).collect()
    }

    /// Returns the shapes of the results that a layer reads, in the order of its operation's inputs.
    pub fn input_shapes(&self, id: LayerId) -> Vec<Shape> {
        self.inputs(id)
            .into_iter()
            .map(|input| self.shape(input))
            .collect()
    }

    /// Returns the ids of the visible layers ([`Graph::ids`]) that read a layer, in ascending order; a layer that reads
    /// it twice is listed twice.
    pub fn readers(&self, id: LayerId) -> Vec<LayerId> {
        let readers = self
            .nodes
            .neighbors_directed(NodeIndex::new(id), Direction::Outgoing);
        let readers = readers.map(NodeIndex::index);
        let mut readers: Vec<_> = readers.filter(|reader| *reader < self.len).collect();
        readers.sort_unstable();
        readers
    }

    /// Returns the id of the visible layer ([`Graph::ids`]) with this name, which is its path in the description;
    /// `None` if there is none, or if the layer is hidden.
    pub fn find(&self, name: &str) -> Option<LayerId> {
        self.ids().find(|id| self.layer(*id).name == name)
    }

    /// Returns the names, shapes and roles of a layer's weight tensors; empty for a layer without weights.
    pub fn weights(&self, id: LayerId) -> Vec<Weight> {
        self.op(id).weights(&self.input_shapes(id))
    }

    /// Returns the number of parameters of a layer: the elements of all its weight tensors, those that training does
    /// not change included.
    pub fn params(&self, id: LayerId) -> u64 {
        self.weights(id)
            .iter()
            .map(|weight| weight.len() as u64)
            .sum()
    }

    /// Returns the number of multiply-accumulates of a layer for one image, products with padding included; 0 for
    /// layers without a kernel.
    pub fn macs(&self, id: LayerId) -> u64 {
        self.op(id).macs(&self.input_shapes(id), self.shape(id))
    }

    /// Returns the number of parameters of all layers of [`Graph::ids`], those that training does not change included.
    pub fn total_params(&self) -> u64 {
        self.ids().map(|id| self.params(id)).sum()
    }

    /// Returns the number of parameters of all layers of [`Graph::ids`] without those that gradient descent does not
    /// change, the moving means and variances.
    pub fn trainable_params(&self) -> u64 {
        let weights = self.ids().flat_map(|id| self.weights(id));
        weights
            .filter(|weight| weight.role.trainable())
            .map(|weight| weight.len() as u64)
            .sum()
    }

    /// Returns the number of multiply-accumulates of all layers of [`Graph::ids`] for one image, products with padding
    /// included.
    pub fn total_macs(&self) -> u64 {
        self.ids().map(|id| self.macs(id)).sum()
    }

    /// Returns the network as a plain list of all layers, hidden ones included, with the outputs of inference alone.
    /// [`Graph::build`] makes the network of inference from it.
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
