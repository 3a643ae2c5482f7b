//! The planned form of a network for training: forward steps that keep what the backward pass needs, backward steps,
//! and the places of results and gradients in one arena.

mod backward;
mod draft;
mod forward;
mod options;
mod split;
mod step;

pub use options::TrainingOptions;
pub use step::{TrainingKind, TrainingStep};

use super::options::Purpose;
use super::{PlanOptions, Region, fuse, schedule, storage};
use crate::graph::{Graph, LayerId};
use crate::op::Activation;
use crate::plan::nhwc::SmallMaps;
use draft::Drafts;
use std::borrow::Cow;
use std::collections::HashSet;

/// The steps in which a network is trained, and the places of results and gradients in memory, for one image. A plan
/// does not depend on the processor, the number of threads or the batch.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrainingPlan {
    /// Steps of the forward pass, in the order in which they run.
    pub forward: Vec<TrainingStep>,
    /// Steps of the backward pass, in the order in which they run, once the gradients of all outputs are written.
    pub backward: Vec<TrainingStep>,
    /// The outputs, those of heads that exist in training only last.
    pub outputs: Vec<TrainingOutput>,
    /// Region of the gradient of the input, valid behind the last step; `None` unless
    /// [`TrainingOptions::input_gradient`] is set.
    pub input_gradient: Option<Region>,
    /// Result and gradient of each layer of [`TrainingOptions::keep`], in that order, valid behind the last step; no
    /// gradient if none reaches the layer.
    pub kept: Vec<Kept>,
    /// Size of the arena for one image, in bytes.
    pub arena_bytes: usize,
}

/// An output of a network in training.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrainingOutput {
    /// Name of the output: that of a step of the main chain or of a head.
    pub name: Cow<'static, str>,
    /// Layer of [`Graph::training`](crate::graph::Graph::training) whose result it is.
    pub layer: LayerId,
    /// Factor of its loss in the sum of all losses: 1 for the network's outputs, the weight of a head otherwise.
    pub weight: f32,
    /// Activation at its end that the loss has to apply, softmax or sigmoid; `none` otherwise.
    pub activation: Activation,
    /// Its values, before that activation, valid behind the forward pass.
    pub value: Region,
    /// Where the gradient of these values is to be written; `None` if no layer that learns depends on it.
    pub gradient: Option<Region>,
    /// Whether the gradient is to be added to what another output has written there.
    pub accumulate: bool,
}

/// A layer whose result and gradient are kept until the end of the backward pass.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Kept {
    /// The layer.
    pub layer: LayerId,
    /// Its result.
    pub value: Region,
    /// Gradient of its result.
    pub gradient: Option<Region>,
}

impl TrainingPlan {
    /// Plans the training of a network, heads that exist in training only included.
    #[must_use]
    pub fn new(graph: &Graph, options: &TrainingOptions) -> TrainingPlan {
        let graph = graph.training();
        let split = split::split(&graph, !options.activated);
        let plan_options = PlanOptions {
            dtype: options.dtype,
            float_layers: Vec::new(),
            purpose: Purpose::Training {
                input_gradient: options.input_gradient,
            },
        };
        let chains = fuse::chains(&split.graph, &plan_options, &HashSet::new());
        let storage = storage::storage(&split.graph, &chains, &plan_options, SmallMaps::Blocks);
        let layouts = storage::layouts(&split.graph, &chains, &storage, &plan_options);
        let tasks = schedule::schedule(&split.graph, &storage, chains.clone(), &plan_options);
        let mut drafts = Drafts::new(&split, &storage, &layouts, options);
        forward::forward(&mut drafts, &tasks);
        backward::backward(&mut drafts, &chains);
        drafts.place(&graph)
    }
}
