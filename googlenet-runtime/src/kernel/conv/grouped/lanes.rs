//! Kernel that copies rows of an input, each lane from a channel of its own.

use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::number::Number;
use googlenet_dsl::plan::{LANES, Layout};
use std::marker::PhantomData;

/// Lanes that come from 16 values of a pixel that lie side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    /// Number of elements from a pixel's first channel to the first of the values.
    offset: usize,
    /// Number of values that are read, 1 to 16.
    len: u8,
    /// For each lane the index of its value, or -1 if it does not come from these values.
    lanes: [i8; LANES],
}

/// Appends to `taken` where lanes come from: each from one of `channels`, of which there are at most [`LANES`].
pub(super) fn taken(input: &Layout, channels: impl Iterator<Item = usize>, taken: &mut Vec<Taken>) {
    let first = taken.len();
    for (lane, channel) in channels.enumerate() {
        let block = input.channels.holding(channel);
        let at = channel - block.first;
        let offset = input.block_offset(block.block) + at;
        let known = taken[first..]
            .iter_mut()
            .find(|known| (known.offset..known.offset + LANES).contains(&offset));
        // Blocks are read whole, other values from the first one that is needed.
        let (begin, len) = match input.channels.lanes() {
            LANES => (offset - at, LANES),
            _ => (offset, 1),
        };
        let known = match known {
            Some(known) => known,
            None => {
                taken.push(Taken {
                    offset: begin,
                    len: len as u8,
                    lanes: [-1; LANES],
                });
                let last = taken.len() - 1;
                &mut taken[last]
            }
        };
        let index = offset - known.offset;
        known.len = known.len.max(index as u8 + 1);
        known.lanes[lane] = index as i8;
    }
}

impl Taken {
    /// Returns for each lane the index of its value among 16 values that are read whole, for lanes without a channel that
    /// of the lane itself; `None` if fewer are read.
    pub(super) fn table(&self) -> Option<[i32; LANES]> {
        let index = |lane: usize| match self.lanes[lane] {
            0.. => i32::from(self.lanes[lane]),
            _ => lane as i32,
        };
        (usize::from(self.len) == LANES).then(|| std::array::from_fn(index))
    }
}

/// Rows to copy.
pub(super) struct CopiedRows<T: Number> {
    /// Address of the first channel of the first row's first pixel.
    pub(super) from: *const T,
    /// Numbers of elements from a row to the next, and from a pixel to the next.
    pub(super) steps: [usize; 2],
    /// Address of the first copied row. Rows follow each other, and have [`LANES`] values for each pixel.
    pub(super) to: *mut f32,
    pub(super) rows: usize,
    /// Number of pixels of a row that are copied.
    pub(super) pixels: usize,
    /// Numbers of pixels before and behind these, which become zero.
    pub(super) padding: [usize; 2],
    pub(super) scaling: T::Scaling,
}

/// Copies rows as `f32` values; lanes that come from nowhere become zero.
///
/// # Safety
/// The elements from which lanes come must be valid for all pixels, and not be written meanwhile; there must be room for the
/// copied rows, which no other code accesses; the processor must have the instruction set.
pub(super) unsafe fn copy_rows<T: Number>(isa: Isa, taken: &[Taken], rows: CopiedRows<T>) {
    if let [one] = taken
        && usize::from(one.len) == LANES
        && one.lanes.iter().copied().eq(0..LANES as i8)
    {
        let table = Table {
            offset: one.offset,
            ..Table::NOTHING
        };
        // SAFETY: the caller upholds the safety requirements of this function.
        return unsafe { entry::<CopyLanes<T, IN_PLACE, true>>(isa)((&[table], rows)) };
    }
    let mut tables = [Table::NOTHING; LANES];
    for (table, taken) in tables.iter_mut().zip(taken) {
        table.offset = taken.offset;
        table.len = usize::from(taken.len);
        table.lanes = taken.lanes.map(i32::from);
    }
    let tables = &tables[..taken.len()];
    let whole = tables.iter().all(|table| table.len == LANES);
    let kernel = match (tables.len(), whole) {
        (1, true) => entry::<CopyLanes<T, 1, true>>(isa),
        (2, true) => entry::<CopyLanes<T, 2, true>>(isa),
        (3, true) => entry::<CopyLanes<T, 3, true>>(isa),
        (4, true) => entry::<CopyLanes<T, 4, true>>(isa),
        (1, false) => entry::<CopyLanes<T, 1, false>>(isa),
        _ => entry::<CopyLanes<T, ANY, false>>(isa),
    };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { kernel((tables, rows)) };
}

