//! What a summary says.

use super::{names, order};
use googlenet_dsl::dtype::DType;
use googlenet_dsl::graph::Graph;

/// The layers of a network with their shapes and costs. `Display` is [`Style::Keras`](super::Style::Keras).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Summary {
    /// The network's name.
    pub name: String,
    /// The layers in the order of the file, the input first.
    pub layers: Vec<Row>,
    /// The paths of the layers whose results are the network's, in order.
    pub outputs: Vec<String>,
    /// Parameters, moving statistics included.
    pub params: u64,
    /// Parameters that training changes.
    pub trainable_params: u64,
    /// Multiply-accumulates for one image.
    pub macs: u64,
    /// Bytes of all results for one image, were each kept.
    pub activation_bytes: u64,
    /// Height and width of the receptive field of the first output's values in the input, padding counted.
    pub receptive_field: [u64; 2],
    /// The places of the layers in the order in which Keras prints them.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) keras_order: Vec<usize>,
    /// Whether Keras prints the network as a chain, without connections.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) chain: bool,
}

/// A layer of a summary.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// The path in the file.
    pub name: String,
    /// The name that Keras gives: `conv2d_5`.
    pub keras_name: String,
    /// The class of Keras.
    pub class: String,
    /// The kind in the file.
    pub kind: String,
    /// The sizes of the result for one image.
    pub output: Vec<usize>,
    /// Parameters.
    pub params: u64,
    /// Multiply-accumulates for one image.
    pub macs: u64,
    /// Bytes of the result for one image.
    pub bytes: u64,
    /// Height and width of the receptive field of a value in the input, padding counted.
    pub receptive_field: [u64; 2],
    /// The paths of what it reads.
    pub inputs: Vec<String>,
    /// The line of the file, from 1.
    pub line: u32,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) sources: Vec<usize>,
}

impl Summary {
    /// Summarises a network.
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
