//! A drawing as a list of coloured shapes, from the bottom to the top, which SVG, PNG and PDF have in common.

use super::color::Color;
use super::theme::Theme;
use super::wire::wire;
use crate::content::BAND_HEIGHT;
use crate::drawing::{Drawing, DrawingBox, Rect, SCALE_GAP, SCALE_WIDTH, SWATCH, Text};
use crate::facts::cost;
use crate::font::Segment;
use crate::options::ColorBy;

/// Radius of a card's corners, in pixels.
const CARD_RADIUS: f64 = 7.0;
/// Radius of the corners of modules, expanded or collapsed, in pixels.
const MODULE_RADIUS: f64 = 12.0;
/// Distance in pixels, to the right and downwards, of the sheet that lies below a collapsed module or a folded run.
const SHEET: f64 = 4.0;
/// Ratio of the distance of a cubic curve's control points to the radius of the quarter of a circle that it is.
const ROUND: f64 = 0.552_284_75;

/// Fill and border of a shape: a colour and a width in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paint {
    pub(super) fill: Option<Color>,
    pub(super) line: Option<(Color, f64)>,
}

/// Element of a drawing.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Beginning of a group that has a name, which programs show or read out.
    Open(String),
    /// End of the group that was opened last.
    Close,
    /// Rectangle with round corners of a radius.
    Rect(Rect, f64, Paint),
    /// Paths that look alike.
    Paths(Vec<Vec<Segment>>, Paint),
    /// Strip that has all colours of the scale of costs from left to right, with a border.
    Scale(Rect, f64, Color),
    Text(Text, Color),
}

fn fill(color: Color) -> Paint {
    Paint {
        fill: Some(color),
        line: None,
    }
}

fn line(color: Color, width: f64) -> Paint {
    Paint {
        fill: None,
        line: Some((color, width)),
    }
}

fn both(fill: Color, line: Color) -> Paint {
    Paint {
        fill: Some(fill),
        line: Some((line, 1.0)),
    }
}

/// Returns all shapes of a drawing but its background.
pub(super) fn shapes(drawing: &Drawing, theme: &Theme) -> Vec<Shape> {
    let mut shapes = Vec::new();
    heading(&mut shapes, drawing, theme);
    modules(&mut shapes, drawing, theme);
    wires(&mut shapes, drawing, theme);
    for shown in &drawing.boxes {
        card(&mut shapes, drawing, shown, theme);
    }
    shapes
}

fn heading(shapes: &mut Vec<Shape>, drawing: &Drawing, theme: &Theme) {
    let [title, rest] = theme.heading;
    let mut color = title;
    for text in drawing.title_texts() {
        shapes.push(Shape::Text(text, color));
        color = rest;
    }
    let legend = drawing.legend_texts();
    match drawing.color {
        ColorBy::Kind => {
            for (word, family) in legend.iter().zip(&drawing.header.families) {
                let [_, edge, band] = theme.family(*family);
                let swatch = Rect {
                    x: word.x - SWATCH + 0.5,
                    y: word.y - 9.5,
                    width: 10.0,
                    height: 10.0,
                };
                shapes.push(Shape::Rect(swatch, 3.0, both(band, edge)));
            }
        }
        _ => {
            if let [least, _] = &legend[..] {
                let strip = Rect {
                    x: least.x + least.width() + SCALE_GAP,
                    y: least.y - 10.0,
                    width: SCALE_WIDTH,
                    height: 12.0,
                };
                shapes.push(Shape::Scale(strip, 4.0, theme.module_line));
            }
        }
    }
    shapes.extend(legend.into_iter().map(|word| Shape::Text(word, rest)));
}

fn modules(shapes: &mut Vec<Shape>, drawing: &Drawing, theme: &Theme) {
    for module in &drawing.modules {
        let look = both(theme.module[module.depth % 2], theme.module_line);
        shapes.push(Shape::Open(module.path.clone()));
        if module.is_folded {
            let sheet = both(theme.sheet, theme.module_line);
            shapes.push(Shape::Rect(below(module.rect), MODULE_RADIUS, sheet));
        }
        shapes.push(Shape::Rect(module.rect, MODULE_RADIUS, look));
        let mut color = theme.ink;
        for text in drawing.title(module) {
            shapes.push(Shape::Text(text, color));
            color = theme.soft;
        }
        shapes.push(Shape::Close);
    }
}

/// Returns the rectangle of the sheet below a box.
fn below(rect: Rect) -> Rect {
    Rect {
        x: rect.x + SHEET,
        y: rect.y + SHEET,
        ..rect
    }
}

fn wires(shapes: &mut Vec<Shape>, drawing: &Drawing, theme: &Theme) {
    let paths = drawing
        .wires
        .iter()
        .map(|part| wire(&part.points, part.arrow));
    let (paths, heads): (Vec<_>, Vec<_>) = paths.unzip();
    shapes.push(Shape::Paths(paths, line(theme.wire, 1.5)));
    let heads = heads.into_iter().flatten().collect();
    shapes.push(Shape::Paths(heads, fill(theme.wire)));
}

