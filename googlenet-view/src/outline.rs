//! Grouping of a network's layers into cards (one box each) and modules by their paths.

use googlenet_dsl::graph::{Graph, INPUT, LayerId};
use googlenet_dsl::tree::{Form, Item};
use std::collections::HashMap;
use std::ops::Range;

/// Index of a card in [`Outline::cards`].
pub type CardId = usize;
/// Index of a module in [`Outline::groups`].
pub type GroupId = usize;

/// Largest depth of nested modules in a drawing. Deeper modules are left out, and their layers are cards of the module
/// around them at this depth.
const MAX_DEPTH: usize = 64;

/// Cards and modules of a network, as a tree.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// All cards, in the order of their layers.
    pub cards: Vec<Card>,
    /// All modules, each after the module around it.
    pub groups: Vec<Group>,
    /// Cards and modules that are inside no module, in the order of their layers.
    pub top: Vec<Part>,
    /// Index in `cards` of the card that shows a layer, indexed by layer.
    pub card_of: Vec<CardId>,
}

/// A card or a module, as an item in a list of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Card, as an index in [`Outline::cards`].
    Card(CardId),
    /// Module, as an index in [`Outline::groups`].
    Group(GroupId),
}

/// Card: one box of a drawing, for a layer and the layers that the same step of the description adds behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Last part of the first layer's path.
    pub name: String,
    /// Ids of a layer and of those behind it that belong to the same step of the description, such as batch
    /// normalisation and activation.
    pub layers: Range<LayerId>,
    /// Innermost module around the card; `None` if there is none.
    pub parent: Option<GroupId>,
}

/// Module: the layers below a common path, such as those of a block that the description uses, of a step with branches
/// or of a head (auxiliary classifier).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Path of the module in the description.
    pub path: String,
    /// Last part of the path.
    pub name: String,
    /// Name of the block that the module uses, or `head` for a head; `None` for other modules, and for all before
    /// [`Outline::name_blocks`].
    pub block: Option<String>,
    /// Innermost module around this one; `None` if there is none.
    pub parent: Option<GroupId>,
    /// Cards and modules directly inside this module, in the order of their layers.
    pub parts: Vec<Part>,
    /// Ids of all layers in the module, those of modules inside it included.
    pub layers: Range<LayerId>,
    /// Number of modules around this one; 0 for an outermost module.
    pub depth: usize,
}

impl Outline {
    /// Groups the layers of a network into cards and modules by their paths. As paths do not contain the names of blocks,
    /// [`Group::block`] is `None` for all modules until [`Outline::name_blocks`] sets it.
    pub fn new(graph: &Graph) -> Outline {
        Outline::within(graph, 1, "")
    }

    /// Groups the layers of a network whose first `inputs` layers are cards outside of all modules, whatever their
    /// paths are. All other layers have paths below `around`, a module that is left out with those around it.
    pub(crate) fn within(graph: &Graph, inputs: usize, around: &str) -> Outline {
        let names: Vec<&str> = graph
            .ids()
            .map(|id| graph.layer(id).name.as_ref())
            .collect();
        let mut builder = OutlineBuilder {
            graph,
            names,
            outline: Outline::default(),
        };
        let mut top = builder.inputs(inputs);
        top.extend(builder.parts(inputs..graph.len(), around, 0, None));
        let mut outline = builder.outline;
        outline.top = top;
        outline.card_of = vec![0; graph.len()];
        for (id, card) in outline.cards.iter().enumerate() {
            outline.card_of[card.layers.clone()].fill(id);
        }
        outline
    }

    /// Sets [`Group::block`] of all modules from `items`, the layers as the description groups them, as paths do not
    /// contain the names of blocks.
    pub fn name_blocks(&mut self, items: &[Item]) {
        let mut blocks = HashMap::new();
        collect(items, "", &mut blocks);
        for group in &mut self.groups {
            group.block = blocks.get(&group.path).cloned();
        }
    }

    /// Returns the innermost module around a card or module; `None` if there is none.
    pub fn parent(&self, part: Part) -> Option<GroupId> {
        match part {
            Part::Card(card) => self.cards[card].parent,
            Part::Group(group) => self.groups[group].parent,
        }
    }

    /// Returns the cards and modules directly inside a module, or for `None` those that are in no module.
    pub fn parts(&self, group: Option<GroupId>) -> &[Part] {
        match group {
            Some(group) => &self.groups[group].parts,
            None => &self.top,
        }
    }

    /// Returns the index of the module with the path `path`; `None` if there is none.
    pub fn find_group(&self, path: &str) -> Option<GroupId> {
        self.groups.iter().position(|group| group.path == path)
    }

    /// Returns the module `group`, then the modules around it, from the inside to the outside; no module for `None`.
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
    /// Adds the cards of the inputs, which are the first `count` layers, and returns them. A layer that reads one of
    /// them is on the card of that.
    fn inputs(&mut self, count: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut next = 0;
        while next < count {
            let read = (next + 1..count).take_while(|id| !self.graph.inputs(*id).is_empty());
            let end = next + 1 + read.count();
            self.outline.cards.push(Card {
                name: self.names[next].to_owned(),
                layers: next..end,
                parent: None,
            });
            parts.push(Part::Card(self.outline.cards.len() - 1));
            next = end;
        }
        parts
    }

    /// Adds the cards and modules of the layers of `range`, whose paths are all `prefix` or below it, to the outline,
    /// and returns those that are directly inside the module `parent`, in order. `depth` is the number of modules
    /// around them.
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
            // A layer begins a card if its path is complete here and its card covers all layers of the path, if it
            // joins the branches of the module `prefix`, or if modules nest too deep.
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

    /// Returns the longest beginning of `range` whose layers have paths that are `path` or below it.
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

    /// Returns the layers of the card that begins with the first layer of `run`: that layer, and those one level below
    /// its path that follow directly. Each of them reads only the layer before it, which has no other reader and is no
    /// output of the network. The input is a card by itself.
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

/// Returns the beginning of the path `name` up to one level below `prefix`; `name` itself if it is equal to `prefix`.
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
