//! Steps.

use super::region::Region;
use crate::graph::LayerId;
use crate::op::{Activate, Epilogue, Op, Window};
use crate::value::{Activation, Elementwise};
use crate::variants::variants;

/// One step of a plan.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// What runs: the operation of the first layer, or what stands for it. That of layer 0 takes the caller's image.
    pub op: Op,
    /// What it does with it.
    pub kind: StepKind,
    /// The layers that it computes: the operation's, and those that are applied to its result before it is stored.
    pub layers: Box<[LayerId]>,
    /// What is applied to the result before it is stored, in order.
    pub epilogue: Box<[Fused]>,
    /// When: steps of one phase do not read each other's results, and no two write one place.
    pub phase: usize,
    /// What it reads, by slot; nothing where it works in place.
    pub inputs: Box<[Region]>,
    /// Where its results go: one, for steps of inference.
    pub outputs: Box<[Region]>,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// Computes the results of its layers from its inputs.
    Forward,
    /// Works on its result, which an earlier step of the same layers has stored.
    InPlace,
}

variants!(StepKind { Forward, InPlace });

impl Step {
    /// The steps of a layer alone, which nothing is fused with: its operation, and the one that then works on the result
    /// in place, where there is one.
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

    /// Where the result of a step with one result goes.
    pub fn output(&self) -> &Region {
        &self.outputs[0]
    }

    /// Whether it works on its result, which an earlier step of the same layers has stored.
    pub fn is_in_place(&self) -> bool {
        self.kind == StepKind::InPlace
    }

    /// The layer whose batch normalisation is applied to the result.
    pub fn batch_norm(&self) -> Option<LayerId> {
        let mut fused = self.epilogue.iter();
        fused.find_map(|fused| (fused.epilogue == Epilogue::BatchNorm).then_some(fused.layer))
    }

    /// The function that is applied to the result.
    pub fn activation(&self) -> Elementwise {
        let function = self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::Elementwise(function) => Some(function),
            _ => None,
        });
        function.unwrap_or(Elementwise::None)
    }

    /// The window of the maximum pooling of the result.
    pub fn max_pool(&self) -> Option<Window> {
        self.epilogue.iter().find_map(|fused| match fused.epilogue {
            Epilogue::MaxPool(window) => Some(window),
            _ => None,
        })
    }
}

/// What is applied to a step's result before it is stored, and the layer that it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Fused {
    /// The layer: the step's first, for an activation of its own, or one of those behind it.
    pub layer: LayerId,
    /// What is applied.
    pub epilogue: Epilogue,
}

impl Fused {
    /// Returns what a layer applies to the result of a step.
    #[must_use]
    pub const fn new(layer: LayerId, epilogue: Epilogue) -> Fused {
        Fused { layer, epilogue }
    }

    /// The activation that an operation applies to its result itself.
    pub(super) fn own(op: &Op, layer: LayerId) -> Option<Fused> {
        let function = op.activation().elementwise()?;
        let epilogue = Epilogue::Elementwise(function);
        (function != Elementwise::None).then_some(Fused { layer, epilogue })
    }
}

/// What a layer's first step runs.
pub(super) fn first_stage(op: &Op) -> Op {
    match op.plan_needs().in_place {
        true => identity(),
        false => op.clone(),
    }
}

/// What then works on the first step's result in place, where there is something.
pub(super) fn second_stage(op: &Op) -> Option<Op> {
    match op.plan_needs().in_place {
        true => Some(op.clone()),
        false => op.then(),
    }
}

/// Brings an input to where the result is to be.
fn identity() -> Op {
    let function = Activation::None;
    Activate { function }.into()
}
