//! The data of a summary: the totals of a network, and a row for each layer.

use super::options::{Options, Windows};
#[cfg(feature = "serde")]
use super::serialize;
use super::tensors::{self, WeightTensor};
use super::totals::held_bytes;
use super::{kinds, names, order};
use crate::Isa;
use crate::session::packed_bytes;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::plan::Plan;
use googlenet_dsl::value::{Activation, Algorithms, DType, Memory, Padding, Precision};
use std::collections::HashMap;

/// The layers of a network in inference with their shapes, options and costs, and the network's totals. `Display`
/// writes the table of [`Style::Keras`](super::Style::Keras).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Summary {
    /// Name of the network.
    pub name: String,
    /// Layers in the order of the description, with the input first and the layers of heads (auxiliary classifiers)
    /// last.
    pub layers: Vec<Row>,
    /// Paths of the rows whose results are the network's outputs, in the order of the outputs.
    pub outputs: Vec<String>,
    /// Kinds of layers, each with the number of its layers: the commonest first, those of equal numbers in the order of
    /// the description. The input is not counted. For serde a map.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::map"))]
    pub kinds: Vec<(String, usize)>,
    /// Number of parameters of all layers, moving means and variances of batch normalisation included.
    pub params: u64,
    /// Number of parameters of the network that training changes, which are all except moving means and variances.
    pub trainable_params: u64,
    /// Number of multiply-accumulates of all layers for one image.
    pub macs: u64,
    /// Sum of the sizes in bytes of the results of all layers for one image, the input included, as if each result had
    /// memory of its own: [`Row::bytes`] of all layers.
    pub activation_bytes: u64,
    /// Size of all parameters as 32-bit floats, in bytes; of a quantised network that of its integers, scales, and weights
    /// in `f32`.
    pub weight_bytes: u64,
    /// Size in bytes of the arena that holds the results of one image in a session, where results share memory; `None`
    /// before [`Summary::with_plan`].
    pub arena_bytes: Option<u64>,
    /// Bytes that inference takes in all, as [`needs_bytes`](super::needs_bytes) counts them; `None` before [`Summary::with_plan`].
    pub needs_bytes: Option<u64>,
    /// Precision for which `needs_bytes` holds; `None` before [`Summary::with_plan`].
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::precision"))]
    pub precision: Option<Precision>,
    /// Memory for which `needs_bytes` holds; `None` before [`Summary::with_plan`].
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::memory"))]
    pub memory: Option<Memory>,
    /// Element type of results, but of those that stay in `f32`, for which [`Row::bytes`], `activation_bytes`, `arena_bytes`
    /// and `needs_bytes` hold; `None` before [`Summary::with_plan`].
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::dtype"))]
    pub dtype: Option<DType>,
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

