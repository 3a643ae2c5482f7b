//! Kernel that fills a block of channels with lanes of other blocks, pixel by pixel, and its tables.

use super::Isa;
use super::arch::{Kernel, Simd, entry};
use super::number::Number;
use super::view::View;
use googlenet_dsl::plan::{LANES, Region};
use googlenet_dsl::value::DType;
use std::marker::PhantomData;
use std::ops::Range;

/// The lanes of blocks of 16 channels from which the lanes of one block come.
#[derive(Debug)]
pub(super) struct LaneMoves {
    /// Blocks that are read, of which the first `count` are used.
    blocks: [Taken; LANES],
    count: usize,
}

/// The [`LaneMoves`] of all blocks of a map, made once for the regions of a step.
#[derive(Debug)]
pub(crate) struct LaneTable {
    /// What is read for the first block, then for the second, and so on.
    taken: Box<[Taken]>,
    /// For each block of the map, the end of its part of `taken`.
    ends: Box<[usize]>,
}

/// Lanes of one block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// Index of the map among those that are read, and of the block in it.
    block: [usize; 2],
    /// For each lane of the result the lane that it comes from, or -1 if it does not come from this block.
    lanes: [i32; LANES],
}

/// Rows of a block of a map, each of pixels of [`LANES`] elements.
#[derive(Clone, Copy)]
struct BlockRows<P> {
    /// Address of the first row's first pixel.
    first: P,
    /// Numbers of elements from a row to the next, and from a pixel to the next.
    steps: [usize; 2],
}

/// Arguments of the kernel.
struct Moves<'a, T: Number> {
    blocks: &'a [Taken],
    /// The rows of each of the blocks that are read.
    from: [BlockRows<*const T>; LANES],
    to: BlockRows<*mut T>,
    /// How elements of each of the blocks, and of the result, stand for values.
    scalings: [T::Scaling; LANES],
    scaling: T::Scaling,
    /// Numbers of rows and of pixels of a row.
    size: [usize; 2],
}

impl LaneMoves {
    /// Returns `true` if lanes can be moved between the regions: all hold elements of one type with which kernels compute,
    /// in blocks of 16 channels.
    pub(super) fn fits(inputs: &[Region], output: &Region) -> bool {
        let dtype = output.layout.dtype;
        let mut regions = inputs.iter().chain([output]);
        matches!(dtype, DType::F32 | DType::Bf16 | DType::U8)
            && regions.all(|region| region.layout.dtype == dtype && region.layout.is_in_blocks())
    }

    /// Returns the moves to the first `len` lanes of a block; `source` returns, for each lane, the index of the map and
    /// the channel in it that the lane takes.
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

    /// Returns the blocks that are read.
    pub(super) fn taken(&self) -> &[Taken] {
        &self.blocks[..self.count]
    }
}

impl LaneTable {
    /// Returns the moves to all channels of the map `output`; `source` returns, for each channel, the index of the map
    /// and the channel in it that it takes. `None` if [`LaneMoves::fits`] is `false`.
    pub(crate) fn new(
        inputs: &[Region],
        output: &Region,
        source: impl Fn(usize) -> [usize; 2],
    ) -> Option<LaneTable> {
        if !LaneMoves::fits(inputs, output) {
            return None;
        }
        let (mut taken, mut ends) = (Vec::new(), Vec::new());
        for block in output.layout.channels.iter() {
            let moves = LaneMoves::new(inputs, block.len, |lane| source(block.first + lane));
            taken.extend_from_slice(moves.taken());
            ends.push(taken.len());
        }
        Some(LaneTable {
            taken: taken.into(),
            ends: ends.into(),
        })
    }

    /// Returns the blocks that are read for the block with index `block`.
    ///
    /// # Panics
    /// Panics if the map has no such block.
    pub(super) fn block(&self, block: usize) -> &[Taken] {
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.taken[start..self.ends[block]]
    }
}

