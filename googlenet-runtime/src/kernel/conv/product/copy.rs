//! Copies of inputs that a product cannot read where they lie: of another type, NHWC, without the border that windows
//! need, or beside other maps.

use super::super::descriptor::ConvDescriptor;
use super::super::quantized::scaling;
use super::grid::Grid;
use super::numbers::{self, SIZES, U8, entry_of, load, load_part, quantised, store, store_part};
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::arena::READABLE;
use googlenet_dsl::plan::{ALIGN, LANES, Layout};
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
    /// Scale and zero point of the map, or of the integers that are made of its values.
    scale: [f32; 2],
}

impl Copied {
    pub(super) fn new(descriptor: &ConvDescriptor, grid: &Grid) -> Copied {
        let [top, left, ..] = descriptor.reach;
        Copied {
            layout: Arc::clone(&descriptor.input),
            padding: [top, left],
            bytes: grid.bytes() + READABLE,
            scale: scaling(&descriptor.input),
        }
    }

    /// Copies the rows `rows` of an image's inputs, counted with the padding, rounded to the type of the copy; of 8-bit
    /// integers to bfloat16 numbers the distances from the zero point, which are exact. `from` is the first channel of the first pixel, `to` the beginning of the copy.
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
        let zero = match grid.element {
            1 => self.scale[1] as u8,
            _ => 0,
        };
        let inner = self.padding[0]..self.padding[0] + self.layout.size[0];
        // What steps read behind the last row is finite.
        // SAFETY: the copy has memory behind its rows.
        unsafe { to.add(rows.end * grid.row).write_bytes(0, ALIGN) };
        for (row, group) in rows.flat_map(|row| (0..grid.groups).map(move |group| (row, group))) {
            let at = group * grid.group + row * grid.row;
            let side = grid.lanes().div_ceil(LANES);
            // Pixels of which all lanes are copied need not be cleared before.
            let all_lanes = side == 1 || (group + 1) * side <= grid.channels.blocks();
            let left = self.padding[1] * grid.pixel;
            let cleared = match inner.contains(&row) {
                true if all_lanes => [0..left, left + width * grid.pixel..grid.row],
                _ => [0..grid.row, 0..0],
            };
            for part in cleared {
                // SAFETY: the part of the row lies inside the copy.
                unsafe {
                    let part_start = to.add(at + part.start);
                    part_start.write_bytes(zero, part.len());
                }
            }
            if !inner.contains(&row) {
                continue;
            }
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
                    to: unsafe {
                        to.add(at + self.padding[1] * grid.pixel + place * LANES * grid.element)
                    },
                    pixels: width,
                    len: channels.len,
                    step: self.layout.pixel_stride,
                    lanes: grid.lanes().min(LANES),
                    pixel: grid.lanes(),
                    scale: self.scale,
                };
                let kernel = match grid.element {
                    1 => entry_of!(self.layout.dtype, isa, CopyRow, { numbers::U8 }),
                    _ => entry_of!(self.layout.dtype, isa, CopyRow, { numbers::BF16 }),
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
    to: *mut u8,
    pixels: usize,
    /// Number of channels.
    len: usize,
    /// Number of elements from a pixel of the map to the next.
    step: usize,
    /// Number of elements that are written of a pixel of the copy, and from it to the next.
    lanes: usize,
    pixel: usize,
    /// Scale and zero point of values that become 8-bit integers, or of such integers.
    scale: [f32; 2],
}

/// Kernel that copies a row of numbers of the type `FROM` to numbers of the type `TO`.
struct CopyRow<const FROM: usize, const TO: usize>;

impl<const FROM: usize, const TO: usize> Kernel for CopyRow<FROM, TO> {
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
        let whole = table;
        let values_of_row = (row.pixels - 1) * row.step + row.len;
        let full = most * row.lanes == LANES;
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            // While 16 values are left, though not all of them are of these pixels.
            while full && x + most <= row.pixels && x * row.step + LANES <= values_of_row {
                let values = load::<S, FROM>(row.from.add(x * row.step * SIZES[FROM]));
                let lanes = S::pick(S::broadcast(0.0), values, &whole);
                let lanes = match (FROM, TO) {
                    (U8, U8) => lanes,
                    (U8, _) => S::subtract(lanes, S::broadcast(row.scale[1])),
                    (_, U8) => quantised::<S>(lanes, row.scale),
                    _ => lanes,
                };
                store::<S, TO>(row.to.add(x * row.pixel * SIZES[TO]), lanes);
                x += most;
            }
            while x < row.pixels {
                let count = most.min(row.pixels - x);
                for lane in count * row.lanes..LANES {
                    table[lane] = -1;
                }
                let values = (count - 1) * row.step + row.len;
                let from = row.from.add(x * row.step * SIZES[FROM]);
                let loaded = match values == LANES {
                    true => load::<S, FROM>(from),
                    false => load_part::<S, FROM>(from, values),
                };
                let lanes = S::pick(S::broadcast(0.0), loaded, &table);
                let lanes = match (FROM, TO) {
                    (U8, U8) => lanes,
                    (U8, _) => S::subtract(lanes, S::broadcast(row.scale[1])),
                    (_, U8) => quantised::<S>(lanes, row.scale),
                    _ => lanes,
                };
                let to = row.to.add(x * row.pixel * SIZES[TO]);
                match count * row.lanes {
                    LANES => store::<S, TO>(to, lanes),
                    stored => store_part::<S, TO>(to, lanes, stored),
                }
                x += count;
            }
        }
    }
}
