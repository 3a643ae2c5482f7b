//! The options that the caller of the planner chooses.

use crate::graph::LayerId;
use crate::op::{Op, PlanNeeds};
use crate::value::DType;

/// The options that the caller of the planner chooses: the element types of results. None depends on the processor, so
/// that the size of the arena is a constant of the network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanOptions {
    /// Element type of the results in the arena, by default `f32`; the caller's input is always `f32`, and so are outputs
    /// ([`Graph::float_results`](crate::graph::Graph::float_results)) that the steps that make them can store so. Sessions run
    /// plans of [`DType::COMPUTED`] and, with scales ([`Plan::with_scales`](super::Plan::with_scales)), of `u8`.
    pub dtype: DType,
    /// Layers, convolutions in one group and dense layers in ascending order, whose results are `f32` in plans of other types, too,
    /// with those that other operations make of them: up to the next convolutions in one group and dense layers, which read
    /// both. The result of a layer is of the type of the plan nevertheless if one of these is added to another result within
    /// a step, or is made also from results of the plan's type.
    pub float_layers: Vec<LayerId>,
    /// What the plan is for.
    pub(super) purpose: Purpose,
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Results alone.
    #[default]
    Inference,
    /// Results and gradients.
    Training {
        /// Whether the gradient of the input is wanted, for which the input is copied into blocks of channels.
        input_gradient: bool,
    },
}

impl PlanOptions {
    /// Returns the properties that decide how an operation is planned.
    pub(super) fn needs(&self, op: &Op) -> PlanNeeds {
        match self.purpose {
            Purpose::Inference => op.plan_needs(),
            Purpose::Training { .. } => op.training_needs(),
        }
    }

    /// Returns the options with `dtype` as the element type of the results in the arena.
    #[must_use]
    pub fn with_dtype(mut self, dtype: DType) -> PlanOptions {
        self.dtype = dtype;
        self
    }

    /// Returns the options with the results of `layers` in `f32` ([`PlanOptions::float_layers`]).
    #[must_use]
    pub fn with_float_layers(mut self, layers: Vec<LayerId>) -> PlanOptions {
        self.float_layers = layers;
        self
    }
}
