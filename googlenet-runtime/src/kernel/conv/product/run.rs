//! One thread's share of a product.

use super::super::args::ByteArgs;
use super::super::partition::Partition;
use super::super::quantized::scaling;
use super::Product;
#[cfg(target_arch = "x86_64")]
use super::finish::added_factor;
use super::finish::{Finished, Scales, StoreFinished};
use super::integers::{Integers, SumIntegers};
use super::numbers::{self, entry_of};
use super::pack::Header;
use super::pixels::PixelBlock;
#[cfg(target_arch = "x86_64")]
use super::tiles::{TileBlock, Tiles};
use super::widened::{SumWidened, Widened};
use crate::kernel::Worker;
use crate::kernel::arch::amx::Sums;
use crate::kernel::arch::entry;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use googlenet_dsl::value::DType;
use std::ops::Range;

/// A thread's share: the units of pixels (blocks, or tiles) of all images for some pairs of panels, of the first and
/// the last pair some of them.
struct Share {
    pairs: Range<usize>,
    /// Blocks of all other pairs, of the first one from `first` on, and of the last one up to `last`.
    blocks: Range<usize>,
    first: usize,
    last: usize,
}

impl Share {
    /// Returns the blocks of a pair among the blocks `within`.
    fn blocks_of(&self, pair: usize, within: &Range<usize>) -> Range<usize> {
        let first = match pair == self.pairs.start {
            true => self.first,
            false => self.blocks.start,
        };
        let last = match pair + 1 == self.pairs.end {
            true => self.last,
            false => self.blocks.end,
        };
        let start = first.clamp(within.start, within.end);
        start..last.clamp(start, within.end)
    }
}

/// A pair of panels, and where its weights and outputs lie.
#[derive(Clone, Copy)]
struct Pair<'a> {
    panels: usize,
    weights: &'a [f32],
    /// Weights that are read after the pair's.
    ahead: &'a [f32],
    /// Bytes from the first pixel of the output to that of the first panel, and from there to that of the second.
    output: [usize; 2],
}

/// How the sums of blocks are computed.
#[allow(clippy::large_enum_variant, reason = "there is one a run")]
enum Path {
    Widened,
    /// By tiles; the sums are stored by tiles, too, unless the flag is set, as that takes other instructions.
    #[cfg(target_arch = "x86_64")]
    Tiles(Tiles, bool),
}

impl Product {
    /// Returns a thread's share; `None` if it has none.
    fn share(&self, worker: &Worker<'_>, images: usize) -> Option<Share> {
        let blocks = self.pixels.units() * images;
        let (pairs, blocks, first, last) = match self.config.partition {
            Partition::Pixels => {
                let blocks = worker.part(blocks);
                (0..self.parts(), blocks.clone(), blocks.start, blocks.end)
            }
            Partition::Channels => {
                let part = worker.part(self.parts() * blocks);
                let (first, last) = (part.start % blocks, part.end.saturating_sub(1) % blocks + 1);
                let pairs = part.start / blocks..part.end.div_ceil(blocks);
                match part.is_empty() {
                    true => return None,
                    false => (pairs, 0..blocks, first, last),
                }
            }
        };
        (!blocks.is_empty()).then_some(Share {
            pairs,
            blocks,
            first,
            last,
        })
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first.
    pub(in super::super) fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        let first = self.share(worker, 1).map_or(0, |share| share.pairs.start);
        self.part(first.min(self.parts() - 1))
    }

