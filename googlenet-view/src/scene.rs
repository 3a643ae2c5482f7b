//! A network with its words, its layout as expressions, and the pictures that these give.

use crate::content::Content;
use crate::error::Error;
use crate::facts::Cost;
use crate::layout::{Contents, Layout, Placed, lay_out};
use crate::outline::{GroupId, Outline, Part};
use crate::picture::{Header, Module, Picture, PictureBox, Rect, Wire};
use crate::plot::Options;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::tree::Item;

/// Networks of more layers are not drawn.
const MAX_LAYERS: usize = 20_000;

/// All that is known about a network's picture before it is said which modules are collapsed.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) graph: Graph,
    pub(crate) outline: Outline,
    pub(crate) contents: Contents,
    pub(crate) layout: Layout,
    pub(crate) options: Options,
    pub(crate) costs: Vec<Cost>,
}

impl Scene {
    pub(crate) fn new(graph: &Graph, items: &[Item], options: &Options) -> Result<Scene, Error> {
        if graph.len() > MAX_LAYERS {
            return Err(Error::TooLarge {
                what: "layers",
                most: MAX_LAYERS,
            });
        }
        let mut outline = Outline::new(graph);
        outline.name_blocks(items);
        let costs: Vec<Cost> = graph.ids().map(|id| Cost::of(graph, id)).collect();
        let contents = Contents {
            cards: (0..outline.cards.len())
                .map(|card| Content::of_card(graph, &outline, &costs, card, options))
                .collect(),
            groups: (0..outline.groups.len())
                .map(|group| Content::of_group(graph, &outline, &costs, group, options))
                .collect(),
            titles: outline
                .groups
                .iter()
                .map(|group| {
                    let block = group.block.clone().unwrap_or_default();
                    match options.names {
                        true => [group.name.clone(), block],
                        false => [block, String::new()],
                    }
                })
                .collect(),
        };
        let layout = lay_out(graph, &outline, &contents, options.direction)?;
        Ok(Scene {
            graph: graph.clone(),
            outline,
            contents,
            layout,
            options: options.clone(),
            costs,
        })
    }

    /// The picture in which some modules are one box each.
    pub(crate) fn picture(&self, collapsed: &[bool]) -> Picture {
        let values = self.layout.tape.evaluate(|group| collapsed[group]);
        let at = |expr: crate::layout::tape::Expr| values[expr.0 as usize];
        let rect = |placed: &Placed| Rect {
            x: at(placed.x),
            y: at(placed.y),
            width: at(placed.width),
            height: at(placed.height),
        };
        let shown =
            |group: Option<GroupId>| !self.outline.around(group).any(|group| collapsed[group]);
        let mut modules = Vec::new();
        let mut boxes = Vec::new();
        for (id, group) in self.outline.groups.iter().enumerate() {
            if !shown(group.parent) {
                continue;
            }
            let rect = rect(&self.layout.groups[id]);
            if collapsed[id] {
                boxes.push(self.shut(id, rect));
            } else {
                modules.push(Module {
                    path: group.path.clone(),
                    title: self.contents.titles[id].clone(),
                    depth: group.depth,
                    rect,
                });
            }
        }
        for (id, card) in self.outline.cards.iter().enumerate() {
            if shown(card.parent) {
                boxes.push(PictureBox {
                    path: self.graph.layer(card.layers.start).name.to_string(),
                    content: self.contents.cards[id].clone(),
                    rect: rect(&self.layout.cards[id]),
                    layers: card.layers.clone(),
                    is_module: false,
                });
            }
        }
        boxes.sort_by_key(|shown| (shown.layers.start, shown.is_module));
        let mut wires = Vec::new();
        for route in self.layout.routes.iter().filter(|route| shown(route.group)) {
            let points = route.points.iter().map(|(x, y)| [at(*x), at(*y)]).collect();
            wires.push(Wire {
                points,
                source: route.wire.source,
                targets: route.wire.targets.clone(),
                in_ranks: route.in_ranks,
                arrow: match route.to {
                    Some(Part::Card(_)) => true,
                    Some(Part::Group(group)) => collapsed[group],
                    None => false,
                },
            });
        }
        let size = [at(self.layout.width), at(self.layout.height)];
        Picture::new(
            Header::new(self, &boxes),
            boxes,
            modules,
            wires,
            size,
            self.options.color,
        )
    }

    fn shut(&self, group: GroupId, rect: Rect) -> PictureBox {
        PictureBox {
            path: self.outline.groups[group].path.clone(),
            content: self.contents.groups[group].clone(),
            rect,
            layers: self.outline.groups[group].layers.clone(),
            is_module: true,
        }
    }
}
