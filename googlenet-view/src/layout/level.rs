//! A drawing's levels: the outside of all modules, and the inside of each. A wire that crosses the border of a module
//! is cut there, at a port of the module, so that every level is a graph of its own.

use crate::outline::{CardId, GroupId, Outline, Part};
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::HashMap;

/// Where a wire of a level begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// A port at which the level's module is entered.
    In(usize),
    /// A card or a module of the level, at a port.
    Node(usize, usize),
    /// A port at which it is left.
    Out(usize),
}

/// A wire between two places of one level.
#[derive(Debug, Clone)]
pub(crate) struct LevelWire {
    pub(crate) from: End,
    pub(crate) to: End,
    /// The layer whose result it carries.
    pub(crate) source: LayerId,
    /// The layers that read it there.
    pub(crate) targets: Vec<LayerId>,
}

/// A module's inside, or what is in no module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    pub(crate) group: Option<GroupId>,
    /// Cards and modules in order.
    pub(crate) nodes: Vec<Part>,
    /// Wires in the order of the readers and their slots.
    pub(crate) wires: Vec<LevelWire>,
    /// The layers that are read from outside, one port each.
    pub(crate) ins: Vec<LayerId>,
    /// The layers that are read by the outside, one port each.
    pub(crate) outs: Vec<LayerId>,
}

/// All levels: the outside first, then one for each module.
pub(crate) fn levels(graph: &Graph, outline: &Outline) -> Vec<Level> {
    let mut builder = LevelBuilder::new(outline);
    for reader in graph.ids() {
        for source in graph.inputs(reader) {
            let (from, to) = (outline.card_of[source], outline.card_of[reader]);
            if from != to {
                builder.connect(source, from, reader, to);
            }
        }
    }
    builder.levels
}

/// The place of a level in [`levels`].
pub(crate) fn level_of(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group + 1)
}

struct LevelBuilder<'o> {
    outline: &'o Outline,
    levels: Vec<Level>,
    /// The place of each card and module among the nodes of its level.
    place: HashMap<Part, usize>,
    /// The wire of a level that ends at a port.
    ending: HashMap<(usize, End), usize>,
    /// How many wires end at a card so far.
    slots: Vec<usize>,
}

impl<'o> LevelBuilder<'o> {
    fn new(outline: &'o Outline) -> LevelBuilder<'o> {
        let groups = std::iter::once(None).chain((0..outline.groups.len()).map(Some));
        let mut place = HashMap::new();
        let levels = groups.map(|group| {
            let nodes = outline.parts(group).to_vec();
            place.extend(nodes.iter().enumerate().map(|(at, part)| (*part, at)));
            Level {
                group,
                nodes,
                ..Level::default()
            }
        });
        let levels = levels.collect();
        LevelBuilder {
            outline,
            levels,
            place,
            ending: HashMap::new(),
            slots: vec![0; outline.cards.len()],
        }
    }

    fn connect(&mut self, source: LayerId, from: CardId, reader: LayerId, to: CardId) {
        let out: Vec<GroupId> = self
            .outline
            .around(self.outline.cards[from].parent)
            .collect();
        let mut into: Vec<GroupId> = self.outline.around(self.outline.cards[to].parent).collect();
        into.reverse();
        let shared = out
            .iter()
            .rev()
            .zip(&into)
            .take_while(|(a, b)| a == b)
            .count();
        // Out of the modules around the source, one border at a time.
        let mut here = End::Node(self.place[&Part::Card(from)], 0);
        for group in &out[..out.len() - shared] {
            let port = intern(&mut self.levels[group + 1].outs, source);
            self.wire(group + 1, here, End::Out(port), source, reader);
            here = End::Node(self.place[&Part::Group(*group)], port);
        }
        // Across the level that both are in, and into the modules around the reader.
        let mut level = level_of(shared.checked_sub(1).map(|last| into[last]));
        for group in &into[shared..] {
            let port = intern(&mut self.levels[group + 1].ins, source);
            let node = self.place[&Part::Group(*group)];
            self.wire(level, here, End::Node(node, port), source, reader);
            (level, here) = (group + 1, End::In(port));
        }
        let slot = self.slots[to];
        self.slots[to] += 1;
        let node = self.place[&Part::Card(to)];
        self.wire(level, here, End::Node(node, slot), source, reader);
    }

    fn wire(&mut self, level: usize, from: End, to: End, source: LayerId, reader: LayerId) {
        let wires = &mut self.levels[level].wires;
        let at = *self.ending.entry((level, to)).or_insert(wires.len());
        if at == wires.len() {
            wires.push(LevelWire {
                from,
                to,
                source,
                targets: Vec::new(),
            });
        }
        if !wires[at].targets.contains(&reader) {
            wires[at].targets.push(reader);
        }
    }
}

fn intern(ports: &mut Vec<LayerId>, layer: LayerId) -> usize {
    ports
        .iter()
        .position(|port| *port == layer)
        .unwrap_or_else(|| {
            ports.push(layer);
            ports.len() - 1
        })
}
