//! The steps of a plan.

use super::region::Region;
use crate::graph::LayerId;
use crate::op::{Activate, Epilogue, Op, Window};
use crate::value::{Activation, Elementwise};
use crate::variants::variants;

/// One step of a plan: an operation with its epilogues, and the regions that it reads and writes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// Operation that the step runs. The forward step of an operation that works in place runs the identity, which
    /// copies the input; the operation of layer 0 copies the caller's image.
    pub op: Op,
    /// Whether the step computes its result from inputs or changes it in place.
    pub kind: StepKind,
    /// Layers that the step computes: that of the operation, followed by those that are fused with it as epilogues.
    pub layers: Box<[LayerId]>,
    /// Epilogues that are applied to the result before it is stored, in order.
    pub epilogue: Box<[Fused]>,
    /// Phase in which the step runs. Steps of one phase do not read each other's results, and write to disjoint
    /// regions.
    pub phase: usize,
    /// Regions that the step reads, in the order of the operation's inputs; empty for a step in place.
    pub inputs: Box<[Region]>,
    /// Regions that the step writes; exactly one for steps of inference.
    pub outputs: Box<[Region]>,
}

/// The kind of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// Computes the result from the inputs.
    Forward,
    /// Changes, in place, the result that an earlier step of the same layers has stored.
    InPlace,
}

variants!(StepKind { Forward, InPlace });

impl Step {
    /// Returns the steps of one layer without fusion: the operation in phase 0 and, for an operation with a part that
    /// works in place, such as softmax, that part in phase 1.
    pub fn of_layer(op: &Op, layer: LayerId, inputs: Vec<Region>, output: Region) -> Vec<Step> {
        let (first, then) = (first_stage(op), second_stage(op));
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

    /// Returns the region of the first output, which is the only one for steps of inference.
    pub fn output(&self) -> &Region {
        &self.outputs[0]
    }

    /// Returns `true` if the step changes, in place, a result that an earlier step has stored.
    pub fn is_in_place(&self) -> bool {
        self.kind == StepKind::InPlace
    }

    /// Returns the layer of the batch normalisation that is fused into the step; `None` if there is none.
    pub fn batch_norm(&self) -> Option<LayerId> {
        let mut fused = self.epilogue.iter();
        fused.find_map(|fused| (fused.epilogue == Epilogue::BatchNorm).then_some(fused.layer))
    }

    /// Returns the activation that is fused into the step; the identity if there is none.
    pub fn activation(&self) -> Elementwise {
        let function = self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::Elementwise(function) => Some(function),
            _ => None,
        });
        function.unwrap_or(Elementwise::None)
    }

    /// Returns the window of the maximum pooling that is fused into the step; `None` if there is none.
    pub fn max_pool(&self) -> Option<Window> {
        self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::MaxPool(window) => Some(window),
            _ => None,
        })
    }
}

/// An epilogue of a step, and the layer that it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Fused {
    /// Layer that the epilogue comes from: the step's first layer for the operation's own activation, otherwise a fused
    /// layer.
    pub layer: LayerId,
    /// Function that is applied to the result.
    pub epilogue: Epilogue,
}

impl Fused {
    /// Returns what a layer applies to the result of a step.
    #[must_use]
    pub const fn new(layer: LayerId, epilogue: Epilogue) -> Fused {
        Fused { layer, epilogue }
    }

    /// Returns the epilogue for the activation that the operation itself has (the option `activation`); `None` for none
    /// and for softmax.
    pub(super) fn own(op: &Op, layer: LayerId) -> Option<Fused> {
        let function = op.activation().elementwise()?;
        let epilogue = Epilogue::Elementwise(function);
        (function != Elementwise::None).then_some(Fused { layer, epilogue })
    }
}

/// Returns the operation of a layer's forward step: the identity if the layer's operation works in place, otherwise
/// that operation.
pub(super) fn first_stage(op: &Op) -> Op {
    match op.plan_needs().in_place {
        true => identity(),
        false => op.clone(),
    }
}

/// Returns the operation of a layer's step in place, which follows the forward step; `None` for layers without one.
pub(super) fn second_stage(op: &Op) -> Option<Op> {
    match op.plan_needs().in_place {
        true => Some(op.clone()),
        false => op.then(),
    }
}

/// Returns the operation that copies its input to the region of the result.
fn identity() -> Op {
    let function = Activation::None;
    Activate { function }.into()
}
