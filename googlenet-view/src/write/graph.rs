//! Boxes, modules and wires of a drawing without their places, for DOT and Mermaid, whose programs compute the layout.

use super::color::{SCALE, palette, scale};
use crate::content::Content;
use crate::facts::{Family, cost, cost_words};
use crate::options::{ColorBy, Legend};
use crate::outline::{GroupId, Part};
use crate::scene::Scene;
use googlenet_dsl::graph::LayerId;

/// A scene with a set of collapsed modules: `collapsed`, indexed by module, is `true` for those that are one box each.
pub(super) struct Drawn<'s> {
    pub(super) scene: &'s Scene,
    pub(super) collapsed: &'s [bool],
    /// Largest cost of a box in the quantity that colours show; 0 if colours show the family.
    most: u64,
}

/// Element of the list in which formats write boxes and modules: each module is an opening element, its content and a
/// closing one.
pub(super) enum Element<'s> {
    /// Box of a card or collapsed module, identified by its first layer, with its texts.
    Box(LayerId, &'s Content),
    /// Beginning of an expanded module.
    Open(GroupId),
    /// End of the expanded module that was opened last and is not closed.
    Close,
}

impl<'s> Drawn<'s> {
    pub(super) fn new(scene: &'s Scene, collapsed: &'s [bool]) -> Drawn<'s> {
        let mut drawn = Drawn {
            scene,
            collapsed,
            most: 0,
        };
        let color = scene.options.color;
        let costs = drawn.elements().into_iter().map(|element| match element {
            Element::Box(_, content) => cost(&content.cost, color),
            _ => 0,
        });
        drawn.most = costs.max().unwrap_or(0);
        drawn
    }

    /// Returns all boxes and modules in the order of their layers.
    pub(super) fn elements(&self) -> Vec<Element<'s>> {
        let mut elements = Vec::new();
        self.collect(&self.scene.outline.top, &mut elements);
        elements
    }

    fn collect(&self, parts: &[Part], elements: &mut Vec<Element<'s>>) {
        let contents = &self.scene.contents;
        for part in parts {
            match *part {
                Part::Card(card) => {
                    let first = self.scene.outline.cards[card].layers.start;
                    elements.push(Element::Box(first, &contents.cards[card]));
                }
                Part::Group(group) if self.collapsed[group] => {
                    let first = self.scene.outline.groups[group].layers.start;
                    elements.push(Element::Box(first, &contents.groups[group]));
                }
                Part::Group(group) => {
                    elements.push(Element::Open(group));
                    self.collect(&self.scene.outline.groups[group].parts, elements);
                    elements.push(Element::Close);
                }
            }
        }
    }

    /// Returns pairs of connected boxes (source and reader), each box as its first layer, in the order of the readers
    /// and their inputs. A pair occurs once for each input that connects the boxes; but a collapsed module has one wire
    /// for each layer that it reads, however often it reads the layer.
    pub(super) fn wires(&self) -> Vec<(LayerId, LayerId)> {
        let graph = &self.scene.graph;
        let mut wires = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for reader in graph.ids() {
            for source in graph.inputs(reader) {
                let ((from, _), (to, is_module)) = (self.box_of(source), self.box_of(reader));
                if from != to && (!is_module || seen.insert((source, to))) {
                    wires.push((from, to));
                }
            }
        }
        wires
    }

    /// Returns the first layer of the box that shows a layer, and `true` if that box is a collapsed module, the
    /// outermost one around the layer.
    fn box_of(&self, layer: LayerId) -> (LayerId, bool) {
        let outline = &self.scene.outline;
        let card = &outline.cards[outline.card_of[layer]];
        let around = outline.around(card.parent);
        match around.filter(|group| self.collapsed[*group]).last() {
            Some(group) => (outline.groups[group].layers.start, true),
            None => (card.layers.start, false),
        }
    }

    /// Returns the entries of the legend, if there is one, each with its text and the colours of its box and border:
    /// the families of all boxes, or the ends of the scale of costs.
    pub(super) fn legend(&self) -> Vec<(String, String, &'static str)> {
        if self.scene.options.legend != Legend::Always {
            return Vec::new();
        }
        let color = self.scene.options.color;
        if color != ColorBy::Kind {
            let end = |cost: u64| {
                let fill = scale(&SCALE, cost, self.most).to_string();
                (cost_words(cost, color), fill, "#94a3b8")
            };
            return vec![end(0), end(self.most)];
        }
        let mut families: Vec<Family> = self
            .elements()
            .into_iter()
            .filter_map(|element| match element {
                Element::Box(_, content) => Some(content.family),
                _ => None,
            })
            .collect();
        families.sort_unstable();
        families.dedup();
        let entry = |family: Family| {
            let colors = palette(family);
            (
                family.word().to_owned(),
                colors.fill.to_owned(),
                colors.line,
            )
        };
        families.into_iter().map(entry).collect()
    }

    /// Returns the lines of text on a box from top to bottom, the title first.
    pub(super) fn lines(content: &Content) -> Vec<&str> {
        let bands = content.bands.iter().map(|band| band.text.as_str());
        let details = content.details.iter().map(String::as_str);
        let title = std::iter::once(content.title.as_str());
        title
            .chain(details)
            .chain(bands)
            .chain(content.footer.as_deref())
            .collect()
    }

    /// Returns the colours of a box and of its border, in the form `#rrggbb`.
    pub(super) fn colors(&self, content: &Content) -> (String, &'static str) {
        let colors = palette(content.family);
        match self.scene.options.color {
            ColorBy::Kind => (colors.fill.to_owned(), colors.line),
            color => {
                let cost = cost(&content.cost, color);
                (scale(&SCALE, cost, self.most).to_string(), "#94a3b8")
            }
        }
    }

    /// Returns the title of an expanded module as one line: its name, if shown, and its block, if known.
    pub(super) fn title(&self, group: GroupId) -> String {
        self.scene.contents.titles[group]
            .join(" ")
            .trim()
            .to_owned()
    }
}
