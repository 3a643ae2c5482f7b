//! Caffe's layers as the operations of this project: one file a type of layer, or a family of types.
//!
//! A layer that a person would write into the step before it (a batch normalisation, an activation) becomes part of that
//! step. What cannot be expressed is a mistake at the layer's type; all are reported at once.

mod activation;
mod batch_norm;
mod concat;
mod convolution;
mod dropout;
mod eltwise;
mod flatten;
mod inner_product;
mod lrn;
mod pooling;
mod settings;
mod softmax;
mod step;

pub(super) use step::{Layout, Step, WeightSource};

use super::error::{Mistake, Mistakes};
use super::graph::{Graph, Input, Node, Value};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::op::{Activation, Op};
use googlenet_dsl::shape::{MAX_ELEMENTS, Shape};

/// The types of layers that can be imported.
pub(super) const TYPES: &[&str] = &[
    "BatchNorm",
    "Concat",
    "Convolution",
    "Dropout",
    "Eltwise",
    "Flatten",
    "InnerProduct",
    "LRN",
    "Pooling",
    "ReLU",
    "Scale",
    "Sigmoid",
    "Softmax",
    "TanH",
];

/// A network as steps. A step reads [`INPUT`] or earlier ones by their ids.
#[derive(Debug)]
pub(super) struct Network {
    /// Height, width, channels.
    pub(super) input: [u32; 3],
    /// The step at place `i` has the id `i + 1`.
    pub(super) steps: Vec<Step>,
    pub(super) outputs: Vec<StepId>,
    pub(super) heads: Vec<Head>,
}

/// The place of a step, counted from 1.
pub(super) type StepId = usize;
/// The network's input.
pub(super) const INPUT: StepId = 0;

/// A chain of training.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) steps: Vec<StepId>,
    pub(super) from: StepId,
    pub(super) output: StepId,
    pub(super) weight: f32,
}

/// What lowering knows while it goes through the layers.
struct Lowering<'a, 'm> {
    steps: Vec<Step>,
    input: Shape,
    /// For each node the step that holds its result; `None` where it failed.
    made: Vec<Option<StepId>>,
    /// How many layers read a node's result.
    readers: Vec<usize>,
    /// Whether something that wants a map reads a node's result.
    map_wanted: Vec<bool>,
    nodes: &'a [Node<'a>],
    mistakes: &'m mut Mistakes,
}

/// Translates all layers.
pub(super) fn lower(graph: &Graph<'_>, channels: u32, mistakes: &mut Mistakes) -> Option<Network> {
    let Input {
        height,
        width,
        span,
        ..
    } = graph.input;
    let input = Shape::map(height as usize, width as usize, channels as usize);
    if input.bounded().is_err() {
        let label = format!("{input} is more than {MAX_ELEMENTS} elements");
        mistakes.push(Mistake::new("the input is too large", span, label));
        return None;
    }
    let mut lowering = Lowering {
        steps: Vec::new(),
        input,
        made: vec![None; graph.nodes.len()],
        readers: readers(graph),
        map_wanted: map_wanted(&graph.nodes),
        nodes: &graph.nodes,
        mistakes,
    };
    for at in &graph.main {
        lowering.made[*at] = lowering.node(*at);
    }
    let mut of_heads = Vec::new();
    for head in &graph.heads {
        let first = lowering.steps.len() + 1;
        for at in &head.nodes {
            lowering.made[*at] = lowering.node(*at);
        }
        of_heads.push((first..=lowering.steps.len()).collect::<Vec<StepId>>());
    }
    lowering.check_outputs(graph);
    let step_of = |value: Value| match value {
        Value::Node(at) => lowering.made[at],
        Value::Input => Some(INPUT),
        Value::Label | Value::Failed => None,
    };
    let outputs = graph.outputs.iter().map(|value| step_of(*value));
    let outputs = outputs.collect::<Option<Vec<_>>>()?;
    let heads = graph.heads.iter().zip(of_heads).map(|(head, steps)| {
        Some(Head {
            steps,
            from: step_of(head.from)?,
            output: step_of(head.output)?,
            weight: head.weight,
        })
    });
    let heads = heads.collect::<Option<Vec<_>>>()?;
    Some(Network {
        input: [height, width, channels],
        steps: lowering.steps,
        outputs,
        heads,
    })
}

/// How often results are read, by layers, as outputs, and by heads that were kept.
fn readers(graph: &Graph<'_>) -> Vec<usize> {
    let mut readers = vec![0; graph.nodes.len()];
    let kept = graph
        .main
        .iter()
        .chain(graph.heads.iter().flat_map(|head| &head.nodes));
    let reads = kept.flat_map(|at| &graph.nodes[*at].inputs);
    for value in reads.chain(&graph.outputs) {
        if let Value::Node(at) = value {
            readers[*at] += 1;
        }
    }
    readers
}

