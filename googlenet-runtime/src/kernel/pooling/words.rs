//! Maximum pooling of 8-bit integers, and of bfloat16 numbers of which none is negative: these are ordered as the
//! integers are that have their bits.

use super::Edge;
use super::ordered::{Bytes, Numbers, Ordered};
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::element::Bf16;
use crate::kernel::number::Number;
use crate::kernel::view::View;
use googlenet_dsl::plan::LANES;
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::Range;

/// Largest number of columns whose maxima are held at a time.
const COLUMNS: usize = 128;

/// Rows of panels side by side that are pooled, with their windows.
struct Pooled<'a, T> {
    /// First lane of the first pixel of the first panel in the input and in the output.
    from: *const T,
    to: *mut T,
    /// Numbers of elements from one row to the next, and from one pixel to the next.
    from_strides: [usize; 2],
    to_strides: [usize; 2],
    /// Number of lanes of all panels.
    lanes: usize,
    /// Rows of the output, and columns of all of them.
    rows: Range<usize>,
    columns: usize,
    edges: &'a [Edge; 2],
}

/// Computes rows of panels of the output as [`max_rows`] does, of 8-bit integers of one scale and zero point.
///
/// # Safety
/// As for [`max_rows`].
pub(super) unsafe fn max_rows_of_bytes(
    isa: Isa,
    maps: [&View<'_, u8>; 2],
    panels: Range<usize>,
    rows: Range<usize>,
    edges: &[Edge; 2],
) -> bool {
    let [one, four] = [entry::<MaxRows<Bytes<LANES>>>, entry::<MaxRows<Bytes<64>>>];
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { max_rows_of(isa, [one, four], maps, panels, rows, edges) }
}

/// Computes rows of panels of the output that lie in a group, if both maps are in blocks, taps lie side by side, few
/// enough of them, and no number under the windows is negative, zero and NaN included. Otherwise returns `false`; what
/// the rows hold then is not their maxima.
///
/// # Safety
/// No other code may access the panels' lanes of the rows; the processor must have the instruction set.
///
/// # Panics
/// Panics if the maps have no such rows or panels.
pub(super) unsafe fn max_rows(
    isa: Isa,
    maps: [&View<'_, Bf16>; 2],
    panels: Range<usize>,
    rows: Range<usize>,
    edges: &[Edge; 2],
) -> bool {
    let kernel = entry::<MaxRows<Numbers>>;
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { max_rows_of(isa, [kernel; 2], maps, panels, rows, edges) }
}

/// Function that returns the kernel of an instruction set for rows of elements of the type `T`.
type Entry<T> = fn(Isa) -> for<'a> unsafe fn((&'a Pooled<'a, T>, &'a mut bool));

/// Computes rows as [`max_rows`] does, with a kernel for any number of panels and one for multiples of four.
///
/// # Safety
/// As for [`max_rows`].
unsafe fn max_rows_of<T: Number>(
    isa: Isa,
    kernels: [Entry<T>; 2],
    [source, target]: [&View<'_, T>; 2],
    mut panels: Range<usize>,
    rows: Range<usize>,
    edges: &[Edge; 2],
) -> bool {
    let (from, to) = (source.layout, target.layout);
    let [down, across] = edges;
    let fits = from.is_in_blocks()
        && to.is_in_blocks()
        && [down.dilation, across.dilation] == [1; 2]
        && across.kernel <= COLUMNS;
    if !fits || rows.is_empty() || panels.is_empty() {
        return false;
    }
    let places = [from, to].map(|layout| (layout.phase, layout.side));
    if panels.len() > 1 && places[0] != places[1] {
        // Panels that share a group in one map need not share one in the other.
        return panels.all(|panel| {
            let maps = [source, target];
            // SAFETY: the caller upholds the safety requirements of this function.
            unsafe { max_rows_of(isa, kernels, maps, panel..panel + 1, rows.clone(), edges) }
        });
    }
    // Called for their bounds checks only: all other rows lie before these.
    source.panel(panels.end - 1, down.under(rows.end - 1).end - 1);
    target.panel(panels.end - 1, rows.end - 1);
    let pooled = Pooled {
        from: source.panel(panels.start, 0).cast_const(),
        to: target.panel(panels.start, 0),
        from_strides: [from.row_stride, from.pixel_stride],
        to_strides: [to.row_stride, to.pixel_stride],
        lanes: panels.len() * LANES,
        rows,
        columns: to.size[1],
        edges,
    };
    let [one, four] = kernels;
    let kernel = match panels.len().is_multiple_of(4) {
        true => four(isa),
        false => one(isa),
    };
    let mut is_signed = false;
    // SAFETY: the rows lie inside the maps, as checked above; the caller guarantees the rest.
    unsafe { kernel((&pooled, &mut is_signed)) };
    !is_signed
}

/// Kernel of [`max_rows`], which sets the flag and ends if a number is negative.
struct MaxRows<N>(PhantomData<N>);

impl<N: Ordered> Kernel for MaxRows<N> {
    type Args<'a> = (&'a Pooled<'a, N::Element>, &'a mut bool);

    #[inline(always)]
    unsafe fn run<S: Simd>((pooled, is_signed): Self::Args<'_>) {
        let [down, across] = pooled.edges;
        let inner = across.inner(pooled.columns);
        let most = (COLUMNS - across.kernel) / across.stride + 1;
        let mut held = [const { MaybeUninit::<N::Held<S>>::uninit() }; COLUMNS];
        let mut first = 0;
        while first < pooled.columns {
            let outputs = first..pooled.columns.min(first + most);
            let begin = across.under(first).start;
            let end = across.under(outputs.end - 1).end;
            for y in pooled.rows.clone() {
                let under = down.under(y);
                let at = under.start * pooled.from_strides[0] + begin * pooled.from_strides[1];
                let count = under.len();
                for lane in (0..pooled.lanes).step_by(N::LEN) {
                    // SAFETY: rows and columns lie inside the maps, at most as many columns as are held, all of which
                    // are written; the caller guarantees the rest.
                    unsafe {
                        let from = pooled.from.add(at + lane);
                        let held = &mut held[..end - begin];
                        let signs = match count {
                            2 => columns::<S, N, 2>(pooled, from, count, held),
                            3 => columns::<S, N, 3>(pooled, from, count, held),
                            _ => columns::<S, N, 0>(pooled, from, count, held),
                        };
                        if N::is_any_negative::<S>(signs) {
                            *is_signed = true;
                            return;
                        }
                        let held = std::slice::from_raw_parts(held.as_ptr().cast(), held.len());
                        let to = pooled.to.add(y * pooled.to_strides[0] + lane);
                        across_columns::<S, N>(pooled, held, begin, to, &outputs, &inner);
                    }
                }
            }
            first = outputs.end;
        }
    }
}