    /// Computes one thread's share of the outputs.
    pub(in super::super) fn run(&self, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        #[cfg(target_arch = "x86_64")]
        if let Some(winograd) = &self.winograd {
            return winograd.run(self, args, worker);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(blocks) = &self.blocks {
            return blocks.run(self, args, worker);
        }
        let Some(share) = self.share(worker, args.images) else {
            return;
        };
        let copy = self
            .copied
            .as_ref()
            .map(|_| worker.scratch::<f32>(self.scratch_len()));
        let pairs = share.pairs.clone();
        self.with_path(args, |path| {
            let count = self.pixels.units();
            // Copied inputs are those of one image at a time; otherwise the weights of a pair serve all images.
            let images = share.blocks.start / count..share.blocks.end.div_ceil(count);
            let of_image = |pair: usize, image: usize| {
                let begin = image * count;
                let blocks = share.blocks_of(pair, &(begin..begin + count));
                blocks.start - begin..blocks.end - begin
            };
            match copy {
                Some(copy) => {
                    for image in images {
                        let of_pairs = || pairs.clone().map(|pair| of_image(pair, image));
                        let of_pairs = || of_pairs().filter(|blocks| !blocks.is_empty());
                        let start = of_pairs().map(|blocks| blocks.start).min();
                        let end = of_pairs().map(|blocks| blocks.end).max();
                        let (Some(start), Some(end)) = (start, end) else {
                            continue;
                        };
                        let rows = self.rows(start..end);
                        self.copy(args, worker, image, rows, copy.cast());
                        for pair in pairs.clone() {
                            let blocks = of_image(pair, image);
                            let pair = self.pair(args, pair, pairs.end);
                            self.blocks(args, path, &pair, image, blocks, copy.cast());
                        }
                    }
                }
                None => {
                    for pair in pairs.clone() {
                        let weights = self.pair(args, pair, pairs.end);
                        for image in images.clone() {
                            let from = self.inputs(args, image);
                            let blocks = of_image(pair, image);
                            self.blocks(args, path, &weights, image, blocks, from);
                        }
                    }
                }
            }
        });
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn with_path(&self, _: &ByteArgs<'_>, work: impl FnOnce(&mut Path)) {
        work(&mut Path::Widened);
    }

    /// Calls `work` with the path of the product.
    #[cfg(target_arch = "x86_64")]
    fn with_path(&self, args: &ByteArgs<'_>, work: impl FnOnce(&mut Path)) {
        use crate::kernel::arch::amx::{BlockType, Finish, Streams};
        let Some(amx) = self.config.amx else {
            return work(&mut Path::Widened);
        };
        let limits = self.limits(args);
        let block_type = match (&self.quantized, args.descriptor.output.dtype) {
            (Some(_), _) => BlockType::Bytes,
            (None, DType::F32) => BlockType::Bf16ToF32,
            (None, _) => BlockType::Bf16,
        };
        // Of a window of one tap, inputs are read once for each pair of panels, and weights many times; of others,
        // inputs stay in the nearest cache, and weights do not.
        let streams = match args.descriptor.window.kernel {
            _ if self.copied.is_some() || self.steps.len() <= 2 => Streams::Neither,
            [1, 1] if self.pixels.are_several() => Streams::Inputs,
            _ => Streams::Weights,
        };
        let added = args.added.filter(|_| limits.is_some());
        let [low, high] = limits.unwrap_or_default();
        let result = scaling(&args.descriptor.output);
        let added_scale = scaling(args.added_layout);
        let finish = Finish {
            low,
            high,
            added_factor: added_factor(added_scale, result),
            added_zero: added_scale[1],
            zero_point: i32::from(args.descriptor.output.zero_point),
        };
        let tiles = Tiles::new(amx, block_type, streams, finish, added);
        let mut path = Path::Tiles(tiles, limits.is_none());
        work(&mut path);
        if let Path::Tiles(tiles, _) = &mut path {
            // SAFETY: the addresses of the last block are valid still.
            unsafe { tiles.end() };
        }
    }

    /// Returns the limits that the activation sets to sums, where it does nothing else and results are of the type of
    /// the products: of 8-bit integers in multiples of their scale, without the zero point.
    fn limits(&self, args: &ByteArgs<'_>) -> Option<[f32; 2]> {
        let limits = match args.activation {
            Elementwise::None => [f32::NEG_INFINITY, f32::INFINITY],
            Elementwise::Relu => [0.0, f32::INFINITY],
            Elementwise::Relu6 => [0.0, 6.0],
            Elementwise::Clip { low, high } => [low, high],
            _ => return None,
        };
        let output = &args.descriptor.output;
        match (&self.quantized, output.dtype) {
            (Some(_), DType::U8) => {}
            (None, DType::F32 | DType::Bf16) => return Some(limits),
            _ => return None,
        }
        let [scale, zero_point] = scaling(output);
        let least = -zero_point;
        let [low, high] = limits.map(|limit| limit / scale);
        Some([
            low.clamp(least, least + 255.0),
            high.clamp(least, least + 255.0),
        ])
    }

    /// Returns the factors of integer sums; `weights` are those of a pair of panels.
    fn scales(&self, args: &ByteArgs<'_>, weights: *const f32) -> Option<Scales> {
        self.quantized.as_ref()?;
        let limits = self.limits(args);
        let header = match limits {
            Some(_) => Header::ResultFactors,
            None => Header::ValueFactors,
        };
        Some(Scales {
            factors: weights.wrapping_add(Product::header(header)),
            limits,
        })
    }

    /// Returns the first input of an image under the first window, where inputs are read where they lie.
    pub(super) fn inputs(&self, args: &ByteArgs<'_>, image: usize) -> *const u8 {
        let from = args.from.wrapping_add(image * args.from_image);
        let group = self.grid.phase * LANES * self.grid.element;
        from.wrapping_sub(group).wrapping_offset(self.grid.first)
    }

    /// Returns the rows of outputs of some blocks.
    fn rows(&self, blocks: Range<usize>) -> Range<usize> {
        let of_blocks = || self.pixels.of_units(blocks.clone());
        let begin = of_blocks().map(|block| block.rows.start).min();
        let end = of_blocks().map(|block| block.rows.end).max();
        begin.unwrap_or(0)..end.unwrap_or(1)
    }

    /// Copies the inputs of some rows of outputs of an image.
    pub(super) fn copy(
        &self,
        args: &ByteArgs<'_>,
        worker: &Worker<'_>,
        image: usize,
        outputs: Range<usize>,
        to: *mut u8,
    ) {
        let Some(copied) = &self.copied else { return };
        let window = args.descriptor.window;
        let [step, down] = [window.stride[0], window.dilation[0]].map(|step| step as usize);
        let reach = (window.kernel[0] as usize - 1) * down;
        let end = (outputs.end - 1) * step + reach + 1;
        let rows = outputs.start * step..end.min(self.grid.group / self.grid.row);
        let from = args.from.wrapping_add(image * args.from_image);
        // SAFETY: the map lies inside its memory, as the caller checked; the scratch memory is the thread's own, and as
        // long as the copy; the instruction set was detected.
        unsafe { copied.copy(&self.grid, worker.isa, rows, from, to) };
    }

    fn pair<'a>(&self, args: &ByteArgs<'a>, pair: usize, end: usize) -> Pair<'a> {
        let output = &args.descriptor.output;
        let size = output.dtype.size();
        let first = output.block_offset(2 * pair) * size;
        let panels = self.panels_of(pair);
        let last = output.block_offset(2 * pair + panels - 1) * size;
        Pair {
            panels,
            weights: &args.weights[self.part(pair)],
            ahead: match pair + 1 < end {
                true => &args.weights[self.part(pair + 1)],
                false => args.prefetch,
            },
            output: [first, last - first],
        }
    }

