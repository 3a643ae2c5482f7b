//! Connection of a graph's nodes: names of values become numbers, and nodes stand behind those that they read.

use super::file::{GraphFile, NodeFile, TensorFile, ValueInfo};
use crate::items::Refusals;
use googlenet_dsl::nearest::nearest;
use std::collections::HashMap;

/// Number of a value: a result of a node, an initializer or an input.
pub(super) type ValueId = usize;

/// A node with the values that it reads and makes.
#[derive(Debug)]
pub(super) struct Node<'f, 'a> {
    pub(super) file: &'f NodeFile<'a>,
    /// Values that the node reads; `None` for those that are not given.
    pub(super) inputs: Vec<Option<ValueId>>,
    /// Values that the node makes; `None` for those without a name.
    pub(super) outputs: Vec<Option<ValueId>>,
}

/// The connected graph.
#[derive(Debug)]
pub(super) struct Graph<'f, 'a> {
    /// Nodes on which the outputs depend, each behind those that it reads.
    pub(super) nodes: Vec<Node<'f, 'a>>,
    /// Names of all values.
    pub(super) names: Vec<&'a str>,
    pub(super) initializers: Vec<(ValueId, &'f TensorFile<'a>)>,
    /// The inputs that are no initializers and that a node reads, or the only one.
    pub(super) inputs: Vec<(ValueId, &'f ValueInfo<'a>)>,
    pub(super) outputs: Vec<ValueId>,
    /// For each value, the number of nodes that read it, once for each operand, and of outputs that it is.
    pub(super) readers: Vec<usize>,
}

/// Values by name, with the number of the node that makes each.
#[derive(Default)]
struct Names<'a> {
    ids: HashMap<&'a str, ValueId>,
    names: Vec<&'a str>,
    makers: Vec<Option<usize>>,
}

impl<'a> Names<'a> {
    /// Adds a value; `None` if there is one of that name.
    fn add(&mut self, name: &'a str, maker: Option<usize>) -> Option<ValueId> {
        if self.ids.contains_key(name) {
            return None;
        }
        let id = self.names.len();
        self.ids.insert(name, id);
        self.names.push(name);
        self.makers.push(maker);
        Some(id)
    }
}

/// Connects a graph; `None` if that is impossible, which is reported.
pub(super) fn connect<'f, 'a>(
    file: &'f GraphFile<'a>,
    refusals: &mut Refusals,
) -> Option<Graph<'f, 'a>> {
    let mut names = Names::default();
    let mut initializers = Vec::new();
    for tensor in &file.tensors {
        match names.add(tensor.name, None) {
            Some(id) => initializers.push((id, tensor)),
            None => refusals.graph(format!("two initializers are called {:?}", tensor.name)),
        }
    }
    let mut inputs = Vec::new();
    let constants = names.names.len();
    for input in &file.inputs {
        match names.add(input.name, None) {
            Some(id) => inputs.push((id, input)),
            // Files of IR version 3 list their initializers among the inputs.
            None if names.ids.get(input.name).is_some_and(|id| *id < constants) => {}
            None => refusals.graph(format!("two inputs are called {:?}", input.name)),
        }
    }
    for (at, node) in file.nodes.iter().enumerate() {
        for name in node.outputs.iter().filter(|name| !name.is_empty()) {
            if names.add(name, Some(at)).is_none() {
                let reason = format!("it makes {name:?}, which is there already");
                refusals.node(node.operator, node.title(), reason);
            }
        }
    }
    let nodes: Vec<Node<'f, 'a>> = file
        .nodes
        .iter()
        .map(|node| Node {
            file: node,
            inputs: node
                .inputs
                .iter()
                .map(|name| read(node, name, &names, refusals))
                .collect(),
            outputs: node
                .outputs
                .iter()
                .map(|name| names.ids.get(name).copied())
                .collect(),
        })
        .collect();
    let mut outputs = Vec::new();
    for output in &file.outputs {
        match names.ids.get(output.name) {
            Some(id) if outputs.contains(id) => {}
            Some(id) => outputs.push(*id),
            None => refusals.graph(format!("nothing makes the output {:?}", output.name)),
        }
    }
    if outputs.is_empty() {
        refusals.graph("the graph has no output");
        return None;
    }
    let order = sorted(&nodes, &names, &outputs, refusals)?;
    let mut kept: Vec<Option<Node<'f, 'a>>> = nodes.into_iter().map(Some).collect();
    let nodes: Vec<Node<'f, 'a>> = order.into_iter().filter_map(|at| kept[at].take()).collect();
    let mut readers = vec![0; names.names.len()];
    for id in nodes
        .iter()
        .flat_map(|node| node.inputs.iter().flatten())
        .chain(&outputs)
    {
        readers[*id] += 1;
    }
    // A network whose results are constants has an input, too.
    if inputs.len() != 1 {
        inputs.retain(|(id, _)| readers[*id] > 0);
    }
    Some(Graph {
        nodes,
        names: names.names,
        initializers,
        inputs,
        outputs,
        readers,
    })
}

/// Returns the value of a name that a node reads; reports a name that nothing makes.
fn read<'a>(
    node: &NodeFile<'a>,
    name: &'a str,
    names: &Names<'a>,
    refusals: &mut Refusals,
) -> Option<ValueId> {
    if name.is_empty() {
        return None;
    }
    let found = names.ids.get(name).copied();
    if found.is_none() {
        let near = nearest(name, names.names.iter().copied());
        let near = near.map_or(String::new(), |near| format!("; did you mean {near:?}?"));
        let reason = format!("it reads {name:?}, which nothing makes{near}");
        refusals.node(node.operator, node.title(), reason);
    }
    found
}

/// Returns the nodes on which the outputs depend, each behind those that it reads, otherwise in the order of the file;
/// `None` if there is a cycle, which is reported.
fn sorted(
    nodes: &[Node<'_, '_>],
    names: &Names<'_>,
    outputs: &[ValueId],
    refusals: &mut Refusals,
) -> Option<Vec<usize>> {
    let makers_of = |at: usize| {
        nodes[at]
            .inputs
            .iter()
            .flatten()
            .filter_map(|id| names.makers[*id])
    };
    let mut needed = vec![false; nodes.len()];
    let mut open: Vec<usize> = outputs.iter().filter_map(|id| names.makers[*id]).collect();
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut needed[at], true) {
            open.extend(makers_of(at));
        }
    }
    let mut done = vec![false; nodes.len()];
    let mut order = Vec::new();
    for first in (0..nodes.len()).filter(|at| needed[*at]) {
        // Each entry is a node with the number of its inputs that have been followed.
        let mut path: Vec<(usize, usize)> = vec![(first, 0)];
        let mut on_path = std::collections::HashSet::from([first]);
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            if done[at] {
                path.pop();
                on_path.remove(&at);
                continue;
            }
            let input = nodes[at].inputs.get(*next);
            *next += 1;
            match input {
                Some(input) => {
                    let maker = input
                        .and_then(|id| names.makers[id])
                        .filter(|maker| !done[*maker]);
                    if let Some(maker) = maker {
                        if !on_path.insert(maker) {
                            let node = nodes[maker].file;
                            let reason = "its result depends on itself: the graph has a cycle";
                            refusals.node(node.operator, node.title(), reason);
                            return None;
                        }
                        path.push((maker, 0));
                    }
                }
                None => {
                    done[at] = true;
                    order.push(at);
                }
            }
        }
    }
    Some(order)
}
