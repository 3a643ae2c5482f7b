//! Writer of drawings as SVG. Text is drawn as outlines of the font of this crate, which look alike in every program;
//! invisible text over them can be searched, selected and read out.

use super::color::Color;
use super::lettering::Lettering;
use super::shapes::{Paint, Shape, shapes};
use super::theme::Theme;
use crate::drawing::{Drawing, Text};
use crate::font::{FAMILY, Segment};
use crate::options::Options;
use std::fmt::Write;

/// Returns a drawing as the text of an SVG file.
pub(crate) fn write(drawing: &Drawing, options: &Options) -> String {
    let theme = Theme::new(options);
    let shapes = shapes(drawing, &theme);
    let (width, height) = (number(drawing.width), number(drawing.height));
    let scale = options
        .width
        .map_or(1.0, |wide| f64::from(wide) / drawing.width);
    let (shown_width, shown_height) = (
        number(drawing.width * scale),
        number(drawing.height * scale),
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{shown_width}\" height=\"{shown_height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
    );
    let name = escape(drawing.name());
    line(&mut svg, &format!("<title>{name}</title>"));
    if !drawing.header.totals.is_empty() {
        let totals = escape(&drawing.header.totals);
        line(&mut svg, &format!("<desc>{totals}</desc>"));
    }
    let mut lettering = Lettering::new(shapes.iter().filter_map(|shape| match shape {
        Shape::Text(text, _) => Some(text),
        _ => None,
    }));
    let mut body = String::new();
    if let Some(background) = theme.background {
        line(
            &mut body,
            &format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{background}\"/>"),
        );
    }
    let mut words = String::new();
    for shape in &shapes {
        put(&mut body, shape, &theme, &mut lettering);
        if let Shape::Text(text, _) = shape
            && lettering.is_drawn(text)
        {
            word(&mut words, text);
        }
    }
    lettering.defs(&mut svg);
    svg += &body;
    line(
        &mut svg,
        &format!("<g fill-opacity=\"0\" font-family=\"{FAMILY}\">\n{words}</g>"),
    );
    svg += "</svg>\n";
    svg
}

fn line(svg: &mut String, text: &str) {
    svg.push_str(text);
    svg.push('\n');
}

fn put(svg: &mut String, shape: &Shape, theme: &Theme, lettering: &mut Lettering) {
    match shape {
        Shape::Open(name) => line(svg, &format!("<g><title>{}</title>", escape(name))),
        Shape::Close => line(svg, "</g>"),
        Shape::Rect(rect, radius, paint) => {
            let (x, y) = (number(rect.x), number(rect.y));
            let (width, height) = (number(rect.width), number(rect.height));
            let round = match *radius == 0.0 {
                true => String::new(),
                false => format!(" rx=\"{}\"", number(*radius)),
            };
            line(
                svg,
                &format!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{round}{}/>",
                    look(*paint)
                ),
            );
        }
        Shape::Paths(paths, paint) => match &paths[..] {
            [] => {}
            [path] => line(
                svg,
                &format!("<path d=\"{}\"{}/>", data(path), look(*paint)),
            ),
            _ => {
                line(svg, &format!("<g{}>", look(*paint)));
                for path in paths {
                    line(svg, &format!("<path d=\"{}\"/>", data(path)));
                }
                line(svg, "</g>");
            }
        },
        Shape::Scale(rect, radius, edge) => {
            let stops = theme.scale.iter().enumerate().map(|(at, color)| {
                let offset = number(at as f64 / (theme.scale.len() - 1) as f64);
                let color = Color(*color);
                format!("<stop offset=\"{offset}\" stop-color=\"{color}\"/>")
            });
            let stops: String = stops.collect();
            // Named by its colours, as drawings of other themes may stand in the same document.
            let ends = [theme.scale[0], theme.scale[theme.scale.len() - 1]];
            let [low, high] = ends.map(|color| Color(color).to_string().replace('#', "-"));
            let id = format!("scale{low}{high}");
            line(
                svg,
                &format!("<linearGradient id=\"{id}\">{stops}</linearGradient>"),
            );
            let (x, y) = (number(rect.x), number(rect.y));
            let (width, height) = (number(rect.width), number(rect.height));
            let radius = number(*radius);
            line(
                svg,
                &format!(
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"url(#{id})\" stroke=\"{edge}\"/>"
                ),
            );
        }
        Shape::Text(text, color) => match lettering.is_drawn(text) {
            true => lettering.put(svg, text, *color),
            // Another font has what the font of this crate lacks.
            false => visible_word(svg, text, *color),
        },
    }
}

fn look(paint: Paint) -> String {
    let fill = match paint.fill {
        Some(color) => format!(" fill=\"{color}\""),
        None => " fill=\"none\"".to_owned(),
    };
    match paint.line {
        Some((color, 1.0)) => format!("{fill} stroke=\"{color}\""),
        Some((color, width)) => {
            let width = number(width);
            format!("{fill} stroke=\"{color}\" stroke-width=\"{width}\"")
        }
        None => fill,
    }
}

/// Appends the invisible text over an outline.
fn word(svg: &mut String, text: &Text) {
    line(svg, &format!("<text{}", attributes(text)));
}

fn visible_word(svg: &mut String, text: &Text, color: Color) {
    line(
        svg,
        &format!(
            "<text fill=\"{color}\" font-family=\"{FAMILY}\"{}",
            attributes(text)
        ),
    );
}

fn attributes(text: &Text) -> String {
    let weight = match text.weight.css() {
        400 => String::new(),
        weight => format!(" font-weight=\"{weight}\""),
    };
    let (x, y, size) = (number(text.x), number(text.y), number(text.size));
    format!(
        " x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}>{}</text>",
        escape(&text.text)
    )
}

/// Returns a path as the value of the attribute `d`.
fn data(path: &[Segment]) -> String {
    let mut data = String::new();
    let mut points = |letter: char, points: &[[f64; 2]]| {
        data.push(letter);
        for (at, [x, y]) in points.iter().enumerate() {
            let space = if at > 0 { " " } else { "" };
            let _ = write!(data, "{space}{} {}", number(*x), number(*y));
        }
    };
    for segment in path {
        match *segment {
            Segment::Move(to) => points('M', &[to]),
            Segment::Line(to) => points('L', &[to]),
            Segment::Quad(control, to) => points('Q', &[control, to]),
            Segment::Cubic(first, second, to) => points('C', &[first, second, to]),
            Segment::Close => points('z', &[]),
        }
    }
    data
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
