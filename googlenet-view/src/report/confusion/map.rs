//! A matrix of many classes as a map, beside the pairs that were confused most.

use super::grid::{MARGIN, SIZE, heading, heading_height, picture_title, scale};
use super::{Cells, Confusion, share};
use crate::drawing::{Rect, Text};
use crate::font::Weight;
use crate::report::axis::Axis;
use crate::report::picture::{self, Anchor, Picture, Shape, shortened, text};
use crate::report::tint::{LEVELS, Shading, Tint};
use crate::report::words::short_percent;
use crate::text::width;
use googlenet_dsl::number::grouped;

/// Greatest width of the map in pixels.
const MOST: usize = 600;
/// Number of pairs beside the map, and the height of their lines in pixels.
const PAIRS: usize = 24;
const LINE: f64 = 21.0;
/// Width of a name in the list of pairs, in pixels.
const NAME: f64 = 150.0;

/// Returns the picture of a matrix, and where its cells are.
pub(super) fn picture(matrix: &Confusion, title: &str) -> (Picture, Cells) {
    let classes = matrix.classes.len();
    let per_cell = classes.div_ceil(MOST);
    let across = classes.div_ceil(per_cell);
    let side = (MOST / across).max(1) as f64;
    let size = side * across as f64;
    let axis = Axis::whole(0, classes as u64 - 1, 6);
    let numbers = axis
        .ticks
        .iter()
        .map(|(_, words)| width(words, SIZE, Weight::Regular));
    let left = (MARGIN + SIZE + 12.0 + numbers.fold(0.0, f64::max) + 10.0).round();
    let top = heading_height(title) + 40.0;
    let cells = Cells {
        at: [left, top],
        side,
        classes: per_cell,
    };
    let (right, bottom) = (left + size, top + size);
    let mut shapes = Vec::new();
    let back = Rect {
        x: left,
        y: top,
        width: size,
        height: size,
    };
    shapes.push(Shape::Rect(back, 0.0, Tint::Wrong(0)));
    shapes.extend(shades(matrix, cells, across));
    let border = Rect {
        x: left - 0.5,
        y: top - 0.5,
        width: size + 1.0,
        height: size + 1.0,
    };
    shapes.push(Shape::Frame(border, Tint::Frame));
    for (number, words) in &axis.ticks {
        let place = ((number + 0.5) / per_cell as f64 * side).min(size);
        let (x, y) = (left + place, top + place);
        shapes.push(Shape::Line(
            vec![[left - 5.0, y], [left - 1.0, y]],
            Tint::Frame,
            1.0,
        ));
        shapes.push(Shape::Line(
            vec![[x, top - 5.0], [x, top - 1.0]],
            Tint::Frame,
            1.0,
        ));
        let (row, column) = ([left - 8.0, y + 4.0], [x, top - 9.0]);
        shapes.push(text(
            words,
            row,
            Anchor::End,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
        shapes.push(text(
            words,
            column,
            Anchor::Middle,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
    }
    let words = "number of the prediction";
    let place = [left + size / 2.0, top - 28.0];
    shapes.push(text(
        words,
        place,
        Anchor::Middle,
        SIZE,
        Weight::SemiBold,
        Tint::Soft,
    ));
    let words = "number of the label";
    let label = Text {
        text: words.to_owned(),
        size: SIZE,
        weight: Weight::SemiBold,
        x: MARGIN + SIZE - 2.0,
        y: top + (size + width(words, SIZE, Weight::SemiBold)) / 2.0,
    };
    shapes.push(Shape::Text(label, -90.0, Tint::Soft));
    let total = pairs(&mut shapes, matrix, [right + 40.0, top]) + MARGIN;
    let list = top + LINE * (PAIRS + 1) as f64;
    shapes.extend(heading(matrix, title, total - 2.0 * MARGIN));
    scale(&mut shapes, [MARGIN, bottom + 18.0], Shading::Cube);
    let picture = Picture {
        width: total,
        height: (bottom + 18.0 + 60.0).max(list),
        title: picture_title(title),
        shapes,
    };
    (picture, cells)
}

/// Returns the cells of each shade. A cell has the largest share of its classes; a right prediction has precedence over wrong
/// ones of an equal share.
fn shades(matrix: &Confusion, cells: Cells, across: usize) -> Vec<Shape> {
    let totals: Vec<u64> = matrix.scores().iter().map(|score| score.images).collect();
    // Of each colour and level, the runs of cells. A wrong prediction is found by its index above `LEVELS`.
    let levels = usize::from(LEVELS) + 1;
    let mut runs: Vec<Vec<[usize; 3]>> = vec![Vec::new(); 2 * levels];
    let per_cell = cells.classes;
    for row in 0..across {
        let mut shades = vec![0usize; across];
        let labels = row * per_cell..((row + 1) * per_cell).min(totals.len());
        for label in labels {
            for (prediction, count) in matrix.row(label).iter().copied().enumerate() {
                let level = usize::from(Shading::Cube.level(share(count, totals[label])));
                let shade = &mut shades[prediction / per_cell];
                let is_right = label == prediction;
                let known = *shade % levels;
                if level > known || (level == known && level > 0 && is_right) {
                    *shade = if is_right { level } else { levels + level };
                }
            }
        }
        for (column, shade) in shades.into_iter().enumerate() {
            if shade % levels == 0 {
                continue;
            }
            match runs[shade].last_mut() {
                Some([last, first, count]) if *last == row && *first + *count == column => {
                    *count += 1;
                }
                _ => runs[shade].push([row, column, 1]),
            }
        }
    }
    let shape = |(shade, runs): (usize, Vec<[usize; 3]>)| {
        let level = (shade % levels) as u8;
        let tint = match shade < levels {
            true => Tint::Right(level),
            false => Tint::Wrong(level),
        };
        Shape::Cells(picture::Cells {
            at: cells.at,
            side: cells.side,
            runs,
            tint,
        })
    };
    let runs = runs.into_iter().enumerate();
    runs.filter(|(_, runs)| !runs.is_empty())
        .map(shape)
        .collect()
}

/// Appends the list of the worst pairs, and returns its right edge.
fn pairs(shapes: &mut Vec<Shape>, matrix: &Confusion, [x, y]: [f64; 2]) -> f64 {
    let columns = [
        x,
        x + NAME + 12.0,
        x + 2.0 * NAME + 12.0 + 60.0,
        x + 2.0 * NAME + 12.0 + 124.0,
    ];
    let mut line = |at: usize, words: [&str; 4], tints: [Tint; 2], weight: Weight| {
        let y = y + LINE * at as f64 + 9.0;
        for (place, words) in words.into_iter().enumerate() {
            let name = shortened(words, NAME, SIZE, weight);
            let (anchor, tint) = match place {
                0 | 1 => (Anchor::Start, tints[0]),
                _ => (Anchor::End, tints[1]),
            };
            shapes.push(text(&name, [columns[place], y], anchor, SIZE, weight, tint));
        }
    };
    let head = ["label", "taken for", "images", "share"];
    line(0, head, [Tint::Soft; 2], Weight::SemiBold);
    let worst = matrix.worst_pairs(PAIRS);
    if worst.is_empty() {
        line(
            1,
            ["no wrong predictions", "", "", ""],
            [Tint::Soft; 2],
            Weight::Regular,
        );
    }
    for (at, pair) in worst.iter().enumerate() {
        let names = [pair.label, pair.prediction].map(|class| &matrix.classes[class]);
        let words = [
            names[0],
            names[1],
            &grouped(pair.images),
            &short_percent(pair.share),
        ];
        line(
            at + 1,
            words.map(|words: &String| &words[..]),
            [Tint::Ink, Tint::Soft],
            Weight::Regular,
        );
    }
    columns[3]
}
