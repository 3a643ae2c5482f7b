//! Arguments of blocks of sums: up to two tiles of 16 pixels by up to two panels of 16 outputs.

/// Memory of the sums of a block, for each of up to 32 pixels those of its first and of its second panel.
#[repr(C, align(64))]
pub(in crate::kernel) struct Sums([u32; 32 * 32]);

impl Sums {
    /// Bytes from the sums of a pixel to those of the next.
    pub(in crate::kernel) const PIXEL: u32 = 128;

    pub(in crate::kernel) fn new() -> Sums {
        Sums([0; 32 * 32])
    }

    /// Returns the address of the sums, which are `f32` or `i32`, as the products are.
    pub(in crate::kernel) fn start<T>(&mut self) -> *mut T {
        self.0.as_mut_ptr().cast()
    }
}

/// A pixel of a block that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub(in crate::kernel) struct Store {
    /// Bytes from the beginning of [`Sums`] to the sums of the pixel.
    pub(in crate::kernel) sums: u32,
    /// Bytes from the first pixel of a panel of the output to the pixel.
    pub(in crate::kernel) output: u32,
}

/// Arguments of a block, and of the stores of another block, whose sums are complete.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(in crate::kernel) struct Block {
    /// Offsets of the inputs of each step from the first input under a pixel's window, in bytes.
    pub(in crate::kernel) steps: *const u32,
    /// End of `steps`, of which there is at least one.
    pub(in crate::kernel) steps_end: *const u32,
    /// First input under the window of the first pixel of the first tile.
    pub(in crate::kernel) inputs: *const u8,
    /// Bytes from there to that of the first pixel of the second tile.
    pub(in crate::kernel) second: isize,
    /// Bytes from the inputs of a pixel of a tile to those of the next.
    pub(in crate::kernel) input_stride: usize,
    /// Weights of the panels: for each step a tile of each.
    pub(in crate::kernel) weights: *const u8,
    /// Initial sums, 16 of each panel.
    pub(in crate::kernel) bias: *const u8,
    /// Memory for the sums of this block.
    pub(in crate::kernel) sums: *mut u8,
    /// Memory that is read soon: with each step the next 64 bytes and as many again, `ahead_step` bytes on.
    pub(in crate::kernel) ahead: *const u8,
    pub(in crate::kernel) ahead_step: usize,
    /// What is stored meanwhile.
    pub(in crate::kernel) stores: Stores,
}

/// Pixels whose sums are finished and stored.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(in crate::kernel) struct Stores {
    pub(in crate::kernel) next: *const Store,
    pub(in crate::kernel) end: *const Store,
    /// Memory of the sums.
    pub(in crate::kernel) sums: *const u8,
    /// First pixel of the first panel of the output.
    pub(in crate::kernel) output: *mut u8,
    /// Bytes from there to the first pixel of the second panel.
    pub(in crate::kernel) panel: isize,
    /// Bytes from an output to the value that is added to it.
    pub(in crate::kernel) added: isize,
    /// Number of pixels that are stored with each step; positive.
    pub(in crate::kernel) a_step: usize,
    pub(in crate::kernel) finish: *const Finish,
    /// Factors of integer sums, 16 of each panel.
    pub(in crate::kernel) factors: *const f32,
}

/// What becomes of sums before they are stored.
///
/// Of bfloat16 products: what is added, then `max(low, sum)` and `min(high, sum)`, which both keep NaN, then rounding
/// to bfloat16. Of integer products: the sum times the factor of its output; plus what is added minus `added_zero`,
/// times `added_factor`, with a single rounding; then `low` and `high`; rounding to the nearest whole number, of two
/// the even one; and `zero_point`. `low` and `high` must limit the result to numbers of `u8`.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(in crate::kernel) struct Finish {
    pub(in crate::kernel) low: f32,
    pub(in crate::kernel) high: f32,
    pub(in crate::kernel) added_factor: f32,
    pub(in crate::kernel) added_zero: f32,
    pub(in crate::kernel) zero_point: i32,
}

/// Which operand of the products is read once only, and so kept out of the nearest cache as far as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum Streams {
    Neither,
    Inputs,
    Weights,
}

/// Function that computes a block, and stores another one.
///
/// # Safety
/// AMX must be available, and a guard of the thread alive. All addresses must be valid: of each step, 64 bytes of
/// inputs of each of the 16 pixels of each tile, and a tile of weights of each panel; of each store, the sums, and 16
/// values of each panel of the output. There must be at most as many stores as steps times `a_step`.
pub(in crate::kernel) type BlockFn = unsafe fn(&Block);
