//! Products of 8-bit integers under windows of 3x3 taps by Winograd's transforms, exact as those of steps: a third of
//! their multiplications. Tiles of 3x3 outputs are transformed into scratch memory some at a time, multiplied point by
//! point, and transformed back for each panel of 16 outputs.

use super::super::args::ByteArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::super::source_weights::PackSource;
use super::Product;
use super::finish::Finished;
use super::grid::Grid;
use super::pack::Header;
use crate::kernel::Worker;
use crate::kernel::arch::amx::{Store, Sums};
use crate::kernel::arch::pairs::{PIXELS, add_all_products};
use crate::kernel::arch::points::{
    ALL, MOST_CHANNELS, OUTPUTS, POINTS, transform_products, transform_values, weights_at,
};
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Tiles and blocks of channels of a descriptor.
#[derive(Debug)]
pub(super) struct Winograd {
    /// Numbers of rows and columns of tiles.
    tiles: [usize; 2],
    /// Bytes from the first input under a window to that of each block of channels.
    blocks: Box<[usize]>,
    /// Bytes from the first input under the first window to each row and column of inputs; behind the last one that
    /// windows reach, that one again.
    rows: Box<[usize]>,
    columns: Box<[usize]>,
    /// Where the pixels of each tile are stored, and the range of those of each tile.
    stores: Box<[Store]>,
    ranges: Box<[Range<usize>]>,
    /// Number of tiles that are transformed together.
    together: usize,
}

/// Least number of tiles for which transforms are used, and the least where the weights of all points may exceed
/// [`MOST_WEIGHTS`] bytes: of fewer, reading them takes too long.
const LEAST_TILES: usize = 9;
const MANY_TILES: usize = 16;
const MOST_WEIGHTS: usize = 1 << 22;
/// Number of 32-bit integers of the values and products that should stay in the second-level cache.
const MEMORY: usize = 1 << 16;

impl Winograd {
    /// Prepares the tables of a product of integers that are read where they lie; `None` if its window is another one,
    /// sums could have too many bits, or there are few tiles.
    pub(super) fn new(descriptor: &ConvDescriptor, grid: &Grid) -> Option<Winograd> {
        let window = descriptor.window;
        let [height, width] = descriptor.output.size;
        let tiles = [height.div_ceil(OUTPUTS), width.div_ceil(OUTPUTS)];
        let weights = descriptor.panels() * ALL * grid.channels.blocks() * LANES * 2 * LANES;
        let least = match weights > MOST_WEIGHTS {
            true => MANY_TILES,
            false => LEAST_TILES,
        };
        let fits = [window.kernel, window.stride, window.dilation] == [[3; 2], [1; 2], [1; 2]]
            && grid.pixel >= LANES
            && grid.channels.count() <= MOST_CHANNELS
            && tiles[0] * tiles[1] >= least;
        if !fits {
            return None;
        }
        let side = grid.pixel / LANES;
        let blocks: Box<[usize]> = (0..grid.channels.blocks())
            .map(|block| block + grid.phase)
            .map(|at| at / side * grid.group + at % side * LANES)
            .collect();
        let along = |axis: usize, outputs: usize, step: usize| {
            let all = tiles[axis] * OUTPUTS + POINTS - OUTPUTS;
            (0..all)
                .map(|at| at.min(outputs + POINTS - OUTPUTS - 1) * step)
                .collect()
        };
        let output = &*descriptor.output;
        let size = output.dtype.size();
        let (mut stores, mut ranges) = (Vec::new(), Vec::new());
        for (row, column) in (0..tiles[0]).flat_map(|row| (0..tiles[1]).map(move |at| (row, at))) {
            let first = stores.len();
            for (y, x) in (0..OUTPUTS).flat_map(|y| (0..OUTPUTS).map(move |x| (y, x))) {
                let place = [row * OUTPUTS + y, column * OUTPUTS + x];
                if place[0] < height && place[1] < width {
                    let at = place[0] * output.row_stride + place[1] * output.pixel_stride;
                    stores.push(Store {
                        sums: (y * OUTPUTS + x) as u32 * Sums::PIXEL,
                        output: (at * size) as u32,
                    });
                }
            }
            ranges.push(first..stores.len());
        }
        let of_tile = ALL * (blocks.len() * LANES / 2 + LANES);
        let together = (MEMORY / of_tile / PIXELS * PIXELS).max(2 * PIXELS);
        Some(Winograd {
            rows: along(0, height, grid.row),
            columns: along(1, width, grid.pixel),
            together: together.min(tiles[0] * tiles[1]),
            tiles,
            blocks,
            stores: stores.into(),
            ranges: ranges.into(),
        })
    }

