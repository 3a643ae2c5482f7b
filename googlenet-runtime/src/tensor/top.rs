//! Selection of the largest values.

/// Returns the `k` largest values (all if there are fewer) with their indices in `values`, the largest first; equal
/// values are in the order of their indices. Values are compared by `f32::total_cmp`.
pub(crate) fn top(values: &[f32], k: usize) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    order.truncate(k);
    order
}
