//! Reduction of a level, as a graph of nodes and wires, to series and parallel parts (Valdes, Tarjan and Lawler, "The
//! recognition of series parallel digraphs", 1979). A node with one incoming and one outgoing edge joins them in
//! series; edges between the same two nodes become parallel. A level is series-parallel if a single edge remains, from
//! its entrance to its exit.

use super::level::{End, Level};
use std::collections::{HashMap, VecDeque};

/// Largest depth of nested parallel parts. A level with deeper nesting is arranged in ranks.
const MAX_DEPTH: usize = 48;

/// Index of a part in [`Parts::shapes`].
pub(crate) type PartId = usize;

/// Part of a series-parallel level, between two nodes or the level's entrance or exit.
#[derive(Debug, Clone)]
pub(crate) enum Composition {
    /// Wire, as an index in [`Level::wires`]. `None` is a connection that is not drawn: from the level's entrance to a
    /// node without inputs, or from a node without readers to the exit.
    Wire(Option<usize>),
    /// Parts in series, and the nodes between them, as indices in [`Level::nodes`]: one node fewer than parts.
    Series(Vec<PartId>, Vec<usize>),
    /// Parts side by side between the same two nodes, in the order of the wires with which they end, which is that of
    /// their reader's inputs.
    Parallel(Vec<PartId>),
}

/// A level as series and parallel parts; `root` is the part that contains all others. Parts of `shapes` that were
/// merged into others are left over there.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) shapes: Vec<Composition>,
    pub(crate) root: PartId,
}

/// Reduces a level to its parts; `None` if it has several entering or leaving ports, is not series-parallel between one
/// entrance and one exit, or has parallel parts that nest too deep.
pub(crate) fn reduce(level: &Level) -> Option<Parts> {
    if level.ins.len() > 1 || level.outs.len() > 1 {
        return None;
    }
    let nodes = level.nodes.len();
    let mut reduction = Reduction::new(nodes);
    let (entrance, exit) = (nodes, nodes + 1);
    let (mut entered, mut left) = (vec![false; nodes], vec![false; nodes]);
    for (at, wire) in level.wires.iter().enumerate() {
        let from = match wire.from {
            End::Node(node, _) => {
                left[node] = true;
                node
            }
            _ => entrance,
        };
        let to = match wire.to {
            End::Node(node, _) => {
                entered[node] = true;
                node
            }
            _ => exit,
        };
        let part = reduction.make(Composition::Wire(Some(at)), 0, at);
        reduction.connect(from, to, part);
    }
    for node in 0..nodes {
        // Connections that are not drawn come after all wires, in the order of their nodes.
        let last = level.wires.len() + node;
        if !entered[node] {
            let part = reduction.make(Composition::Wire(None), 0, last);
            reduction.connect(entrance, node, part);
        }
        if !left[node] {
            let part = reduction.make(Composition::Wire(None), 0, last);
            reduction.connect(node, exit, part);
        }
    }
    reduction.run(entrance, exit)
}

/// Edge of the graph that is reduced: a wire, or the part that replaced several wires. `from` and `to` are nodes, or
/// the entrance and the exit behind the last node.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    part: PartId,
}

struct Reduction {
    shapes: Vec<Composition>,
    /// For each part how deep parallel parts are nested in it, itself included; 0 for a part without parallel parts.
    depth: Vec<usize>,
    /// For each part the index of the wire with which it ends, by which parallel branches are sorted; for a parallel
    /// part the smallest of its branches. Connections that are not drawn count behind all wires.
    order: Vec<usize>,
    /// All edges; `None` where one was removed.
    edges: Vec<Option<Edge>>,
    /// Index of the edge between two nodes, by the two nodes.
    between: HashMap<(usize, usize), usize>,
    incoming: Vec<Vec<usize>>,
    outgoing: Vec<Vec<usize>>,
}

