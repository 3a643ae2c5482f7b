//! The values of a stored tensor.

use std::fmt;

/// A tensor of a weight file, whose values stay where they lie until they are asked for.
pub(crate) trait Stored: fmt::Debug + Send + Sync {
    /// Its sizes in the file, outermost first.
    fn dims(&self) -> Vec<usize>;

    /// Whether it counts as one of that shape; other sizes of as many values are then brought to it.
    fn fits(&self, shape: &[usize]) -> bool {
        self.dims() == shape
    }

    /// The values, last axis innermost.
    fn values(&self) -> Values<'_>;
}

/// Values by place.
pub(crate) enum Values<'a> {
    /// 32-bit floats side by side, little-endian.
    Floats(&'a [u8]),
    /// 64-bit floats side by side, little-endian.
    Doubles(&'a [u8]),
    /// Of a file that has them otherwise.
    Own(Vec<f32>),
}

impl Values<'_> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Floats(bytes) => bytes.len() / 4,
            Values::Doubles(bytes) => bytes.len() / 8,
            Values::Own(values) => values.len(),
        }
    }

    /// The value at a place.
    ///
    /// # Panics
    /// There are not so many.
    pub(crate) fn get(&self, at: usize) -> f32 {
        match self {
            Values::Floats(bytes) => float(bytes, at),
            Values::Doubles(bytes) => double(bytes, at),
            Values::Own(values) => values[at],
        }
    }
}

/// One of 32-bit floats side by side.
pub(crate) fn float(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<4>();
    f32::from_le_bytes(values[at])
}

/// One of 64-bit floats side by side.
pub(crate) fn double(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<8>();
    f64::from_le_bytes(values[at]) as f32
}
