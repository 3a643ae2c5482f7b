//! One chart: curves over the epochs, with axes and a legend.

use crate::drawing::Rect;
use crate::font::Weight;
use crate::report::axis::{Axis, is_drawn};
use crate::report::picture::{Anchor, Picture, Shape, text};
use crate::report::tint::Tint;
use crate::text::width;
use googlenet_dsl::number::grouped;

/// Size of a chart in pixels.
pub(super) const WIDTH: f64 = 528.0;
pub(super) const HEIGHT: f64 = 330.0;
/// Font sizes of the title and of all other texts.
const TITLE: f64 = 15.0;
const SIZE: f64 = 12.0;
/// Number of epochs up to which each has a dot.
const DOTS: usize = 40;

/// Curve: for each epoch its value, `None` where there is none and curves go on, NaN where they have a gap.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) name: &'static str,
    pub(super) tint: Tint,
    pub(super) values: Vec<Option<f64>>,
    /// Numbers of epochs and means of the values around them, NaN for gaps; empty if the curve has no means.
    pub(super) means: Vec<[f64; 2]>,
    /// Colour of the values behind means.
    pub(super) pale: Tint,
}

/// What a chart shows.
#[derive(Debug, Clone)]
pub(super) struct Chart {
    pub(super) name: &'static str,
    /// Number of epochs that a mean stands for.
    pub(super) mean_length: Option<usize>,
    /// Numbers of the epochs, in rising order.
    pub(super) epochs: Vec<u64>,
    /// Index of the epoch to be marked.
    pub(super) marked: Option<usize>,
    pub(super) curves: Vec<Series>,
    pub(super) values: Axis,
}

impl Chart {
    /// Returns the rectangle inside of the axes.
    pub(super) fn inside(&self) -> Rect {
        let words = self.values.ticks.iter().map(|(_, words)| words);
        let wide = words.map(|words| width(words, SIZE, Weight::Regular));
        let left = wide.fold(24.0, f64::max) + 10.0;
        Rect {
            x: left,
            y: 36.0,
            width: WIDTH - left - 24.0,
            height: HEIGHT - 36.0 - 46.0,
        }
    }

    fn steps(&self) -> Axis {
        let ends = [self.epochs.first(), self.epochs.last()].map(|end| end.copied().unwrap_or(0));
        let [a, b] = ends.map(|end| width(&grouped(end), SIZE, Weight::Regular));
        let most = (self.inside().width / (a.max(b) + 20.0))
            .floor()
            .clamp(1.0, 6.0);
        Axis::whole(ends[0], ends[1], most as usize)
    }

    /// Returns the x coordinate of each epoch.
    pub(super) fn columns(&self) -> Vec<f64> {
        let (inside, axis) = (self.inside(), self.steps());
        let x = |epoch: &u64| inside.x + inside.width * axis.place(*epoch as f64);
        self.epochs.iter().map(x).collect()
    }

    /// Returns the y coordinate of a value; `None` if it cannot be drawn.
    pub(super) fn row(&self, value: Option<f64>) -> Option<f64> {
        let inside = self.inside();
        let value = value.filter(|value| is_drawn(*value))?;
        // On a logarithmic axis a value that is not positive has no place.
        let place = self.values.place(value);
        place
            .is_finite()
            .then(|| inside.y + inside.height * (1.0 - place.clamp(0.0, 1.0)))
    }

    /// Returns the picture of the chart.
    pub(super) fn picture(&self) -> Picture {
        let mut shapes = vec![text(
            self.name,
            [0.0, 16.0],
            Anchor::Start,
            TITLE,
            Weight::SemiBold,
            Tint::Ink,
        )];
        if self.values.is_logarithmic {
            let x = width(self.name, TITLE, Weight::SemiBold) + 8.0;
            shapes.push(text(
                "logarithmic",
                [x, 16.0],
                Anchor::Start,
                SIZE,
                Weight::Regular,
                Tint::Soft,
            ));
        }
        self.axes(&mut shapes);
        self.legend(&mut shapes);
        let columns = self.columns();
        if let Some(marked) = self.marked {
            let Rect { y, height, .. } = self.inside();
            let x = columns[marked];
            shapes.push(Shape::Dashes([[x, y], [x, y + height]], Tint::Mark));
        }
        self.lines(&mut shapes, &columns);
        if self.curves.iter().all(|curve| !self.is_seen(curve)) {
            let Rect {
                x,
                y,
                width,
                height,
            } = self.inside();
            let middle = [x + width / 2.0, y + height / 2.0];
            let words = "no values";
            shapes.push(text(
                words,
                middle,
                Anchor::Middle,
                SIZE,
                Weight::Regular,
                Tint::Soft,
            ));
        }
        Picture {
            width: WIDTH,
            height: HEIGHT,
            title: format!("{} over the epochs", self.name),
            shapes,
        }
    }

    fn is_seen(&self, curve: &Series) -> bool {
        curve.values.iter().any(|value| self.row(*value).is_some())
    }

