//! A drawing with its layout: boxes, modules, wires and texts with their places in pixels.

use crate::content::Content;
use crate::facts::{Family, cost, cost_words};
use crate::options::ColorBy;
use crate::text::{Weight, width};
use googlenet_dsl::graph::LayerId;
use std::ops::Range;

/// Margin on each of the four sides of a drawing, in pixels.
const MARGIN: f64 = 24.0;
/// Height in pixels of the area at the top for the title and the totals.
const TITLE_HEIGHT: f64 = 44.0;
/// Height in pixels of the area below it for the legend, if that has one row.
const LEGEND_HEIGHT: f64 = 24.0;
/// Distance in pixels of the baselines of two rows of the legend.
const LEGEND_ROW: f64 = 20.0;
/// Distance in pixels from the strip of colours in the legend of costs to the words on both sides.
pub(crate) const SCALE_GAP: f64 = 8.0;
/// Distance in pixels from the header, if there is one, to the boxes.
const HEADER_GAP: f64 = 16.0;
pub(crate) const NAME_SIZE: f64 = 18.0;
pub(crate) const TOTALS_SIZE: f64 = 12.0;
/// Distance in pixels from the left side of a swatch (coloured square) of the legend to the word beside it.
pub(crate) const SWATCH: f64 = 16.0;
/// Distance in pixels from a word of the legend of families to the next swatch.
const LEGEND_GAP: f64 = 14.0;
/// Width of the strip of colours in the legend of costs, in pixels.
pub(crate) const SCALE_WIDTH: f64 = 120.0;

/// Rectangle in pixels, whose coordinates count from the upper left corner of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// X coordinate of the left side.
    pub x: f64,
    /// Y coordinate of the upper side; Y grows downwards.
    pub y: f64,
    /// Width, to the right of `x`.
    pub width: f64,
    /// Height, downwards from `y`.
    pub height: f64,
}

/// Box of a drawing: a card, which is a layer with those that follow it directly, or a collapsed module.
#[derive(Debug, Clone)]
pub struct DrawingBox {
    /// Path in the description: that of the module, or of the card's first layer.
    pub path: String,
    /// Place and size of the box.
    pub rect: Rect,
    /// `true` if the box is the first of a folded run, for which it stands.
    pub is_folded: bool,
    /// Ids of the layers that the box stands for, in the network that is drawn.
    pub layers: Range<LayerId>,
    /// `true` for a collapsed module, `false` for a card.
    pub is_module: bool,
    pub(crate) content: Content,
}

/// Expanded module: a titled frame around the boxes of its layers and around the modules inside it.
#[derive(Debug, Clone)]
pub struct Module {
    /// Path of the module in the description.
    pub path: String,
    /// Two texts of the title, drawn side by side: the module's name, then the name of the block that it uses (`head`
    /// for a head); if names are hidden, the block's name, then an empty text. For a module without a block, an empty
    /// text is in the place of the block's name. Empty texts are not drawn.
    pub title: [String; 2],
    /// Number of modules around this one; 0 for an outermost module.
    pub depth: usize,
    /// Place and size of the frame.
    pub rect: Rect,
    /// `true` if the module is the first of a folded run, for which it stands.
    pub is_folded: bool,
}

/// Wire that carries a layer's result to one box, or a part of such a wire, cut where it crosses the border of an
/// expanded module.
#[derive(Debug, Clone)]
pub struct Wire {
    /// Points `[x, y]` in pixels, from the beginning of the wire to its end. The line between two neighbours is
    /// horizontal or vertical; neighbours may be equal.
    pub points: Vec<[f64; 2]>,
    /// Layer whose result the wire carries.
    pub source: LayerId,
    /// Layers that read this result through the wire; there may be several if the wire ends at a module or at a border.
    pub targets: Vec<LayerId>,
    /// `true` if the wire ends at a box, with an arrowhead; `false` if it ends at the border of an expanded module.
    pub arrow: bool,
    /// `true` if the inside of the module around the wire, or what is outside of all modules, is arranged in ranks,
    /// where wires may cross, and not in columns.
    pub in_ranks: bool,
}

