//! Patches that the window of a layer sees of an image.

use googlenet_dsl::op::{Axis, Op};
use googlenet_dsl::shape::Shape;

/// Steps between places in parts of the height and of the width: powers of the inverse of the plastic number, whose multiples
/// fill a square evenly however many they are (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018).
const STEPS: [f64; 2] = [0.754_877_666_246_692_7, 0.569_840_290_998_053_2];

/// For some places of a layer's window the positions of the values that it reads there, by tap and input channel.
#[derive(Debug)]
pub(super) struct Patches {
    /// For each place and tap the position of the first channel; `None` in the padding.
    taps: Vec<Option<usize>>,
    taps_a_patch: usize,
    channels: usize,
}

impl Patches {
    /// Returns at most `most` patches, spread evenly, of what `op`, a convolution in one group or a dense layer, reads.
    /// `input` and `output` are the shapes of what it reads and gives.
    pub(super) fn of(op: &Op, input: Shape, output: Shape, most: usize) -> Patches {
        let Op::Conv(conv) = op else {
            return Patches {
                taps: vec![Some(0)],
                taps_a_patch: 1,
                channels: input.len(),
            };
        };
        let ([height, width], [rows, columns]) = (input.spatial(), output.spatial());
        let [down, right] = [conv.window.axis(0), conv.window.axis(1)];
        let channels = input.channels();
        let mut taps = Vec::new();
        for [row, column] in places([rows, columns], most) {
            for tap_row in 0..down.kernel() {
                let y = position(down, row, tap_row, height);
                for tap_column in 0..right.kernel() {
                    let x = position(right, column, tap_column, width);
                    let at = y.zip(x).map(|(y, x)| (y * width + x) * channels);
                    taps.push(at);
                }
            }
        }
        Patches {
            taps,
            taps_a_patch: down.kernel() * right.kernel(),
            channels,
        }
    }

    /// Returns the patches of an image, one behind the other, each filled up with zeros to `width` values.
    pub(super) fn rows(&self, image: &[f32], width: usize) -> Vec<f32> {
        let mut rows = Vec::with_capacity(self.taps.len() / self.taps_a_patch * width);
        for patch in self.taps.chunks_exact(self.taps_a_patch) {
            let begin = rows.len();
            for tap in patch {
                match tap {
                    Some(at) => rows.extend_from_slice(&image[*at..at + self.channels]),
                    None => rows.resize(rows.len() + self.channels, 0.0),
                }
            }
            rows.resize(begin + width, 0.0);
        }
        rows
    }
}

/// Returns the row or column, of `inputs`, that a tap of a window reads at a place of it; `None` in the padding.
pub(super) fn position(axis: Axis, place: usize, tap: usize, inputs: usize) -> Option<usize> {
    let [before, _] = axis.padding(inputs);
    let place = (place * axis.stride() + tap * axis.dilation()).checked_sub(before)?;
    (place < inputs).then_some(place)
}

/// Returns all places of a map, or `most` of them.
fn places([rows, columns]: [usize; 2], most: usize) -> Vec<[usize; 2]> {
    if rows * columns <= most {
        let row = |row| (0..columns).map(move |column| [row, column]);
        return (0..rows).flat_map(row).collect();
    }
    let part = |at: usize, step: f64, len: usize| {
        let place = (at as f64 * step).fract() * len as f64;
        (place as usize).min(len - 1)
    };
    let place = |at| [part(at, STEPS[0], rows), part(at, STEPS[1], columns)];
    (0..most).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_fill_a_map_evenly() {
        assert_eq!(places([2, 2], 4), [[0, 0], [0, 1], [1, 0], [1, 1]]);
        let some = places([112, 112], 64);
        assert_eq!(some.len(), 64);
        for quarter in [[0, 0], [0, 56], [56, 0], [56, 56]] {
            let inside = |place: &&[usize; 2]| {
                (0..2).all(|axis| (quarter[axis]..quarter[axis] + 56).contains(&place[axis]))
            };
            let count = some.iter().filter(inside).count();
            assert!((14..=18).contains(&count), "{count} of 64");
        }
    }
}
