//! The search for weights that are no numbers.

use googlenet_runtime::Error;
use googlenet_runtime::error::Origin;
use googlenet_runtime::weights::{Misfit, non_finite};

/// Checks weights, each given by its name, its sizes and the bytes of its values.
///
/// # Errors
/// [`Error::Weights`] with all that have values that are NaN or infinite.
pub(crate) fn finite<'w>(
    weights: impl Iterator<Item = (&'w str, &'w [usize], Vec<u8>)>,
) -> Result<(), Error> {
    let misfits = weights.filter_map(|(name, shape, bytes)| {
        let values = bytes.as_chunks::<4>().0.iter().copied();
        let values: Vec<f32> = values.map(f32::from_le_bytes).collect();
        non_finite(name, shape, &values)
    });
    let misfits: Vec<Misfit> = misfits.collect();
    match misfits.is_empty() {
        true => Ok(()),
        false => Err(Error::Weights {
            origin: Origin::Bytes,
            misfits,
        }),
    }
}
