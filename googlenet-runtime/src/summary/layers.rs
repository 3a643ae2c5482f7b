//! The data of a summary: the totals of a network, and a row for each layer.

use super::{names, order};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::DType;

/// The layers of a network in inference with their shapes and costs, and the network's totals. `Display` writes the
/// table of [`Style::Keras`](super::Style::Keras).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Summary {
    /// Name of the network.
    pub name: String,
    /// Layers in the order of the description, with the input first and the layers of heads (auxiliary classifiers)
    /// last.
    pub layers: Vec<Row>,
    /// Paths of the layers whose results are the network's outputs, in the order of the outputs.
    pub outputs: Vec<String>,
    /// Number of parameters of all layers, moving means and variances of batch normalisation included.
    pub params: u64,
    /// Number of parameters of the network that training changes, which are all except moving means and variances.
    pub trainable_params: u64,
    /// Number of multiply-accumulates of all layers for one image.
    pub macs: u64,
    /// Sum of the sizes in bytes of the results of all layers for one image as 32-bit floats, the input included, as if
    /// each result had memory of its own.
    pub activation_bytes: u64,
    /// Height and width of the receptive field of a value of the first output, in pixels of the input, padding
    /// included.
    pub receptive_field: [u64; 2],
    /// Indices into [`Summary::layers`] in the order in which Keras prints the layers.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) keras_order: Vec<usize>,
    /// `true` if Keras prints the network as a chain, in which each layer reads only the one before, without the column
    /// of connections.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) chain: bool,
}

/// A layer in a summary, with its shape and costs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// Path of the layer in the description: names with dots between them.
    pub name: String,
    /// Name that Keras would give to the layer, such as `conv2d_5`.
    pub keras_name: String,
    /// Keras class with the same function, such as `Conv2D`.
    pub class: String,
    /// Kind of the layer in the description, such as `max_pool`; `input` for the input.
    pub kind: String,
    /// Sizes of the result for one image: height, width and channels, or only the number of features of a vector.
    pub output: Vec<usize>,
    /// Number of parameters of the layer, moving means and variances of batch normalisation included.
    pub params: u64,
    /// Number of multiply-accumulates of the layer for one image.
    pub macs: u64,
    /// Size of the result for one image as 32-bit floats, in bytes.
    pub bytes: u64,
    /// Height and width of the receptive field of a value of the result, in pixels of the network's input, padding
    /// included.
    pub receptive_field: [u64; 2],
    /// Paths of the layers whose results the layer reads, in the order of its inputs; empty for the input.
    pub inputs: Vec<String>,
    /// Line of the description, from 1, that the layer comes from; 0 for a layer that comes from no description.
    pub line: u32,
    /// Indices into [`Summary::layers`] of the layers that the layer reads, in the order of `inputs`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) sources: Vec<usize>,
}

impl Summary {
    /// Computes the summary of a network in inference, without layers that exist only in training.
    pub fn new(graph: &Graph) -> Summary {
        let keras_names = names::keras_names(graph);
        let receptive_fields = graph.receptive_fields();
        let row = |id: usize| {
            let layer = graph.layer(id);
            let sources = graph.inputs(id);
            Row {
                name: layer.name.to_string(),
                keras_name: keras_names[id].clone(),
                class: layer.op.keras_class().to_owned(),
                kind: layer.op.kind().map_or("input", |kind| kind.name).to_owned(),
                output: graph.shape(id).dims(),
                params: graph.params(id),
                macs: graph.macs(id),
                bytes: DType::F32.bytes(graph.shape(id).len()),
                receptive_field: receptive_fields[id],
                inputs: sources
                    .iter()
                    .map(|source| graph.layer(*source).name.to_string())
                    .collect(),
                line: layer.line,
                sources,
            }
        };
        let layers: Vec<Row> = graph.ids().map(row).collect();
        let (keras_order, chain) = order::keras_order(graph);
        let outputs = graph.outputs().iter();
        Summary {
            name: graph.name().to_owned(),
            outputs: outputs
                .map(|output| graph.layer(output.layer).name.to_string())
                .collect(),
            params: graph.total_params(),
            trainable_params: graph.trainable_params(),
            macs: graph.total_macs(),
            receptive_field: receptive_fields[graph.outputs()[0].layer],
            activation_bytes: layers.iter().map(|row| row.bytes).sum(),
            layers,
            keras_order,
            chain,
        }
    }
}
