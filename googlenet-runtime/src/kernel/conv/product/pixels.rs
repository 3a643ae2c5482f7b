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
    pub(super) blocks: Box<[PixelBlock]>,
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
        let (mut blocks, mut stores) = (Vec::new(), Vec::new());
        for pair in tiles.chunks(2) {
            let first = stores.len();
            for (tile, (_, pixels)) in pair.iter().enumerate() {
                stores.extend(pixels.iter().map(|pixel| Store {
                    sums: (tile * TILE + pixel[0]) as u32 * Sums::PIXEL,
                    output: output(*pixel) as u32,
                }));
            }
            let rows = || {
                pair.iter()
                    .flat_map(|(_, pixels)| pixels.iter().map(|pixel| pixel[1]))
            };
            blocks.push(PixelBlock {
                inputs: [pair[0].0, pair[pair.len() - 1].0],
                tiles: pair.len(),
                stores: first..stores.len(),
                rows: rows().min().unwrap_or(0)..rows().max().map_or(0, |row| row + 1),
            });
        }
        Pixels {
            blocks: blocks.into(),
            stores: stores.into(),
            stride,
        }
    }

    /// Returns where the pixels of a block are stored.
    pub(super) fn stores(&self, block: &PixelBlock) -> &[Store] {
        &self.stores[block.stores.clone()]
    }
}
