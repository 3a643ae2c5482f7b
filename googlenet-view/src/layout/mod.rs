//! Layout of a drawing: expressions for the places of all boxes and wires, whose values depend on which modules are
//! collapsed.
//!
//! Every level (what is outside of all modules, and the inside of each module) is arranged by itself, the innermost
//! first: in columns if it is series-parallel, in ranks otherwise. A level treats its modules as boxes with ports.

mod columns;
pub(crate) mod frame;
mod layered;
pub(crate) mod level;
mod series_parallel;
pub(crate) mod tape;

use crate::content::Content;
use crate::error::Error;
use crate::options::Direction;
use crate::outline::{Outline, Part};
use crate::text::{Weight, width};
use frame::{Arranged, Frame, MODULE_TITLE_SIZE, NodeBox, Point};
use googlenet_dsl::graph::{Graph, LayerId};
use layered::WIRE_GAP;
use level::{End, Level, level_of, levels};
use series_parallel::Parts;
use tape::{Expr, Tape};

/// Rectangle of a card or module, from the upper left corner of the area without header and margins. The box is drawn
/// if no module around it is collapsed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) x: Expr,
    pub(crate) y: Expr,
    pub(crate) width: Expr,
    pub(crate) height: Expr,
}

/// Wire of a level (the inside of a module, or what is outside of all modules), with its points in the drawing as x and
/// y.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) wire: level::LevelWire,
    /// Module whose inside contains the wire; `None` if the wire is outside of all modules.
    pub(crate) group: Option<usize>,
    /// Card or module at which the wire ends; `None` if it ends at a port of the module `group`.
    pub(crate) to: Option<Part>,
    pub(crate) points: Vec<Point>,
    /// `true` if the level is arranged in ranks, `false` if in columns.
    pub(crate) in_ranks: bool,
}

/// Expressions for the places of all boxes and wires, and for the size of the drawing without header and margins.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) tape: Tape,
    /// Place of each card, indexed by card.
    pub(crate) cards: Vec<Placed>,
    /// Place of each module, indexed by module. The expressions choose between the expanded and the collapsed size.
    pub(crate) groups: Vec<Placed>,
    pub(crate) routes: Vec<Route>,
    pub(crate) width: Expr,
    pub(crate) height: Expr,
    /// For each module, its width and height in pixels when collapsed, and the layers outside of it that are read
    /// inside it.
    modules: Vec<([f64; 2], Vec<LayerId>)>,
}

impl Layout {
    /// Returns the width and height in pixels of a module when collapsed.
    pub(crate) fn collapsed_box(&self, group: usize) -> [f64; 2] {
        self.modules[group].0
    }

    /// Returns the layers outside of a module that are read inside it, in the order in which they are first read.
    pub(crate) fn reads(&self, group: usize) -> &[LayerId] {
        &self.modules[group].1
    }
}

/// Texts of all boxes, and of the titles of modules.
#[derive(Debug, Clone)]
pub(crate) struct Contents {
    /// Texts of each card, indexed by card.
    pub(crate) cards: Vec<Content>,
    /// Texts of each module when collapsed, indexed by module.
    pub(crate) groups: Vec<Content>,
    /// Two texts of each expanded module's title, indexed by module: its name and the name of the block that it uses;
    /// if names are hidden, the block's name and an empty text. An empty text is in the place of the block's name for a
    /// module without a block.
    pub(crate) titles: Vec<[String; 2]>,
}

/// Computes the layout of a network from its cards and modules, `outline`, and their texts, `contents`.
///
/// # Errors
/// [`Error::TooLarge`] if the wires of a level that is arranged in ranks have too many bends.
pub(crate) fn lay_out(
    graph: &Graph,
    outline: &Outline,
    contents: &Contents,
    direction: Direction,
) -> Result<Layout, Error> {
    let levels = levels(graph, outline);
    let mut arranger = Arranger {
        outline,
        contents,
        direction,
        tape: Tape::default(),
        card_boxes: Vec::new(),
        collapsed_widths: vec![0.0; outline.groups.len()],
        collapsed_sizes: vec![[0.0; 2]; outline.groups.len()],
        group_boxes: vec![None; outline.groups.len()],
        arranged: vec![Arranged::default(); levels.len()],
    };
    let parts: Vec<Option<Parts>> = levels
        .iter()
        .map(|level| series_parallel_parts(&levels, level))
        .collect();
    arranger.size_cards(&levels, &parts);
    // Each module comes after the one around it, so that in reverse order the innermost ones are arranged first.
    for (level, parts) in levels.iter().zip(&parts).rev() {
        arranger.arrange(level, parts.as_ref())?;
    }
    Ok(arranger.finish(levels, &parts))
}

