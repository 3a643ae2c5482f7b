//! The steps of a plan for training.

use crate::graph::LayerId;
use crate::op::{Elementwise, Op};
use crate::plan::{Region, Step};
use crate::variants::variants;

/// One step of a plan for training. Which of the regions are there follows from the kind, see [`TrainingKind`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TrainingStep {
    /// What the step computes.
    pub kind: TrainingKind,
    /// Layer of [`Graph::training`](crate::graph::Graph::training) whose operation, or part of it, the step computes.
    pub layer: LayerId,
    /// The operation with the regions of its operands and of its result, and the function that is applied to the
    /// result. Backward steps have the operands and the result here whether or not their values are still there: only
    /// those that [`GradientNeeds`](crate::op::GradientNeeds) states may be read, of the others only the layouts.
    pub step: Step,
    /// Elements that the forward step of the operation stores beside its result, with the layout of the result.
    pub saved: Option<Region>,
    /// Sums over pixels, for one image: `GradientNeeds::sums` vectors, one behind the other, each with one value for
    /// each lane of each block of channels of the result; for batch statistics two vectors.
    pub sums: Option<Region>,
    /// Gradient of the result, or of the result before its activation where a step computes that first.
    pub gradient: Option<Region>,
    /// Region that an [`ActivationGradient`](TrainingKind::ActivationGradient), an
    /// [`InputGradient`](TrainingKind::InputGradient) or a [`Clear`](TrainingKind::Clear) writes.
    pub target: Option<Region>,
    /// Whether values are added to those of the target instead of replacing them.
    pub accumulate: bool,
    /// Whether the operation runs as in inference, batch normalisation with its moving statistics and dropout as the
    /// identity, because its layer is frozen or the whole plan is of that kind.
    pub inference: bool,
}

/// What a step of training computes, and from what.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum TrainingKind {
    /// The result from the operands, and what is saved beside it. Images are independent of each other.
    Forward,
    /// Mean of each channel of the operand, and sum of squared differences from it, both over the pixels of one image,
    /// to `sums`. Images are independent of each other.
    Statistics,
    /// Statistics of the batch from those of all images.
    CombineStatistics,
    /// The gradient of the function's argument, from `gradient`, that of its result, to `target`; also the sums of the
    /// target's values over pixels to `sums`, if that is there. The function reads the region `step.output()`. Images
    /// are independent of each other.
    ActivationGradient(Elementwise),
    /// Sums over pixels that the gradients of the weights are computed from, to `sums`. Images are independent of each
    /// other.
    GradientSums,
    /// Gradients of the weights, over all images, from `sums` of all images or from operands and `gradient`.
    WeightGradient,
    /// Gradient of the operand with this index, from `gradient`, to `target`. Images are independent of each other.
    InputGradient(usize),
    /// Zeros to `target`. Images are independent of each other.
    Clear,
}

variants!(TrainingKind {
    Forward,
    Statistics,
    CombineStatistics,
    ActivationGradient,
    GradientSums,
    WeightGradient,
    InputGradient,
    Clear
});

impl TrainingKind {
    /// Returns `true` if the step computes each image by itself, so that threads can have images of their own.
    pub fn is_by_image(self) -> bool {
        !matches!(
            self,
            TrainingKind::CombineStatistics | TrainingKind::WeightGradient
        )
    }
}

impl TrainingStep {
    /// Creates a step of a layer that learns, without regions beside those of `step`, which replaces what its target
    /// holds.
    #[must_use]
    pub fn new(kind: TrainingKind, layer: LayerId, step: Step) -> TrainingStep {
        TrainingStep {
            kind,
            layer,
            step,
            saved: None,
            sums: None,
            gradient: None,
            target: None,
            accumulate: false,
            inference: false,
        }
    }

    /// Returns the operation of the step.
    pub fn op(&self) -> &Op {
        &self.step.op
    }
}