/// A layer in a summary, with its shape, options and costs; or a module of several layers, with their sums
/// ([`Summary::fold`]).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// Path of the layer in the description: names with dots between them.
    pub name: String,
    /// Name that Keras would give to the layer, such as `conv2d_5`; for a module its path.
    pub keras_name: String,
    /// Keras class with the same function, such as `Conv2D`; for a module the name of its block in camel case, or
    /// `Functional`.
    pub class: String,
    /// Kind of the layer in the description, such as `max_pool`; `input` for the input. For a module the name of its
    /// block, `head` for a head, or the kind of the layer that the module's step writes, such as `concat`.
    pub kind: String,
    /// Whether the row stands for a module, whose inner layers it folds.
    pub module: bool,
    /// Number of layers that the row stands for; 1 for a layer.
    pub layer_count: usize,
    /// Sizes of the result for one image: height, width and channels, or only the number of features of a vector.
    pub output: Vec<usize>,
    /// Whether the result is an output of the network.
    pub is_output: bool,
    /// Number of parameters of the layer, moving means and variances of batch normalisation included.
    pub params: u64,
    /// Number of parameters of the layer that training changes.
    pub trainable_params: u64,
    /// Number of multiply-accumulates of the layer for one image.
    pub macs: u64,
    /// Size of the result for one image in bytes; for a module the sum over its layers. Before [`Summary::with_plan`] as
    /// 32-bit floats, then as elements of the type that the plan gives the result: its own, or 32-bit floats where the
    /// result stays in them. A result within a step has the type of the step's result. The network's input is always 32-bit
    /// floats.
    pub bytes: u64,
    /// Height and width of the receptive field of a value of the result, in pixels of the network's input, padding
    /// included.
    pub receptive_field: [u64; 2],
    /// Rows and columns of the network's input from the receptive field of one value to that of its neighbour; `None`
    /// for a vector.
    pub receptive_field_stride: Option<[u64; 2]>,
    /// First row and column of the receptive field of the result's value at the upper left; negative in the padding.
    pub receptive_field_offset: [i64; 2],
    /// Height and width of the kernel or window; `None` for layers without this option, as in all fields of options.
    pub kernel: Option<[u32; 2]>,
    /// Rows and columns from one position of the window to the next.
    pub stride: Option<[u32; 2]>,
    /// Rows and columns from one tap of the kernel to the next.
    pub dilation: Option<[u32; 2]>,
    /// Padding of the window, or the rows and columns that the layer puts around its input. For serde the word of the
    /// description, or four numbers: top, left, bottom, right.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::padding"))]
    pub padding: Option<Padding>,
    /// Number of groups of a convolution.
    pub groups: Option<u32>,
    /// Whether a learned vector is added.
    pub bias: Option<bool>,
    /// Function that the layer applies to its result. For serde its word; its parameters are among
    /// `options`.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize::activation"))]
    pub activation: Option<Activation>,
    /// The layer's other options, such as `rate` of `dropout`.
    pub options: Options,
    /// The layer's weight tensors.
    pub weights: Vec<WeightTensor>,
    /// Paths of the rows whose results the layer reads, in the order of its inputs; empty for the input.
    pub inputs: Vec<String>,
    /// Line of the description, from 1, that the layer comes from; 0 for a layer that comes from no description.
    pub line: u32,
    /// Indices into [`Summary::layers`] of the layers that the layer reads, in the order of `inputs`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) sources: Vec<usize>,
    /// Paths of the layers that the row stands for, and the numbers of values of their results for one image.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) results: Vec<(String, usize)>,
}

impl Summary {
    /// Computes the summary of a network in inference, without layers that exist only in training.
    pub fn new(graph: &Graph) -> Summary {
        let keras_names = names::keras_names(graph);
        let places = graph.receptive_field_places();
        let results: Vec<LayerId> = graph.outputs().iter().map(|output| output.layer).collect();
        let path = |id: &LayerId| graph.layer(*id).name.to_string();
        let row = |id: LayerId| {
            let layer = graph.layer(id);
            let sources = graph.inputs(id);
            let (windows, options) = Options::of(&layer.op);
            let weights = tensors::of_layer(graph, id);
            Row {
                name: path(&id),
                keras_name: keras_names[id].clone(),
                class: layer.op.keras_class().to_owned(),
                kind: kinds::kind(graph, id).to_owned(),
                module: false,
                layer_count: 1,
                output: graph.shape(id).dims(),
                is_output: results.contains(&id),
                params: tensors::values(&weights),
                trainable_params: tensors::trainable_values(&weights),
                macs: graph.macs(id),
                bytes: DType::F32.bytes(graph.shape(id).len()),
                receptive_field: places[id].size,
                receptive_field_stride: places[id].stride,
                receptive_field_offset: places[id].offset,
                inputs: sources.iter().map(path).collect(),
                line: layer.line,
                sources,
                results: vec![(path(&id), graph.shape(id).len())],
                options,
                weights,
                ..Row::of(windows)
            }
        };
        let layers: Vec<Row> = graph.ids().map(row).collect();
        let sources: Vec<&[usize]> = layers.iter().map(|row| &row.sources[..]).collect();
        let (keras_order, chain) = order::keras_order(&sources, &results);
        Summary {
            name: graph.name().to_owned(),
            outputs: results.iter().map(path).collect(),
            kinds: kinds::counts(graph),
            params: graph.total_params(),
            trainable_params: graph.trainable_params(),
            macs: graph.total_macs(),
            activation_bytes: layers.iter().map(|row| row.bytes).sum(),
            weight_bytes: graph.total_params() * DType::F32.size() as u64,
            arena_bytes: None,
            needs_bytes: None,
            precision: None,
            memory: None,
            dtype: None,
            receptive_field: places[results[0]].size,
            layers,
            keras_order,
            chain,
        }
    }

