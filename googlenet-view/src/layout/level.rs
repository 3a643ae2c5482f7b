//! Levels of a drawing: one for what is outside of all modules, and one for the inside of each module. A wire that
//! crosses the border of a module is cut there, at a port of the module, so that every level is a graph of its own.

use crate::outline::{CardId, GroupId, Outline, Part};
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::HashMap;

/// Beginning or end of a wire of a level. A port is a place on a border at which wires begin or end; ports are indices,
/// counted separately for entering and leaving wires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum End {
    /// Port at which wires enter the level's module, as an index in [`Level::ins`].
    In(usize),
    /// Card or module of the level, as an index in [`Level::nodes`], and a port of it: of a module an index in the
    /// `ins` or `outs` of its own level; of a card 0 for leaving wires, and for entering wires the number of wires that
    /// entered it before.
    Node(usize, usize),
    /// Port at which wires leave the level's module, as an index in [`Level::outs`].
    Out(usize),
}

/// Wire between two ends in the same level: a whole wire, or the part of one that crosses borders of modules.
#[derive(Debug, Clone)]
pub(crate) struct LevelWire {
    pub(crate) from: End,
    pub(crate) to: End,
    /// Layer whose result the wire carries.
    pub(crate) source: LayerId,
    /// Layers that read this result through the wire; there may be several if the wire ends at a module or leaves one.
    pub(crate) targets: Vec<LayerId>,
}

/// Inside of the module `group`; if that is `None`, what is outside of all modules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    pub(crate) group: Option<GroupId>,
    /// Cards and modules directly inside, in the order of their layers.
    pub(crate) nodes: Vec<Part>,
    /// Wires in the order of the layers that read them first, and of the inputs of these layers.
    pub(crate) wires: Vec<LevelWire>,
    /// Layers outside of the module that are read inside it, in the order in which they are first read. Each has one
    /// port, by its index here.
    pub(crate) ins: Vec<LayerId>,
    /// Layers inside the module that are read outside of it, in the order in which they are first read. Each has one
    /// port, by its index here.
    pub(crate) outs: Vec<LayerId>,
}

/// Returns all levels: first the one outside of all modules, then one for each module, in the order of the modules.
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

/// Returns the index of a module's level in the result of [`levels`]; for `None` that of the level outside of all
/// modules.
pub(crate) fn level_of(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group + 1)
}

struct LevelBuilder<'o> {
    outline: &'o Outline,
    levels: Vec<Level>,
    /// Index of each card and module in the [`Level::nodes`] of its level.
    place: HashMap<Part, usize>,
    /// Index in [`Level::wires`] of the wire that ends at an [`End`], by the index of the level and the end.
    ending: HashMap<(usize, End), usize>,
    /// For each card, the number of wires that end at it so far.
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

    /// Adds the wire from the layer `source` on the card `from` to the layer `reader` on the card `to`, with one part
    /// in each level that it passes; parts that other readers of `source` need too are shared.
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
        // Leaves the modules around the source, one border at a time, up to those that also contain the reader.
        let mut here = End::Node(self.place[&Part::Card(from)], 0);
        for group in &out[..out.len() - shared] {
            let port = intern(&mut self.levels[group + 1].outs, source);
            self.wire(group + 1, here, End::Out(port), source, reader);
            here = End::Node(self.place[&Part::Group(*group)], port);
        }
        // Crosses the innermost level that contains both, then enters the modules around the reader.
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

    /// Adds a wire to a level, or `reader` to the targets of the wire that ends at `to` already.
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
