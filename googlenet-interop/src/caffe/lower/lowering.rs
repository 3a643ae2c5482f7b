//! State of the lowering from Caffe's layers to steps.

use crate::caffe::graph::{ComputeNode, Operand};
use crate::caffe::weights::BlobRef;
use crate::import::mistake::{Mistake, Mistakes};
use crate::import::source::WeightSource;
use crate::import::step::{INPUT, Step, StepId};
use crate::order::{self, Order};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// The steps so far, and facts about the layers that are lowered to them.
pub(super) struct Lowering<'a, 'm> {
    pub(super) steps: Vec<Step>,
    pub(super) weights: Vec<WeightSource<BlobRef>>,
    pub(super) input: Shape,
    /// Step that holds each node's result; `None` if the node failed or has not been lowered yet.
    pub(super) made: Vec<Option<StepId>>,
    /// Number of readers of each node's result.
    pub(super) readers: Vec<usize>,
    /// `true` for each node whose result is read by a layer that requires a map.
    pub(super) requires_map: Vec<bool>,
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

    /// Returns the order in which Caffe has the features of a step's result.
    pub(super) fn order(&self, id: StepId) -> Order {
        match id {
            INPUT => Order::natural(self.input.channels()),
            id => self.steps[id - 1].order.clone(),
        }
    }

    /// Returns `true` if Caffe has the features of a step's result in another order than the network.
    pub(super) fn is_reordered(&self, id: StepId) -> bool {
        !self.order(id).is_natural()
    }

    /// Returns the step whose result is the first operand of a node, if the node is the only reader of that result.
    /// Returns `None` for the network's input, for a node that failed, and if the result has other readers, under the
    /// name of this operand or of another node that stands for the same step.
    pub(super) fn sole_reader_step(&mut self, node: &ComputeNode<'_>) -> Option<&mut Step> {
        let Operand::Node(at) = node.inputs[0] else {
            return None;
        };
        let id = self.made[at].filter(|id| *id != INPUT)?;
        let same = (0..self.made.len()).filter(|other| self.made[*other] == Some(id));
        let (nodes, reads) = same.fold((0, 0), |(nodes, reads), other| {
            (nodes + 1, reads + self.readers[other])
        });
        // Each node but the first that stands for the step reads one of the others.
        match reads == nodes {
            true => Some(&mut self.steps[id - 1]),
            false => None,
        }
    }

    /// Adds a step for a node. Returns `None` if the shapes of the operands do not fit, which is reported as a mistake.
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