/// Fills the rows `rows` of the block with index `block` of `to` with the lanes `taken` of the same rows of the maps
/// `from`.
///
/// # Safety
/// No other code may access these rows of the block, or write those of the maps, meanwhile.
///
/// # Panics
/// Panics if a map has another size, or no such row or block.
pub(super) unsafe fn fill_lanes<'v, T: Number>(
    taken: &[Taken],
    isa: Isa,
    from: impl Fn(usize) -> View<'v, T>,
    to: &View<'_, T>,
    block: usize,
    rows: Range<usize>,
) {
    if rows.is_empty() {
        return;
    }
    let nothing = BlockRows {
        first: std::ptr::null(),
        steps: [0; 2],
    };
    let mut args = Moves {
        blocks: taken,
        from: [nothing; LANES],
        to: block_rows(to, block, &rows),
        scalings: [T::scaling(to.layout); LANES],
        scaling: T::scaling(to.layout),
        size: [rows.len(), to.layout.size[1]],
    };
    let sources = args.from.iter_mut().zip(&mut args.scalings);
    for (taken, (source, scaling)) in args.blocks.iter().zip(sources) {
        let [input, block] = taken.block;
        let view = from(input);
        assert_eq!(view.layout.size, to.layout.size, "maps of the same pixels");
        *scaling = T::scaling(view.layout);
        let BlockRows { first, steps } = block_rows(&view, block, &rows);
        *source = BlockRows {
            first: first.cast_const(),
            steps,
        };
    }
    let kernel = match taken.len() {
        1 => entry::<MoveLanes<T, 1>>(isa),
        2 => entry::<MoveLanes<T, 2>>(isa),
        3 => entry::<MoveLanes<T, 3>>(isa),
        4 => entry::<MoveLanes<T, 4>>(isa),
        _ => entry::<MoveLanes<T, 0>>(isa),
    };
    // SAFETY: the rows lie inside the maps, as `block_rows` checks; the caller guarantees access to them; the
    // processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { kernel(&args) };
}

/// Returns the rows of a block from the first of `rows`, which are not empty, on.
///
/// # Panics
/// Panics if the map has no such rows or block.
fn block_rows<T: Number>(
    view: &View<'_, T>,
    block: usize,
    rows: &Range<usize>,
) -> BlockRows<*mut T> {
    view.panel(block, rows.end - 1);
    BlockRows {
        first: view.panel(block, rows.start),
        steps: [view.layout.row_stride, view.layout.pixel_stride],
    }
}

/// Kernel of [`fill_lanes`] for lanes of `COUNT` blocks, or of any number if that is 0. Lanes that no block fills
/// become zero.
struct MoveLanes<T, const COUNT: usize>(PhantomData<T>);

impl<T: Number, const COUNT: usize> Kernel for MoveLanes<T, COUNT> {
    type Args<'a> = &'a Moves<'a, T>;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(moves: &Moves<'_, T>) {
        let [rows, pixels] = moves.size;
        let scaling = moves.scaling;
        // Copies that the stores cannot change, so that they stay in registers.
        let mut tables = [[-1; LANES]; COUNT];
        for at in 0..COUNT {
            tables[at] = moves.blocks[at].lanes;
        }
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            for row in 0..rows {
                let to = moves.to.first.add(row * moves.to.steps[0]);
                for pixel in 0..pixels {
                    let mut lanes = S::broadcast(0.0);
                    for at in 0..COUNT {
                        let from = moves.from[at].pixel(row, pixel);
                        lanes = S::pick(lanes, T::load::<S>(from, moves.scalings[at]), &tables[at]);
                    }
                    if COUNT == 0 {
                        for at in 0..moves.blocks.len() {
                            let from = moves.from[at].pixel(row, pixel);
                            let from = T::load::<S>(from, moves.scalings[at]);
                            lanes = S::pick(lanes, from, &moves.blocks[at].lanes);
                        }
                    }
                    T::store::<S>(to.add(pixel * moves.to.steps[1]), lanes, scaling);
                }
            }
        }
    }
}

impl<T> BlockRows<*const T> {
    /// Returns the address of a pixel.
    ///
    /// # Safety
    /// The rows must have that pixel.
    #[inline(always)]
    unsafe fn pixel(&self, row: usize, pixel: usize) -> *const T {
        // SAFETY: the caller guarantees that the pixel lies in the map.
        unsafe { self.first.add(row * self.steps[0] + pixel * self.steps[1]) }
    }
}
