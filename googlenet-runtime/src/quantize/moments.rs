//! Second moments of what layers with quantised weights read.

use crate::kernel::{Isa, add_gram};

/// Width of a row is a multiple of this.
const BLOCK: usize = 16;

/// Largest number of rows with which sums of products of 8 bits are exact in `f32`.
pub(super) const MOST_ROWS: usize = 256;

/// Sums over rows of whole numbers of at most 8 bits, of their values and of the products of each two, in double precision:
/// exact, so that the order of the images does not matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Moments {
    sums: Vec<f64>,
    /// Lower triangle, row by row.
    products: Vec<f64>,
    rows: u64,
    /// Rows that are not in the sums yet.
    waiting: Vec<f32>,
}

impl Moments {
    /// Returns the moments of rows of `values` values, of which there are none yet.
    pub(super) fn new(values: usize) -> Moments {
        Moments {
            sums: vec![0.0; values],
            products: vec![0.0; triangle(values)],
            rows: 0,
            waiting: Vec::new(),
        }
    }

    /// Returns the size in bytes of the moments of rows of `values` values.
    pub(super) fn bytes(values: usize) -> usize {
        values.saturating_mul(values.saturating_add(1)) / 2 * size_of::<f64>()
    }

    /// Returns the width of a row: the number of its values, rounded up to blocks.
    pub(super) fn width(&self) -> usize {
        self.sums.len().next_multiple_of(BLOCK)
    }

    /// Adds rows, at most [`MOST_ROWS`], each filled up with zeros to [`Moments::width`].
    pub(super) fn add(&mut self, rows: &[f32], buffer: &mut Vec<f32>) {
        if self.waiting.len() + rows.len() > MOST_ROWS * self.width() {
            self.sum(buffer);
        }
        self.waiting.extend_from_slice(rows);
    }

    /// Adds the rows that wait to the sums.
    fn sum(&mut self, buffer: &mut Vec<f32>) {
        let (width, rows) = (self.width(), std::mem::take(&mut self.waiting));
        buffer.clear();
        buffer.resize(width * width, 0.0);
        add_gram(Isa::chosen(), width, &rows, buffer);
        let mut products = self.products.as_mut_slice();
        for (at, row) in buffer.chunks_exact(width).enumerate().take(self.sums.len()) {
            let (own, rest) = products.split_at_mut(at + 1);
            for (sum, product) in own.iter_mut().zip(row) {
                *sum += f64::from(*product);
            }
            products = rest;
        }
        for row in rows.chunks_exact(width) {
            for (sum, value) in self.sums.iter_mut().zip(row) {
                *sum += f64::from(*value);
            }
            self.rows += 1;
        }
    }

    /// Returns the number of values of a row.
    pub(super) fn values(&self) -> usize {
        self.sums.len()
    }

    /// Returns the means of the products of two values as the lower triangle of a matrix, row by row: those of their
    /// distances from their means if `centered`. `None` if there was no row.
    pub(super) fn matrix(mut self, centered: bool) -> Option<Vec<f64>> {
        self.sum(&mut Vec::new());
        let rows = (self.rows > 0).then_some(self.rows as f64)?;
        let mut at = 0;
        for i in 0..self.sums.len() {
            for j in 0..=i {
                let means = match centered {
                    true => self.sums[i] / rows * (self.sums[j] / rows),
                    false => 0.0,
                };
                self.products[at] = self.products[at] / rows - means;
                at += 1;
            }
        }
        Some(self.products)
    }
}

/// Returns the number of values of a triangle of `rows` rows.
fn triangle(rows: usize) -> usize {
    rows * (rows + 1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_means_of_products() {
        let mut moments = Moments::new(3);
        let mut buffer = Vec::new();
        let rows = [[1.0, 2.0, 0.0], [3.0, -2.0, 255.0], [2.0, 0.0, 0.0]];
        for rows in [&rows[..1], &rows[1..]] {
            let padded: Vec<f32> = (rows.iter())
                .flat_map(|row| row.iter().copied().chain([0.0; 13]))
                .collect();
            moments.add(&padded, &mut buffer);
        }
        let whole = moments.clone().matrix(false).expect("rows");
        let third = |sums: [f64; 6]| sums.map(|sum| sum / 3.0).to_vec();
        assert_eq!(whole, third([14.0, -4.0, 8.0, 765.0, -510.0, 65025.0]));
        let centered = moments.matrix(true).expect("rows");
        assert!((centered[0] - 2.0 / 3.0).abs() < 1e-12, "{centered:?}");
        assert!((centered[3] - 85.0).abs() < 1e-9, "{centered:?}");
        assert_eq!(Moments::new(2).matrix(true), None);
    }
}
