//! Blocks of sums by the instructions on tiles, each with the stores of the block before.

use crate::kernel::arch::amx::{
    Amx, Block, BlockFn, BlockType, Finish, Store, Stores, Streams, Sums, TileGuard,
};

/// A thread's tiles, and what is still to be stored of the last block. Not to be moved between two blocks.
pub(super) struct Tiles {
    _guard: TileGuard,
    block_type: BlockType,
    /// Functions of blocks, by their numbers of tiles and of panels less one.
    functions: [[BlockFn; 2]; 2],
    finish: Finish,
    /// Whether something is added to the outputs, and how far from them it lies in bytes.
    added: Option<isize>,
    /// Memory of the sums of the last block and of the next.
    sums: [Sums; 2],
    /// Index of the next block's.
    turn: usize,
    pending: Stores,
    /// Number of panels of the last block.
    panels: usize,
}

/// A block to compute.
#[derive(Clone, Copy)]
pub(super) struct TileBlock<'a> {
    pub(super) steps: &'a [u32],
    /// First input under the window of the first pixel of each tile.
    pub(super) inputs: [*const u8; 2],
    /// Number of tiles of pixels, and of panels.
    pub(super) counts: [usize; 2],
    pub(super) stride: usize,
    pub(super) weights: *const f32,
    pub(super) bias: *const f32,
    /// Factors of integer sums.
    pub(super) factors: *const f32,
    pub(super) stores: &'a [Store],
    /// First pixel of the first panel of the output.
    pub(super) output: *mut u8,
    /// Bytes from there to that of the second panel.
    pub(super) panel: isize,
    /// Memory that is read soon, and the bytes of it that are prefetched with each step.
    pub(super) ahead: *const u8,
    pub(super) ahead_step: usize,
}

impl Tiles {
    pub(super) fn new(
        amx: Amx,
        block_type: BlockType,
        streams: Streams,
        finish: Finish,
        added: Option<isize>,
    ) -> Tiles {
        let nothing = Stores {
            next: std::ptr::null(),
            end: std::ptr::null(),
            sums: std::ptr::null(),
            output: std::ptr::null_mut(),
            panel: 0,
            added: 0,
            a_step: 1,
            finish: std::ptr::null(),
            factors: std::ptr::null(),
        };
        Tiles {
            _guard: TileGuard::new(amx),
            block_type,
            functions: [1, 2].map(|tiles| {
                [1, 2].map(|panels| block_type.block(tiles, panels, streams, added.is_some()))
            }),
            finish,
            added,
            sums: [Sums::new(), Sums::new()],
            turn: 0,
            pending: nothing,
            panels: 0,
        }
    }

    /// Computes a block and stores the one before. The block itself is stored with the next one, or by [`Tiles::end`].
    ///
    /// # Safety
    /// All addresses of the block must be valid until it is stored, and no other thread may access its outputs.
    pub(super) unsafe fn run(&mut self, block: &TileBlock<'_>) {
        let panels = block.counts[1];
        if panels != self.panels {
            // SAFETY: the caller guarantees the addresses.
            unsafe { self.end() };
        }
        // SAFETY: the caller guarantees the addresses.
        unsafe { self.compute(block) };
        self.pending = self.stores(block);
        self.panels = panels;
        self.turn ^= 1;
    }

    /// Computes a block, whose sums are not stored, and stores the one before; returns the memory of the sums.
    ///
    /// # Safety
    /// As that of [`Tiles::run`].
    pub(super) unsafe fn compute(&mut self, block: &TileBlock<'_>) -> *mut f32 {
        let [tiles, panels] = block.counts;
        let mut stores = self.pending;
        stores.finish = &self.finish;
        if stores.factors.is_null() {
            // With nothing to store they are read all the same.
            stores.factors = block.factors;
        }
        let left = (stores.end.addr() - stores.next.addr()) / size_of::<Store>();
        stores.a_step = left.div_ceil(block.steps.len()).max(1);
        let sums = self.sums[self.turn].start::<f32>();
        let args = Block {
            steps: block.steps.as_ptr(),
            steps_end: block.steps.as_ptr_range().end,
            inputs: block.inputs[0],
            second: block.inputs[1] as isize - block.inputs[0] as isize,
            input_stride: block.stride,
            weights: block.weights.cast(),
            bias: block.bias.cast(),
            sums: sums.cast(),
            ahead: block.ahead,
            ahead_step: block.ahead_step,
            stores,
        };
        let run = self.functions[tiles - 1][panels - 1];
        // SAFETY: the guard is alive; the caller guarantees the addresses.
        unsafe { run(&args) };
        self.pending.next = self.pending.end;
        sums
    }

    fn stores(&self, block: &TileBlock<'_>) -> Stores {
        let range = block.stores.as_ptr_range();
        Stores {
            next: range.start,
            end: range.end,
            sums: (&raw const self.sums[self.turn]).cast(),
            output: block.output,
            panel: block.panel,
            added: self.added.unwrap_or(0),
            a_step: 1,
            finish: std::ptr::null(),
            factors: block.factors,
        }
    }

    /// Stores the last block.
    ///
    /// # Safety
    /// As that of [`Tiles::run`].
    pub(super) unsafe fn end(&mut self) {
        if self.pending.next == self.pending.end {
            return;
        }
        let mut stores = self.pending;
        stores.finish = &self.finish;
        let args = Block {
            steps: std::ptr::null(),
            steps_end: std::ptr::null(),
            inputs: std::ptr::null(),
            second: 0,
            input_stride: 0,
            weights: std::ptr::null(),
            bias: std::ptr::null(),
            sums: std::ptr::null_mut(),
            ahead: std::ptr::null(),
            ahead_step: 0,
            stores,
        };
        let store = self.block_type.stores(self.panels, self.added.is_some());
        // SAFETY: the caller guarantees the addresses.
        unsafe { store(&args) };
        self.pending.next = self.pending.end;
    }
}
