//! Division of the outputs along an axis into Winograd tiles.

use super::transform::MAX_POINTS;

/// Adjacent Winograd tiles of one size along an axis. Outputs are rows or columns of the output map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TileKind {
    /// Number of outputs of each tile.
    pub(super) outputs: usize,
    /// Number of transform points of each tile, equal to the number of inputs under a tile: its outputs plus the taps
    /// minus one.
    pub(super) points: usize,
    /// Number of tiles of this kind.
    pub(super) count: usize,
    /// Index of the first of these tiles among all tiles of the axis.
    pub(super) tile: usize,
    /// Index, in the output map, of the first row or column that these tiles compute.
    pub(super) output: usize,
}

/// Tiles along an axis: as many of the largest size as fit, and one smaller tile if outputs remain. The points of a
/// smaller tile are the first ones of a larger tile, so the tiles that have a given point are the first tiles.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// Kinds of tiles, the largest first; one or two.
    pub(super) kinds: Vec<TileKind>,
    /// Number of tiles that have each point, by the index of the point; 0 for points that no tile has.
    tiles_with_point: [usize; MAX_POINTS],
}

impl Axis {
    /// Divides `outputs` outputs of a kernel with `taps` taps into tiles of at most `most` outputs and [`MAX_POINTS`]
    /// points; with one tap, into tiles of one output.
    pub(super) fn new(outputs: usize, taps: usize, most: usize) -> Axis {
        let most = match taps {
            1 => 1,
            _ => most.min(MAX_POINTS + 1 - taps).clamp(1, outputs),
        };
        let mut axis = Axis {
            kinds: Vec::new(),
            tiles_with_point: [0; MAX_POINTS],
        };
        let whole = outputs / most;
        for (size, count) in [(most, whole), (outputs % most, 1)] {
            if size > 0 && count > 0 {
                let points = size + taps - 1;
                axis.kinds.push(TileKind {
                    outputs: size,
                    points,
                    count,
                    tile: axis.tiles(),
                    output: whole * most * axis.kinds.len(),
                });
                axis.tiles_with_point[..points]
                    .iter_mut()
                    .for_each(|tiles_with_point| *tiles_with_point += count);
            }
        }
        axis
    }

    /// Returns the number of tiles of all kinds.
    pub(super) fn tiles(&self) -> usize {
        self.tiles_with_point[0]
    }

    /// Returns the number of points of the largest tile.
    pub(super) fn points(&self) -> usize {
        self.kinds[0].points
    }

    /// Returns the number of tiles that have the point with index `point`; they are the first tiles of the axis.
    pub(super) fn tiles_with_point(&self, point: usize) -> usize {
        self.tiles_with_point[point]
    }

    /// Returns the kind of the tile with index `tile`, and the index of the tile's first output.
    pub(super) fn tile(&self, tile: usize) -> (TileKind, usize) {
        let kind = match self.kinds[..] {
            [_, last] if tile >= last.tile => last,
            _ => self.kinds[0],
        };
        (kind, kind.output + (tile - kind.tile) * kind.outputs)
    }

    /// Returns the number of points of all tiles together. The product of this number over both axes is the number of
    /// multiplications for each pair of input and output channel.
    pub(super) fn products(&self) -> usize {
        self.tiles_with_point.iter().sum()
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
                        assert!(kind.points <= MAX_POINTS);
                        assert!(axis.tiles_with_point(kind.points - 1) > tile);
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
