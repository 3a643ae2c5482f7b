//! Totals of networks.

use crate::Isa;
use crate::session::packed_bytes;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Role;
use googlenet_dsl::plan::Plan;
use googlenet_dsl::value::{Algorithms, DType, Precision, Published};

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
    /// Sum of the sizes in bytes of the results of all layers for one image, the input included, as if each result had
    /// memory of its own: the input as 32-bit floats, all others as elements of the network's type.
    pub activation_bytes: u64,
    /// Size in bytes of the arena that holds the results of one image in a session, where results share memory.
    pub arena_bytes: u64,
    /// Bytes that inference takes in all on one thread and one image at a time, with the instruction set in use: packed
    /// weights, what a session holds at most (with the arena), and the input.
    pub needs_bytes: u64,
    /// Path of the description; `None`, as [`Totals::new`] sets it, if the network is of no file. Tables show it where
    /// names of networks repeat.
    pub file: Option<String>,
    /// Figures that a paper gives of the network, which tables show beside its own; `None`, as [`Totals::new`] sets it,
    /// if there are none.
    #[cfg_attr(feature = "serde", serde(serialize_with = "serialize_published"))]
    pub published: Option<Published>,
}

impl Totals {
    /// Computes the totals of a network with the default precision; `plan` must be its plan, from which the size of the
    /// arena is taken.
    pub fn new(graph: &Graph, plan: &Plan) -> Totals {
        Totals::with_precision(graph, plan, Precision::default())
    }

    /// Computes the totals of a network as [`Totals::new`] does, with the given precision, memory or both, on which
    /// [`Totals::needs_bytes`] depends. The element type is the plan's.
    pub fn with_precision(graph: &Graph, plan: &Plan, precision: impl Into<Algorithms>) -> Totals {
        let params = graph.total_params();
        let dense = graph.ids().filter(|id| is_dense(graph, *id));
        let algorithms = precision.into().with_dtype(plan.dtype);
        let activation_bytes = |id: LayerId| {
            let dtype = if id == 0 {
                DType::F32
            } else {
                algorithms.dtype
            };
            dtype.bytes(graph.shape(id).len())
        };
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
            activation_bytes: graph.ids().map(activation_bytes).sum(),
            arena_bytes: plan.arena_bytes as u64,
            needs_bytes: needs_bytes(graph, plan, algorithms),
            file: None,
            published: None,
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
pub fn needs_bytes(graph: &Graph, plan: &Plan, algorithms: impl Into<Algorithms>) -> u64 {
    let algorithms = algorithms.into().with_dtype(plan.dtype);
    let packed = packed_bytes(graph, plan, Isa::chosen(), algorithms);
    held_bytes(graph, plan, algorithms, packed)
}

/// Returns [`needs_bytes`] with so many bytes of packed weights.
pub(super) fn held_bytes(graph: &Graph, plan: &Plan, algorithms: Algorithms, packed: u64) -> u64 {
    packed + plan.session_bytes(graph, algorithms) + DType::F32.bytes(graph.shape(0).len())
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

#[cfg(feature = "serde")]
fn serialize_published<S: serde::Serializer>(
    published: &Option<Published>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(serde::Serialize)]
    struct Figures<'a> {
        params: Option<u64>,
        macs: Option<u64>,
        source: Option<&'a str>,
    }
    let figures = published.as_ref().map(|published| Figures {
        params: published.params,
        macs: published.macs,
        source: published.source.as_deref(),
    });
    serde::Serialize::serialize(&figures, serializer)
}
