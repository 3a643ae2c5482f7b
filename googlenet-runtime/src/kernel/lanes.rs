//! Kernel that fills a block of channels with lanes of other blocks, pixel by pixel.

use super::Isa;
use super::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::{LANES, Region};

/// The lanes of blocks of 16 channels from which the lanes of one block come.
#[derive(Debug)]
pub(super) struct LaneMoves {
    /// Blocks that are read, of which the first `count` are used.
    blocks: [Taken; LANES],
    count: usize,
}

/// Lanes of one block.
#[derive(Debug, Clone, Copy)]
struct Taken {
    /// Index of the map among those that are read, and of the block in it.
    block: [usize; 2],
    /// For each lane of the result the lane that it comes from, or -1 if it does not come from this block.
    lanes: [i32; LANES],
}

/// Arguments of the kernel.
struct Moves<'a> {
    blocks: &'a [Taken],
    /// Address of the first pixel of the row of each block.
    from: [*const f32; LANES],
    /// Number of values from a pixel to the next in each block.
    from_steps: [usize; LANES],
    to: *mut f32,
    to_step: usize,
    pixels: usize,
}

impl LaneMoves {
    /// Returns `true` if lanes can be moved between the regions: all hold `f32` values in blocks of 16 channels.
    pub(super) fn fits(inputs: &[Region], output: &Region) -> bool {
        let mut regions = inputs.iter().chain([output]);
        regions.all(|region| {
            region.layout.dtype == googlenet_dsl::value::DType::F32 && region.layout.is_in_blocks()
        })
    }

    /// Returns the moves to the first `len` lanes of a block; `source` returns, for each lane, the index of the map and the
    /// channel in it that the lane takes.
    pub(super) fn new(
        inputs: &[Region],
        len: usize,
        source: impl Fn(usize) -> [usize; 2],
    ) -> LaneMoves {
        let nothing = Taken {
            block: [0; 2],
            lanes: [-1; LANES],
        };
        let mut moves = LaneMoves {
            blocks: [nothing; LANES],
            count: 0,
        };
        for lane in 0..len {
            let [input, channel] = source(lane);
            let holder = inputs[input].layout.channels.holding(channel);
            let block = [input, holder.block];
            let mut known = moves.blocks[..moves.count].iter();
            let at = known.position(|taken| taken.block == block);
            let at = at.unwrap_or(moves.count);
            moves.count = moves.count.max(at + 1);
            moves.blocks[at].block = block;
            moves.blocks[at].lanes[lane] = (channel - holder.first) as i32;
        }
        moves
    }

    /// Fills a row of a block, `to`, whose pixels are `to_step` values apart; `row` returns the same row of a block of one
    /// of the maps, and the number of values from a pixel to the next there.
    ///
    /// # Panics
    /// Panics if a row is too short for `pixels` pixels.
    pub(super) fn fill<'v>(
        &self,
        isa: Isa,
        row: impl Fn([usize; 2]) -> (&'v [f32], usize),
        to: &mut [f32],
        to_step: usize,
        pixels: usize,
    ) {
        if pixels == 0 {
            return;
        }
        let fits = |len: usize, step: usize| (pixels - 1) * step + LANES <= len;
        assert!(fits(to.len(), to_step), "the row has all pixels");
        let mut args = Moves {
            blocks: &self.blocks[..self.count],
            from: [std::ptr::null(); LANES],
            from_steps: [0; LANES],
            to: to.as_mut_ptr(),
            to_step,
            pixels,
        };
        for (at, taken) in args.blocks.iter().enumerate() {
            let (from, step) = row(taken.block);
            assert!(fits(from.len(), step), "the rows have all pixels");
            (args.from[at], args.from_steps[at]) = (from.as_ptr(), step);
        }
        // SAFETY: the rows were checked to have all pixels, and that of the result is borrowed mutably; the processor has
        // the instruction set, as its features were detected before `isa` was chosen.
        unsafe { entry::<MoveLanes>(isa)(&args) };
    }
}

/// Kernel of [`LaneMoves::fill`]. Lanes that no block fills become zero.
struct MoveLanes;

impl Kernel for MoveLanes {
    type Args<'a> = &'a Moves<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(moves: &Moves<'_>) {
        for pixel in 0..moves.pixels {
            // SAFETY: the caller guarantees the rows and the instruction set.
            unsafe {
                let mut lanes = S::broadcast(0.0);
                for (at, taken) in moves.blocks.iter().enumerate() {
                    let from = moves.from[at].add(pixel * moves.from_steps[at]);
                    lanes = S::pick(lanes, S::load(from), &taken.lanes);
                }
                S::store(moves.to.add(pixel * moves.to_step), lanes);
            }
        }
    }
}
