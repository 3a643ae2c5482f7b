//! Ranks of a level. The rank of a node is the number of wires on the longest path to it from another node of the
//! level. Ports for wires that enter the module are one rank before all nodes, ports for wires that leave it one rank
//! behind; a wire over several ranks has a bend in each rank between.

use crate::error::Error;
use crate::layout::level::{End, Level};
use std::collections::HashMap;

/// Largest number of nodes, ports and bends in all ranks of one level.
const MAX_ELEMENTS: usize = 50_000;

/// Element of a rank: a port of the level's module or a node, by its index in `ins`, `outs` or `nodes` of the level, or
/// a bend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vertex {
    In(usize),
    Node(usize),
    Out(usize),
    /// Point at which one wire, or several wires from the same port, pass through the rank.
    Bend,
}

/// Part of a wire between one rank and the next; `from` and `to` are indices in [`Ranks::elements`]. Wires that begin
/// at the same port share links as far as they share bends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    /// Port of the element `from` at which the link begins, as an index in its leaving ports.
    pub(super) from_port: usize,
    pub(super) to: usize,
    /// Port of the element `to` at which the link ends, as an index in its entering ports.
    pub(super) to_port: usize,
}

/// Link, as the index of the rank from which it starts and its index in that rank's list in [`Ranks::links`].
pub(super) type LinkId = (usize, usize);

/// Elements of a level (nodes, ports of its module, and bends) in ranks, and the links between the ranks.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    pub(super) elements: Vec<Vertex>,
    /// For each rank the indices of its elements in `elements`, in the order across.
    pub(super) ranks: Vec<Vec<usize>>,
    /// For each rank except the last one, its links to the next rank.
    pub(super) links: Vec<Vec<Link>>,
    /// For each wire of the level the links that it consists of, from its beginning to its end.
    pub(super) wire_links: Vec<Vec<LinkId>>,
}

impl Ranks {
    pub(super) fn new(level: &Level) -> Result<Ranks, Error> {
        let mut rank = vec![usize::from(!level.ins.is_empty()); level.nodes.len()];
        for wire in &level.wires {
            // Wires are in the order of their readers, so that the rank of a source is final before its readers' ranks
            // are computed.
            if let (End::Node(from, _), End::Node(to, _)) = (wire.from, wire.to) {
                rank[to] = rank[to].max(rank[from] + 1);
            }
        }
        let last = rank
            .iter()
            .max()
            .map_or(0, |last| last + usize::from(!level.outs.is_empty()));
        let mut ranks = Ranks {
            ranks: vec![Vec::new(); last + 1],
            links: vec![Vec::new(); last],
            wire_links: vec![Vec::new(); level.wires.len()],
            ..Ranks::default()
        };
        let ins: Vec<usize> = (0..level.ins.len())
            .map(|at| ranks.put(Vertex::In(at), 0))
            .collect();
        let nodes: Vec<usize> = (0..level.nodes.len())
            .map(|at| ranks.put(Vertex::Node(at), rank[at]))
            .collect();
        let outs: Vec<usize> = (0..level.outs.len())
            .map(|at| ranks.put(Vertex::Out(at), last))
            .collect();
        let element = |end: End| match end {
            End::In(at) => (ins[at], 0, 0),
            End::Node(at, port) => (nodes[at], port, rank[at]),
            End::Out(at) => (outs[at], 0, last),
        };
        // By source element, its port, and rank: the bend that the wires of this port share in this rank, and the link
        // to the bend.
        let mut passing: HashMap<(usize, usize, usize), (usize, LinkId)> = HashMap::new();
        for (at, wire) in level.wires.iter().enumerate() {
            let (source, port, begin) = element(wire.from);
            let (target, to_port, end) = element(wire.to);
            let (mut here, mut here_port) = (source, port);
            for rank in begin..end - 1 {
                let known = passing.get(&(source, port, rank + 1)).copied();
                let (bend, link) = known.unwrap_or_else(|| {
                    let bend = ranks.put(Vertex::Bend, rank + 1);
                    (bend, ranks.link(rank, here, here_port, bend, 0))
                });
                passing.insert((source, port, rank + 1), (bend, link));
                ranks.wire_links[at].push(link);
                (here, here_port) = (bend, 0);
                if ranks.elements.len() > MAX_ELEMENTS {
                    return Err(Error::TooLarge {
                        what: "bends of wires",
                        most: MAX_ELEMENTS,
                    });
                }
            }
            let link = ranks.link(end - 1, here, here_port, target, to_port);
            ranks.wire_links[at].push(link);
        }
        Ok(ranks)
    }

    /// Adds an element at the end of a rank, and returns its index in `elements`.
    fn put(&mut self, element: Vertex, rank: usize) -> usize {
        self.elements.push(element);
        self.ranks[rank].push(self.elements.len() - 1);
        self.elements.len() - 1
    }

    fn link(
        &mut self,
        rank: usize,
        from: usize,
        from_port: usize,
        to: usize,
        to_port: usize,
    ) -> LinkId {
        self.links[rank].push(Link {
            from,
            from_port,
            to,
            to_port,
        });
        (rank, self.links[rank].len() - 1)
    }

    /// Returns the position of each element in its rank, from 0, indexed as in `elements`.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.elements.len()];
        for rank in &self.ranks {
            for (at, element) in rank.iter().enumerate() {
                places[*element] = at;
            }
        }
        places
    }
}
