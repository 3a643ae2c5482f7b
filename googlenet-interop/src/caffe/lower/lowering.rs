//! The steps so far, and what is known about the layers that they are made of.

use crate::caffe::graph::{ComputeNode, Operand};
use crate::caffe::weights::BlobRef;
use crate::import::mistake::{Mistake, Mistakes};
use crate::import::source::WeightSource;
use crate::import::step::{INPUT, Step, StepId};
use crate::order::{self, Order};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// What lowering knows while it goes through the layers.
pub(super) struct Lowering<'a, 'm> {
    pub(super) steps: Vec<Step>,
    pub(super) weights: Vec<WeightSource<BlobRef>>,
    pub(super) input: Shape,
    /// For each node the step that holds its result; `None` where it failed.
    pub(super) made: Vec<Option<StepId>>,
    /// How many layers read a node's result.
    pub(super) readers: Vec<usize>,
    /// Whether something that wants a map reads a node's result.
    pub(super) map_wanted: Vec<bool>,
    pub(super) nodes: &'a [ComputeNode<'a>],
    pub(super) mistakes: &'m mut Mistakes,
}

impl Lowering<'_, '_> {
    pub(super) fn shape(&self, id: StepId) -> Shape {
        match id {
            INPUT => self.input,
            id => self.steps[id - 1].shape,
        }
    }

    /// The order of a vector's features in Caffe.
    pub(super) fn order(&self, id: StepId) -> Order {
        match id {
            INPUT => Order::natural(self.input.channels()),
            id => self.steps[id - 1].order.clone(),
        }
    }

    /// Whether the features of a vector stand in another order than Caffe's.
    pub(super) fn is_turned(&self, id: StepId) -> bool {
        !self.order(id).is_natural()
    }

    /// The step of the node that is read, where this node alone reads it.
    pub(super) fn alone(&mut self, node: &ComputeNode<'_>) -> Option<&mut Step> {
        let Operand::Node(at) = node.inputs[0] else {
            return None;
        };
        let id = self.made[at].filter(|id| *id != INPUT && self.readers[at] == 1)?;
        Some(&mut self.steps[id - 1])
    }

    /// Adds a step; a shape that does not fit is a mistake.
    pub(super) fn push(
        &mut self,
        node: &ComputeNode<'_>,
        op: Op,
        inputs: Vec<StepId>,
    ) -> Option<&mut Step> {
        let layer = node.layer;
        self.push_named(&layer.name, layer.type_span, op, inputs)
    }

    pub(super) fn push_named(
        &mut self,
        name: &str,
        span: Span,
        op: Op,
        inputs: Vec<StepId>,
    ) -> Option<&mut Step> {
        let shapes: Vec<Shape> = inputs.iter().map(|id| self.shape(*id)).collect();
        let shape = match op.infer(&shapes) {
            Ok(shape) => shape,
            Err(error) => {
                let title = error.title.replace("{layer}", &format!("{name:?}"));
                self.mistakes.push(Mistake::new(title, span, error.label));
                return None;
            }
        };
        let orders: Vec<Order> = inputs.iter().map(|id| self.order(*id)).collect();
        let order = order::of_result(&op, &shapes, &orders.iter().collect::<Vec<_>>(), shape);
        self.steps.push(Step::new(name, op, inputs, shape, order));
        self.steps.last_mut()
    }

    pub(super) fn last(&self) -> Option<StepId> {
        Some(self.steps.len())
    }
}
