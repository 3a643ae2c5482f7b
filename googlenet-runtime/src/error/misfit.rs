//! Mismatches between single tensors of a weight file and a network.

use super::first_of;
use std::fmt;

/// A mismatch between a tensor of a weight file and the network. Names are those in the file: path of the layer and
/// name of the weight, such as `inception_3a.conv_1x1.kernel`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// The network has the tensor, but the file, which must have it, does not.
    Missing {
        /// Name of the tensor.
        name: String,
        /// Shape of the network's tensor.
        shape: Vec<usize>,
    },
    /// The file has the tensor, but the network does not.
    Unknown {
        /// Name of the tensor.
        name: String,
        /// Most similar name among the tensors of the network that the file lacks, of which the unknown name may be a
        /// misspelling; `None` if none is similar, or if there are too many names to compare.
        nearest: Option<String>,
    },
    /// The tensor has another shape in the file than in the network.
    Shape {
        /// Name of the tensor.
        name: String,
        /// Shape of the network's tensor.
        expected: Vec<usize>,
        /// Shape of the tensor in the file.
        got: Vec<usize>,
    },
    /// The tensor's elements in the file are no floats of 16, 32 or 64 bits.
    Type {
        /// Name of the tensor.
        name: String,
        /// Element type in the file, as safetensors names it.
        got: String,
    },
    /// The tensor fits, but values are NaN or infinite.
    NonFinite {
        /// Name of the tensor.
        name: String,
        /// Position of the first such value, an index for each axis.
        place: Vec<usize>,
        /// The first such value: `NaN`, `inf` or `-inf`.
        value: String,
        /// Number of such values.
        count: usize,
    },
    /// Packed weights of a step are NaN or infinite, although the weights that they were packed from may be finite: a
    /// variance of a batch normalisation may be negative, or values may be too large.
    PackedNonFinite {
        /// Paths of the step's layers, joined by ` + `.
        step: String,
        /// The first such value: `NaN`, `inf` or `-inf`.
        value: String,
        /// Number of such values.
        count: usize,
    },
}

impl Misfit {
    pub(super) fn is_non_finite(&self) -> bool {
        matches!(
            self,
            Misfit::NonFinite { .. } | Misfit::PackedNonFinite { .. }
        )
    }

    /// Returns the name of the tensor in the file; of packed weights the paths of the step's layers.
    pub(crate) fn name(&self) -> &str {
        match self {
            Misfit::Missing { name, .. }
            | Misfit::Unknown { name, .. }
            | Misfit::Shape { name, .. }
            | Misfit::Type { name, .. }
            | Misfit::NonFinite { name, .. } => name,
            Misfit::PackedNonFinite { step, .. } => step,
        }
    }

    /// Returns a word for what does not fit, and what the file has instead, both without the tensor's name.
    pub(crate) fn finding(&self) -> (&'static str, String) {
        match self {
            Misfit::Missing { .. } => ("missing", String::new()),
            Misfit::Unknown { nearest, .. } => {
                let nearest = nearest.as_ref();
                let is_it = nearest.map(|nearest| format!("is it `{nearest}`?"));
                ("unknown", is_it.unwrap_or_default())
            }
            Misfit::Shape { expected, got, .. } => {
                let remedy = remedy(expected, got).map(|remedy| format!(" ({remedy})"));
                ("shape", format!("{got:?}{}", remedy.unwrap_or_default()))
            }
            Misfit::Type { got, .. } => ("type", got.clone()),
            Misfit::NonFinite { value, place, .. } => {
                ("not finite", format!("{value} at {place:?}"))
            }
            Misfit::PackedNonFinite { value, .. } => ("not finite", value.clone()),
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Missing { name, shape } => write!(f, "missing `{name}` {shape:?}"),
            Misfit::Unknown {
                name,
                nearest: Some(nearest),
            } => {
                write!(f, "unknown `{name}`; is it `{nearest}`?")
            }
            Misfit::Unknown {
                name,
                nearest: None,
            } => write!(f, "unknown `{name}`"),
            Misfit::Shape {
                name,
                expected,
                got,
            } => {
                write!(f, "shape of `{name}`: expected {expected:?}, got {got:?}")?;
                match remedy(expected, got) {
                    Some(remedy) => write!(f, " ({remedy})"),
                    None => Ok(()),
                }
            }
            Misfit::Type { name, got } => {
                write!(
                    f,
                    "type of `{name}`: expected F32, F16, BF16 or F64, got {got}"
                )
            }
            Misfit::NonFinite {
                name,
                place,
                value,
                count,
            } => {
                write!(f, "`{name}`: {value} at {place:?}")?;
                first_of(f, *count)
            }
            Misfit::PackedNonFinite { step, value, count } => {
                write!(f, "`{step}`: {value} once packed")?;
                first_of(f, *count)
            }
        }
    }
}