    fn axes(&self, shapes: &mut Vec<Shape>) {
        let Rect {
            x,
            y,
            width,
            height,
        } = self.inside();
        let (right, bottom) = (x + width, y + height);
        for (value, words) in &self.values.ticks {
            let at = self.row(Some(*value)).unwrap_or(bottom);
            let tint = if at == bottom {
                Tint::Frame
            } else {
                Tint::Grid
            };
            shapes.push(Shape::Line(vec![[x, at], [right, at]], tint, 1.0));
            let place = [x - 8.0, at + 4.0];
            shapes.push(text(
                words,
                place,
                Anchor::End,
                SIZE,
                Weight::Regular,
                Tint::Soft,
            ));
        }
        let axis = self.steps();
        if !self.epochs.is_empty() {
            for (value, words) in &axis.ticks {
                let at = x + width * axis.place(*value);
                let ends = vec![[at, bottom], [at, bottom + 4.0]];
                shapes.push(Shape::Line(ends, Tint::Frame, 1.0));
                let place = [at, bottom + 18.0];
                shapes.push(text(
                    words,
                    place,
                    Anchor::Middle,
                    SIZE,
                    Weight::Regular,
                    Tint::Soft,
                ));
            }
        }
        let words = match self.mean_length {
            Some(length) => format!("epoch; bold: means of {} epochs", grouped(length as u64)),
            None => "epoch".to_owned(),
        };
        let place = [x + width / 2.0, bottom + 38.0];
        shapes.push(text(
            &words,
            place,
            Anchor::Middle,
            SIZE,
            Weight::Regular,
            Tint::Soft,
        ));
    }

    /// Appends the names of the curves and of the mark, from the right to the left.
    fn legend(&self, shapes: &mut Vec<Shape>) {
        let mut right = WIDTH - 24.0;
        let mut put = |words: &str, tint: Tint, is_mark: bool| {
            shapes.push(text(
                words,
                [right, 16.0],
                Anchor::End,
                SIZE,
                Weight::Regular,
                Tint::Soft,
            ));
            right -= width(words, SIZE, Weight::Regular) + 6.0;
            match is_mark {
                true => {
                    let x = right - 4.0;
                    shapes.push(Shape::Dashes([[x, 6.0], [x, 17.0]], tint));
                    right -= 22.0;
                }
                false => {
                    let ends = vec![[right - 16.0, 12.0], [right, 12.0]];
                    shapes.push(Shape::Line(ends, tint, 2.5));
                    right -= 34.0;
                }
            }
        };
        if let Some(marked) = self.marked {
            let words = format!("best: epoch {}", grouped(self.epochs[marked]));
            put(&words, Tint::Mark, true);
        }
        for curve in self.curves.iter().rev().filter(|curve| self.is_seen(curve)) {
            put(curve.name, curve.tint, false);
        }
    }

    /// Appends the curves, means in front of all values, and the rings around the values of the epoch that is marked.
    fn lines(&self, shapes: &mut Vec<Shape>, columns: &[f64]) {
        let has_dots = columns.len() <= DOTS;
        for curve in &self.curves {
            let tint = match curve.means.is_empty() {
                true => curve.tint,
                false => curve.pale,
            };
            let points = columns.iter().zip(&curve.values);
            let points = points.filter_map(|(x, value)| Some((*x, (*value)?)));
            self.line(shapes, points, tint, has_dots);
        }
        let (inside, axis) = (self.inside(), self.steps());
        for curve in &self.curves {
            let x = |number: f64| inside.x + inside.width * axis.place(number);
            let points = curve.means.iter().map(|[number, mean]| (x(*number), *mean));
            self.line(shapes, points, curve.tint, false);
        }
        for curve in &self.curves {
            let marked = self
                .marked
                .and_then(|at| Some([columns[at], self.row(curve.values[at])?]));
            shapes.extend(marked.map(|at| Shape::Ring(at, 5.0, curve.tint)));
        }
    }

    /// Appends the lines through points, given by their x coordinates and values, and dots on all points or on those
    /// without neighbours, which have no line.
    fn line(
        &self,
        shapes: &mut Vec<Shape>,
        points: impl Iterator<Item = (f64, f64)>,
        tint: Tint,
        has_dots: bool,
    ) {
        let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
        let mut is_gap = true;
        for (x, value) in points {
            let place = self.row(Some(value)).map(|y| [x, y]);
            match (place, parts.last_mut()) {
                (Some(place), Some(part)) if !is_gap => part.push(place),
                (Some(place), _) => parts.push(vec![place]),
                (None, _) => {}
            }
            is_gap = place.is_none();
        }
        for part in parts {
            if has_dots || part.len() == 1 {
                shapes.extend(part.iter().map(|at| Shape::Dot(*at, 2.5, tint)));
            }
            if part.len() > 1 {
                shapes.push(Shape::Line(part, tint, 1.75));
            }
        }
    }
}
