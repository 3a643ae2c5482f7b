//! Naive padding.

use crate::ops::reference::{Grid, ReferenceLayer};
use googlenet_dsl::op::{PadMode, ZeroPad};

pub(super) fn zero_pad(op: &ZeroPad, layer: &ReferenceLayer<'_>, input: &[f64]) -> Vec<f64> {
    let (inner, outer) = (
        Grid::of(layer.input_shapes()[0]),
        Grid::of(layer.output_shape()),
    );
    let [top, left, ..] = op.edges.map(i64::from);
    let mut result = Vec::with_capacity(outer.len());
    for y in 0..outer.height as i64 {
        for x in 0..outer.width as i64 {
            let (row, column) = (y - top, x - left);
            let place = match op.mode {
                PadMode::Zero => [row, column],
                PadMode::Edge => [
                    row.clamp(0, inner.height as i64 - 1),
                    column.clamp(0, inner.width as i64 - 1),
                ],
                PadMode::Reflect => [mirror(row, inner.height), mirror(column, inner.width)],
                _ => googlenet_dsl::no_other_variant!(PadMode, 3),
            };
            let inside = (0..inner.height as i64).contains(&place[0])
                && (0..inner.width as i64).contains(&place[1]);
            for channel in 0..inner.channels {
                let at = (place[0] * inner.width as i64 + place[1]) * inner.channels as i64;
                result.push(if inside {
                    input[at as usize + channel]
                } else {
                    0.0
                });
            }
        }
    }
    result
}

fn mirror(place: i64, size: usize) -> i64 {
    let last = size as i64 - 1;
    last - (last - place.abs()).abs()
}