    /// Computes some blocks of an image for a pair of panels. `from` is the first input under the first window.
    #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut, unused_variables))]
    fn blocks(
        &self,
        args: &ByteArgs<'_>,
        path: &mut Path,
        pair: &Pair<'_>,
        image: usize,
        blocks: Range<usize>,
        from: *const u8,
    ) {
        let output = args.to.wrapping_add(image * args.to_image + pair.output[0]);
        let count = self.pixels.of_units(blocks.clone()).count().max(1);
        // What is prefetched with each block and with each step.
        let each = size_of_val(pair.ahead) / count;
        let ahead_step = (each / self.steps.len()).min(MOST_AHEAD);
        let mut ahead = pair.ahead.as_ptr().cast::<u8>();
        let mut memory = Sums::new();
        let of_pair = Finished {
            panels: pair.panels,
            output,
            panel: pair.output[1] as isize,
            ..self.finished(args, pair.weights.as_ptr())
        };
        for block in self.pixels.of_units(blocks) {
            let stores = self.pixels.stores(block);
            let finished = Finished { stores, ..of_pair };
            match path {
                Path::Widened => {
                    let finished = Finished {
                        sums: memory.start(),
                        ..finished
                    };
                    self.without_tiles(args, pair, block, from, finished);
                }
                #[cfg(target_arch = "x86_64")]
                Path::Tiles(tiles, is_apart) => {
                    let block = TileBlock {
                        steps: &self.steps.offsets,
                        inputs: block.inputs.map(|place| from.wrapping_add(place)),
                        counts: [block.tiles, pair.panels],
                        stride: self.pixels.stride,
                        weights: pair.weights[self.tiles()..].as_ptr(),
                        bias: pair.weights.as_ptr(),
                        factors: finished
                            .scales
                            .map_or(std::ptr::null(), |scales| scales.factors),
                        stores,
                        output,
                        panel: pair.output[1] as isize,
                        ahead,
                        ahead_step,
                    };
                    // SAFETY: inputs and outputs lie inside the maps, as the caller checked; what tiles read beyond
                    // lies inside the memory behind arenas and copies; threads have different outputs.
                    unsafe {
                        match is_apart {
                            false => tiles.run(&block),
                            true => {
                                let sums = tiles.compute(&block);
                                self.finish(args, Finished { sums, ..finished });
                            }
                        }
                    }
                    ahead = ahead.wrapping_add(each);
                }
            }
        }
    }

