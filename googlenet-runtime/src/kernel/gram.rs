//! Products of all pairs of columns of a matrix, as those of what a layer reads.

use super::Isa;
use super::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::LANES;

/// Number of rows of sums that are kept in registers.
const ROWS: usize = 4;

/// Adds to `sums`, a square matrix of `width` rows, the products of each column of `rows` with those up to the same block of
/// 16: `sums[i * width + j] += Σ rows[n * width + i] * rows[n * width + j]` for all `j` up to `i`, and some behind. Whole
/// numbers give the same sums on all instruction sets, as long as no sum exceeds 2^24.
///
/// # Panics
/// Panics if `width` is no multiple of 16, or if the slices do not hold rows of it, as many of `sums` as its width.
pub(crate) fn add_gram(isa: Isa, width: usize, rows: &[f32], sums: &mut [f32]) {
    assert!(width.is_multiple_of(LANES), "columns are in blocks of 16");
    assert!(
        width == 0 || rows.len().is_multiple_of(width),
        "rows are whole"
    );
    assert_eq!(sums.len(), width * width, "sums are a square matrix");
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; sizes were
    // checked.
    unsafe { entry::<AddGram>(isa)((width, rows, sums)) };
}

struct AddGram;

impl Kernel for AddGram {
    type Args<'a> = (usize, &'a [f32], &'a mut [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((width, rows, sums): Self::Args<'_>) {
        let count = rows.len().checked_div(width).unwrap_or(0);
        for first in (0..width).step_by(ROWS) {
            for block in (0..=first).step_by(LANES) {
                // SAFETY: `first + ROWS` and `block + LANES` are at most `width`, a multiple of both; the matrices have
                // whole rows of it.
                unsafe {
                    let to = sums.as_mut_ptr().add(first * width + block);
                    let mut own = [S::broadcast(0.0); ROWS];
                    for (at, own) in own.iter_mut().enumerate() {
                        *own = S::load(to.add(at * width));
                    }
                    for row in 0..count {
                        let row = rows.as_ptr().add(row * width);
                        let columns = S::load(row.add(block));
                        for (at, own) in own.iter_mut().enumerate() {
                            *own = S::multiply_add(*row.add(first + at), columns, *own);
                        }
                    }
                    for (at, own) in own.into_iter().enumerate() {
                        S::store(to.add(at * width), own);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::isas;

    #[test]
    fn sums_of_products_are_those_of_whole_numbers() {
        for (count, width) in [(0, 16), (1, 16), (3, 32), (64, 48), (7, 0)] {
            let at = |at: usize| f64::from(crate::weights::formula(9, at as u64) as f32);
            let whole = |value: f64| (value * 127.0).round_ties_even() as f32;
            let rows: Vec<f32> = (0..count * width).map(|place| whole(at(place))).collect();
            let before = |place: usize| (place % 7) as f32;
            for isa in isas() {
                let mut sums: Vec<f32> = (0..width * width).map(before).collect();
                add_gram(isa, width, &rows, &mut sums);
                for i in 0..width {
                    for j in 0..=i {
                        let products =
                            (0..count).map(|n| rows[n * width + i] * rows[n * width + j]);
                        let expected = before(i * width + j) + products.sum::<f32>();
                        assert_eq!(sums[i * width + j], expected, "{isa}: {i}, {j}");
                    }
                }
            }
        }
    }
}
