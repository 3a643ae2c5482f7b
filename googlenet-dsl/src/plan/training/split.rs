//! The pass that makes layers of their own of activations whose gradients a fused step could not compute.

use crate::graph::{Graph, INPUT, Layer, LayerId, Output};
use crate::op::{Activate, Activation, Op, Softmax};

/// A network of training whose layers have activations only where the derivative can be computed from the result.
pub(super) struct Split {
    pub graph: Graph,
    /// Layer of the network of training that each layer of `graph` is, or is a part of.
    pub origin: Vec<LayerId>,
    /// Last layer of `graph` for each layer of the network of training: the one with its result.
    pub result: Vec<LayerId>,
    /// The outputs of the network of training, each with the activation that was left out at its end.
    pub ends: Vec<End>,
}

/// An output, and the activation at its end that is left to the loss.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    /// Layer of the network of training.
    pub layer: LayerId,
    /// Layer of the split graph whose result is the argument of the activation.
    pub value: LayerId,
    pub activation: Activation,
}

/// Splits the layers of `graph`, a network of training. If `logits` is `true`, softmax and sigmoid at the end of an
/// output that nothing else reads are left out.
pub(super) fn split(graph: &Graph, logits: bool) -> Split {
    let ends: Vec<LayerId> = graph.outputs().iter().map(|output| output.layer).collect();
    let mut left_out = vec![Activation::None; graph.len()];
    let input = graph.layer(0).clone();
    let made = Graph::new(graph.name(), input);
    let mut split = Split {
        graph: made.unwrap_or_else(|_| unreachable!("the input is that of a graph")),
        origin: vec![0],
        result: vec![0],
        ends: Vec::new(),
    };
    for id in graph.ids().skip(1) {
        let op = graph.op(id);
        let is_end = logits && ends.contains(&id) && graph.readers(id).is_empty();
        let (bare, activation) = parts(op);
        let strips = is_end && activation.is_probability();
        let mut inputs: Vec<LayerId> = graph.inputs(id);
        inputs
            .iter_mut()
            .for_each(|input| *input = split.result[*input]);
        if strips {
            left_out[id] = activation;
        }
        let reads_result = activation
            .elementwise()
            .is_some_and(|function| function.gradient_reads_result());
        let last = match (bare, strips) {
            // An activation that is a layer of its own.
            (None, true) => inputs[0],
            (None, false) => split.push(graph, id, op.clone(), &inputs),
            (Some(bare), true) => split.push(graph, id, bare, &inputs),
            (Some(_), false) if reads_result => split.push(graph, id, op.clone(), &inputs),
            (Some(bare), false) => {
                let first = split.push(graph, id, bare, &inputs);
                split.push(graph, id, as_layer(activation), &[first])
            }
        };
        split.result.push(last);
    }
    let end = |layer: &LayerId| End {
        layer: *layer,
        value: split.result[*layer],
        activation: left_out[*layer],
    };
    let found: Vec<End> = ends.iter().map(end).collect();
    let outputs = found.iter().map(|end| Output {
        name: INPUT.into(),
        layer: end.value,
    });
    split.graph = split.graph.with_results(outputs.collect(), Vec::new());
    split.ends = found;
    split
}

/// Returns the operation without its activation, and the activation; no operation if nothing else is left of it, or if
/// it has no activation.
fn parts(op: &Op) -> (Option<Op>, Activation) {
    match op {
        Op::Softmax(_) => (None, Activation::Softmax),
        Op::Activate(activate) => (None, activate.function),
        op => (op.without_activation(), op.activation()),
    }
}

fn as_layer(activation: Activation) -> Op {
    match activation {
        Activation::Softmax => Softmax {}.into(),
        function => Activate { function }.into(),
    }
}

impl Split {
    fn push(&mut self, graph: &Graph, id: LayerId, op: Op, inputs: &[LayerId]) -> LayerId {
        self.origin.push(id);
        let layer = Layer {
            op,
            inputs: inputs.to_vec().into(),
            ..graph.layer(id).clone()
        };
        let pushed = self.graph.push(layer);
        pushed.unwrap_or_else(|_| unreachable!("the layer fits as in the network of training"))
    }
}