    /// Number of words of two integers of a tile at one point.
    fn words(&self) -> usize {
        self.blocks.len() * LANES / 2
    }

    /// Returns the number of packed 32-bit values of a panel.
    pub(super) fn panel_len(&self) -> usize {
        ALL * self.words() * LANES
    }

    /// Numbers of 32-bit values from the values, and from the products, of a point to those of the next: odd numbers of
    /// cache lines, so that they are not all in the same set.
    fn strides(&self) -> [usize; 2] {
        [self.words(), LANES].map(|len| ((self.together * len).div_ceil(LANES) | 1) * LANES)
    }

    /// Returns the number of 32-bit values of a thread's scratch memory.
    pub(super) fn scratch_len(&self) -> usize {
        ALL * self.strides().iter().sum::<usize>()
    }

    /// Returns the number of 32-bit values that one image writes to scratch memory.
    pub(super) fn scratch_values(&self) -> usize {
        self.ranges.len() * ALL * self.words()
    }

    /// Writes the weights of 16 outputs, `[point][word][output]`, to `values`, and adds up those of each output.
    pub(super) fn pack_panel(
        &self,
        grid: &Grid,
        source: &PackSource<'_>,
        outputs: Range<usize>,
        values: &mut [f32],
        sums: &mut [i32],
    ) {
        values.fill(0.0);
        let words = self.words();
        for (number, block) in grid.channels.iter().enumerate() {
            let mut taps = [[[0.0; LANES]; LANES]; 9];
            for (at, rows) in taps.iter_mut().enumerate() {
                let inputs = block.first..block.first + block.len;
                let rows = rows.as_flattened_mut();
                source.rows([at / 3, at % 3], 0, inputs, outputs.clone(), rows, LANES);
            }
            for (channel, lane) in (0..LANES).flat_map(|at| (0..LANES).map(move |lane| (at, lane)))
            {
                let weight = |at: usize| taps[at][channel][lane] as i32;
                sums[lane] += (0..9).map(weight).sum::<i32>();
                let rows =
                    [0, 3, 6].map(|at| weights_at([weight(at), weight(at + 1), weight(at + 2)]));
                for column in 0..POINTS {
                    let all = weights_at(rows.map(|row| row[column]));
                    for (row, weight) in all.into_iter().enumerate() {
                        let word = number * LANES / 2 + channel / 2;
                        let at = ((row * POINTS + column) * words + word) * LANES + lane;
                        let half = u32::from((weight as i16).cast_unsigned()) << (channel % 2 * 16);
                        values[at] = f32::from_bits(values[at].to_bits() | half);
                    }
                }
            }
        }
    }

    /// Computes one thread's share of the outputs of `product`.
    pub(super) fn run(&self, product: &Product, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        let tiles = self.tiles[0] * self.tiles[1];
        let (panels, mine) = match product.config.partition {
            Partition::Pixels => (0..product.panels, worker.part(tiles * args.images)),
            Partition::Channels => (worker.part(product.panels), 0..tiles * args.images),
        };
        if panels.is_empty() {
            return;
        }
        let scratch = worker.scratch::<f32>(self.scratch_len());
        let mut first = mine.start;
        while first < mine.end {
            let (image, begin) = (first / tiles, first % tiles);
            // Blocks of about the same size.
            let left = (tiles - begin).min(mine.end - first);
            let count = left.div_ceil(left.div_ceil(self.together));
            // SAFETY: the processor has AVX2, without which there is no such product; the memory is the thread's own.
            unsafe {
                let work = Work {
                    winograd: self,
                    product,
                    args,
                    image,
                    values: scratch.cast(),
                };
                work.block(begin..begin + count, panels.clone());
            }
            first += count;
        }
    }
}

