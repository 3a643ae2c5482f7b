//! A matrix of few classes, with names and numbers.

use super::{Cells, Confusion, share};
use crate::drawing::{Rect, Text};
use crate::font::Weight;
use crate::report::picture::{Anchor, Picture, Shape, shortened, text};
use crate::report::tint::{LEVELS, Shading, Tint};
use crate::report::words::short_percent;
use crate::text::width;
use googlenet_dsl::number::grouped;

/// Font sizes of the title and of all other texts but numbers.
pub(super) const TITLE: f64 = 18.0;
pub(super) const SIZE: f64 = 12.0;
pub(super) const MARGIN: f64 = 24.0;
/// Greatest width of a name in pixels.
const NAME: f64 = 150.0;
/// Angle of names of columns that are wider than their column, in degrees.
const SLANT: f64 = -45.0;
/// Width of the column of recalls, in pixels.
const RECALL: f64 = 64.0;
/// Smallest width of a picture in pixels, which the scale needs.
const LEAST: f64 = 420.0;

/// Returns the width of a cell in pixels.
fn side(classes: usize) -> f64 {
    match classes {
        0..=12 => 46.0,
        13..=20 => 36.0,
        _ => 27.0,
    }
}

/// Returns the picture of a matrix, and where its cells are.
pub(super) fn picture(matrix: &Confusion, title: &str) -> (Picture, Cells) {
    let classes = matrix.classes.len();
    let side = side(classes);
    let names: Vec<String> = (matrix.classes.iter())
        .map(|name| shortened(name, NAME, SIZE, Weight::Regular))
        .collect();
    let wide = |name: &String| width(name, SIZE, Weight::Regular);
    let widest = names.iter().map(wide).fold(0.0, f64::max);
    let is_slanted = widest > side - 4.0;
    let slope = SLANT.to_radians();
    let above = match is_slanted {
        true => widest * -slope.sin() + SIZE,
        false => SIZE + 4.0,
    };
    // The last slanted name reaches beyond the right edge of the matrix.
    let beyond = match is_slanted {
        true => {
            (names.last().map(wide).unwrap_or_default() * slope.cos() - side / 2.0).max(0.0) + 8.0
        }
        false => 0.0,
    };
    let left = MARGIN + SIZE + 12.0 + widest + 8.0;
    let top = heading_height(title) + 12.0 + above;
    let size = side * classes as f64;
    let cells = Cells {
        at: [left, top],
        side,
        classes: 1,
    };
    let (right, bottom) = (left + size, top + size);
    let mut shapes = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let middle = side * (at as f64 + 0.5);
        let row = [left - 8.0, top + middle + 4.0];
        shapes.push(text(
            name,
            row,
            Anchor::End,
            SIZE,
            Weight::Regular,
            Tint::Ink,
        ));
        let column = match is_slanted {
            true => Shape::Text(
                Text {
                    text: name.clone(),
                    size: SIZE,
                    weight: Weight::Regular,
                    x: left + middle + 4.0,
                    y: top - 6.0,
                },
                SLANT,
                Tint::Ink,
            ),
            false => {
                let place = [left + middle, top - 8.0];
                text(
                    name,
                    place,
                    Anchor::Middle,
                    SIZE,
                    Weight::Regular,
                    Tint::Ink,
                )
            }
        };
        shapes.push(column);
    }
    values(&mut shapes, matrix, cells);
    let middle = [left + size / 2.0, top + size / 2.0];
    if classes > 0 {
        let words = "recall";
        let place = [right + RECALL, bottom + 18.0];
        shapes.push(text(
            words,
            place,
            Anchor::End,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
        let words = "prediction";
        let place = [
            middle[0].max(left + width(words, SIZE, Weight::SemiBold) / 2.0),
            bottom + 18.0,
        ];
        shapes.push(text(
            words,
            place,
            Anchor::Middle,
            SIZE,
            Weight::SemiBold,
            Tint::Soft,
        ));
        let words = "label";
        let reach = width(words, SIZE, Weight::SemiBold) / 2.0;
        let label = Text {
            text: words.to_owned(),
            size: SIZE,
            weight: Weight::SemiBold,
            x: MARGIN + SIZE - 2.0,
            y: middle[1] + reach,
        };
        shapes.push(Shape::Text(label, -90.0, Tint::Soft));
    }
    let total = (right + RECALL.max(beyond) + MARGIN).max(LEAST);
    let scale = bottom + if classes > 0 { 38.0 } else { 0.0 };
    shapes.extend(heading(matrix, title, total - 2.0 * MARGIN));
    self::scale(&mut shapes, [MARGIN, scale], Shading::Square);
    let picture = Picture {
        width: total,
        height: scale + 60.0,
        title: picture_title(title),
        shapes,
    };
    (picture, cells)
}

/// Returns what a picture is called.
pub(super) fn picture_title(title: &str) -> String {
    match title.is_empty() {
        true => "confusion matrix".to_owned(),
        false => title.to_owned(),
    }
}

/// Returns the height of what [`heading`] returns, in pixels.
pub(super) fn heading_height(title: &str) -> f64 {
    if title.is_empty() { 0.0 } else { 78.0 }
}

/// Returns the title and the numbers of images above a matrix, at most `most` pixels wide; nothing without a title.
pub(super) fn heading(matrix: &Confusion, title: &str, most: f64) -> Vec<Shape> {
    if title.is_empty() {
        return Vec::new();
    }
    let title = shortened(title, most, TITLE, Weight::SemiBold);
    let images = matrix.images();
    let unit = if images == 1 { "image" } else { "images" };
    let right = match matrix.accuracy() {
        Some(accuracy) => format!(", {} of them right", short_percent(accuracy)),
        None => String::new(),
    };
    let words = format!("{} {unit}{right}", grouped(images));
    vec![
        text(
            &title,
            [MARGIN, 36.0],
            Anchor::Start,
            TITLE,
            Weight::SemiBold,
            Tint::Ink,
        ),
        text(
            &words,
            [MARGIN, 58.0],
            Anchor::Start,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ),
    ]
}

/// Appends the cells with their numbers, and the recall behind each row.
fn values(shapes: &mut Vec<Shape>, matrix: &Confusion, cells: Cells) {
    let Cells {
        at: [left, top],
        side,
        ..
    } = cells;
    let size = if side < 30.0 { 10.0 } else { SIZE };
    for (label, score) in matrix.scores().iter().enumerate() {
        let y = top + side * label as f64;
        for (prediction, count) in matrix.row(label).iter().copied().enumerate() {
            let x = left + side * prediction as f64;
            let level = Shading::Square.level(share(count, score.images));
            let (cell, ink) = match label == prediction {
                true => (Tint::Right(level), Tint::OnRight(level)),
                false => (Tint::Wrong(level), Tint::OnWrong(level)),
            };
            let square = Rect {
                x: x + 0.5,
                y: y + 0.5,
                width: side - 1.0,
                height: side - 1.0,
            };
            shapes.push(Shape::Rect(square, 2.0, cell));
            let words = fitting(count, side - 5.0, size).filter(|_| count > 0);
            shapes.extend(words.map(|words| {
                let place = [x + side / 2.0, y + side / 2.0 + size * 0.36];
                text(&words, place, Anchor::Middle, size, Weight::Regular, ink)
            }));
        }
        let recall = score.recall.map_or("–".to_owned(), short_percent);
        let right = left + side * matrix.classes.len() as f64;
        let place = [right + RECALL, y + side / 2.0 + 4.0];
        shapes.push(text(
            &recall,
            place,
            Anchor::End,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
    }
}

/// Returns a count as text that is at most `most` pixels wide: in full, or in thousands, millions or more; `None` if
/// nothing fits.
fn fitting(count: u64, most: f64, size: f64) -> Option<String> {
    let full = grouped(count);
    let units = ["k", "M", "G", "T", "P", "E"].iter().zip(1..);
    let short = units.flat_map(|(unit, power)| {
        let value = count as f64 / 1000f64.powi(power);
        let places: &[usize] = if value < 9.95 { &[1, 0] } else { &[0] };
        let is_shown = (0.95..999.5).contains(&value);
        let text = move |places: &usize| format!("{value:.places$}{unit}");
        places.iter().filter(move |_| is_shown).map(text)
    });
    std::iter::once(full)
        .chain(short)
        .find(|text| width(text, size, Weight::Regular) <= most)
}

/// Appends the two scales of shades, at a left upper corner; they are 44 pixels high.
pub(super) fn scale(shapes: &mut Vec<Shape>, [x, y]: [f64; 2], shading: Shading) {
    let words = "share of the label's images";
    shapes.push(text(
        words,
        [x, y + 18.5],
        Anchor::Start,
        SIZE,
        Weight::Regular,
        Tint::Soft,
    ));
    let left = x + width(words, SIZE, Weight::Regular) + 14.0;
    let step = 7.0;
    let all = step * f64::from(LEVELS + 1);
    for level in 0..=LEVELS {
        for (row, tint) in [Tint::Right(level), Tint::Wrong(level)]
            .into_iter()
            .enumerate()
        {
            let square = Rect {
                x: left + step * f64::from(level),
                y: y + 1.0 + 14.0 * row as f64,
                width: step,
                height: 12.0,
            };
            shapes.push(Shape::Rect(square, 0.0, tint));
        }
    }
    for (row, words) in ["right", "wrong"].into_iter().enumerate() {
        let place = [left + all + 8.0, y + 11.5 + 14.0 * row as f64];
        shapes.push(text(
            words,
            place,
            Anchor::Start,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
    }
    for (share, words) in [(0.0, "0"), (0.05, "5%"), (0.25, "25%"), (1.0, "100%")] {
        let at = step * (f64::from(shading.level(share)) + 0.5);
        let place = [left + at, y + 41.0];
        shapes.push(text(
            words,
            place,
            Anchor::Middle,
            SIZE - 1.0,
            Weight::Regular,
            Tint::Soft,
        ));
    }
}
