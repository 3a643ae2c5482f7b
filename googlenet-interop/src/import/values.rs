//! Access to the values of a stored tensor.

use std::fmt;

/// A tensor of a weight file, whose values stay in the file's bytes until they are converted.
pub(crate) trait Stored: fmt::Debug + Send + Sync {
    /// Returns the sizes in the file, outermost axis first.
    fn dims(&self) -> Vec<usize>;

    /// Returns `true` if the tensor can serve as one of `shape`. The default requires equal sizes. A tensor that is
    /// accepted with other sizes must hold as many values as `shape`, and is reshaped to it.
    fn fits(&self, shape: &[usize]) -> bool {
        self.dims() == shape
    }

    /// Returns the values as stored, the last axis innermost.
    fn values(&self) -> Values<'_>;
}

/// Values of a tensor, accessed by index.
pub(crate) enum Values<'a> {
    /// Contiguous 32-bit floats, little-endian.
    Floats(&'a [u8]),
    /// Contiguous 64-bit floats, little-endian.
    Doubles(&'a [u8]),
    /// Decoded values, for a file that stores them in another form.
    Own(Vec<f32>),
}

impl Values<'_> {
    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Floats(bytes) => bytes.len() / 4,
            Values::Doubles(bytes) => bytes.len() / 8,
            Values::Own(values) => values.len(),
        }
    }

    /// Returns the value at index `at`, rounded to 32 bits.
    ///
    /// # Panics
    /// The index is out of range.
    pub(crate) fn get(&self, at: usize) -> f32 {
        match self {
            Values::Floats(bytes) => float(bytes, at),
            Values::Doubles(bytes) => double(bytes, at),
            Values::Own(values) => values[at],
        }
    }
}

/// Returns the value at index `at` of contiguous little-endian 32-bit floats.
pub(crate) fn float(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<4>();
    f32::from_le_bytes(values[at])
}

/// Returns the value at index `at` of contiguous little-endian 64-bit floats, rounded to 32 bits.
pub(crate) fn double(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<8>();
    f64::from_le_bytes(values[at]) as f32
}