    /// Returns what becomes of sums, of no pixels yet; `weights` are those of a pair of panels.
    pub(super) fn finished<'a>(&self, args: &ByteArgs<'a>, weights: *const f32) -> Finished<'a> {
        Finished {
            stores: &[],
            sums: std::ptr::null_mut(),
            apart: Sums::PIXEL as usize / size_of::<f32>(),
            panels: 0,
            output: std::ptr::null_mut(),
            panel: 0,
            added: args.added,
            activation: args.activation,
            result_scale: scaling(&args.descriptor.output),
            added_scale: scaling(args.added_layout),
            scales: self.scales(args, weights),
        }
    }

    /// Computes a block without tiles, whose sums are written to the memory of `finished`.
    fn without_tiles(
        &self,
        args: &ByteArgs<'_>,
        pair: &Pair<'_>,
        block: &PixelBlock,
        from: *const u8,
        finished: Finished<'_>,
    ) {
        let sums = finished.sums;
        let inputs = block.inputs.map(|place| from.wrapping_add(place));
        let weights = pair.weights[self.tiles()..].as_ptr();
        let bias = pair.weights.as_ptr();
        // SAFETY: inputs lie inside the map or its copy, as the caller checked; the weights are those of all steps; the
        // instructions were detected.
        unsafe {
            match self.quantized {
                None => entry::<SumWidened>(args.descriptor.isa)(Widened {
                    steps: &self.steps.offsets,
                    stores: finished.stores,
                    inputs,
                    stride: self.pixels.stride,
                    panels: pair.panels,
                    weights,
                    bias,
                    sums,
                }),
                Some(_) => self.config.quads.entry::<SumIntegers>()(Integers {
                    steps: &self.steps.offsets,
                    stores: finished.stores,
                    inputs,
                    stride: self.pixels.stride,
                    panels: pair.panels,
                    weights: weights.cast(),
                    bias: bias.cast(),
                    sums: sums.cast(),
                }),
            }
            self.finish(args, finished);
        }
    }

    /// Stores finished sums.
    ///
    /// # Safety
    /// The sums must be valid, and no other thread may access the outputs.
    pub(super) unsafe fn finish(&self, args: &ByteArgs<'_>, finished: Finished<'_>) {
        let isa = args.descriptor.isa;
        let store = entry_of!(args.descriptor.output.dtype, isa, StoreFinished);
        // SAFETY: the outputs lie inside the map, as the caller checked; the caller guarantees the rest.
        unsafe { store(finished) };
    }
}

/// Largest number of bytes that are prefetched with each step.
const MOST_AHEAD: usize = 128;
