//! How the outputs along an axis are divided into tiles.

use super::transform::MOST_POINTS;

/// Tiles of one size, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Outputs of a tile.
    pub(super) outputs: usize,
    /// Points of its transform, which are as many as the inputs under it.
    pub(super) points: usize,
    pub(super) count: usize,
    /// The first tile, and its first output.
    pub(super) tile: usize,
    pub(super) output: usize,
}

/// The tiles along an axis: as many of the largest size as fit, and one of what is left. As the points of a smaller tile
/// are the first ones of a larger tile, the tiles that have a point are the first tiles.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) kinds: Vec<Kind>,
    /// Tiles that have the point of that place.
    having: [usize; MOST_POINTS],
}

impl Axis {
    /// Tiles of at most `most` of `outputs` outputs under a kernel of `taps`.
    pub(super) fn new(outputs: usize, taps: usize, most: usize) -> Axis {
        let most = match taps {
            1 => 1,
            _ => most.min(MOST_POINTS + 1 - taps).clamp(1, outputs),
        };
        let mut axis = Axis {
            kinds: Vec::new(),
            having: [0; MOST_POINTS],
        };
        let whole = outputs / most;
        for (size, count) in [(most, whole), (outputs % most, 1)] {
            if size > 0 && count > 0 {
                let points = size + taps - 1;
                axis.kinds.push(Kind {
                    outputs: size,
                    points,
                    count,
                    tile: axis.tiles(),
                    output: whole * most * axis.kinds.len(),
                });
                axis.having[..points]
                    .iter_mut()
                    .for_each(|having| *having += count);
            }
        }
        axis
    }

    /// Number of tiles.
    pub(super) fn tiles(&self) -> usize {
        self.having[0]
    }

    /// Points of the largest tile.
    pub(super) fn points(&self) -> usize {
        self.kinds[0].points
    }

    /// Tiles that have a point.
    pub(super) fn having(&self, point: usize) -> usize {
        self.having[point]
    }

    /// The size of a tile and its first output.
    pub(super) fn tile(&self, tile: usize) -> (Kind, usize) {
        let kind = match self.kinds[..] {
            [_, last] if tile >= last.tile => last,
            _ => self.kinds[0],
        };
        (kind, kind.output + (tile - kind.tile) * kind.outputs)
    }

    /// Points of all tiles: products for each pair of channels.
    pub(super) fn products(&self) -> usize {
        self.having.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_the_outputs() {
        for outputs in 1..=60 {
            for taps in 1..=5 {
                for most in 1..=5 {
                    let axis = Axis::new(outputs, taps, most);
                    let mut next = 0;
                    for tile in 0..axis.tiles() {
                        let (kind, first) = axis.tile(tile);
                        assert_eq!(first, next, "{outputs} by {most} under {taps}");
                        assert!(kind.points <= MOST_POINTS);
                        assert!(axis.having(kind.points - 1) > tile);
                        next += kind.outputs;
                    }
                    assert_eq!(next, outputs);
                }
            }
        }
        assert_eq!(Axis::new(14, 3, 4).products(), 3 * 6 + 4);
        assert_eq!(Axis::new(7, 3, 2).products(), 3 * 4 + 3);
        assert_eq!(Axis::new(17, 1, 4).products(), 17);
    }
}