/// Line of text with its place in a drawing.
#[derive(Debug, Clone)]
pub struct Text {
    /// Characters of the line.
    pub text: String,
    /// Font size in pixels.
    pub size: f64,
    /// Font weight.
    pub weight: Weight,
    /// X coordinate of the left end of the baseline.
    pub x: f64,
    /// Y coordinate of the baseline.
    pub y: f64,
}

impl Text {
    /// Returns the width in pixels, by the advance widths of the font that is part of this crate.
    pub fn width(&self) -> f64 {
        width(&self.text, self.size, self.weight)
    }

    /// Returns the approximate rectangle that the letters cover, including their parts below the baseline: as high as
    /// the font size, three quarters of it above the baseline.
    pub fn rect(&self) -> Rect {
        Rect {
            x: self.x,
            y: self.y - self.size * 0.76,
            width: self.width(),
            height: self.size,
        }
    }
}

/// Texts above a drawing: title and totals, and what the legend lists.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Name of what is drawn, which is not empty.
    pub(crate) network: String,
    /// Title; if it is empty, the totals are empty, too, and neither has room.
    pub(crate) name: String,
    pub(crate) totals: String,
    /// Families in the legend of kinds.
    pub(crate) families: Vec<Family>,
    /// `true` if there is a legend of costs where colours show costs.
    pub(crate) scale: bool,
}

/// Drawing of a network with its layout, in pixels.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Width of the whole drawing in pixels, margins included.
    pub width: f64,
    /// Height of the whole drawing in pixels, header and margins included.
    pub height: f64,
    /// Cards and collapsed modules, in the order of their first layers' ids. Cards and modules inside a collapsed
    /// module are left out.
    pub boxes: Vec<DrawingBox>,
    /// Expanded modules, each after the module around it. Modules inside a collapsed module are left out.
    pub modules: Vec<Module>,
    /// Wires, cut where they cross the border of an expanded module. Wires inside a collapsed module are left out.
    pub wires: Vec<Wire>,
    /// Quantity that the colours of boxes show.
    pub color: ColorBy,
    pub(crate) header: Header,
    /// Largest cost of a box in the quantity of `color`, which is the end of the colour scale; 0 for [`ColorBy::Kind`].
    pub(crate) most: u64,
}

impl Drawing {
    pub(crate) fn new(
        header: Header,
        boxes: Vec<DrawingBox>,
        modules: Vec<Module>,
        wires: Vec<Wire>,
        size: [f64; 2],
        color: ColorBy,
    ) -> Drawing {
        let costs = boxes.iter().map(|shown| cost(&shown.content.cost, color));
        let most = costs.max().unwrap_or(0);
        let mut drawing = Drawing {
            width: 0.0,
            height: 0.0,
            boxes,
            modules,
            wires,
            color,
            header,
            most,
        };
        let inside = size[0].max(drawing.header_width());
        drawing.width = inside + 2.0 * MARGIN;
        let top = drawing.header_height();
        drawing.height = size[1] + top + 2.0 * MARGIN;
        drawing.shift(MARGIN + ((inside - size[0]) / 2.0).floor(), MARGIN + top);
        drawing
    }

    fn shift(&mut self, x: f64, y: f64) {
        let boxes = self.boxes.iter_mut().map(|shown| &mut shown.rect);
        let modules = self.modules.iter_mut().map(|module| &mut module.rect);
        for rect in boxes.chain(modules) {
            rect.x += x;
            rect.y += y;
        }
        for point in self.wires.iter_mut().flat_map(|wire| &mut wire.points) {
            point[0] += x;
            point[1] += y;
        }
    }

    /// Returns the texts above the drawing: the title and the totals, unless the title is empty, then the words of the
    /// legend from left to right.
    pub fn heading(&self) -> Vec<Text> {
        let mut texts = self.title_texts();
        texts.extend(self.legend_texts());
        texts
    }

    /// Returns the name by which programs show the drawing: its title, or the network's name if there is no title.
    pub(crate) fn name(&self) -> &str {
        match self.header.name.as_str() {
            "" => &self.header.network,
            title => title,
        }
    }

