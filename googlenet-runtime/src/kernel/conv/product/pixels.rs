//! Output pixels in blocks of two tiles of 16, and where they are stored.

use super::super::descriptor::ConvDescriptor;
use super::grid::Grid;
use crate::kernel::arch::amx::{Store, Sums};
use std::ops::Range;

/// Number of pixels of a tile.
pub(super) const TILE: usize = 16;

/// The output pixels of an image, in blocks.
#[derive(Debug)]
pub(super) struct Pixels {
    blocks: Box<[PixelBlock]>,
    /// The tiles one by one, where there are few: threads then divide tiles, and not blocks.
    halves: Box<[PixelBlock]>,
    stores: Box<[Store]>,
    /// Bytes from the inputs of a pixel of a tile to those of the next.
    pub(super) stride: usize,
}

/// One or two tiles of pixels, whose inputs lie at equal distances within a tile. Not all pixels of a tile are pixels
/// of the output.
#[derive(Debug, Clone)]
pub(super) struct PixelBlock {
    /// Bytes from the first input under the first window of the map to that of each tile's first pixel.
    pub(super) inputs: [usize; 2],
    /// Number of tiles.
    pub(super) tiles: usize,
    /// Range of the stores of its pixels.
    stores: Range<usize>,
    /// Rows of the output in which its pixels are.
    pub(super) rows: Range<usize>,
}

/// Largest number of blocks of which threads divide the tiles.
const FEW: usize = 64;

/// Inputs of a tile, in bytes from those of the map's first pixel, and the pixels of the output among its pixels, by
/// their index in the tile, row and column.
type Tile = (usize, Vec<[usize; 3]>);

impl Pixels {
    /// Divides the pixels of the output into tiles, whose number is as small as possible: tiles either run on from row
    /// to row, through the pixels between two rows, or begin anew with each row.
    pub(super) fn new(descriptor: &ConvDescriptor, grid: &Grid) -> Pixels {
        let [height, width] = descriptor.output.size;
        let [down, right] = descriptor.window.stride.map(|step| step as usize);
        let (row, stride) = (down * grid.row, right * grid.pixel);
        // Pixels from one row of the output to the next, if that is a whole number.
        let columns = row / stride;
        let through = match row.is_multiple_of(stride) && columns >= width {
            true => ((height - 1) * columns + width).div_ceil(TILE),
            false => usize::MAX,
        };
        let tiles: Vec<Tile> = if through <= height * width.div_ceil(TILE) {
            let pixels = |tile: usize| {
                let pixel = move |at: usize| {
                    [
                        at,
                        (tile * TILE + at) / columns,
                        (tile * TILE + at) % columns,
                    ]
                };
                (0..TILE)
                    .map(pixel)
                    .filter(|[_, y, x]| *y < height && *x < width)
                    .collect()
            };
            (0..through)
                .map(|tile| (tile * TILE * stride, pixels(tile)))
                .collect()
        } else {
            let of_row = |y: usize| {
                (0..width).step_by(TILE).map(move |first| {
                    let pixels = (0..TILE.min(width - first)).map(|at| [at, y, first + at]);
                    (y * row + first * stride, pixels.collect())
                })
            };
            (0..height).flat_map(of_row).collect()
        };
        let size = descriptor.output.dtype.size();
        let output = |[_, y, x]: [usize; 3]| {
            (y * descriptor.output.row_stride + x * descriptor.output.pixel_stride) * size
        };
        let mut stores = Vec::new();
        let mut block = |tiles: &[Tile]| {
            let first = stores.len();
            for (tile, (_, pixels)) in tiles.iter().enumerate() {
                stores.extend(pixels.iter().map(|pixel| Store {
                    sums: (tile * TILE + pixel[0]) as u32 * Sums::PIXEL,
                    output: output(*pixel) as u32,
                }));
            }
            let rows = || {
                tiles
                    .iter()
                    .flat_map(|(_, pixels)| pixels.iter().map(|pixel| pixel[1]))
            };
            PixelBlock {
                inputs: [tiles[0].0, tiles[tiles.len() - 1].0],
                tiles: tiles.len(),
                stores: first..stores.len(),
                rows: rows().min().unwrap_or(0)..rows().max().map_or(0, |row| row + 1),
            }
        };
        let blocks: Box<[PixelBlock]> = tiles.chunks(2).map(&mut block).collect();
        let halves = match blocks.len() {
            2..=FEW => tiles.chunks(1).map(&mut block).collect(),
            _ => Box::default(),
        };
        Pixels {
            blocks,
            halves,
            stores: stores.into(),
            stride,
        }
    }

    /// Returns the number of units that threads divide: tiles or blocks.
    pub(super) fn units(&self) -> usize {
        match self.halves.is_empty() {
            true => self.blocks.len(),
            false => self.halves.len(),
        }
    }

    /// Returns the largest number of tiles of a block.
    pub(super) fn most_tiles(&self) -> usize {
        self.blocks.first().map_or(1, |block| block.tiles)
    }

    /// Returns `true` if there are several blocks.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn are_several(&self) -> bool {
        self.blocks.len() > 1
    }

    /// Returns the blocks of a range of units; where one begins or ends within a block, tiles.
    pub(super) fn of_units(&self, units: Range<usize>) -> impl Iterator<Item = &PixelBlock> {
        let (whole, first, last) = match self.halves.is_empty() {
            true => (units, None, None),
            false => {
                let whole = units.start.div_ceil(2)..units.end / 2;
                let first = units.start % 2 == 1 && units.start < units.end;
                let last = units.end % 2 == 1 && !(first && units.len() == 1);
                let last = (last && !units.is_empty()).then(|| &self.halves[units.end - 1]);
                (whole, first.then(|| &self.halves[units.start]), last)
            }
        };
        let whole = whole.start..whole.end.max(whole.start);
        first.into_iter().chain(&self.blocks[whole]).chain(last)
    }

    /// Returns where the pixels of a block are stored.
    pub(super) fn stores(&self, block: &PixelBlock) -> &[Store] {
        &self.stores[block.stores.clone()]
    }
}