impl Reduction {
    fn new(nodes: usize) -> Reduction {
        Reduction {
            shapes: Vec::new(),
            depth: Vec::new(),
            order: Vec::new(),
            edges: Vec::new(),
            between: HashMap::new(),
            incoming: vec![Vec::new(); nodes + 2],
            outgoing: vec![Vec::new(); nodes + 2],
        }
    }

    /// Adds a part and returns its index.
    fn make(&mut self, shape: Composition, depth: usize, order: usize) -> PartId {
        self.shapes.push(shape);
        self.depth.push(depth);
        self.order.push(order);
        self.shapes.len() - 1
    }

    /// Adds an edge with the part `part` between two nodes; if an edge connects them already, makes its part parallel
    /// to `part` instead.
    fn connect(&mut self, from: usize, to: usize, part: PartId) {
        if let Some(edge) = self.between.get(&(from, to)).copied() {
            let there = self.edges[edge].as_mut().expect("an edge that is there");
            let beside = there.part;
            if let Composition::Parallel(parts) = &mut self.shapes[beside] {
                parts.push(part);
                self.depth[beside] = self.depth[beside].max(self.depth[part] + 1);
                self.order[beside] = self.order[beside].min(self.order[part]);
            } else {
                let depth = self.depth[beside].max(self.depth[part]) + 1;
                let order = self.order[beside].min(self.order[part]);
                let both = self.make(Composition::Parallel(vec![beside, part]), depth, order);
                self.edges[edge]
                    .as_mut()
                    .expect("an edge that is there")
                    .part = both;
            }
            return;
        }
        let edge = self.edges.len();
        self.edges.push(Some(Edge { from, to, part }));
        self.between.insert((from, to), edge);
        self.outgoing[from].push(edge);
        self.incoming[to].push(edge);
    }

    fn remove(&mut self, edge: usize) -> Edge {
        let taken = self.edges[edge].take().expect("an edge that is there");
        self.between.remove(&(taken.from, taken.to));
        self.outgoing[taken.from].retain(|other| *other != edge);
        self.incoming[taken.to].retain(|other| *other != edge);
        taken
    }

    fn run(mut self, entrance: usize, exit: usize) -> Option<Parts> {
        let nodes = entrance;
        let mut open: VecDeque<usize> = (0..nodes).collect();
        let mut left = nodes;
        while let Some(node) = open.pop_front() {
            let ([before], [after]) = (&self.incoming[node][..], &self.outgoing[node][..]) else {
                continue;
            };
            let (before, after) = (*before, *after);
            let (before, after) = (self.remove(before), self.remove(after));
            let part = self.in_series(before.part, node, after.part);
            self.connect(before.from, after.to, part);
            left -= 1;
            for next in [before.from, after.to] {
                if next < nodes {
                    open.push_back(next);
                }
            }
        }
        let root = self.between.get(&(entrance, exit))?;
        let root = self.edges[*root]?.part;
        if left > 0 || self.depth[root] > MAX_DEPTH {
            return None;
        }
        for shape in &mut self.shapes {
            if let Composition::Parallel(parts) = shape {
                parts.sort_by_key(|part| self.order[*part]);
            }
        }
        Some(Parts {
            shapes: self.shapes,
            root,
        })
    }

    /// Makes one series part of two parts and the node between them.
    fn in_series(&mut self, before: PartId, node: usize, after: PartId) -> PartId {
        let mut take = |part: PartId| match &mut self.shapes[part] {
            Composition::Series(parts, nodes) => (std::mem::take(parts), std::mem::take(nodes)),
            _ => (vec![part], Vec::new()),
        };
        let (mut parts, mut nodes) = take(before);
        let (more_parts, more_nodes) = take(after);
        parts.extend(more_parts);
        nodes.push(node);
        nodes.extend(more_nodes);
        let depth = self.depth[before].max(self.depth[after]);
        let order = self.order[after];
        self.make(Composition::Series(parts, nodes), depth, order)
    }
}
