//! Writer of pictures as SVG: as a file of one theme, its texts as outlines with invisible texts over them, or as a part of
//! a page, whose variables say the colours and whose font the texts have.

use super::picture::{Cells, Picture, Shape};
use super::tint::Tint;
use crate::drawing::{Rect, Text};
use crate::font::FAMILY;
use crate::options::Theme;
use crate::write::lettering::Lettering;
use crate::write::svg::{escape, number};
use std::fmt::Write;

/// Where a picture is shown.
#[derive(Debug, Clone, Copy)]
enum Place {
    File(Theme),
    Page,
}

/// Returns a picture as the text of an SVG file.
pub(super) fn file(picture: &Picture, theme: Theme) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n",
        escape(&picture.title)
    );
    let texts = picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text, ..) => Some(text),
        _ => None,
    });
    let lettering = Lettering::new(texts);
    lettering.defs(&mut svg);
    let paper = Tint::Paper.color(theme);
    let _ = writeln!(
        svg,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>"
    );
    let mut words = String::new();
    for shape in &picture.shapes {
        match shape {
            Shape::Text(text, turn, tint) if lettering.is_drawn(text) => {
                turned(&mut svg, text, *turn, |svg| {
                    lettering.put(svg, text, tint.color(theme));
                });
                let _ = writeln!(words, "<text{}", attributes(text, *turn));
            }
            shape => put(&mut svg, shape, Place::File(theme)),
        }
    }
    let _ = writeln!(
        svg,
        "<g fill-opacity=\"0\" font-family=\"{FAMILY}\">\n{words}</g>\n</svg>"
    );
    svg
}

/// Returns a picture as an element of a page.
pub(super) fn inline(picture: &Picture, id: &str) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let title = escape(&picture.title);
    let mut svg = format!(
        "<svg id=\"{id}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-label=\"{title}\">\n"
    );
    for shape in &picture.shapes {
        put(&mut svg, shape, Place::Page);
    }
    svg + "</svg>\n"
}

fn turned(svg: &mut String, text: &Text, turn: f64, write: impl Fn(&mut String)) {
    if turn == 0.0 {
        return write(svg);
    }
    let (x, y) = (number(text.x), number(text.y));
    let _ = write!(svg, "<g transform=\"rotate({} {x} {y})\">", number(turn));
    write(svg);
    svg.push_str("</g>\n");
}

fn put(svg: &mut String, shape: &Shape, place: Place) {
    let _ = match shape {
        Shape::Rect(rect, radius, tint) => {
            let round = match *radius == 0.0 {
                true => String::new(),
                false => format!(" rx=\"{}\"", number(*radius)),
            };
            let fill = paint("fill", *tint, place);
            writeln!(svg, "<rect{}{round}{fill}/>", sides(*rect))
        }
        Shape::Frame(rect, tint) => {
            let line = paint("stroke", *tint, place);
            writeln!(svg, "<rect{} fill=\"none\"{line}/>", sides(*rect))
        }
        Shape::Line(points, tint, width) => {
            let (line, width) = (paint("stroke", *tint, place), number(*width));
            let points: Vec<String> = points
                .iter()
                .map(|[x, y]| format!("{},{}", number(*x), number(*y)))
                .collect();
            writeln!(
                svg,
                "<polyline points=\"{}\" fill=\"none\" stroke-width=\"{width}\" stroke-linejoin=\"round\" \
                 stroke-linecap=\"round\"{line}/>",
                points.join(" ")
            )
        }
        Shape::Dashes([from, to], tint) => {
            let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(number);
            let line = paint("stroke", *tint, place);
            writeln!(
                svg,
                "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke-dasharray=\"4 3\"{line}/>"
            )
        }
        Shape::Dot([x, y], radius, tint) => {
            let [x, y, radius] = [*x, *y, *radius].map(number);
            let fill = paint("fill", *tint, place);
            writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{fill}/>")
        }
        Shape::Ring([x, y], radius, tint) => {
            let [x, y, radius] = [*x, *y, *radius].map(number);
            let line = paint("stroke", *tint, place);
            writeln!(
                svg,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" stroke-width=\"2\"{line}/>"
            )
        }
        Shape::Text(text, turn, tint) => {
            let fill = paint("fill", *tint, place);
            let font = match place {
                Place::File(_) => format!(" font-family=\"{FAMILY}\""),
                Place::Page => String::new(),
            };
            writeln!(svg, "<text{fill}{font}{}", attributes(text, *turn))
        }
        Shape::Cells(cells) => {
            let fill = paint("fill", cells.tint, place);
            let [x, y] = cells.at.map(number);
            let side = number(cells.side);
            writeln!(
                svg,
                "<path transform=\"matrix({side} 0 0 {side} {x} {y})\" shape-rendering=\"crispEdges\"{fill} d=\"{}\"/>",
                squares(cells)
            )
        }
    };
}

fn sides(rect: Rect) -> String {
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(number);
    format!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn paint(what: &str, tint: Tint, place: Place) -> String {
    match place {
        Place::File(theme) => format!(" {what}=\"{}\"", tint.color(theme)),
        Place::Page => format!(" style=\"{what}:var({})\"", tint.variable()),
    }
}

fn attributes(text: &Text, turn: f64) -> String {
    let weight = match text.weight.css() {
        400 => String::new(),
        weight => format!(" font-weight=\"{weight}\""),
    };
    let [x, y, size] = [text.x, text.y, text.size].map(number);
    let turn = match turn == 0.0 {
        true => String::new(),
        false => format!(" transform=\"rotate({} {x} {y})\"", number(turn)),
    };
    format!(
        " x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{turn}>{}</text>",
        escape(&text.text)
    )
}

/// Returns the runs of squares as path data in which a square has the width 1, each relative to the one before it.
fn squares(cells: &Cells) -> String {
    let mut data = String::new();
    let mut here = [0i64; 2];
    for &[row, column, count] in &cells.runs {
        let at = [column as i64, row as i64];
        let [dx, dy] = [at[0] - here[0], at[1] - here[1]];
        let _ = write!(data, "m{dx} {dy}h{count}v1h-{count}z");
        here = at;
    }
    data
}