    /// Adds what inference takes as [`Summary::with_plan`] does, with the integers of `quantized`, which must be of the
    /// network with this graph: the element type is [`DType::U8`], and [`Summary::weight_bytes`] becomes the size of the
    /// quantised weights.
    ///
    /// # Errors
    /// [`Error::Quantized`](crate::Error::Quantized) if `quantized` is of another network.
    #[cfg(feature = "quantize")]
    pub fn with_quantized(
        self,
        graph: &Graph,
        quantized: &crate::quantize::Quantized,
        algorithms: impl Into<Algorithms>,
    ) -> Result<Summary, crate::Error> {
        let packed = crate::PackedNetwork::quantized(graph, quantized, algorithms)?;
        let integers: usize = quantized.weights.iter().map(|own| own.bytes()).sum();
        let floats: usize = quantized.floats.iter().map(|own| own.values.len()).sum();
        let packed_bytes = packed.weight_bytes() as u64;
        Ok(Summary {
            weight_bytes: integers as u64 + DType::F32.bytes(floats),
            ..self.taking(graph, packed.plan(), packed.algorithms(), packed_bytes)
        })
    }

    /// Adds what inference takes: the size of the arena and, with these algorithms, the bytes in all, both of the
    /// plan's element type; sizes of results become those in the plan ([`Row::bytes`]). `graph` and `plan` must be those of the network.
    #[must_use]
    pub fn with_plan(
        self,
        graph: &Graph,
        plan: &Plan,
        algorithms: impl Into<Algorithms>,
    ) -> Summary {
        let algorithms = algorithms.into().with_dtype(plan.dtype);
        let packed = packed_bytes(graph, plan, Isa::chosen(), algorithms);
        self.taking(graph, plan, algorithms, packed)
    }

    /// Adds what inference takes with so many bytes of packed weights.
    fn taking(
        mut self,
        graph: &Graph,
        plan: &Plan,
        algorithms: Algorithms,
        packed: u64,
    ) -> Summary {
        let dtypes = result_dtypes(graph, plan);
        let dtype = |layer: &str| dtypes.get(layer).copied().unwrap_or(plan.dtype);
        for row in &mut self.layers {
            let results = row.results.iter();
            row.bytes = results.map(|(layer, len)| dtype(layer).bytes(*len)).sum();
        }
        Summary {
            activation_bytes: self.layers.iter().map(|row| row.bytes).sum(),
            arena_bytes: Some(plan.arena_bytes as u64),
            needs_bytes: Some(held_bytes(graph, plan, algorithms, packed)),
            precision: Some(algorithms.precision),
            memory: Some(algorithms.memory),
            dtype: Some(algorithms.dtype),
            ..self
        }
    }
}

/// Returns the element types of results in a plan by the paths of the layers; that of a result within a step is that of the
/// step's result, and the input is what the caller passes.
fn result_dtypes<'g>(graph: &'g Graph, plan: &Plan) -> HashMap<&'g str, DType> {
    let mut dtypes = vec![plan.dtype; graph.len()];
    for step in &plan.steps {
        if let Some(output) = step.outputs.first() {
            let layers = step.layers.iter();
            layers.for_each(|id| dtypes[*id] = output.layout.dtype);
        }
    }
    for (dtype, region) in dtypes.iter_mut().zip(&plan.regions) {
        if let Some(region) = region {
            *dtype = region.layout.dtype;
        }
    }
    dtypes[0] = DType::F32;
    let path = |id: LayerId| &*graph.layer(id).name;
    graph.ids().map(|id| (path(id), dtypes[id])).collect()
}

impl Row {
    /// Creates a row that has these options, and nothing else.
    pub(super) fn of(windows: Windows) -> Row {
        Row {
            name: String::new(),
            keras_name: String::new(),
            class: String::new(),
            kind: String::new(),
            module: false,
            layer_count: 0,
            output: Vec::new(),
            is_output: false,
            params: 0,
            trainable_params: 0,
            macs: 0,
            bytes: 0,
            receptive_field: [1, 1],
            receptive_field_stride: None,
            receptive_field_offset: [0, 0],
            kernel: windows.kernel,
            stride: windows.stride,
            dilation: windows.dilation,
            padding: windows.padding,
            groups: windows.groups,
            bias: windows.bias,
            activation: windows.activation,
            options: Options::default(),
            weights: Vec::new(),
            inputs: Vec::new(),
            line: 0,
            sources: Vec::new(),
            results: Vec::new(),
        }
    }
}