/// Returns a hint, for an error message, for a tensor of shape `got` where `expected` is needed: the transposition that
/// would fit, or that the number of values is the same. `None` if the numbers of values differ or overflow.
fn remedy(expected: &[usize], got: &[usize]) -> Option<String> {
    if let Some(axes) = transposition(expected, got) {
        let axes: Vec<String> = axes.iter().map(usize::to_string).collect();
        return Some(format!("`transpose({})` would fit", axes.join(", ")));
    }
    let count = |shape: &[usize]| {
        let sizes = shape.iter().copied();
        sizes.into_iter().try_fold(1, usize::checked_mul)
    };
    let same = count(expected).is_some_and(|expected| Some(expected) == count(got));
    same.then(|| "the same number of values in another shape".to_owned())
}

/// Returns the axes for NumPy's `transpose` that turn shape `got` into `expected`; `None` if there are none, if the
/// shapes are equal, or if they have more than 8 axes. If several orders fit, the usual ones are preferred: `2, 3, 1,
/// 0` (the kernels of other frameworks, output x input x height x width, to height x width x input x output), then the
/// reversed order.
fn transposition(expected: &[usize], got: &[usize]) -> Option<Vec<usize>> {
    let rank = expected.len();
    if got.len() != rank || expected == got || rank > 8 {
        return None;
    }
    let fits = |axes: &[usize]| {
        axes.iter()
            .zip(expected)
            .all(|(axis, size)| got[*axis] == *size)
    };
    let usual = [vec![2, 3, 1, 0], (0..rank).rev().collect()];
    let usual = usual.into_iter().filter(|axes| axes.len() == rank);
    if let Some(axes) = usual.into_iter().find(|axes| fits(axes)) {
        return Some(axes);
    }
    let mut axes: Vec<usize> = Vec::new();
    for size in expected {
        let free = (0..rank).find(|axis| got[*axis] == *size && !axes.contains(axis));
        axes.push(free?);
    }
    Some(axes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn said(expected: &[usize], got: &[usize], remedy: &str) {
        let misfit = Misfit::Shape {
            name: "a.kernel".into(),
            expected: expected.to_vec(),
            got: got.to_vec(),
        };
        let shapes = format!("shape of `a.kernel`: expected {expected:?}, got {got:?}");
        assert_eq!(misfit.to_string(), format!("{shapes}{remedy}"));
    }

    #[test]
    fn kernels_of_other_frameworks_are_known() {
        said(
            &[7, 7, 3, 64],
            &[64, 3, 7, 7],
            " (`transpose(2, 3, 1, 0)` would fit)",
        );
        said(
            &[3, 3, 64, 64],
            &[64, 64, 3, 3],
            " (`transpose(2, 3, 1, 0)` would fit)",
        );
        said(
            &[1024, 1000],
            &[1000, 1024],
            " (`transpose(1, 0)` would fit)",
        );
        said(
            &[5, 3, 8, 4],
            &[5, 3, 4, 8],
            " (`transpose(0, 1, 3, 2)` would fit)",
        );
    }

    #[test]
    fn other_shapes_are_not_transposed() {
        said(
            &[1024, 1000],
            &[1, 1, 1024, 1000],
            " (the same number of values in another shape)",
        );
        said(
            &[4, 9],
            &[6, 6],
            " (the same number of values in another shape)",
        );
        said(&[4, 9], &[9, 5], "");
        said(&[64], &[63], "");
        said(&[1, 2], &[usize::MAX, 2], "");
    }
}