/// Values of a pixel from which lanes come.
#[derive(Clone, Copy)]
struct Table {
    offset: usize,
    len: usize,
    lanes: [i32; LANES],
}

impl Table {
    const NOTHING: Table = Table {
        offset: 0,
        len: 0,
        lanes: [-1; LANES],
    };
}

/// Number of tables of a kernel for any number of them, and of one for a table that leaves all lanes where they are.
const ANY: usize = 0;
const IN_PLACE: usize = usize::MAX;
/// Largest number of tables of a kernel for that many.
const MOST_OWN: usize = 4;

/// Kernel of [`copy_rows`] for `COUNT` tables, or for [`ANY`] or [`IN_PLACE`]; `WHOLE` if 16 values are read for each.
struct CopyLanes<T, const COUNT: usize, const WHOLE: bool>(PhantomData<T>);

impl<T: Number, const COUNT: usize, const WHOLE: bool> Kernel for CopyLanes<T, COUNT, WHOLE> {
    type Args<'a> = (&'a [Table], CopiedRows<T>);

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>((tables, rows): (&[Table], CopiedRows<T>)) {
        // Copies that the stores cannot change, so that they stay in registers.
        let mut own = [Table::NOTHING; MOST_OWN];
        let count = if COUNT == IN_PLACE { 1 } else { COUNT };
        own[..count].copy_from_slice(&tables[..count]);
        let [before, after] = rows.padding;
        let mut to = rows.to;
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            let zero = S::broadcast(0.0);
            for row in 0..rows.rows {
                let mut from = rows.from.add(row * rows.steps[0]);
                for _ in 0..before {
                    S::store(to, zero);
                    to = to.add(LANES);
                }
                for _ in 0..rows.pixels {
                    let mut lanes = zero;
                    if COUNT == IN_PLACE {
                        lanes = T::load::<S>(from.add(own[0].offset), rows.scaling);
                    } else {
                        for at in 0..count {
                            lanes = pick::<S, T, WHOLE>(lanes, from, &own[at], rows.scaling);
                        }
                    }
                    if COUNT == ANY {
                        for at in 0..tables.len() {
                            lanes = pick::<S, T, WHOLE>(lanes, from, &tables[at], rows.scaling);
                        }
                    }
                    S::store(to, lanes);
                    to = to.add(LANES);
                    from = from.wrapping_add(rows.steps[1]);
                }
                for _ in 0..after {
                    S::store(to, zero);
                    to = to.add(LANES);
                }
            }
        }
    }
}

/// Returns `lanes` with those replaced that come from the values of a table, of the pixel at `from`.
#[inline(always)]
unsafe fn pick<S: Simd, T: Number, const WHOLE: bool>(
    lanes: S::Vector,
    from: *const T,
    table: &Table,
    scaling: T::Scaling,
) -> S::Vector {
    // SAFETY: the caller guarantees the values of the table and the instruction set.
    unsafe {
        let from = from.add(table.offset);
        let values = match WHOLE {
            true => T::load::<S>(from, scaling),
            false => T::load_part::<S>(from, table.len, scaling),
        };
        S::pick(lanes, values, &table.lanes)
    }
}
