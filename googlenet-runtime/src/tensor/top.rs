//! The largest of some values.

/// The `k` largest values with their places, largest first; of equal ones the first is first.
pub(crate) fn top(values: &[f32], k: usize) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.truncate(k);
    order
}
