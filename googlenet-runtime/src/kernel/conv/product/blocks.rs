//! Products of 8-bit integers with AVX2 alone, whose instructions multiply pairs of 16 bits: the inputs of a block of pixels
//! are widened once for all panels, and the weights of a panel, some steps at a time, once for all pixels of a block.

use super::super::args::ByteArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::Product;
use super::finish::Finished;
use super::pack::Header;
use super::steps::Steps;
use crate::kernel::Worker;
use crate::kernel::arch::amx::{Store, TILE_BYTES};
use crate::kernel::arch::pairs::{PIXELS, add_all_products, widen_values, widen_weights};
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Sizes of the blocks of a product.
#[derive(Debug)]
pub(super) struct Blocks {
    /// Most pixels of a block, a multiple of [`PIXELS`].
    together: usize,
    /// Number of words from the widened inputs of a pixel to those of the next.
    apart: usize,
    /// Values of scratch memory that copied inputs take.
    copied: usize,
}

/// Most pixels of a block.
const MOST: usize = 96;
/// Number of words of widened inputs that should stay in the second-level cache.
const MEMORY: usize = 112 << 10;
/// Number of quarters of steps whose weights are widened together, which stay in the nearest cache.
const QUARTERS: usize = 32;
/// Number of 32-bit values of the tile of a panel in a step.
const TILE_WORDS: usize = TILE_BYTES / size_of::<u32>();
/// Number of words of four inputs of a quarter of a step, and of widened words.
const WORDS: usize = TILE_WORDS / LANES / 4;
const WIDENED: usize = 2 * WORDS;
/// Number of words of widened weights.
const WEIGHTS: usize = QUARTERS * WIDENED * LANES;

impl Blocks {
    /// Returns the sizes for a descriptor with these steps, whose inputs are copied to `copied` values first.
    pub(super) fn new(descriptor: &ConvDescriptor, steps: &Steps, copied: usize) -> Blocks {
        let [height, width] = descriptor.output.size;
        // An odd number of cache lines, so that pixels are not all in the same set.
        let apart = ((steps.quarters.len() * WIDENED).div_ceil(LANES) | 1) * LANES;
        let most = (MEMORY / apart).clamp(2 * PIXELS, MOST);
        Blocks {
            together: most.min(height * width).next_multiple_of(PIXELS),
            apart,
            copied: copied.next_multiple_of(LANES),
        }
    }

    /// Returns the number of 32-bit values of a thread's scratch memory.
    pub(super) fn scratch_len(&self) -> usize {
        self.copied + self.together * (self.apart + LANES) + WEIGHTS
    }

    /// Computes one thread's share of the outputs of `product`.
    pub(super) fn run(&self, product: &Product, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        let [height, width] = args.descriptor.output.size;
        let pixels = height * width;
        let (panels, mine) = match product.config.partition {
            Partition::Pixels => (0..product.panels, worker.part(pixels * args.images)),
            Partition::Channels => (worker.part(product.panels), 0..pixels * args.images),
        };
        if panels.is_empty() {
            return;
        }
        let scratch = worker.scratch::<f32>(self.scratch_len()).cast::<u32>();
        let mut at = mine.start;
        while at < mine.end {
            let (image, first) = (at / pixels, at % pixels);
            let end = pixels.min(first + mine.end - at);
            at += end - first;
            let from = match &product.copied {
                None => product.inputs(args, image),
                Some(_) => {
                    let rows = first / width..end.div_ceil(width);
                    product.copy(args, worker, image, rows, scratch.cast());
                    scratch.cast_const().cast()
                }
            };
            let work = Work {
                blocks: self,
                product,
                args,
                image,
                from,
                values: scratch.wrapping_add(self.copied),
            };
            // Blocks of about the same size.
            let count = (end - first).div_ceil(self.together);
            let each = (end - first).div_ceil(count).next_multiple_of(PIXELS);
            for begin in (first..end).step_by(each) {
                // SAFETY: the processor has AVX2, without which there are no such blocks; the memory is the thread's own.
                unsafe { work.block(begin..end.min(begin + each), panels.clone()) };
            }
        }
    }
}

/// Blocks of an image.
struct Work<'a> {
    blocks: &'a Blocks,
    product: &'a Product,
    args: &'a ByteArgs<'a>,
    image: usize,
    /// First input under the first window.
    from: *const u8,
    /// Scratch memory: widened inputs, then widened weights, then sums.
    values: *mut u32,
}

