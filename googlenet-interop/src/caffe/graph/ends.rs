//! Separation of the network's outputs from heads (auxiliary classifiers), whose results only training uses.

use super::input::Input;
use super::nodes::{ComputeNode, Graph, HeadNodes, Loss, Operand};
use super::role::inside;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::graph::MAX_OUTPUTS;

/// Largest number of ends, that is, of results that no computing layer reads: outputs of the network and results of
/// heads.
const MAX_ENDS: usize = 64;

/// An end of the graph: a result that no computing layer reads, whether a loss is computed from it or not.
struct End {
    /// Reference to the result that no computing layer reads. If a node was added for the softmax or sigmoid inside the
    /// loss, reference to the result of that node.
    value: Operand,
    /// Factor (`loss_weight`) of the loss that is computed from the result, the largest one if there are several
    /// losses; 1 if no loss is computed from it.
    weight: f32,
    /// `true` if the layer that computes the result (not the loss) is used in inference.
    in_inference: bool,
}

/// Separates the network from its heads: of the ends (results that no computing layer reads), the deepest one of
/// inference, which most layers lead to one behind the other, is the first output, those of inference whose loss factor
/// is not smaller are further outputs, the deepest first, and each other one is the end of a head. Further outputs are
/// told. A head is left out, with a warning, if it reads the network at several places or shares nodes with an earlier
/// head.
///
/// Returns `None` after reporting a mistake: more than [`MAX_ENDS`] ends, more than [`MAX_OUTPUTS`] outputs, or no end
/// in inference.
pub(super) fn find<'a>(
    input: Input,
    mut nodes: Vec<ComputeNode<'a>>,
    losses: Vec<Loss<'a>>,
    silenced: &[Operand],
    mistakes: &mut Mistakes,
    warnings: &mut Vec<String>,
) -> Option<Graph<'a>> {
    let ends = ends(&mut nodes, &losses, silenced);
    if ends.len() > MAX_ENDS {
        let title = format!("nothing reads the results of {} layers", ends.len());
        let mistake = Mistake::of_file(title);
        mistakes.push(mistake.help(format!("a network has at most {MAX_OUTPUTS} outputs")));
        return None;
    }
    // The deepest result is the network's.
    let depths = depths(&nodes);
    let depth = |value: Operand| match value {
        Operand::Node(at) => depths[at],
        _ => 0,
    };
    let of_inference = || ends.iter().filter(|end| end.in_inference);
    let deepest = of_inference()
        .rev()
        .max_by_key(|end| depth(end.value))
        .map(|end| (end.value, end.weight));
    let is_output = |end: &End| {
        deepest.is_some_and(|(value, weight)| {
            end.in_inference && (end.value == value || end.weight >= weight)
        })
    };
    let outputs = ends.iter().filter(|end| is_output(end));
    let mut outputs: Vec<Operand> = outputs.map(|end| end.value).collect();
    outputs.sort_by_key(|value| std::cmp::Reverse(depth(*value)));
    if outputs.is_empty() {
        mistakes.push(Mistake::of_file("the network has no result in inference"));
        return None;
    }
    if outputs.len() > MAX_OUTPUTS {
        let title = format!("the network has {} outputs", outputs.len());
        mistakes.push(Mistake::of_file(title).help(format!("at most {MAX_OUTPUTS} are possible")));
        return None;
    }
    if let [first, others @ ..] = &outputs[..]
        && !others.is_empty()
    {
        let name = |value: &Operand| match value {
            Operand::Node(at) => format!("{:?}", nodes[*at].result()),
            _ => String::new(),
        };
        let others: Vec<String> = others.iter().map(name).collect();
        warnings.push(format!(
            "the first output is {}, the deepest result; further outputs: {}",
            name(first),
            others.join(", ")
        ));
    }
    let main = ancestors(&nodes, &outputs);
    let mut taken = main.clone();
    let mut heads = Vec::new();
    for end in ends.iter().filter(|end| !is_output(end)) {
        let of_end = ancestors(&nodes, &[end.value]);
        let members: Vec<usize> = (0..nodes.len())
            .filter(|at| of_end[*at] && !main[*at])
            .collect();
        let is_member =
            |value: &Operand| matches!(value, Operand::Node(at) if of_end[*at] && !main[*at]);
        let mut from: Vec<Operand> = Vec::new();
        for value in members.iter().flat_map(|at| &nodes[*at].inputs) {
            if !is_member(value) && from.len() < 2 && !from.contains(value) {
                from.push(*value);
            }
        }
        let name = members
            .last()
            .map_or("", |last| nodes[*last].layer.name.as_str());
        let alone = members.iter().all(|at| !taken[*at]);
        match from[..] {
            [from] if alone => {
                members.iter().for_each(|at| taken[*at] = true);
                heads.push(HeadNodes {
                    nodes: members,
                    from,
                    output: end.value,
                    weight: end.weight,
                });
            }
            _ => warnings.push(format!(
                "left out: the branch of training up to {name:?}, which reads the network at several places"
            )),
        }
    }
    let main = (0..nodes.len()).filter(|at| main[*at]).collect();
    Some(Graph {
        input,
        nodes,
        main,
        outputs,
        heads,
    })
}

