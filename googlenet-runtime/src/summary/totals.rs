//! Totals of networks, and tables that compare networks by them.

use super::column::{bytes, grouped, pixels, sizes};
use super::grid;
use super::style::Style;
use crate::Isa;
use crate::session::packed_bytes;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Role;
use googlenet_dsl::plan::Plan;
use googlenet_dsl::value::{DType, Precision};

/// Totals of one network: its size, cost and memory in inference. Only `training_params` includes layers that exist in
/// training alone.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Totals {
    /// Name of the network.
    pub name: String,
    /// Sizes of the input for one image: height, width and channels, or only the number of features of a vector.
    pub input: Vec<usize>,
    /// Number of layers, the input not counted.
    pub layers: usize,
    /// Largest number of layers with a kernel (convolutions and dense layers) on a path from the input to any layer,
    /// which papers call the depth of a network.
    pub depth: usize,
    /// Height and width of the receptive field of a value of the first output, in pixels of the input, padding
    /// included.
    pub receptive_field: [u64; 2],
    /// Number of parameters of all layers, moving means and variances of batch normalisation included.
    pub params: u64,
    /// Number of parameters that training changes, which are all except moving means and variances. Heads that exist
    /// only in training are not counted.
    pub trainable_params: u64,
    /// Number of parameters that training changes, as in `trainable_params`, but with those of heads that exist only in
    /// training.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub training_params: u64,
    /// Number of parameters of all dense layers.
    pub dense_params: u64,
    /// Size of all parameters as 32-bit floats, in bytes.
    pub weight_bytes: u64,
    /// Number of multiply-accumulates of all layers for one image.
    pub macs: u64,
    /// Sum of the sizes in bytes of the results of all layers for one image as 32-bit floats, the input included, as if
    /// each result had memory of its own.
    pub activation_bytes: u64,
    /// Size in bytes of the arena that holds the results of one image in a session, where results share memory.
    pub arena_bytes: u64,
    /// Bytes that inference takes in all on one thread and one image at a time, with the instruction set in use: packed
    /// weights, what a session holds at most (with the arena), and the input.
    pub needs_bytes: u64,
}

impl Totals {
    /// Computes the totals of a network with the default precision; `plan` must be its plan, from which the size of the
    /// arena is taken.
    pub fn new(graph: &Graph, plan: &Plan) -> Totals {
        Totals::with_precision(graph, plan, Precision::default())
    }

    /// Computes the totals of a network as [`Totals::new`] does, with the given precision, on which
    /// [`Totals::needs_bytes`] depends.
    pub fn with_precision(graph: &Graph, plan: &Plan, precision: Precision) -> Totals {
        let params = graph.total_params();
        let dense = graph.ids().filter(|id| is_dense(graph, *id));
        let bytes = |len: usize| DType::F32.bytes(len);
        Totals {
            name: graph.name().to_owned(),
            input: graph.shape(0).dims(),
            layers: graph.len() - 1,
            depth: depth(graph),
            receptive_field: graph.receptive_fields()[graph.outputs()[0].layer],
            params,
            trainable_params: graph.trainable_params(),
            training_params: graph.training().trainable_params(),
            dense_params: dense.map(|id| graph.params(id)).sum(),
            weight_bytes: params * DType::F32.size() as u64,
            macs: graph.total_macs(),
            activation_bytes: graph.ids().map(|id| bytes(graph.shape(id).len())).sum(),
            arena_bytes: plan.arena_bytes as u64,
            needs_bytes: needs_bytes(graph, plan, precision),
        }
    }

    /// Returns the share of the parameters that belongs to dense layers, from 0 to 1; 0 for a network without
    /// parameters.
    pub fn dense_share(&self) -> f64 {
        self.dense_params as f64 / self.params.max(1) as f64
    }
}

/// Returns the number of bytes that inference takes in all, on one thread and one image at a time, with the instruction
/// set in use: packed weights, the upper bound [`Plan::session_bytes`], and the input.
pub fn needs_bytes(graph: &Graph, plan: &Plan, precision: Precision) -> u64 {
    let packed = packed_bytes(graph, plan, Isa::chosen(), precision);
    packed + plan.session_bytes(graph, precision) + DType::F32.bytes(graph.shape(0).len())
}

fn is_dense(graph: &Graph, id: LayerId) -> bool {
    graph.op(id).kind().is_some_and(|kind| kind.name == "dense")
}

/// Returns the largest number of layers with a kernel on a path from the input to any layer.
fn depth(graph: &Graph) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let before = graph
            .inputs(id)
            .into_iter()
            .map(|input| depths[input])
            .max();
        let weights = graph.weights(id);
        let has_kernel = weights
            .iter()
            .any(|weight| matches!(weight.role, Role::Kernel { .. }));
        depths.push(before.unwrap_or(0) + usize::from(has_kernel));
    }
    depths.into_iter().max().unwrap_or(0)
}

/// Returns a table of networks and their totals. [`Style::Csv`] gives a line of titles, then a line for each network
/// with exact numbers. The other styles have a row for each total and a column for each network: [`Style::Markdown`] as
/// a Markdown table, [`Style::Keras`] and [`Style::Spec`] as aligned text.
pub fn compare(networks: &[Totals], style: Style) -> String {
    type Value = fn(&Totals) -> String;
    let rows: [(&str, Value); 13] = [
        ("input", |n| sizes(&n.input)),
        ("layers", |n| grouped(n.layers as u64)),
        ("depth (layers with kernels)", |n| grouped(n.depth as u64)),
        ("receptive field", |n| pixels(n.receptive_field)),
        ("parameters", |n| grouped(n.params)),
        ("trainable", |n| grouped(n.trainable_params)),
        ("share in dense layers", |n| {
            format!("{:.1} %", 100.0 * n.dense_share())
        }),
        ("weights", |n| bytes(n.weight_bytes)),
        ("multiply-accumulates", |n| grouped(n.macs)),
        ("MACs a parameter", |n| {
            format!("{:.1}", n.macs as f64 / n.params.max(1) as f64)
        }),
        ("activations", |n| bytes(n.activation_bytes)),
        ("arena", |n| bytes(n.arena_bytes)),
        ("needs in all", |n| bytes(n.needs_bytes)),
    ];
    if style == Style::Csv {
        return csv(networks);
    }
    let mut head = vec![String::new()];
    head.extend(networks.iter().map(|network| network.name.clone()));
    let mut cells = vec![head];
    for (name, value) in rows {
        let mut row = vec![name.to_owned()];
        row.extend(networks.iter().map(value));
        cells.push(row);
    }
    match style {
        Style::Markdown => grid::markdown(&cells, 1),
        _ => grid::aligned(&cells, &[], 1),
    }
}

/// Returns the totals of several networks as comma-separated values: a line of titles, then a line for each network
/// with exact numbers.
fn csv(networks: &[Totals]) -> String {
    let mut text = "name,input,layers,depth,receptive_field,params,trainable_params,dense_params,weight_bytes,macs,\
                    activation_bytes,arena_bytes,needs_bytes\n"
        .to_owned();
    for n in networks {
        let numbers = [
            n.params,
            n.trainable_params,
            n.dense_params,
            n.weight_bytes,
            n.macs,
            n.activation_bytes,
            n.arena_bytes,
            n.needs_bytes,
        ];
        text += &format!(
            "{},{},{},{},{},{}\n",
            n.name,
            sizes(&n.input),
            n.layers,
            n.depth,
            pixels(n.receptive_field),
            numbers.map(|number| number.to_string()).join(",")
        );
    }
    text
}