fn card(shapes: &mut Vec<Shape>, drawing: &Drawing, shown: &DrawingBox, theme: &Theme) {
    let content = &shown.content;
    let by_cost = drawing.color != ColorBy::Kind;
    let [of_family, of_edge, of_band] = theme.family(content.family);
    let back = match by_cost {
        true => theme.cost(cost(&content.cost, drawing.color), drawing.most),
        false => of_family,
    };
    let edge = if by_cost { theme.cost_line } else { of_edge };
    let footer = if by_cost {
        theme.cost_band(back)
    } else {
        of_band
    };
    let rect = shown.rect;
    let radius = if shown.is_module {
        MODULE_RADIUS
    } else {
        CARD_RADIUS
    };
    shapes.push(Shape::Open(shown.path.clone()));
    if shown.is_module || shown.is_folded {
        let sheet = both(theme.sheet, theme.module_line);
        shapes.push(Shape::Rect(below(rect), radius, sheet));
    }
    shapes.push(Shape::Rect(rect, radius, fill(back)));
    let mut top = rect.y + content.bands_at(rect.height);
    for follower in &content.bands {
        let [_, follower_edge, band] = theme.family(follower.family);
        let strip = Rect {
            y: top,
            height: BAND_HEIGHT,
            ..rect
        };
        let (band, edge) = match by_cost {
            true => (back, theme.cost_line),
            false => (band, follower_edge),
        };
        let last = content.footer.is_none() && top + BAND_HEIGHT > rect.y + rect.height - 0.5;
        shapes.push(match last {
            true => Shape::Paths(vec![bottom(strip, radius)], fill(band)),
            false => Shape::Rect(strip, 0.0, fill(band)),
        });
        let upper = vec![
            Segment::Move([rect.x, top]),
            Segment::Line([rect.x + rect.width, top]),
        ];
        shapes.push(Shape::Paths(vec![upper], line(edge, 0.6)));
        top += BAND_HEIGHT;
    }
    if content.footer.is_some() {
        let strip = Rect {
            y: top,
            height: rect.y + rect.height - top,
            ..rect
        };
        shapes.push(Shape::Paths(vec![bottom(strip, radius)], fill(footer)));
    }
    shapes.push(Shape::Rect(rect, radius, line(edge, 1.0)));
    // Only the darker colour can be read on all colours of the scale.
    let soft = if by_cost { theme.ink } else { theme.soft };
    let mut color = theme.ink;
    for text in drawing.texts(shown) {
        shapes.push(Shape::Text(text, color));
        color = soft;
    }
    shapes.push(Shape::Close);
}

/// Returns the outline of a rectangle whose lower corners are round.
fn bottom(rect: Rect, radius: f64) -> Vec<Segment> {
    let (left, right) = (rect.x, rect.x + rect.width);
    let (top, low) = (rect.y, rect.y + rect.height);
    let (inner, control) = (low - radius, radius * (1.0 - ROUND));
    vec![
        Segment::Move([left, top]),
        Segment::Line([right, top]),
        Segment::Line([right, inner]),
        Segment::Cubic(
            [right, low - control],
            [right - control, low],
            [right - radius, low],
        ),
        Segment::Line([left + radius, low]),
        Segment::Cubic([left + control, low], [left, low - control], [left, inner]),
        Segment::Close,
    ]
}

/// Returns the outline of a rectangle with round corners.
#[cfg(any(feature = "pdf", feature = "png"))]
pub(super) fn rounded(rect: Rect, radius: f64) -> Vec<Segment> {
    let (left, right) = (rect.x, rect.x + rect.width);
    let (top, low) = (rect.y, rect.y + rect.height);
    if radius == 0.0 {
        return vec![
            Segment::Move([left, top]),
            Segment::Line([right, top]),
            Segment::Line([right, low]),
            Segment::Line([left, low]),
            Segment::Close,
        ];
    }
    let control = radius * (1.0 - ROUND);
    vec![
        Segment::Move([left + radius, top]),
        Segment::Line([right - radius, top]),
        Segment::Cubic(
            [right - control, top],
            [right, top + control],
            [right, top + radius],
        ),
        Segment::Line([right, low - radius]),
        Segment::Cubic(
            [right, low - control],
            [right - control, low],
            [right - radius, low],
        ),
        Segment::Line([left + radius, low]),
        Segment::Cubic(
            [left + control, low],
            [left, low - control],
            [left, low - radius],
        ),
        Segment::Line([left, top + radius]),
        Segment::Cubic(
            [left, top + control],
            [left + control, top],
            [left + radius, top],
        ),
        Segment::Close,
    ]
}
