//! The largest of several values.

/// Returns the `k` largest values with their indices, the largest first; equal values are in the order of their
/// indices.
pub(crate) fn top(values: &[f32], k: usize) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.truncate(k);
    order
}
