//! Search for values that are NaN or infinite.

use crate::Error;

/// The values of a slice that are NaN or infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct NonFinite {
    /// Index of the first of them.
    pub(crate) first: usize,
    pub(crate) value: f32,
    pub(crate) count: usize,
}

/// Number of values that are looked at without a branch.
const CHUNK: usize = 1024;
/// Number of values that are looked at side by side, as vector registers have lanes.
const LANES: usize = 16;
/// The bits of a value's exponent, all of which are set in NaN and infinity alone.
const EXPONENT: u32 = 0x7f80_0000;

/// Finds the values that are NaN or infinite; `None` if all are finite.
pub(crate) fn non_finite(values: &[f32]) -> Option<NonFinite> {
    let mut found: Option<NonFinite> = None;
    for (at, chunk) in values.chunks(CHUNK).enumerate() {
        if all_finite(chunk) {
            continue;
        }
        let wrong = chunk.iter().enumerate();
        for (index, value) in wrong.filter(|(_, value)| !value.is_finite()) {
            let new = || NonFinite {
                first: at * CHUNK + index,
                value: *value,
                count: 0,
            };
            found.get_or_insert_with(new).count += 1;
        }
    }
    found
}

fn all_finite(values: &[f32]) -> bool {
    let (rows, rest) = values.as_chunks::<LANES>();
    let mut wrong = [0_u32; LANES];
    for row in rows {
        for (wrong, value) in wrong.iter_mut().zip(row) {
            // The highest bit is set where all bits of the exponent are.
            *wrong |= (value.to_bits() & EXPONENT) + (1 << EXPONENT.trailing_zeros());
        }
    }
    let wrong = wrong.iter().fold(0, |all, wrong| all | wrong);
    wrong >> 31 == 0 && rest.iter().all(|value| value.is_finite())
}

/// Returns the position, an index for each axis of `shape`, of the value with the index `at`, last axis innermost. An
/// axis in front of the others counts those beyond.
pub(crate) fn place(mut at: usize, shape: &[usize]) -> Vec<usize> {
    let mut place: Vec<usize> = shape
        .iter()
        .rev()
        .map(|size| {
            let index = at % size.max(&1);
            at /= size.max(&1);
            index
        })
        .collect();
    place.push(at);
    place.reverse();
    place
}

/// Checks that no value is NaN or infinite. Sessions do not look at what they read and write; this is for inputs of
/// unknown origin, and for results before they are used. `what` names the values in the error, such as ``the output
/// `classes` ``; `dims` are the axes of one image's values.
///
/// # Errors
/// [`Error::NonFinite`] with the first such value and the number of all.
pub fn check_finite(what: impl Into<String>, values: &[f32], dims: &[usize]) -> Result<(), Error> {
    match non_finite(values) {
        None => Ok(()),
        Some(found) => Err(Error::NonFinite {
            what: what.into(),
            place: place(found.first, dims),
            value: found.value,
            count: found.count,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_is_found() {
        let mut values = vec![f32::MAX; 3 * CHUNK + 5];
        values[7] = -0.0;
        values[8] = f32::MIN_POSITIVE / 2.0;
        assert_eq!(non_finite(&values), None);
        for (at, bad) in [
            (3 * CHUNK + 4, f32::NAN),
            (CHUNK, f32::NEG_INFINITY),
            (CHUNK - 1, f32::INFINITY),
        ] {
            values[at] = bad;
            assert_eq!(non_finite(&values).map(|found| found.first), Some(at));
        }
        let found = non_finite(&values).expect("three");
        assert_eq!((found.count, found.value), (3, f32::INFINITY));
        assert_eq!(non_finite(&[]), None);
    }

    #[test]
    fn places_are_of_images() {
        assert_eq!(place(23, &[3, 4]), [1, 2, 3]);
        assert_eq!(place(5, &[5]), [1, 0]);
        assert_eq!(place(2, &[]), [2]);
    }
}
