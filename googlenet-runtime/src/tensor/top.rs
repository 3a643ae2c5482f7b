//! Selection of the largest values.

use std::cmp::Ordering;

/// Returns the `k` largest values (all if there are fewer) with their indices in `values`, the largest first; equal
/// values are in the order of their indices. NaN, of either sign, comes after all numbers.
pub(crate) fn top(values: &[f32], k: usize) -> Vec<(usize, f32)> {
    let mut order: Vec<(usize, f32)> = values.iter().copied().enumerate().collect();
    order.sort_by(|a, b| larger_first(a.1, b.1));
    order.truncate(k);
    order
}

/// Writes the largest values to `into`, as many as it has room for, as [`top`] returns them, and returns the part that
/// is filled.
pub(crate) fn top_into<'a>(values: &[f32], into: &'a mut [(usize, f32)]) -> &'a mut [(usize, f32)] {
    let mut filled = 0;
    for (index, value) in values.iter().copied().enumerate() {
        let before = |entry: &(usize, f32)| larger_first(entry.1, value) != Ordering::Greater;
        let at = into[..filled].partition_point(before);
        if at == into.len() {
            continue;
        }
        filled = (filled + 1).min(into.len());
        into[at..filled].rotate_right(1);
        into[at] = (index, value);
    }
    &mut into[..filled]
}

fn larger_first(a: f32, b: f32) -> Ordering {
    match (a.is_nan(), b.is_nan()) {
        (false, false) => b.total_cmp(&a),
        (a, b) => a.cmp(&b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_select_the_same() {
        let mut values: Vec<f32> = (0..200).map(|at| ((at * 37) % 50) as f32 - 25.0).collect();
        values[3] = f32::INFINITY;
        values[4] = -0.0;
        values[5] = f32::NEG_INFINITY;
        for room in [0, 1, 7, 199, 200, 205] {
            let mut into = vec![(9, 9.0); room];
            assert_eq!(top_into(&values, &mut into), top(&values, room));
        }
    }

    #[test]
    fn nan_comes_last() {
        let values = [-f32::NAN, 1.0, f32::NAN, f32::NEG_INFINITY, 2.0];
        let places = |top: &[(usize, f32)]| top.iter().map(|entry| entry.0).collect::<Vec<_>>();
        assert_eq!(places(&top(&values, 5)), [4, 1, 3, 0, 2]);
        let mut into = [(0, 0.0); 5];
        assert_eq!(places(top_into(&values, &mut into)), [4, 1, 3, 0, 2]);
        let mut into = [(0, 0.0); 2];
        assert_eq!(places(top_into(&values, &mut into)), [4, 1]);
    }
}