/// Writes the maxima of the columns from the one at `from` on to `held`, and returns what has a negative word where a
/// number is negative. There are `COUNT` rows or, if that is 0, `count`.
///
/// # Safety
/// There must be these columns and rows, at least one; the processor must have the instruction set.
#[inline(always)]
unsafe fn columns<S: Simd, N: Ordered, const COUNT: usize>(
    pooled: &Pooled<'_, N::Element>,
    from: *const N::Element,
    count: usize,
    held: &mut [MaybeUninit<N::Held<S>>],
) -> N::Held<S> {
    let [row_stride, step] = pooled.from_strides;
    let count = if COUNT > 0 { COUNT } else { count };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let mut signs = N::zero::<S>();
        let mut from = from;
        for held in held {
            let mut max = N::load::<S>(from);
            signs = N::or::<S>(signs, max);
            for row in 1..count {
                let words = N::load::<S>(from.add(row * row_stride));
                signs = N::or::<S>(signs, words);
                max = N::max::<S>(max, words);
            }
            held.write(max);
            from = from.wrapping_add(step);
        }
        signs
    }
}

/// Stores the outputs `outputs` of a row: the maxima of the columns under each window, of which `held` has those from
/// column `begin` on. Windows of the outputs `inner` lie inside the map.
///
/// # Safety
/// The outputs must be writable; the processor must have the instruction set.
#[inline(always)]
unsafe fn across_columns<S: Simd, N: Ordered>(
    pooled: &Pooled<'_, N::Element>,
    held: &[N::Held<S>],
    begin: usize,
    to: *mut N::Element,
    outputs: &Range<usize>,
    inner: &Range<usize>,
) {
    let across = &pooled.edges[1];
    let step = pooled.to_strides[1];
    let start = inner.start.clamp(outputs.start, outputs.end);
    let end = inner.end.clamp(start, outputs.end);
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        for x in (outputs.start..start).chain(end..outputs.end) {
            let under = across.under(x);
            let held = &held[under.start - begin..under.end - begin];
            let mut max = held[0];
            for words in &held[1..] {
                max = N::max::<S>(max, *words);
            }
            N::store::<S>(to.add(x * step), max);
        }
        if start == end {
            return;
        }
        let first = start * across.stride - across.before - begin;
        assert!(first + (end - start - 1) * across.stride + across.kernel <= held.len());
        let mut under = held.as_ptr().add(first);
        let mut to = to.add(start * step);
        for _ in start..end {
            let mut max = *under;
            if across.kernel == 3 {
                max = N::max::<S>(N::max::<S>(max, *under.add(1)), *under.add(2));
            } else {
                for column in 1..across.kernel {
                    max = N::max::<S>(max, *under.add(column));
                }
            }
            N::store::<S>(to, max);
            under = under.wrapping_add(across.stride);
            to = to.wrapping_add(step);
        }
    }
}
