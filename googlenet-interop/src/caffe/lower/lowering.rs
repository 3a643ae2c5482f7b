//! State of the lowering from Caffe's layers to steps, and the addition of steps.

use super::unknown::UnknownTypes;
use crate::caffe::caffemodel::Caffemodel;
use crate::caffe::error::GIVE_SIZE;
use crate::caffe::graph::{ComputeNode, Operand};
use crate::caffe::weights::BlobRef;
use crate::import::mistake::{Mistake, Mistakes};
use crate::import::notes::Notes;
use crate::import::source::WeightSource;
use crate::import::step::{INPUT, Step, StepId};
use crate::order::{self, Order};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;

/// State of the lowering: the steps of the imported network (each a line of the description to come) and the weight
/// sources made so far, the mistakes found, and facts about the nodes (Caffe's layers, connected). Lists with an
/// element per node have the indices of `nodes`.
pub(super) struct Lowering<'a, 'm> {
    /// Steps in the order of execution; the step at index `i` has the id `i + 1`.
    pub(super) steps: Vec<Step>,
    /// Weight sources, one for each weight of the steps: the blob that holds the weight, and the transforms of its
    /// values.
    pub(super) weights: Vec<WeightSource<BlobRef>>,
    /// Shape of the network's input, which has the id [`INPUT`].
    pub(super) input: Shape,
    /// The step that layers read in place of the network's input, or the input itself.
    pub(super) base: StepId,
    /// For each node, the id of the step whose result is that of the node, which may be the step of an earlier node;
    /// `None` if the node failed or has not been lowered yet.
    pub(super) made: Vec<Option<StepId>>,
    /// For each node, the number of times that its result is read: by operands of nodes of the network or a head, and
    /// as an output of the network.
    pub(super) readers: Vec<usize>,
    /// `true` for each node whose result must stay a map, as a layer that requires a map reads it.
    pub(super) requires_map: Vec<bool>,
    pub(super) nodes: &'a [ComputeNode<'a>],
    pub(super) mistakes: &'m mut Mistakes,
    /// Place of the input whose size of 1x1 is a placeholder, until it is told that a layer does not fit it.
    pub(super) placeholder: Placeholder,
    /// Places of the types of slices that have been refused.
    pub(super) failed_slices: Vec<Span>,
    /// Types that cannot be imported.
    pub(super) unknown: UnknownTypes,
    /// Layers whose reading is nearly exact.
    pub(super) notes: Notes,
    /// Number of weights of the convolutions that stand for normalisations within channels.
    pub(super) picked: usize,
    /// The weight file, of which some layers need to know the number of their blobs.
    pub(super) model: Option<&'m Caffemodel<'m>>,
}

/// A size of the input that stands for any size.
pub(super) struct Placeholder {
    pub(super) is_there: bool,
    /// Place of the input; `None` once it has been told.
    pub(super) place: Option<Span>,
}

impl Lowering<'_, '_> {
    pub(super) fn shape(&self, id: StepId) -> Shape {
        match id {
            INPUT => self.input,
            id => self.steps[id - 1].shape,
        }
    }

    /// Returns the order in which Caffe has the features of a step's result compared with this project; natural (the
    /// same) for maps.
    pub(super) fn order(&self, id: StepId) -> Order {
        match id {
            INPUT => Order::natural(self.input.channels()),
            id => self.steps[id - 1].order.clone(),
        }
    }

    /// Returns `true` if Caffe has the features of a step's result in another order than this project, which only
    /// vectors that come from a flattened map can have.
    pub(super) fn is_reordered(&self, id: StepId) -> bool {
        !self.order(id).is_natural()
    }

    /// Returns the step of the first operand of a node, into which the node may then be fused. `None` if the operand is
    /// the network's input, has failed, or if the step's result has other readers than `node`; the readers of all nodes
    /// whose result is that of this step are counted.
    pub(super) fn sole_reader_step(&mut self, node: &ComputeNode<'_>) -> Option<&mut Step> {
        let Operand::Node(mut at) = node.inputs[0] else {
            return None;
        };
        let id = self.made[at].filter(|id| *id != INPUT)?;
        // Back through the nodes that became part of the step, or no step of their own, to the one that began it.
        while self.readers[at] == 1 {
            match self.nodes[at].inputs[0] {
                Operand::Node(before) if self.made[before] == Some(id) => at = before,
                _ => return Some(&mut self.steps[id - 1]),
            }
        }
        None
    }

    /// Appends a step with the name of a node's layer. Returns `None` if the operation does not accept the shapes of
    /// `inputs`, which is reported as a mistake.
    pub(super) fn push(
        &mut self,
        node: &ComputeNode<'_>,
        op: Op,
        inputs: Vec<StepId>,
    ) -> Option<&mut Step> {
        self.push_named(node.result(), node.layer.type_span, op, inputs)
    }

    /// Appends a step as [`push`](Self::push) does, but with the name `name`; a mistake is reported at the place
    /// `span`.
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
            Err(error) if self.placeholder.is_there => {
                if let Some(place) = self.placeholder.place.take() {
                    let title = "the size of the input is not stated";
                    let mistake = Mistake::new(title, place, "1x1 stands for any size")
                        .also(span, format!("{name:?} does not fit it: {}", error.label));
                    self.mistakes.push(mistake.help(GIVE_SIZE));
                }
                return None;
            }
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

    /// Returns the number of blobs that a layer has in the weight file; `None` if there is no file, or no such layer.
    pub(super) fn blobs_of(&self, layer: &str) -> Option<usize> {
        self.model?.layer(layer).map(|layer| layer.blobs.len())
    }

    /// Returns the id of the step that was appended last, never `None`.
    pub(super) fn last(&self) -> Option<StepId> {
        Some(self.steps.len())
    }
}
