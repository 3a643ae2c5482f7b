//! Copies of inputs that a product cannot read where they lie: of another type, NHWC, without the border that windows need, or
//! beside other maps.

use super::super::descriptor::ConvDescriptor;
use super::grid::Grid;
use crate::kernel::Isa;
use crate::kernel::arena::READABLE;
use crate::kernel::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::{LANES, Layout};
use googlenet_dsl::value::DType;
use std::ops::Range;
use std::sync::Arc;

/// What the copy of an image's inputs is made of.
#[derive(Debug)]
pub(super) struct Copied {
    layout: Arc<Layout>,
    /// Rows above and columns on the left of the map.
    padding: [usize; 2],
    /// Bytes of the copy, and of what tiles read beyond.
    pub(super) bytes: usize,
}


impl Copied {
    pub(super) fn new(descriptor: &ConvDescriptor, grid: &Grid) -> Copied {
        let [top, left, ..] = descriptor.reach;
        Copied {
            layout: Arc::clone(&descriptor.input),
            padding: [top, left],
            bytes: grid.bytes() + READABLE,
        }
    }

    /// Copies the rows `rows` of an image's inputs, counted with the padding, rounded to bfloat16. `from` is the first channel
    /// of the first pixel, `to` the beginning of the copy.
    ///
    /// # Safety
    /// The map must be valid at `from`, and the copy at `to`, which nobody else accesses; the processor must have the
    /// instruction set.
    pub(super) unsafe fn copy(
        &self,
        grid: &Grid,
        isa: Isa,
        rows: Range<usize>,
        from: *const u8,
        to: *mut u8,
    ) {
        let width = self.layout.size[1];
        let size = self.layout.dtype.size();
        let inner = self.padding[0]..self.padding[0] + self.layout.size[0];
        for (row, group) in rows.flat_map(|row| (0..grid.groups).map(move |group| (row, group))) {
            let at = group * grid.group + row * grid.row;
            // SAFETY: the row lies inside the copy.
            unsafe { to.add(at).write_bytes(0, grid.row) };
            if !inner.contains(&row) {
                continue;
            }
            let side = grid.lanes().div_ceil(LANES);
            for place in 0..side {
                let block = group * side + place;
                if block >= grid.channels.blocks() {
                    continue;
                }
                let channels = grid.channels.block(block);
                let begin = match self.layout.is_in_blocks() {
                    true => self.layout.block_offset(block),
                    false => channels.first,
                };
                let y = row - inner.start;
                let args = Row {
                    // SAFETY: the row is one of the map's.
                    from: unsafe { from.add((begin + y * self.layout.row_stride) * size) },
                    // SAFETY: the pixel lies inside the copy.
                    to: unsafe { to.add(at + self.padding[1] * grid.pixel + place * LANES * grid.element) }.cast(),
                    pixels: width,
                    len: channels.len,
                    step: self.layout.pixel_stride,
                    lanes: grid.lanes().min(LANES),
                    pixel: grid.lanes(),
                };
                let kernel = match self.layout.dtype {
                    DType::F32 => entry::<CopyRow<false>>(isa),
                    _ => entry::<CopyRow<true>>(isa),
                };
                // SAFETY: the rows were checked above; the caller guarantees the instruction set.
                unsafe { kernel(args) };
            }
        }
    }
}

/// A row of at most 16 channels of a map.
struct Row {
    from: *const u8,
    to: *mut u16,
    pixels: usize,
    /// Number of channels.
    len: usize,
    /// Number of elements from a pixel of the map to the next.
    step: usize,
    /// Number of elements that are written of a pixel of the copy, and from it to the next.
    lanes: usize,
    pixel: usize,
}

/// Kernel that copies a row, of bfloat16 numbers if `BF16` is set and of `f32` values otherwise.
struct CopyRow<const BF16: bool>;

impl<const BF16: bool> Kernel for CopyRow<BF16> {
    type Args<'a> = Row;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(row: Row) {
        // Several pixels of few channels at once.
        let fit = row.lanes == row.pixel && (LANES / row.lanes - 1) * row.step + row.len <= LANES;
        let most = if fit { LANES / row.lanes } else { 1 };
        let mut table = [-1i32; LANES];
        for pixel in 0..most {
            for channel in 0..row.len {
                table[pixel * row.lanes + channel] = (pixel * row.step + channel) as i32;
            }
        }
        let mut x = 0;
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            while x < row.pixels {
                let count = most.min(row.pixels - x);
                for lane in count * row.lanes..LANES {
                    table[lane] = -1;
                }
                let values = (count - 1) * row.step + row.len;
                let at = x * row.step;
                let loaded = match (BF16, values == LANES) {
                    (false, true) => S::load(row.from.cast::<f32>().add(at)),
                    (false, false) => S::load_part(row.from.cast::<f32>().add(at), values),
                    (true, true) => S::load_bf16(row.from.cast::<u16>().add(at)),
                    (true, false) => S::load_bf16_part(row.from.cast::<u16>().add(at), values),
                };
                let lanes = S::pick(S::broadcast(0.0), loaded, &table);
                let to = row.to.add(x * row.pixel);
                match count * row.lanes {
                    LANES => S::store_bf16(to, lanes),
                    stored => S::store_bf16_part(to, lanes, stored),
                }
                x += count;
            }
        }
    }
}
