//! A laid-out drawing: boxes, modules and wires with their places in pixels.

use crate::content::Content;
use crate::facts::{Family, cost, cost_words};
use crate::options::ColorBy;
use crate::text::{Weight, width};
use googlenet_dsl::graph::LayerId;
use std::ops::Range;

/// Around everything.
const MARGIN: f64 = 24.0;
/// Room for the name, the totals and the legend.
const HEADER: f64 = 84.0;
pub(crate) const NAME_SIZE: f64 = 18.0;
pub(crate) const TOTALS_SIZE: f64 = 12.0;
/// From a legend's swatch to its word, and from the word to the next swatch.
pub(crate) const SWATCH: f64 = 16.0;
const LEGEND_GAP: f64 = 14.0;
/// The legend of costs: a strip of colours.
pub(crate) const SCALE_WIDTH: f64 = 120.0;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The left side.
    pub x: f64,
    /// The upper side.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A card, or a module that is one box.
#[derive(Debug, Clone)]
pub struct DrawingBox {
    /// The path in the file.
    pub path: String,
    /// Where it is.
    pub rect: Rect,
    /// The layers that it stands for.
    pub layers: Range<LayerId>,
    /// Whether it is a module.
    pub is_module: bool,
    pub(crate) content: Content,
}

/// A module whose inside is drawn.
#[derive(Debug, Clone)]
pub struct Module {
    /// The path in the file.
    pub path: String,
    /// Its name and its block.
    pub title: [String; 2],
    /// How many modules are around it.
    pub depth: usize,
    /// Where it is.
    pub rect: Rect,
}

/// A wire, or its part between two borders.
#[derive(Debug, Clone)]
pub struct Wire {
    /// Its corners.
    pub points: Vec<[f64; 2]>,
    /// The layer whose result it carries.
    pub source: LayerId,
    /// The layers that read it there.
    pub targets: Vec<LayerId>,
    /// Whether it ends at a box.
    pub arrow: bool,
    /// Whether it runs in ranks, as where a level is not series-parallel: there wires may cross.
    pub in_ranks: bool,
}

/// A text of a drawing with the room that it takes.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// Its size in pixels.
    pub size: f64,
    /// Its weight.
    pub weight: Weight,
    /// The left end of its baseline.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
}

impl Text {
    /// The width in pixels.
    pub fn width(&self) -> f64 {
        width(&self.text, self.size, self.weight)
    }

    /// The room that letters take, with those that reach below the line.
    pub fn rect(&self) -> Rect {
        Rect {
            x: self.x,
            y: self.y - self.size * 0.76,
            width: self.width(),
            height: self.size,
        }
    }
}

/// What stands above the drawing.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) totals: String,
    pub(crate) families: Vec<Family>,
}

/// A drawing in pixels.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The size of the whole.
    pub width: f64,
    /// The size of the whole.
    pub height: f64,
    /// Cards and collapsed modules in the order of the file.
    pub boxes: Vec<DrawingBox>,
    /// Modules that are open, each behind the one that it is in.
    pub modules: Vec<Module>,
    /// Wires.
    pub wires: Vec<Wire>,
    /// The meaning of colours.
    pub color: ColorBy,
    pub(crate) header: Header,
    /// The largest cost of a box, for scales.
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

    /// The texts above the drawing: the name, the totals, the words of the legend.
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

    /// The words of the legend: the families, or the ends of the scale.
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

    /// The texts on a box.
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

    /// The texts of a module's title.
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
