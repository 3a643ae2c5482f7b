//! Laid-out drawing: boxes, modules, wires and texts with their places in pixels.

use crate::content::Content;
use crate::facts::{Family, cost, cost_words};
use crate::options::ColorBy;
use crate::text::{Weight, width};
use googlenet_dsl::graph::LayerId;
use std::ops::Range;

/// Margin on each of the four sides of a drawing, in pixels.
const MARGIN: f64 = 24.0;
/// Height of the area for the name, the totals and the legend, in pixels.
const HEADER: f64 = 84.0;
pub(crate) const NAME_SIZE: f64 = 18.0;
pub(crate) const TOTALS_SIZE: f64 = 12.0;
/// Distance from the left side of a legend's swatch to its word, in pixels.
pub(crate) const SWATCH: f64 = 16.0;
/// Distance from a legend's word to the next swatch, in pixels.
const LEGEND_GAP: f64 = 14.0;
/// Width of the strip of colours in the legend of costs, in pixels.
pub(crate) const SCALE_WIDTH: f64 = 120.0;

/// Rectangle in pixels, from the upper left corner of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// X coordinate of the left side.
    pub x: f64,
    /// Y coordinate of the upper side; Y grows downwards.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Box of a drawing: a card or a collapsed module.
#[derive(Debug, Clone)]
pub struct DrawingBox {
    /// Path in the description of the module, or of the card's first layer.
    pub path: String,
    /// Place and size of the box.
    pub rect: Rect,
    /// Layers that the box stands for.
    pub layers: Range<LayerId>,
    /// `true` for a collapsed module, `false` for a card.
    pub is_module: bool,
    pub(crate) content: Content,
}

/// Expanded module: a titled frame around the boxes of its layers.
#[derive(Debug, Clone)]
pub struct Module {
    /// Path of the module in the description.
    pub path: String,
    /// Texts of the title, of which empty ones are not drawn: the module's name and the block that it uses, or that
    /// block and an empty text if names are hidden.
    pub title: [String; 2],
    /// Number of modules around this one.
    pub depth: usize,
    /// Place and size of the frame.
    pub rect: Rect,
}

/// Wire from a layer to its readers, or the part of such a wire between two module borders.
#[derive(Debug, Clone)]
pub struct Wire {
    /// Points `[x, y]` in pixels, from the beginning of the wire to its end. Each segment is horizontal or vertical.
    pub points: Vec<[f64; 2]>,
    /// Layer whose result the wire carries.
    pub source: LayerId,
    /// Layers that read this result through the wire.
    pub targets: Vec<LayerId>,
    /// `true` if the wire ends at a box, with an arrowhead; `false` if it ends at the border of an expanded module.
    pub arrow: bool,
    /// `true` if the part of the drawing with this wire is not series-parallel and is therefore arranged in ranks,
    /// where wires may cross.
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

    /// Returns the rectangle that the letters cover, those below the baseline included.
    pub fn rect(&self) -> Rect {
        Rect {
            x: self.x,
            y: self.y - self.size * 0.76,
            width: self.width(),
            height: self.size,
        }
    }
}

/// Texts above a drawing.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) totals: String,
    pub(crate) families: Vec<Family>,
}

/// Laid-out drawing of a network, in pixels.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Width of the whole drawing.
    pub width: f64,
    /// Height of the whole drawing.
    pub height: f64,
    /// Cards and collapsed modules, in the order of their first layers.
    pub boxes: Vec<DrawingBox>,
    /// Expanded modules, each after the module around it.
    pub modules: Vec<Module>,
    /// Wires, cut where they cross the border of a module.
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
        let header = drawing.header_width();
        let inside = size[0].max(header);
        drawing.width = inside + 2.0 * MARGIN;
        drawing.height = size[1] + HEADER + 2.0 * MARGIN;
        drawing.shift(MARGIN + ((inside - size[0]) / 2.0).floor(), MARGIN + HEADER);
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

    /// Returns the texts above the drawing: the name, the totals, then the words of the legend.
    pub fn heading(&self) -> Vec<Text> {
        let text = |text: &str, size, weight, x, y| Text {
            text: text.to_owned(),
            size,
            weight,
            x,
            y: MARGIN + y,
        };
        let mut texts = vec![
            text(&self.header.name, NAME_SIZE, Weight::SemiBold, MARGIN, 18.0),
            text(
                &self.header.totals,
                TOTALS_SIZE,
                Weight::Regular,
                MARGIN,
                38.0,
            ),
        ];
        let mut x = MARGIN + SWATCH;
        for word in self.legend() {
            let word = text(&word, TOTALS_SIZE, Weight::Regular, x, 62.0);
            x += match self.color {
                ColorBy::Kind => word.width() + LEGEND_GAP + SWATCH,
                _ => word.width() + SCALE_WIDTH + SWATCH,
            };
            texts.push(word);
        }
        texts
    }

    /// Returns the words of the legend: the families, or the costs at the two ends of the colour scale.
    pub(crate) fn legend(&self) -> Vec<String> {
        match self.color {
            ColorBy::Kind => {
                let words = self.header.families.iter().map(|family| family.word());
                words.map(str::to_owned).collect()
            }
            color => vec![cost_words(0, color), cost_words(self.most, color)],
        }
    }

    fn header_width(&self) -> f64 {
        let ends = self.heading().into_iter().map(|text| text.x + text.width());
        ends.fold(0.0, f64::max).ceil() - MARGIN
    }

    /// Returns the texts of a box, each centred horizontally.
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

    /// Returns the texts of a module's title, without empty ones.
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
