//! The part of an image that the network reads, turned, moved and mirrored. What lies beyond the image is 0.

use super::picture::Picture;
use super::sample::Sample;
use crate::pixels::offset;

/// How the part around the centre of an image is changed, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placement {
    /// The angle in radians by which it is turned around its centre, anticlockwise.
    pub(super) turned: f64,
    /// The rows and columns by which it is moved, down and right.
    pub(super) shift: [i64; 2],
    /// Whether rows and columns are in the opposite order.
    pub(super) mirrored: [bool; 2],
}

/// Writes the `crop` rows and columns around the centre of an image to `to`, changed. The image has at least as many.
pub(super) fn place<S: Sample>(
    image: Picture<'_, S>,
    crop: [usize; 2],
    how: Placement,
    to: &mut [S],
) {
    let [rows, columns] = crop;
    let channels = image.channels;
    let first = [0, 1].map(|axis| offset((image.size[axis] - crop[axis]) as u32) as usize);
    for (row, to) in to.chunks_exact_mut(columns * channels).enumerate() {
        let row = if how.mirrored[0] { rows - 1 - row } else { row };
        match how.turned == 0.0 {
            true => moved(image, first, row, how.shift, to),
            false => turned(image, first, crop, row, how, to),
        }
        if how.mirrored[1] {
            to.reverse();
            to.chunks_exact_mut(channels).for_each(<[S]>::reverse);
        }
    }
}

/// Writes a row of the moved part.
fn moved<S: Sample>(
    image: Picture<'_, S>,
    first: [usize; 2],
    row: usize,
    shift: [i64; 2],
    to: &mut [S],
) {
    to.fill(S::default());
    let [height, width] = image.size.map(|size| size as i64);
    let source = first[0] as i64 + row as i64 - shift[0];
    // Column `at` of the result is column `at + begin` of the image.
    let begin = first[1] as i64 - shift[1];
    let columns = (to.len() / image.channels) as i64;
    let (from, until) = ((-begin).max(0), (width - begin).min(columns));
    if (0..height).contains(&source) && from < until {
        let row = image.row(source as usize);
        let len = (until - from) as usize * image.channels;
        let at = [from, from + begin].map(|column| column as usize * image.channels);
        to[at[0]..][..len].copy_from_slice(&row[at[1]..][..len]);
    }
}

/// Writes a row of the turned and moved part, with bilinear interpolation.
fn turned<S: Sample>(
    image: Picture<'_, S>,
    first: [usize; 2],
    crop: [usize; 2],
    row: usize,
    how: Placement,
    to: &mut [S],
) {
    let channels = image.channels;
    let (sin, cos) = how.turned.sin_cos();
    let (sin, cos) = (sin as f32, cos as f32);
    let half = crop.map(|size| (size as f32 - 1.0) / 2.0);
    let centre = [0, 1].map(|axis| first[axis] as f32 + half[axis]);
    let shift = how.shift.map(|pixels| pixels as f32);
    let down = row as f32 - half[0] - shift[0];
    for (column, to) in to.chunks_exact_mut(channels).enumerate() {
        let right = column as f32 - half[1] - shift[1];
        let at = [
            right * sin + down * cos + centre[0],
            right * cos - down * sin + centre[1],
        ];
        let low = at.map(f32::floor);
        let part = [at[0] - low[0], at[1] - low[1]];
        let low = low.map(|at| at as i64);
        for (channel, to) in to.iter_mut().enumerate() {
            let value = |down: i64, right: i64| {
                let [row, column] = [low[0] + down, low[1] + right];
                let is_inside = (0..image.size[0] as i64).contains(&row)
                    && (0..image.size[1] as i64).contains(&column);
                match is_inside {
                    true => image.row(row as usize)[column as usize * channels + channel].float(),
                    false => 0.0,
                }
            };
            let mix = |one: f32, other: f32, part: f32| one + (other - one) * part;
            let upper = mix(value(0, 0), value(0, 1), part[1]);
            let lower = mix(value(1, 0), value(1, 1), part[1]);
            *to = S::rounded(mix(upper, lower, part[0]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STILL: Placement = Placement {
        turned: 0.0,
        shift: [0, 0],
        mirrored: [false; 2],
    };

    fn placed(size: [usize; 2], crop: [usize; 2], how: Placement) -> Vec<u8> {
        let values: Vec<u8> = (1..=(size[0] * size[1]) as u8).collect();
        let image = Picture {
            size,
            channels: 1,
            values: &values,
        };
        let mut to = vec![99; crop[0] * crop[1]];
        place(image, crop, how, &mut to);
        to
    }

    #[test]
    fn parts_are_moved_and_mirrored() {
        let moved = |shift| Placement { shift, ..STILL };
        assert_eq!(placed([2, 3], [2, 3], STILL), [1, 2, 3, 4, 5, 6]);
        assert_eq!(placed([2, 3], [2, 3], moved([1, 0])), [0, 0, 0, 1, 2, 3]);
        assert_eq!(placed([2, 3], [2, 3], moved([-1, 2])), [0, 0, 4, 0, 0, 0]);
        assert_eq!(placed([2, 3], [2, 3], moved([0, -9])), [0; 6]);
        // What a larger image has beside the part comes in.
        assert_eq!(placed([4, 4], [2, 2], STILL), [6, 7, 10, 11]);
        assert_eq!(placed([4, 4], [2, 2], moved([1, -1])), [3, 4, 7, 8]);
        assert_eq!(placed([4, 4], [2, 2], moved([0, 2])), [0, 5, 0, 9]);
        let mirrored = |mirrored| Placement { mirrored, ..STILL };
        assert_eq!(
            placed([2, 3], [2, 3], mirrored([false, true])),
            [3, 2, 1, 6, 5, 4]
        );
        assert_eq!(
            placed([2, 3], [2, 3], mirrored([true, false])),
            [4, 5, 6, 1, 2, 3]
        );
        assert_eq!(
            placed([2, 3], [2, 3], mirrored([true, true])),
            [6, 5, 4, 3, 2, 1]
        );
    }

    #[test]
    fn a_quarter_turn_exchanges_rows_and_columns() {
        let turned = |degrees: f64, shift| {
            let turned = degrees.to_radians();
            placed(
                [3, 3],
                [3, 3],
                Placement {
                    turned,
                    shift,
                    ..STILL
                },
            )
        };
        assert_eq!(turned(90.0, [0, 0]), [3, 6, 9, 2, 5, 8, 1, 4, 7]);
        assert_eq!(turned(-90.0, [0, 0]), [7, 4, 1, 8, 5, 2, 9, 6, 3]);
        assert_eq!(turned(180.0, [0, 0]), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(turned(90.0, [1, 0]), [0, 0, 0, 3, 6, 9, 2, 5, 8]);
    }
}