    /// Returns the title and the totals; nothing if the title is empty.
    pub(crate) fn title_texts(&self) -> Vec<Text> {
        if self.header.name.is_empty() {
            return Vec::new();
        }
        let text = |text: &str, size, weight, y| Text {
            text: text.to_owned(),
            size,
            weight,
            x: MARGIN,
            y: MARGIN + y,
        };
        vec![
            text(&self.header.name, NAME_SIZE, Weight::SemiBold, 18.0),
            text(&self.header.totals, TOTALS_SIZE, Weight::Regular, 38.0),
        ]
    }

    /// Returns the words of the legend with their places: from left to right, in as many rows as the width needs.
    pub(crate) fn legend_texts(&self) -> Vec<Text> {
        let top = if self.header.name.is_empty() {
            0.0
        } else {
            TITLE_HEIGHT
        };
        let by_kind = self.color == ColorBy::Kind;
        let begin = MARGIN + if by_kind { SWATCH } else { 0.0 };
        let (mut x, mut y) = (begin, MARGIN + top + 18.0);
        let place = |text: String| {
            let mut word = Text {
                text,
                size: TOTALS_SIZE,
                weight: Weight::Regular,
                x,
                y,
            };
            if by_kind && x > begin && x + word.width() > self.width - MARGIN {
                y += LEGEND_ROW;
                (word.x, word.y) = (begin, y);
            }
            x = word.x + word.width();
            x += match by_kind {
                true => LEGEND_GAP + SWATCH,
                false => SCALE_WIDTH + 2.0 * SCALE_GAP,
            };
            word
        };
        self.legend().into_iter().map(place).collect()
    }

    /// Returns the words of the legend from left to right: the families of layers, or the costs at the two ends of the
    /// colour scale.
    pub(crate) fn legend(&self) -> Vec<String> {
        match self.color {
            ColorBy::Kind => {
                let words = self.header.families.iter().map(|family| family.word());
                words.map(str::to_owned).collect()
            }
            color if self.header.scale => {
                vec![cost_words(0, color), cost_words(self.most, color)]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the smallest width of the header; a legend of kinds needs that of its longest word.
    fn header_width(&self) -> f64 {
        let end = |text: &Text| text.x + text.width();
        let ends = self.heading();
        ends.iter().map(end).fold(MARGIN, f64::max).ceil() - MARGIN
    }

    fn header_height(&self) -> f64 {
        let title = !self.header.name.is_empty();
        let legend = self.legend_texts();
        let rows = match (legend.first(), legend.last()) {
            (Some(first), Some(last)) => LEGEND_HEIGHT + last.y - first.y,
            _ => 0.0,
        };
        let height = |there: bool, height: f64| if there { height } else { 0.0 };
        height(title, TITLE_HEIGHT) + rows + height(title || rows > 0.0, HEADER_GAP)
    }

    /// Returns the lines of text on a box from top to bottom, each centred horizontally.
    pub fn texts(&self, shown: &DrawingBox) -> Vec<Text> {
        let rect = shown.rect;
        let lines = shown.content.lines(rect.height);
        let text = |line: &crate::content::Line<'_>| {
            let mut text = Text {
                text: line.text.to_owned(),
                size: line.size,
                weight: line.weight,
                x: 0.0,
                y: rect.y + line.baseline,
            };
            text.x = rect.x + (rect.width - text.width()) / 2.0;
            text
        };
        lines.iter().map(text).collect()
    }

    /// Returns the texts of a module's title from left to right, without empty ones.
    pub fn title(&self, module: &Module) -> Vec<Text> {
        use crate::layout::frame::{MODULE_TITLE_SIZE, TITLE_INSET};
        let mut x = module.rect.x + TITLE_INSET;
        let mut texts = Vec::new();
        for (text, weight) in module.title.iter().zip([Weight::SemiBold, Weight::Regular]) {
            let text = Text {
                text: text.clone(),
                size: MODULE_TITLE_SIZE,
                weight,
                x,
                y: module.rect.y + 19.0,
            };
            if !text.text.is_empty() {
                x += text.width() + 8.0;
                texts.push(text);
            }
        }
        texts
    }
}
