//! Pictures of reports: shapes with places in pixels, from the bottom to the top.

use super::tint::Tint;
use crate::drawing::{Rect, Text};
use crate::font::Weight;
use crate::text::width;

/// Element of a picture.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Rectangle with round corners of a radius.
    Rect(Rect, f64, Tint),
    /// Border of a rectangle, one pixel wide.
    Frame(Rect, Tint),
    /// Lines through points, with a width in pixels.
    Line(Vec<[f64; 2]>, Tint, f64),
    /// Dashed line, one pixel wide.
    Dashes([[f64; 2]; 2], Tint),
    /// Disc with its middle and its radius.
    Dot([f64; 2], f64, Tint),
    /// Circle around a point, with its radius.
    Ring([f64; 2], f64, Tint),
    /// Text, turned around the left end of its baseline by an angle in degrees, clockwise.
    Text(Text, f64, Tint),
    /// Squares side by side, in rows, without smoothed edges.
    Cells(Cells),
}

/// Squares of one colour on a grid.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// Place of the grid's left upper corner.
    pub(super) at: [f64; 2],
    /// Width of a square in pixels.
    pub(super) side: f64,
    /// Row, first column and number of columns of each run of squares, from the top to the bottom and from the left to the
    /// right.
    pub(super) runs: Vec<[usize; 3]>,
    pub(super) tint: Tint,
}

/// Picture with its size in pixels.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    /// What the picture is of, for programs that read it out.
    pub(super) title: String,
    pub(super) shapes: Vec<Shape>,
}

/// Where a text is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Returns a text of which the baseline's point `at` is at the anchor.
pub(super) fn text(
    words: &str,
    at: [f64; 2],
    anchor: Anchor,
    size: f64,
    weight: Weight,
    tint: Tint,
) -> Shape {
    let wide = width(words, size, weight);
    let x = match anchor {
        Anchor::Start => at[0],
        Anchor::Middle => at[0] - wide / 2.0,
        Anchor::End => at[0] - wide,
    };
    let text = Text {
        text: words.to_owned(),
        size,
        weight,
        x,
        y: at[1],
    };
    Shape::Text(text, 0.0, tint)
}

/// Returns a text that is at most `most` pixels wide: the words, or their beginning and an ellipsis.
pub(super) fn shortened(words: &str, most: f64, size: f64, weight: Weight) -> String {
    if width(words, size, weight) <= most {
        return words.to_owned();
    }
    let mut short = String::new();
    for letter in words.chars() {
        short.push(letter);
        short.push('…');
        let fits = width(&short, size, weight) <= most;
        short.pop();
        if !fits {
            short.pop();
            break;
        }
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

impl Picture {
    /// Puts the shapes of another picture on this one, with their left upper corner at `at`.
    pub(super) fn put(&mut self, other: Picture, at: [f64; 2]) {
        self.shapes
            .extend(other.shapes.into_iter().map(|shape| shape.moved(at)));
    }
}

impl Shape {
    fn moved(self, [dx, dy]: [f64; 2]) -> Shape {
        let point = |[x, y]: [f64; 2]| [x + dx, y + dy];
        let rect = |rect: Rect| Rect {
            x: rect.x + dx,
            y: rect.y + dy,
            ..rect
        };
        match self {
            Shape::Rect(place, radius, tint) => Shape::Rect(rect(place), radius, tint),
            Shape::Frame(place, tint) => Shape::Frame(rect(place), tint),
            Shape::Line(points, tint, width) => {
                Shape::Line(points.into_iter().map(point).collect(), tint, width)
            }
            Shape::Dashes(ends, tint) => Shape::Dashes(ends.map(point), tint),
            Shape::Dot(at, radius, tint) => Shape::Dot(point(at), radius, tint),
            Shape::Ring(at, radius, tint) => Shape::Ring(point(at), radius, tint),
            Shape::Text(text, turn, tint) => {
                let [x, y] = point([text.x, text.y]);
                Shape::Text(Text { x, y, ..text }, turn, tint)
            }
            Shape::Cells(cells) => Shape::Cells(Cells {
                at: point(cells.at),
                ..cells
            }),
        }
    }
}
