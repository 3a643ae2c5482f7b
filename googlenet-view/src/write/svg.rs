//! Writer of drawings as SVG.

use super::color::{Palette, SCALE, palette, scale};
use crate::content::BAND_HEIGHT;
use crate::drawing::{Drawing, DrawingBox, SCALE_WIDTH, SWATCH, Text};
use crate::facts::cost;
use crate::options::ColorBy;
use crate::text::FAMILY;
use std::fmt::Write;

/// Radius of a card's corners, in pixels.
const CARD_RADIUS: f64 = 7.0;
/// Radius of the corners of modules, expanded or collapsed, in pixels.
const MODULE_RADIUS: f64 = 12.0;
/// Largest radius of a wire's corners, in pixels.
const WIRE_RADIUS: f64 = 8.0;
/// Length and half the width of an arrowhead, in pixels.
const HEAD: [f64; 2] = [7.0, 3.8];

const STYLE: &str = "\
text{fill:#0f172a}\
.small{fill:#475569}\
.module rect{stroke:#cbd5e1}\
.wire{fill:none;stroke:#94a3b8;stroke-width:1.5}\
.head{fill:#94a3b8}";

/// Returns a drawing as the text of an SVG file.
pub(crate) fn write(drawing: &Drawing) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" role=\"img\">\n"
    );
    let name = escape(&drawing.header.name);
    line(&mut svg, &format!("<title>{name}</title>"));
    line(
        &mut svg,
        &format!("<desc>{}</desc>", escape(&drawing.header.totals)),
    );
    line(&mut svg, &format!("<style>{STYLE}</style>"));
    line(
        &mut svg,
        "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    );
    heading(&mut svg, drawing);
    modules(&mut svg, drawing);
    wires(&mut svg, drawing);
    for shown in &drawing.boxes {
        card(&mut svg, drawing, shown);
    }
    svg += "</svg>\n";
    svg
}

fn line(svg: &mut String, text: &str) {
    svg.push_str(text);
    svg.push('\n');
}

fn heading(svg: &mut String, drawing: &Drawing) {
    let texts = drawing.heading();
    for (at, shown) in texts.iter().enumerate() {
        text(svg, shown, at > 0);
    }
    let legend = &texts[2..];
    if drawing.color == ColorBy::Kind {
        for (word, family) in legend.iter().zip(&drawing.header.families) {
            let Palette {
                line: stroke, band, ..
            } = palette(*family);
            let (x, y) = (number(word.x - SWATCH + 0.5), number(word.y - 9.5));
            line(
                svg,
                &format!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"10\" height=\"10\" rx=\"3\" fill=\"{band}\" stroke=\"{stroke}\"/>"
                ),
            );
        }
        return;
    }
    if let [least, _] = legend {
        let stops = SCALE.iter().enumerate().map(|(at, [r, g, b])| {
            let offset = number(at as f64 / (SCALE.len() - 1) as f64);
            format!("<stop offset=\"{offset}\" stop-color=\"#{r:02x}{g:02x}{b:02x}\"/>")
        });
        let stops: String = stops.collect();
        line(
            svg,
            &format!("<linearGradient id=\"scale\">{stops}</linearGradient>"),
        );
        let (x, y) = (
            number(least.x + least.width() + 8.0),
            number(least.y - 10.0),
        );
        let width = number(SCALE_WIDTH);
        line(
            svg,
            &format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"12\" rx=\"4\" fill=\"url(#scale)\" stroke=\"#cbd5e1\"/>"
            ),
        );
    }
}

fn modules(svg: &mut String, drawing: &Drawing) {
    for module in &drawing.modules {
        let fill = ["#f8fafc", "#f1f5f9"][module.depth % 2];
        let rect = module.rect;
        line(
            svg,
            &format!(
                "<g class=\"module\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{MODULE_RADIUS}\" fill=\"{fill}\"/>",
                number(rect.x),
                number(rect.y),
                number(rect.width),
                number(rect.height)
            ),
        );
        for (at, shown) in drawing.title(module).iter().enumerate() {
            text(svg, shown, at > 0);
        }
        line(svg, "</g>");
    }
}

fn wires(svg: &mut String, drawing: &Drawing) {
    let paths = drawing
        .wires
        .iter()
        .map(|wire| path(&wire.points, wire.arrow));
    let (paths, heads): (Vec<_>, Vec<_>) = paths.unzip();
    line(svg, "<g class=\"wire\">");
    for path in paths {
        line(svg, &format!("<path d=\"{path}\"/>"));
    }
    line(svg, "</g>\n<g class=\"head\">");
    for head in heads.into_iter().flatten() {
        line(svg, &format!("<path d=\"{head}\"/>"));
    }
    line(svg, "</g>");
}