/// Which results are read by layers that want a map, directly or behind layers that keep shapes.
fn map_wanted(nodes: &[Node<'_>]) -> Vec<bool> {
    let mut wanted = vec![false; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let here = match node.ty {
            "Convolution" | "Pooling" | "LRN" => true,
            "InnerProduct" | "Flatten" => false,
            _ => wanted[at],
        };
        for input in &node.inputs {
            if let (true, Value::Node(input)) = (here, input) {
                wanted[*input] = true;
            }
        }
    }
    wanted
}

impl<'a> Lowering<'a, '_> {
    /// Translates a node; `None` where it or one before it failed.
    fn node(&mut self, at: usize) -> Option<StepId> {
        let node = &self.nodes[at];
        let inputs = node.inputs.iter().map(|value| match value {
            Value::Input => Some(INPUT),
            Value::Node(at) => self.made[*at],
            Value::Label | Value::Failed => None,
        });
        let inputs: Vec<StepId> = inputs.collect::<Option<_>>()?;
        let joins = matches!(node.ty, "Concat" | "Eltwise");
        if !joins && inputs.len() != 1 && TYPES.contains(&node.ty) {
            let name = &node.layer.name;
            let title = format!("{name:?} reads {} blobs", inputs.len());
            let label = format!("expected one of a layer of type {:?}", node.ty);
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        if node.layer.tops.len() > 1 && TYPES.contains(&node.ty) && node.ty == node.layer.ty {
            let title = format!(
                "{:?} makes {} blobs",
                node.layer.name,
                node.layer.tops.len()
            );
            self.mistakes
                .push(node.layer.mistake(title, "expected one"));
            return None;
        }
        let input = inputs[0];
        match node.ty {
            "Convolution" => self.convolution(node, input),
            "Pooling" => self.pooling(node, input, at),
            "LRN" => self.lrn(node, input),
            "InnerProduct" => self.inner_product(node, input),
            "BatchNorm" => self.batch_norm(node, input),
            "Scale" => self.scale(node, input),
            "ReLU" => self.relu(node, input),
            "Sigmoid" => self.activation(node, input, Activation::Sigmoid),
            "TanH" => self.activation(node, input, Activation::Tanh),
            "Softmax" => self.softmax(node, input),
            "Dropout" => self.dropout(node, input),
            "Flatten" => self.flatten(node, input),
            "Concat" => self.concat(node, inputs),
            "Eltwise" => self.eltwise(node, inputs),
            other => {
                let title = format!("{:?} is of a type that cannot be imported", node.layer.name);
                let mistake = node.layer.mistake(title, format!("{other:?}"));
                // `PReLU` is no slip of the pen for `ReLU`.
                let near =
                    nearest(other, TYPES.iter().copied()).filter(|near| near.len() == other.len());
                self.mistakes.push(mistake.help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known are {}, and those of training", TYPES.join(", ")),
                }));
                None
            }
        }
    }

    fn shape(&self, id: StepId) -> Shape {
        match id {
            INPUT => self.input,
            id => self.steps[id - 1].shape,
        }
    }

    /// The parts of a vector, each of which Caffe has in the order channels, height, width.
    fn parts(&self, id: StepId) -> Vec<[usize; 3]> {
        match id {
            INPUT => Vec::new(),
            id => self.steps[id - 1].parts.clone(),
        }
    }

    /// The step of the node that is read, where this node alone reads it.
    fn alone(&mut self, node: &Node<'_>) -> Option<&mut Step> {
        let Value::Node(at) = node.inputs[0] else {
            return None;
        };
        let id = self.made[at].filter(|id| *id != INPUT && self.readers[at] == 1)?;
        Some(&mut self.steps[id - 1])
    }

    /// Adds a step; a shape that does not fit is a mistake.
    fn push(&mut self, node: &Node<'_>, op: Op, inputs: Vec<StepId>) -> Option<&mut Step> {
        let layer = node.layer;
        self.push_named(&layer.name, layer.type_span, op, inputs)
    }

    fn push_named(
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
        let parts = match (shape, &op) {
            (Shape::Map { .. }, _) => Vec::new(),
            (
                Shape::Vector { features },
                Op::Dense(_) | Op::GlobalAvgPool(_) | Op::GlobalMaxPool(_),
            ) => {
                vec![[features, 1, 1]]
            }
            (_, Op::Flatten(_)) => match shapes[0] {
                Shape::Map {
                    height,
                    width,
                    channels,
                } => vec![[channels, height, width]],
                Shape::Vector { .. } => self.parts(inputs[0]),
            },
            (_, Op::Concat(_)) => inputs.iter().flat_map(|id| self.parts(*id)).collect(),
            _ => self.parts(inputs[0]),
        };
        self.steps.push(Step::new(name, op, inputs, shape, parts));
        self.steps.last_mut()
    }

    fn last(&self) -> Option<StepId> {
        Some(self.steps.len())
    }

    /// Vectors in another order than Caffe's stay inside the network.
    fn check_outputs(&mut self, graph: &Graph<'_>) {
        let ends = graph
            .outputs
            .iter()
            .chain(graph.heads.iter().map(|head| &head.output));
        for value in ends {
            let Value::Node(at) = value else { continue };
            let Some(id) = self.made[*at].filter(|id| *id != INPUT) else {
                continue;
            };
            if self.steps[id - 1].is_turned() {
                let layer = self.nodes[*at].layer;
                let title = format!("the result {:?} is a flattened map", layer.name);
                let label =
                    "Caffe's order is channels, height, width; ours height, width, channels";
                let mistake = layer.mistake(title, label);
                self.mistakes
                    .push(mistake.help("end the network in front of the flattening"));
            }
        }
    }
}
