//! The steps of a plan: operations with their epilogues, and the regions that they read and write.

use super::options::PlanOptions;
use super::region::Region;
use crate::graph::LayerId;
use crate::op::{Activate, Epilogue, Op, Window};
use crate::value::{Activation, DType, Elementwise};
use crate::variants::variants;

/// One step of a plan: an operation, the epilogues that are applied to its result before it is stored, and the regions
/// that the step reads and writes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// Operation that the step runs, without its epilogues. It is the identity, which copies the input, in the first of
    /// the two steps of an operation that works in place, and [`Op::Input`], which copies the caller's image into the
    /// arena, for layer 0.
    pub op: Op,
    /// Whether the step computes its result from its inputs or changes a stored result in place.
    pub kind: StepKind,
    /// Ids of the layers that the step computes: that of the operation, followed by those that are fused with it as
    /// epilogues.
    pub layers: Box<[LayerId]>,
    /// Epilogues that are applied to the result before it is stored, in order: the operation's own activation, if it
    /// has one, then those of fused layers.
    pub epilogue: Box<[Fused]>,
    /// Index of the phase in which the step runs, from 0. Steps of one phase do not read each other's results, and
    /// write to disjoint regions.
    pub phase: usize,
    /// Regions that the step reads: those of the operation's inputs in their order, then that of what an epilogue adds;
    /// empty for a step in place, which reads its output.
    pub inputs: Box<[Region]>,
    /// Regions that the step writes, or changes if it is a step in place; exactly one for steps of inference.
    pub outputs: Box<[Region]>,
}

/// The kind of a step: whether it computes a result from inputs or changes a stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// The step computes its result from its inputs.
    Forward,
    /// The step changes, in place, the result that an earlier step of the same layer has stored.
    InPlace,
}

variants!(StepKind { Forward, InPlace });

impl Step {
    /// Returns the steps of one layer without fusion: one in phase 0, the operation with its own activation. If that
    /// operation or activation is softmax, there are two: in phase 0 the operation without the softmax (for the
    /// operation [`Softmax`](crate::op::Softmax) a copy of the input), in phase 1 the softmax, in place on the stored
    /// result.
    pub fn of_layer(op: &Op, layer: LayerId, inputs: Vec<Region>, output: Region) -> Vec<Step> {
        let options = PlanOptions::default();
        let (first, then) = (first_stage(op, &options), second_stage(op, &options));
        let then = then.map(|then| Step {
            op: then,
            kind: StepKind::InPlace,
            layers: [layer].into(),
            epilogue: [].into(),
            phase: 1,
            inputs: [].into(),
            outputs: [output.clone()].into(),
        });
        let first = Step {
            kind: StepKind::Forward,
            layers: [layer].into(),
            epilogue: Fused::own(&first, layer).into_iter().collect(),
            op: first,
            phase: 0,
            inputs: inputs.into(),
            outputs: [output].into(),
        };
        std::iter::once(first).chain(then).collect()
    }

    /// Returns the first region that the step writes, which is the only one for steps of inference.
    pub fn output(&self) -> &Region {
        &self.outputs[0]
    }

    /// Returns `true` if the kind is [`StepKind::InPlace`]: the step changes a result that an earlier step has stored.
    pub fn is_in_place(&self) -> bool {
        self.kind == StepKind::InPlace
    }

    /// Returns the id of the batch normalisation layer that is fused into the step as an epilogue; `None` if there is
    /// none.
    pub fn batch_norm(&self) -> Option<LayerId> {
        let mut fused = self.epilogue.iter();
        fused.find_map(|fused| (fused.epilogue == Epilogue::BatchNorm).then_some(fused.layer))
    }

    /// Returns the region of what is added to the operation's result as an epilogue, the step's last input; `None` if
    /// nothing is.
    pub fn summand(&self) -> Option<&Region> {
        let mut fused = self.epilogue.iter();
        let adds = fused.any(|fused| matches!(fused.epilogue, Epilogue::Add { .. }));
        self.inputs.last().filter(|_| adds)
    }

    /// Returns the factor by which the operation's result is multiplied, behind a batch normalisation, before something is
    /// added to it; 1 if nothing is.
    pub fn scale(&self) -> f32 {
        let factor = self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::Add { scales: [own, _] } => Some(own),
            _ => None,
        });
        factor.unwrap_or(1.0)
    }

    /// Returns the activation that the step applies before it stores the result, whether it is the operation's own or a
    /// fused layer's; the identity if there is none.
    pub fn activation(&self) -> Elementwise {
        let function = self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::Elementwise(function) => Some(function),
            _ => None,
        });
        function.unwrap_or(Elementwise::None)
    }

    /// Returns the window of the maximum pooling that is fused into the step as an epilogue; `None` if there is none.
    pub fn max_pool(&self) -> Option<Window> {
        self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::MaxPool(window) => Some(window),
            _ => None,
        })
    }
}

/// An epilogue of a step (a function that is applied to the result before it is stored), and the layer that it comes
/// from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Fused {
    /// Id of the layer that the epilogue comes from: the step's first layer for the operation's own activation,
    /// otherwise the layer that is fused.
    pub layer: LayerId,
    /// Function that is applied to the step's result.
    pub epilogue: Epilogue,
}

impl Fused {
    /// Creates the epilogue that comes from the layer `layer`.
    #[must_use]
    pub const fn new(layer: LayerId, epilogue: Epilogue) -> Fused {
        Fused { layer, epilogue }
    }

    /// Returns the epilogue for the operation's own option `activation`; `None` for the identity, for softmax (a
    /// separate step), and for operations without the option. `layer` is the id of the operation's layer.
    pub(super) fn own(op: &Op, layer: LayerId) -> Option<Fused> {
        let function = op.activation().elementwise()?;
        let epilogue = Epilogue::Elementwise(function);
        (function != Elementwise::None).then_some(Fused { layer, epilogue })
    }
}

/// Returns `true` if a layer's operation works in place on a copy of its input. It does so in plans of `f32`: elements of
/// other types are read where they are, as those of input and result may differ in what they stand for.
fn works_in_place(op: &Op, options: &PlanOptions) -> bool {
    op.plan_needs().in_place && options.dtype == DType::F32
}

/// Returns the operation of a layer's first step: the identity if the layer's operation works in place, otherwise that
/// operation.
pub(super) fn first_stage(op: &Op, options: &PlanOptions) -> Op {
    match works_in_place(op, options) {
        true => identity(),
        false => op.clone(),
    }
}

/// Returns the operation of a layer's second step, which works in place on the result of the first; `None` for a layer
/// that has one step.
pub(super) fn second_stage(op: &Op, options: &PlanOptions) -> Option<Op> {
    match works_in_place(op, options) {
        true => Some(op.clone()),
        false => op.then(),
    }
}

/// Returns the identity, an operation that copies its input to the region of the result.
fn identity() -> Op {
    let function = Activation::None;
    Activate { function }.into()
}