/// Returns the ends in the order of their nodes, without those that are silenced. Where the first loss of an end
/// contains a layer of another type than the end, such as the softmax of `SoftmaxWithLoss`, a node for that layer is
/// added to `nodes`, and its result is the end.
fn ends<'a>(
    nodes: &mut Vec<ComputeNode<'a>>,
    losses: &[Loss<'a>],
    silenced: &[Operand],
) -> Vec<End> {
    let mut read = vec![false; nodes.len()];
    for node in nodes.iter() {
        for input in &node.inputs {
            if let Operand::Node(at) = input {
                read[*at] = true;
            }
        }
    }
    let own = nodes.len();
    let mut ends = Vec::new();
    for at in (0..own).filter(|at| !read[*at]) {
        let mut judged = losses.iter().filter(|loss| loss.value == Operand::Node(at));
        let layer = nodes[at].layer;
        let Some(loss) = judged.next() else {
            if silenced.contains(&Operand::Node(at)) {
                continue;
            }
            ends.push(End {
                value: Operand::Node(at),
                weight: 1.0,
                in_inference: layer.in_inference,
            });
            continue;
        };
        let mut value = Operand::Node(at);
        if let Some(ty) = inside(&loss.layer.ty)
            && nodes[at].ty != ty
        {
            nodes.push(ComputeNode {
                layer: loss.layer,
                ty,
                top: 0,
                inputs: vec![value],
            });
            value = Operand::Node(nodes.len() - 1);
        }
        let weight = judged.map(|loss| loss.layer.loss_weight());
        ends.push(End {
            value,
            weight: weight.fold(loss.layer.loss_weight(), f32::max),
            in_inference: layer.in_inference,
        });
    }
    ends
}

/// Returns, for each node, the number of nodes on the longest way from the input to it.
fn depths(nodes: &[ComputeNode<'_>]) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let before = node.inputs.iter().map(|input| match input {
            Operand::Node(at) => depths.get(*at).copied().unwrap_or(0),
            _ => 0,
        });
        depths.push(1 + before.max().unwrap_or(0));
    }
    depths
}

/// Returns a flag for each node, by index: `true` if one of `values` is its result or is computed from it.
fn ancestors(nodes: &[ComputeNode<'_>], values: &[Operand]) -> Vec<bool> {
    let mut found = vec![false; nodes.len()];
    let mut open = values.to_vec();
    while let Some(value) = open.pop() {
        let Operand::Node(at) = value else { continue };
        if !std::mem::replace(&mut found[at], true) {
            open.extend(&nodes[at].inputs);
        }
    }
    found
}
