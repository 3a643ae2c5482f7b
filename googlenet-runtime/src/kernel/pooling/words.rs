//! Maximum pooling of rows of bfloat16 numbers of which none is negative: these are ordered as the integers are that have
//! their bits.

use super::row::OutputRow;
use super::{Edge, Rows};
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::element::Bf16;
use std::mem::MaybeUninit;

/// Largest number of columns whose maxima are held at a time.
const COLUMNS: usize = 128;

/// Returns `true` if [`max_row`] can pool these rows: if both maps are in blocks, and taps lie side by side, few enough
/// of them.
pub(super) fn fits(rows: &Rows<Bf16>, to: &OutputRow<Bf16>, [down, across]: &[Edge; 2]) -> bool {
    rows.in_blocks()
        && to.in_blocks
        && [down.dilation, across.dilation] == [1; 2]
        && across.kernel <= COLUMNS
}

/// Computes output row `y` as [`pool_row`](super::row::pool_row) does, which must fit. Returns `false` if a number under
/// the windows is negative, zero and NaN included; what the outputs hold then is not their maximum.
///
/// # Safety
/// As for [`pool_row`](super::row::pool_row).
pub(super) unsafe fn max_row(
    isa: Isa,
    rows: &Rows<Bf16>,
    to: &OutputRow<Bf16>,
    edges: &[Edge; 2],
    y: usize,
) -> bool {
    let mut is_signed = false;
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { entry::<MaxRow>(isa)((rows, to, edges, y, &mut is_signed)) };
    !is_signed
}

/// Kernel of [`max_row`], which sets the flag if a number is negative.
struct MaxRow;

impl Kernel for MaxRow {
    type Args<'a> = (
        &'a Rows<Bf16>,
        &'a OutputRow<Bf16>,
        &'a [Edge; 2],
        usize,
        &'a mut bool,
    );

    #[inline(always)]
    unsafe fn run<S: Simd>((rows, to, [down, across], y, is_signed): Self::Args<'_>) {
        let count = down.under(y).len();
        let most = (COLUMNS - across.kernel) / across.stride + 1;
        let mut first = 0;
        while first < to.outputs {
            let outputs = most.min(to.outputs - first);
            let begin = across.under(first).start;
            let end = across.under(first + outputs - 1).end;
            // SAFETY: the columns lie inside the map, at most as many as are held, all of which are written; the caller
            // guarantees the rest.
            unsafe {
                let mut held = [const { MaybeUninit::<S::Words>::uninit() }; COLUMNS];
                let signs = match count {
                    2 => columns::<S, 2>(rows, count, begin, &mut held[..end - begin]),
                    3 => columns::<S, 3>(rows, count, begin, &mut held[..end - begin]),
                    _ => columns::<S, 0>(rows, count, begin, &mut held[..end - begin]),
                };
                if S::is_any_negative(signs) {
                    *is_signed = true;
                    return;
                }
                let held = &held[..end - begin];
                let held = std::slice::from_raw_parts(held.as_ptr().cast(), held.len());
                across_columns::<S>(held, begin, to, across, first, outputs);
            }
            first += outputs;
        }
    }
}

/// Writes the maxima of the columns from column `begin` on to `held`, and returns what has a negative word where a
/// number is negative. There are `COUNT` rows or, if that is 0, `count`.
///
/// # Safety
/// There must be these columns and rows, at least one; the processor must have the instruction set.
#[inline(always)]
unsafe fn columns<S: Simd, const COUNT: usize>(
    rows: &Rows<Bf16>,
    count: usize,
    begin: usize,
    held: &mut [MaybeUninit<S::Words>],
) -> S::Words {
    let step = rows.step;
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let mut signs = S::zero_words();
        let firsts: [*const u16; COUNT] =
            std::array::from_fn(|row| rows.at(row).wrapping_add(begin * step).cast());
        for column in 0..held.len() {
            let at = column * step;
            if COUNT > 0 {
                let mut max = S::load_words(firsts[0].add(at));
                signs = S::or_words(signs, max);
                for row in 1..COUNT {
                    let words = S::load_words(firsts[row].add(at));
                    signs = S::or_words(signs, words);
                    max = S::max_words(max, words);
                }
                held[column].write(max);
                continue;
            }
            let first = rows.at(0).add(begin * step + at);
            let mut max = S::load_words(first.cast());
            signs = S::or_words(signs, max);
            for row in 1..count {
                let from = rows.at(row).add(begin * step + at);
                let words = S::load_words(from.cast());
                signs = S::or_words(signs, words);
                max = S::max_words(max, words);
            }
            held[column].write(max);
        }
        signs
    }
}

/// Stores outputs from the one with the index `first` on: the maxima of the columns under each window, of which `held`
/// has those from column `begin` on.
///
/// # Safety
/// The outputs must be writable; the processor must have the instruction set.
#[inline(always)]
unsafe fn across_columns<S: Simd>(
    held: &[S::Words],
    begin: usize,
    to: &OutputRow<Bf16>,
    across: &Edge,
    first: usize,
    outputs: usize,
) {
    let inner = across.inner(to.outputs);
    for x in first..first + outputs {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let output = to.to.add(x * to.step).cast::<u16>();
            if across.kernel == 3 && inner.contains(&x) {
                let start = x * across.stride - across.before - begin;
                let three = held[start..start + 3].as_ptr();
                let two = S::max_words(*three, *three.add(1));
                S::store_words(output, S::max_words(two, *three.add(2)));
                continue;
            }
            let under = across.under(x);
            let held = &held[under.start - begin..under.end - begin];
            let mut max = held[0];
            for words in &held[1..] {
                max = S::max_words(max, *words);
            }
            S::store_words(output, max);
        }
    }
}
