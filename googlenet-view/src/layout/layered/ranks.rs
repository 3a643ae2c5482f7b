//! A level in ranks, by the longest paths to its nodes.

use crate::error::Error;
use crate::layout::level::{End, Level};
use std::collections::HashMap;

/// Cards, ports and bends of one level.
const MAX_ELEMENTS: usize = 50_000;

/// What has a place in a rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vertex {
    In(usize),
    Node(usize),
    Out(usize),
    /// A wire on its way through the rank.
    Bend,
}

/// A wire's way from one rank to the next; wires from one port share it as far as they can.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    /// The port of the element that it leaves.
    pub(super) from_port: usize,
    pub(super) to: usize,
    pub(super) to_port: usize,
}

/// A link by its rank and its place there.
pub(super) type Place = (usize, usize);

/// A level in ranks.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    pub(super) elements: Vec<Vertex>,
    /// For each rank its elements in order.
    pub(super) ranks: Vec<Vec<usize>>,
    /// For each rank but the last the links to the next one.
    pub(super) links: Vec<Vec<Link>>,
    /// For each wire of the level its links.
    pub(super) ways: Vec<Vec<Place>>,
}

impl Ranks {
    pub(super) fn new(level: &Level) -> Result<Ranks, Error> {
        let mut rank = vec![usize::from(!level.ins.is_empty()); level.nodes.len()];
        for wire in &level.wires {
            // Wires stand in the order of what they end at, and lead forwards.
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
            ways: vec![Vec::new(); level.wires.len()],
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
        // For each port and rank the element at which its wire is there, with the port.
        let mut passing: HashMap<(usize, usize, usize), (usize, Place)> = HashMap::new();
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
                ranks.ways[at].push(link);
                (here, here_port) = (bend, 0);
                if ranks.elements.len() > MAX_ELEMENTS {
                    return Err(Error::TooLarge {
                        what: "bends of wires",
                        most: MAX_ELEMENTS,
                    });
                }
            }
            let link = ranks.link(end - 1, here, here_port, target, to_port);
            ranks.ways[at].push(link);
        }
        Ok(ranks)
    }

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
    ) -> Place {
        self.links[rank].push(Link {
            from,
            from_port,
            to,
            to_port,
        });
        (rank, self.links[rank].len() - 1)
    }

    /// For each element its place in its rank.
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
