//! The layers of a network grouped as its file groups them, read from their paths.

use googlenet_dsl::graph::{Graph, INPUT, LayerId};
use googlenet_dsl::tree::{Form, Item};
use std::collections::HashMap;
use std::ops::Range;

/// The place of a card in [`Outline::cards`].
pub type CardId = usize;
/// The place of a group in [`Outline::groups`].
pub type GroupId = usize;

/// Groups nest at most so deep in a drawing; what is below is drawn flat.
const MAX_DEPTH: usize = 64;

/// The cards and modules of a drawing.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// What is drawn as one box: a layer, with those that stand for one step with it.
    pub cards: Vec<Card>,
    /// Modules, each behind the one it is in.
    pub groups: Vec<Group>,
    /// What is in no module, in order.
    pub top: Vec<Part>,
    /// For each layer the card that holds it.
    pub card_of: Vec<CardId>,
}

/// A card or a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A card.
    Card(CardId),
    /// A module.
    Group(GroupId),
}

/// One box of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The name inside its module.
    pub name: String,
    /// A layer, then those that follow it in the same step (batch normalisation, activation).
    pub layers: Range<LayerId>,
    /// The module around it.
    pub parent: Option<GroupId>,
}

/// A module: a block that was used, or a step with branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The path in the file.
    pub path: String,
    /// The last part of the path.
    pub name: String,
    /// The block that was used; `head` of a head.
    pub block: Option<String>,
    /// The module around it.
    pub parent: Option<GroupId>,
    /// What is in it, in order.
    pub parts: Vec<Part>,
    /// The layers in it.
    pub layers: Range<LayerId>,
    /// How many modules are around it.
    pub depth: usize,
}

impl Outline {
    /// Groups the layers of a network by their paths.
    pub fn new(graph: &Graph) -> Outline {
        let names: Vec<&str> = graph
            .ids()
            .map(|id| graph.layer(id).name.as_ref())
            .collect();
        let mut builder = OutlineBuilder {
            graph,
            names,
            outline: Outline::default(),
        };
        let top = builder.parts(0..graph.len(), "", 0, None);
        let mut outline = builder.outline;
        outline.top = top;
        outline.card_of = vec![0; graph.len()];
        for (id, card) in outline.cards.iter().enumerate() {
            outline.card_of[card.layers.clone()].fill(id);
        }
        outline
    }

    /// Says which blocks the modules are, which paths do not tell.
    pub fn name_blocks(&mut self, items: &[Item]) {
        let mut blocks = HashMap::new();
        collect(items, "", &mut blocks);
        for group in &mut self.groups {
            group.block = blocks.get(&group.path).cloned();
        }
    }

    /// The module around a part.
    pub fn parent(&self, part: Part) -> Option<GroupId> {
        match part {
            Part::Card(card) => self.cards[card].parent,
            Part::Group(group) => self.groups[group].parent,
        }
    }

    /// What stands in a module, or in none.
    pub fn parts(&self, group: Option<GroupId>) -> &[Part] {
        match group {
            Some(group) => &self.groups[group].parts,
            None => &self.top,
        }
    }

    /// The module of a path.
    pub fn find_group(&self, path: &str) -> Option<GroupId> {
        self.groups.iter().position(|group| group.path == path)
    }

    /// A module and all around it, from the inside.
    pub fn around(&self, group: Option<GroupId>) -> impl Iterator<Item = GroupId> {
        std::iter::successors(group, |group| self.groups[*group].parent)
    }
}

fn collect(items: &[Item], prefix: &str, blocks: &mut HashMap<String, String>) {
    for item in items {
        if let Item::Group(group) = item {
            let path = join(prefix, &group.field);
            collect(&group.items, &path, blocks);
            collect(&group.after, &path, blocks);
            match &group.form {
                Form::Block(block) => drop(blocks.insert(path, block.clone())),
                Form::Head(_) => drop(blocks.insert(path, "head".to_owned())),
                Form::Branches | Form::Step => {}
                _ => googlenet_dsl::no_other_variant!(Form, 4),
            }
        }
    }
}

fn join(prefix: &str, name: &str) -> String {
    match prefix {
        "" => name.to_owned(),
        _ => format!("{prefix}.{name}"),
    }
}

struct OutlineBuilder<'g> {
    graph: &'g Graph,
    names: Vec<&'g str>,
    outline: Outline,
}

impl OutlineBuilder<'_> {
    /// What stands under `prefix`, whose layers are those of the range.
    fn parts(
        &mut self,
        range: Range<LayerId>,
        prefix: &str,
        depth: usize,
        parent: Option<GroupId>,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut next = range.start;
        while next < range.end {
            let path = step(self.names[next], prefix);
            let run = self.run(next..range.end, path);
            let card = self.card(&run);
            let whole = card.len() == run.len();
            // A path that does not go on, a step of several layers, or nesting beyond all measure.
            if self.names[next] == path && (whole || path == prefix) || depth >= MAX_DEPTH {
                let name = self.names[next];
                self.outline.cards.push(Card {
                    name: name.rsplit('.').next().unwrap_or(name).to_owned(),
                    layers: card.clone(),
                    parent,
                });
                parts.push(Part::Card(self.outline.cards.len() - 1));
                next = card.end;
            } else {
                let path = path.to_owned();
                let id = self.outline.groups.len();
                self.outline.groups.push(Group {
                    name: path.rsplit('.').next().unwrap_or_default().to_owned(),
                    path: path.clone(),
                    block: None,
                    parent,
                    parts: Vec::new(),
                    layers: run.clone(),
                    depth,
                });
                let inside = self.parts(run.clone(), &path, depth + 1, Some(id));
                self.outline.groups[id].parts = inside;
                parts.push(Part::Group(id));
                next = run.end;
            }
        }
        parts
    }

    /// The layers from the first on whose path is `path` or goes on from it.
    fn run(&self, range: Range<LayerId>, path: &str) -> Range<LayerId> {
        let inside = |name: &str| {
            name.strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let len = range.clone().take_while(|id| inside(self.names[*id]));
        range.start..range.start + len.count()
    }

    fn is_output(&self, id: LayerId) -> bool {
        self.graph.outputs().iter().any(|output| output.layer == id)
    }

    /// The first layer with those that follow it alone, one on the other, under its own path.
    fn card(&self, run: &Range<LayerId>) -> Range<LayerId> {
        let first = run.start;
        let mut end = first + 1;
        while end < run.end
            && self.names[end]
                .strip_prefix(self.names[first])
                .is_some_and(|rest| {
                    rest.strip_prefix('.')
                        .is_some_and(|rest| !rest.contains('.'))
                })
            && self.graph.inputs(end) == [end - 1]
            && self.graph.readers(end - 1) == [end]
            && !self.is_output(end - 1)
            && self.names[first] != INPUT
        {
            end += 1;
        }
        first..end
    }
}

/// The path one step below a prefix on the way to a name; the name itself where it is the prefix.
fn step<'n>(name: &'n str, prefix: &str) -> &'n str {
    let begin = match prefix {
        "" => 0,
        _ if name.len() == prefix.len() => return name,
        _ => prefix.len() + 1,
    };
    let end = name[begin..]
        .find('.')
        .map_or(name.len(), |dot| begin + dot);
    &name[..end]
}