/// A block of tiles of an image.
struct Work<'a> {
    winograd: &'a Winograd,
    product: &'a Product,
    args: &'a ByteArgs<'a>,
    image: usize,
    /// Scratch memory: values of all points, then products.
    values: *mut u32,
}

impl Work<'_> {
    /// Computes some panels of some tiles.
    ///
    /// # Safety
    /// The processor must have AVX2; the scratch memory must have room for the tiles; no other code may access the
    /// outputs.
    #[target_feature(enable = "avx2")]
    unsafe fn block(&self, tiles: Range<usize>, panels: Range<usize>) {
        let Work {
            winograd,
            product,
            args,
            ..
        } = *self;
        let grid = &product.grid;
        let [apart, products_apart] = winograd.strides();
        let from = args.from.wrapping_add(self.image * args.from_image);
        let from = from
            .wrapping_sub(grid.phase * LANES)
            .wrapping_offset(grid.first);
        let words = winograd.words();
        // SAFETY: the rows and columns lie inside the map, as the caller of the product checked; the caller guarantees
        // the rest.
        unsafe {
            for (at, tile) in tiles.clone().enumerate() {
                let places = [tile / winograd.tiles[1], tile % winograd.tiles[1]];
                let rows = part(&winograd.rows, places[0]);
                let columns = part(&winograd.columns, places[1]);
                for (number, block) in winograd.blocks.iter().enumerate() {
                    let to = self.values.add(at * words + number * LANES / 2);
                    transform_values(from.add(*block), rows, columns, to.cast(), 2 * apart);
                }
            }
            let products = self.values.add(ALL * apart).cast::<i32>();
            for panel in panels {
                let pair = product.part(panel / 2);
                let header = &args.weights[pair.start..pair.start + product.tiles()];
                let weights = &args.weights[pair.start + product.tiles()..pair.end];
                let weights = &weights[panel % 2 * winograd.panel_len()..][..winograd.panel_len()];
                for point in 0..ALL {
                    let to = products.add(point * products_apart);
                    let sums = |tile: usize| (ZEROS.as_ptr(), to.wrapping_add(tile * LANES));
                    let values = self.values.add(point * apart);
                    let weights = weights.as_ptr().cast::<u32>().add(point * words * LANES);
                    add_all_products(tiles.len(), values, words, weights, words, sums);
                }
                let at = panel % 2 * LANES;
                let bias = header[Product::header(Header::Bias) + at..].as_ptr().cast();
                self.store(tiles.clone(), panel, products, bias, header);
            }
        }
    }

    /// Transforms the products of a panel back, and stores the results.
    ///
    /// # Safety
    /// As that of [`Work::block`].
    #[target_feature(enable = "avx2")]
    unsafe fn store(
        &self,
        tiles: Range<usize>,
        panel: usize,
        products: *const i32,
        bias: *const i32,
        header: &[f32],
    ) {
        let Work {
            winograd,
            product,
            args,
            image,
            ..
        } = *self;
        let output = &args.descriptor.output;
        let to = args.to.wrapping_add(image * args.to_image);
        let to = to.wrapping_add(output.block_offset(panel) * output.dtype.size());
        let [_, apart] = winograd.strides();
        let mut memory = Sums::new();
        let sums = memory.start::<f32>();
        let step = Sums::PIXEL as usize / size_of::<i32>();
        let of_panel = Finished {
            sums,
            panels: 1,
            output: to,
            panel: 0,
            ..product.finished(args, header[panel % 2 * LANES..].as_ptr())
        };
        for (at, tile) in tiles.enumerate() {
            let finished = Finished {
                stores: &winograd.stores[winograd.ranges[tile].clone()],
                ..of_panel
            };
            // SAFETY: the caller guarantees the addresses and the instructions.
            unsafe {
                let products = products.add(at * LANES);
                transform_products(products, apart, bias, sums.cast(), step);
                product.finish_panel(args, finished);
            }
        }
    }
}

/// Returns the distances of the rows or columns under a tile.
fn part(all: &[usize], tile: usize) -> &[usize; POINTS] {
    all[tile * OUTPUTS..]
        .first_chunk()
        .expect("a tile has that many")
}

/// What sums of products begin with.
static ZEROS: [i32; LANES] = [0; LANES];