impl Work<'_> {
    /// Computes some panels of some pixels.
    ///
    /// # Safety
    /// The processor must have AVX2; the scratch memory must have room for the pixels; no other code may access the
    /// outputs.
    #[target_feature(enable = "avx2")]
    unsafe fn block(&self, pixels: Range<usize>, panels: Range<usize>) {
        let Blocks {
            together, apart, ..
        } = *self.blocks;
        let mut stores = [Store { sums: 0, output: 0 }; MOST];
        let stores = &mut stores[..pixels.len()];
        // SAFETY: the inputs lie inside the map or its copy, as the caller of the product checked; the caller guarantees
        // the rest.
        unsafe {
            self.widen(pixels, stores);
            let widened = self.values.add(together * apart);
            let sums = widened.add(WEIGHTS).cast::<i32>();
            for panel in panels {
                self.add(panel, stores, widened, sums);
                self.finish(panel, stores, sums);
            }
        }
    }

    /// Widens the inputs of pixels, and writes where their results are stored to `stores`.
    ///
    /// # Safety
    /// As that of [`Work::block`].
    #[target_feature(enable = "avx2")]
    unsafe fn widen(&self, pixels: Range<usize>, stores: &mut [Store]) {
        let (product, output) = (self.product, &*self.args.descriptor.output);
        let [down, right] = self.args.descriptor.window.stride.map(|step| step as usize);
        let [row, pixel] = [down * product.grid.row, right * product.grid.pixel];
        let (width, size) = (output.size[1], output.dtype.size());
        for (at, (place, store)) in pixels.zip(stores).enumerate() {
            let [y, x] = [place / width, place % width];
            let to = (y * output.row_stride + x * output.pixel_stride) * size;
            *store = Store {
                sums: (at * LANES * size_of::<i32>()) as u32,
                output: to as u32,
            };
            let from = self.from.wrapping_add(y * row + x * pixel);
            let mut to = self.values.wrapping_add(at * self.blocks.apart);
            for quarter in &product.steps.quarters {
                // SAFETY: the caller guarantees the addresses and the instructions.
                unsafe { widen_values(from.add(quarter.offset as usize), WORDS, to) };
                to = to.wrapping_add(WIDENED);
            }
        }
    }

    /// Computes the sums of a panel.
    ///
    /// # Safety
    /// As that of [`Work::block`].
    #[target_feature(enable = "avx2")]
    unsafe fn add(&self, panel: usize, stores: &[Store], widened: *mut u32, sums: *mut i32) {
        let product = self.product;
        let panels = product.panels_of(panel / 2);
        let (header, tiles) = self.weights(panel);
        let bias: *const i32 = header[Product::header(Header::Bias)..].as_ptr().cast();
        let all = product.steps.quarters.chunks(QUARTERS);
        for (number, quarters) in all.enumerate() {
            let values = self
                .values
                .wrapping_add(number * QUARTERS * WIDENED)
                .cast_const();
            // Before the first steps sums are the initial ones.
            let place = |pixel: usize| {
                let to = sums.wrapping_add(pixel * LANES);
                match number {
                    0 => (bias, to),
                    _ => (to.cast_const(), to),
                }
            };
            // SAFETY: the caller guarantees the addresses and the instructions.
            unsafe {
                for (at, quarter) in quarters.iter().enumerate() {
                    let [step, part] = [quarter.index / 4, quarter.index % 4].map(|at| at as usize);
                    let tile = (step * panels + panel % 2) * TILE_WORDS + part * WORDS * LANES;
                    let from = tiles[tile..].as_ptr().cast();
                    widen_weights(from, WORDS, widened.add(at * WIDENED * LANES));
                }
                let words = quarters.len() * WIDENED;
                let apart = self.blocks.apart;
                add_all_products(stores.len(), values, apart, widened, words, place);
            }
        }
    }

    /// Stores the results of a panel.
    ///
    /// # Safety
    /// As that of [`Work::block`].
    unsafe fn finish(&self, panel: usize, stores: &[Store], sums: *mut i32) {
        let (product, args) = (self.product, self.args);
        let output = &args.descriptor.output;
        let to = args.to.wrapping_add(self.image * args.to_image);
        let finished = Finished {
            stores,
            sums: sums.cast(),
            apart: LANES,
            panels: 1,
            output: to.wrapping_add(output.block_offset(panel) * output.dtype.size()),
            ..product.finished(args, self.weights(panel).0.as_ptr())
        };
        // SAFETY: the caller guarantees the addresses and the instructions.
        unsafe { product.finish_panel(args, finished) };
    }

    /// Returns the header of a panel from its own values on, and the tiles of its pair.
    fn weights(&self, panel: usize) -> (&[f32], &[f32]) {
        let (product, pair) = (self.product, panel / 2);
        let weights = &self.args.weights[product.part(pair)];
        let (header, tiles) = weights.split_at(product.tiles());
        (&header[panel % 2 * LANES..], tiles)
    }
}
