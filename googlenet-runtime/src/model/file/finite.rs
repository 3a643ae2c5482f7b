//! Weights that are NaN or infinite.

use crate::error::Misfit;
use crate::tensor::{NonFinite, place};

/// Returns the misfit of a tensor, `name` in weight files, of which `found` are the values that are not finite.
pub(super) fn misfit(name: String, shape: &[usize], found: NonFinite) -> Misfit {
    // The axis in front counts tensors.
    let place = place(found.first, shape).split_off(1);
    Misfit::NonFinite {
        name,
        place,
        value: found.value.to_string(),
        count: found.count,
    }
}

/// Checks that the values of a tensor are finite: returns the misfit of the tensor `name` with these values, last axis
/// innermost, if one is NaN or infinite.
pub fn non_finite(name: &str, shape: &[usize], values: &[f32]) -> Option<Misfit> {
    crate::tensor::non_finite(values).map(|found| misfit(name.to_owned(), shape, found))
}