/// Returns the series and parallel parts of a level; `None` if the level is not series-parallel, nests too deep, or
/// contains a module with several ports for entering or for leaving wires.
fn series_parallel_parts(levels: &[Level], level: &Level) -> Option<Parts> {
    let one_way = |node: &Part| match node {
        Part::Card(_) => true,
        Part::Group(group) => {
            let inside = &levels[level_of(Some(*group))];
            inside.ins.len() <= 1 && inside.outs.len() <= 1
        }
    };
    match level.nodes.iter().all(one_way) {
        true => series_parallel::reduce(level),
        false => None,
    }
}

struct Arranger<'a> {
    outline: &'a Outline,
    contents: &'a Contents,
    direction: Direction,
    tape: Tape,
    card_boxes: Vec<NodeBox>,
    /// Width in pixels of each module's box when collapsed, before room for ports is added: the width that the texts of
    /// the widest box in the same level need.
    collapsed_widths: Vec<f64>,
    /// Width and height in pixels of each module when collapsed, with room for its ports.
    collapsed_sizes: Vec<[f64; 2]>,
    group_boxes: Vec<Option<NodeBox>>,
    arranged: Vec<Arranged>,
}

impl Arranger<'_> {
    /// Converts width and height to sizes across and along, or back; positions x and y as well.
    fn turn<T>(&self, (width, height): (T, T)) -> (T, T) {
        match self.direction {
            Direction::TopBottom => (width, height),
            Direction::LeftRight => (height, width),
        }
    }

    /// Computes the sizes of all cards, and the widths of collapsed modules. All boxes of one level get the width of
    /// the widest; in ranks a card is at least so large across that it has room for one port for each wire that it
    /// reads.
    fn size_cards(&mut self, levels: &[Level], parts: &[Option<Parts>]) {
        let mut widths = vec![0.0; self.contents.cards.len()];
        let mut ports = vec![0.0; self.contents.cards.len()];
        for (level, parts) in levels.iter().zip(parts) {
            let width = |node: &Part| match node {
                Part::Card(card) => self.contents.cards[*card].width(),
                Part::Group(group) => self.contents.groups[*group].width(),
            };
            let widest = level.nodes.iter().map(width).fold(0.0, f64::max);
            for node in &level.nodes {
                match node {
                    Part::Card(card) => widths[*card] = widest,
                    Part::Group(group) => self.collapsed_widths[*group] = widest,
                }
            }
            for wire in level.wires.iter().filter(|_| parts.is_none()) {
                if let End::Node(node, _) = wire.to
                    && let Part::Card(card) = level.nodes[node]
                {
                    ports[card] += 1.0;
                }
            }
        }
        for (card, content) in self.contents.cards.iter().enumerate() {
            let (across, along) = self.turn((widths[card], content.height()));
            let across = across.max(WIRE_GAP * (ports[card] + 1.0));
            let middle = vec![self.tape.constant(across / 2.0)];
            self.card_boxes.push(NodeBox {
                across: self.tape.constant(across),
                along: self.tape.constant(along),
                ins: middle.clone(),
                outs: middle,
            });
        }
    }

    /// Arranges a level, in columns by its `parts` or without them in ranks. The modules inside it must be arranged
    /// already.
    fn arrange(&mut self, level: &Level, parts: Option<&Parts>) -> Result<(), Error> {
        let inside = |node: &Part| match node {
            Part::Card(card) => self.card_boxes[*card].clone(),
            Part::Group(group) => self.group_boxes[*group].clone().expect("arranged before"),
        };
        let boxes: Vec<NodeBox> = level.nodes.iter().map(inside).collect();
        let title = level.group.map(|group| self.title_width(group));
        let frame = Frame::new(title, self.direction);
        let arranged = match parts {
            Some(parts) => {
                let weights: Vec<usize> =
                    level.nodes.iter().map(|node| self.weight(*node)).collect();
                columns::arrange(&mut self.tape, level, parts, &boxes, &weights, &frame)
            }
            None => layered::arrange(&mut self.tape, level, &boxes, &frame)?,
        };
        if let Some(group) = level.group {
            self.group_boxes[group] = Some(self.node_box(group, &arranged));
        }
        self.arranged[level_of(level.group)] = arranged;
        Ok(())
    }

    /// Returns the width in pixels of a module's title.
    fn title_width(&self, group: usize) -> f64 {
        let [name, block] = &self.contents.titles[group];
        let both = width(name, MODULE_TITLE_SIZE, Weight::SemiBold);
        match block.is_empty() {
            true => both,
            false => both + 8.0 + width(block, MODULE_TITLE_SIZE, Weight::Regular),
        }
    }

    /// Returns the number of cards that a card (1) or module stands for.
    fn weight(&self, node: Part) -> usize {
        match node {
            Part::Card(_) => 1,
            Part::Group(group) => {
                let parts = &self.outline.groups[group].parts;
                parts.iter().map(|part| self.weight(*part)).sum()
            }
        }
    }

    /// Returns the size and ports of a module as a box in the level around it, as choices between expanded (`arranged`)
    /// and collapsed.
    fn node_box(&mut self, group: usize, arranged: &Arranged) -> NodeBox {
        let content = &self.contents.groups[group];
        let most = arranged.ins.len().max(arranged.outs.len()) as f64;
        let wide = self.collapsed_widths[group];
        // A collapsed module with many ports is larger than its text needs.
        let (wide, high) = match self.direction {
            Direction::TopBottom => (wide.max(16.0 * (most + 1.0)), content.height()),
            Direction::LeftRight => (wide, content.height().max(16.0 * (most + 1.0))),
        };
        self.collapsed_sizes[group] = [wide, high];
        let (across, along) = self.turn((wide, high));
        let (open_across, open_along) = arranged.size.expect("an arranged level has a size");
        let tape = &mut self.tape;
        let mut ports = |expanded: &[Expr]| -> Vec<Expr> {
            // Ports of a collapsed module are at equal distances, in the order that they have when it is expanded.
            let mut order: Vec<usize> = (0..expanded.len()).collect();
            order.sort_by(|a, b| {
                tape.expanded(expanded[*a])
                    .total_cmp(&tape.expanded(expanded[*b]))
            });
            let mut ports = expanded.to_vec();
            for (place, port) in order.into_iter().enumerate() {
                let share = (place + 1) as f64 / (expanded.len() + 1) as f64;
                let collapsed_box = tape.constant((across * share * 2.0).round() / 2.0);
                ports[port] = tape.select(group, collapsed_box, expanded[port]);
            }
            ports
        };
        let ins = ports(&arranged.ins);
        let outs = ports(&arranged.outs);
        let (shut_across, shut_along) = (tape.constant(across), tape.constant(along));
        NodeBox {
            across: tape.select(group, shut_across, open_across),
            along: tape.select(group, shut_along, open_along),
            ins,
            outs,
        }
    }

    /// Moves the content of every level to the place of its module in the drawing, and returns the layout.
    fn finish(mut self, levels: Vec<Level>, parts: &[Option<Parts>]) -> Layout {
        let zero = self.tape.constant(0.0);
        let nowhere = Placed {
            x: zero,
            y: zero,
            width: zero,
            height: zero,
        };
        let mut cards = vec![nowhere; self.card_boxes.len()];
        let mut groups = vec![nowhere; self.group_boxes.len()];
        let mut routes = Vec::new();
        let sizes = self.collapsed_sizes.iter().copied();
        let modules = sizes
            .zip(levels.iter().skip(1).map(|level| level.ins.clone()))
            .collect();
        let (across, along) = self.arranged[0].size.expect("an arranged level has a size");
        for (at, level) in levels.into_iter().enumerate() {
            let arranged = std::mem::take(&mut self.arranged[at]);
            let origin = level
                .group
                .map_or((zero, zero), |group| (groups[group].x, groups[group].y));
            for (node, corner) in level.nodes.iter().zip(&arranged.nodes) {
                let size = match node {
                    Part::Card(card) => &self.card_boxes[*card],
                    Part::Group(group) => self.group_boxes[*group].as_ref().expect("arranged"),
                };
                let (width, height) = self.turn((size.across, size.along));
                let (x, y) = self.turn(*corner);
                let placed = Placed {
                    x: self.tape.add(origin.0, x),
                    y: self.tape.add(origin.1, y),
                    width,
                    height,
                };
                match node {
                    Part::Card(card) => cards[*card] = placed,
                    Part::Group(group) => groups[*group] = placed,
                }
            }
            for (wire, points) in level.wires.into_iter().zip(&arranged.wires) {
                let to = match wire.to {
                    End::Node(node, _) => Some(level.nodes[node]),
                    _ => None,
                };
                let mut place = |point: &Point| {
                    let (x, y) = self.turn(*point);
                    (self.tape.add(origin.0, x), self.tape.add(origin.1, y))
                };
                routes.push(Route {
                    points: points.iter().map(&mut place).collect(),
                    wire,
                    group: level.group,
                    in_ranks: parts[at].is_none(),
                    to,
                });
            }
        }
        let (width, height) = self.turn((across, along));
        Layout {
            tape: self.tape,
            cards,
            groups,
            routes,
            width,
            height,
            modules,
        }
    }
}