fn card(svg: &mut String, drawing: &Drawing, shown: &DrawingBox) {
    let content = &shown.content;
    let Palette {
        fill,
        line: stroke,
        band,
    } = palette(content.family);
    let by_cost = drawing.color != ColorBy::Kind;
    let fill = match by_cost {
        true => scale(cost(&content.cost, drawing.color), drawing.most),
        false => fill.to_owned(),
    };
    let stroke = if by_cost { "#94a3b8" } else { stroke };
    let rect = shown.rect;
    line(svg, &format!("<g><title>{}</title>", escape(&shown.path)));
    let (x, y) = (number(rect.x), number(rect.y));
    let (width, height) = (number(rect.width), number(rect.height));
    let radius = if shown.is_module {
        MODULE_RADIUS
    } else {
        CARD_RADIUS
    };
    let outline =
        format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"");
    if shown.is_module {
        // A second rectangle below a collapsed module shows that it contains more.
        let (x, y) = (number(rect.x + 4.0), number(rect.y + 4.0));
        line(
            svg,
            &format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"#e2e8f0\" stroke=\"#cbd5e1\"/>"
            ),
        );
    }
    line(svg, &format!("<rect {outline} fill=\"{fill}\"/>"));
    let mut top = rect.y + content.bands_at(rect.height);
    for follower in &content.bands {
        let Palette {
            line: edge, band, ..
        } = palette(follower.family);
        let y = number(top);
        let look = match by_cost {
            true => "fill=\"none\"".to_owned(),
            false => format!("fill=\"{band}\""),
        };
        line(
            svg,
            &format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAND_HEIGHT}\" {look}/>"
            ),
        );
        let edge = if by_cost { "#94a3b8" } else { edge };
        line(
            svg,
            &format!("<path d=\"M{x} {y}h{width}\" stroke=\"{edge}\" stroke-width=\"0.6\"/>"),
        );
        top += BAND_HEIGHT;
    }
    if content.footer.is_some() {
        let right = number(rect.x + rect.width);
        let bottom = number(rect.y + rect.height - radius);
        let inset = number(rect.width - 2.0 * radius);
        let look = match by_cost {
            true => "fill=\"#ffffff\" fill-opacity=\"0.45\"".to_owned(),
            false => format!("fill=\"{band}\""),
        };
        line(
            svg,
            &format!(
                "<path d=\"M{x} {}H{right}V{bottom}a{radius} {radius} 0 0 1 -{radius} {radius}h-{inset}a{radius} {radius} 0 0 1 -{radius} -{radius}z\" {look}/>",
                number(top)
            ),
        );
    }
    line(
        svg,
        &format!("<rect {outline} fill=\"none\" stroke=\"{stroke}\"/>"),
    );
    for (at, shown) in drawing.texts(shown).iter().enumerate() {
        text(svg, shown, at > 0);
    }
    line(svg, "</g>");
}

/// Appends a text to `svg`, with its length, so that it has the same width in every font. With `small` it has the grey
/// of secondary text.
fn text(svg: &mut String, text: &Text, small: bool) {
    let weight = match text.weight.css() {
        400 => String::new(),
        weight => format!(" font-weight=\"{weight}\""),
    };
    let class = if small { " class=\"small\"" } else { "" };
    let (x, y, size) = (number(text.x), number(text.y), number(text.size));
    let width = number(text.width());
    line(
        svg,
        &format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{class} textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            escape(&text.text)
        ),
    );
}

/// Returns the path data of a wire with rounded corners and, if it has an arrow, the path data of the arrowhead, whose
/// tip is the last point.
fn path(points: &[[f64; 2]], arrow: bool) -> (String, Option<String>) {
    let mut points = straighten(points);
    let mut head = None;
    if let (true, [.., before, tip]) = (arrow, &mut points[..]) {
        let along = direction(*before, *tip);
        let [length, half] = HEAD;
        let tail = [tip[0] - along[0] * length, tip[1] - along[1] * length];
        let side = [along[1] * half, along[0] * half];
        head = Some(format!(
            "M{} {}L{} {}L{} {}z",
            number(tip[0]),
            number(tip[1]),
            number(tail[0] + side[0]),
            number(tail[1] + side[1]),
            number(tail[0] - side[0]),
            number(tail[1] - side[1])
        ));
        *tip = [
            tip[0] - along[0] * (length - 1.0),
            tip[1] - along[1] * (length - 1.0),
        ];
    }
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        if at == 0 {
            let _ = write!(path, "M{} {}", number(point[0]), number(point[1]));
            continue;
        }
        let Some(next) = points.get(at + 1) else {
            let _ = write!(path, "L{} {}", number(point[0]), number(point[1]));
            continue;
        };
        let before = points[at - 1];
        let radius = WIRE_RADIUS
            .min(length(before, *point) / 2.0)
            .min(length(*point, *next) / 2.0);
        let (into, out) = (direction(before, *point), direction(*point, *next));
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            number(point[0] - into[0] * radius),
            number(point[1] - into[1] * radius),
            number(point[0]),
            number(point[1]),
            number(point[0] + out[0] * radius),
            number(point[1] + out[1] * radius)
        );
    }
    (path, head)
}

/// Returns the points of a wire without equal neighbours, and without those inside a straight horizontal or vertical
/// line.
pub(crate) fn straighten(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut kept: Vec<[f64; 2]> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(point) {
            continue;
        }
        if let [.., a, b] = kept[..]
            && (a[0] == b[0] && b[0] == point[0] || a[1] == b[1] && b[1] == point[1])
        {
            kept.pop();
        }
        kept.push(*point);
    }
    kept
}

fn direction(from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|axis| {
        let way = to[axis] - from[axis];
        if way == 0.0 { 0.0 } else { way.signum() }
    })
}

fn length(from: [f64; 2], to: [f64; 2]) -> f64 {
    (to[0] - from[0]).abs() + (to[1] - from[1]).abs()
}

/// Formats a number with at most two decimal places, without zeros at the end.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Escapes a text for XML and HTML, also inside quoted attributes. Control characters, U+FFFE and U+FFFF become U+FFFD.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}
