//! Paths of wires: round corners and arrowheads.

use crate::font::Segment;

/// Largest radius of a wire's corners, in pixels.
const WIRE_RADIUS: f64 = 8.0;
/// Length and half the width of an arrowhead, in pixels.
const HEAD: [f64; 2] = [7.0, 3.8];

/// Returns the path of a wire with rounded corners and, if it has an arrow, the outline of the arrowhead, whose tip is
/// the last point.
pub(super) fn wire(points: &[[f64; 2]], arrow: bool) -> (Vec<Segment>, Option<Vec<Segment>>) {
    let mut points = straighten(points);
    let mut head = None;
    if let (true, [.., before, tip]) = (arrow, &mut points[..]) {
        let along = direction(*before, *tip);
        let [length, half] = HEAD;
        let tail = [tip[0] - along[0] * length, tip[1] - along[1] * length];
        let side = [along[1] * half, along[0] * half];
        head = Some(vec![
            Segment::Move(*tip),
            Segment::Line([tail[0] + side[0], tail[1] + side[1]]),
            Segment::Line([tail[0] - side[0], tail[1] - side[1]]),
            Segment::Close,
        ]);
        *tip = [
            tip[0] - along[0] * (length - 1.0),
            tip[1] - along[1] * (length - 1.0),
        ];
    }
    let mut path = Vec::new();
    for (at, point) in points.iter().enumerate() {
        if at == 0 {
            path.push(Segment::Move(*point));
            continue;
        }
        let Some(next) = points.get(at + 1) else {
            path.push(Segment::Line(*point));
            continue;
        };
        let before = points[at - 1];
        let radius = WIRE_RADIUS
            .min(length(before, *point) / 2.0)
            .min(length(*point, *next) / 2.0);
        let (into, out) = (direction(before, *point), direction(*point, *next));
        path.push(Segment::Line([
            point[0] - into[0] * radius,
            point[1] - into[1] * radius,
        ]));
        path.push(Segment::Quad(
            *point,
            [point[0] + out[0] * radius, point[1] + out[1] * radius],
        ));
    }
    (path, head)
}

/// Returns the points of a wire without equal neighbours, and without those inside a straight horizontal or vertical
/// line.
fn straighten(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
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
