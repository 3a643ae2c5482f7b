//! The part of an image that a network reads.

use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::graph::Resize;

/// The part of an image that becomes the input, by its borders, in shares of the image's height and width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    top: f64,
    left: f64,
    height: f64,
    width: f64,
}

impl Area {
    /// Returns the part of an image of this height and width that `preprocess` cuts out.
    pub(super) fn new(preprocess: &Preprocess, [height, width]: [u32; 2]) -> Area {
        let resized = match preprocess.resize {
            Resize::Exact(size) => size.map(f64::from),
            Resize::Shorter(side) => {
                let shorter = f64::from(height.min(width).max(1));
                [height, width]
                    .map(|length| (f64::from(length) * f64::from(side) / shorter).floor())
            }
            _ => [height, width].map(f64::from),
        };
        let crop = preprocess.crop.map(f64::from);
        let share = |at: usize| (crop[at] / resized[at]).min(1.0);
        let [height, width] = [share(0), share(1)];
        Area {
            top: (1.0 - height) / 2.0,
            left: (1.0 - width) / 2.0,
            height,
            width,
        }
    }

    /// Spreads the values of a map of the size `from` over this part of an image of the size `to`, bilinearly; what lies
    /// beside it is 0.
    pub(super) fn spread(&self, values: &[f32], from: [usize; 2], to: [usize; 2]) -> Vec<f32> {
        let rows = places(to[0], self.top, self.height, from[0]);
        let columns = places(to[1], self.left, self.width, from[1]);
        let mut spread = Vec::with_capacity(to[0] * to[1]);
        for row in &rows {
            for column in &columns {
                let value = match (row, column) {
                    (Some(([top, bottom], down)), Some(([left, right], over))) => {
                        let at = |row: usize, column: usize| values[row * from[1] + column];
                        let upper = at(*top, *left) * (1.0 - over) + at(*top, *right) * over;
                        let lower = at(*bottom, *left) * (1.0 - over) + at(*bottom, *right) * over;
                        upper * (1.0 - down) + lower * down
                    }
                    _ => 0.0,
                };
                spread.push(value);
            }
        }
        spread
    }
}

/// Returns for each pixel of a side of `to` pixels the two cells of a map between whose middles it lies, and how far it is
/// from the first to the second; `None` for pixels beside the map.
fn places(to: usize, start: f64, share: f64, from: usize) -> Vec<Option<([usize; 2], f32)>> {
    let place = |pixel: usize| {
        let at = ((pixel as f64 + 0.5) / to as f64 - start) / share;
        if !(0.0..=1.0).contains(&at) || from == 0 {
            return None;
        }
        let at = (at * from as f64 - 0.5).clamp(0.0, (from - 1) as f64);
        let first = at.floor() as usize;
        Some((
            [first, (first + 1).min(from - 1)],
            (at - first as f64) as f32,
        ))
    };
    (0..to).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_spread_over_what_is_read() {
        let mut preprocess = Preprocess::plain([4, 4, 3]).expect("three channels");
        preprocess.resize = Resize::Shorter(4);
        let area = Area::new(&preprocess, [4, 8]);
        assert_eq!(
            (area.left, area.width, area.top, area.height),
            (0.25, 0.5, 0.0, 1.0)
        );
        let spread = area.spread(&[1.0, 2.0, 3.0, 4.0], [2, 2], [4, 8]);
        assert_eq!(spread[..8], [0.0, 0.0, 1.0, 1.25, 1.75, 2.0, 0.0, 0.0]);
        assert_eq!(spread[24..], [0.0, 0.0, 3.0, 3.25, 3.75, 4.0, 0.0, 0.0]);
        preprocess.resize = Resize::Exact([4, 4]);
        let whole = Area::new(&preprocess, [100, 7]);
        assert_eq!((whole.left, whole.width), (0.0, 1.0));
    }
}
