//! Access to the values of a tensor of a weight file.

use std::fmt;

/// A tensor of a weight file, whose values are not converted before [`Stored::values`] is called.
pub(crate) trait Stored: fmt::Debug + Send + Sync {
    /// Returns the tensor's sizes in the file, outermost axis first.
    fn dims(&self) -> Vec<usize>;

    /// Returns `true` if the tensor can serve as one of the shape `shape`. The default requires equal sizes. An
    /// implementation may accept other sizes with the same product; the import then reshapes the tensor to `shape`.
    fn fits(&self, shape: &[usize]) -> bool {
        self.dims() == shape
    }

    /// Returns the values in the order of the file, the last axis innermost.
    fn values(&self) -> Values<'_>;
}

/// Values of a tensor, each of which can be read by its index.
pub(crate) enum Values<'a> {
    /// Bytes of contiguous 32-bit floats, little-endian.
    Floats(&'a [u8]),
    /// Bytes of contiguous 64-bit floats, little-endian.
    Doubles(&'a [u8]),
    /// Bytes of contiguous 16-bit floats (IEEE 754 binary16), little-endian.
    Halves(&'a [u8]),
    /// Bytes of contiguous bfloat16 values, the upper halves of 32-bit floats, little-endian.
    Brains(&'a [u8]),
    /// This number of values that all are the same.
    Same(f32, usize),
    /// Decoded values, for a file that does not store them contiguously as little-endian floats.
    Own(Vec<f32>),
}

impl Values<'_> {
    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Floats(bytes) => bytes.len() / 4,
            Values::Doubles(bytes) => bytes.len() / 8,
            Values::Halves(bytes) | Values::Brains(bytes) => bytes.len() / 2,
            Values::Same(_, len) => *len,
            Values::Own(values) => values.len(),
        }
    }

    /// Returns the value at index `at` (counted in values, from 0), rounded to 32 bits.
    ///
    /// # Panics
    /// The index is out of range.
    pub(crate) fn get(&self, at: usize) -> f32 {
        match self {
            Values::Floats(bytes) => float(bytes, at),
            Values::Doubles(bytes) => double(bytes, at),
            Values::Halves(bytes) => half(u16::from_le_bytes(bytes.as_chunks::<2>().0[at])),
            Values::Brains(bytes) => brain(u16::from_le_bytes(bytes.as_chunks::<2>().0[at])),
            Values::Same(value, len) => {
                assert!(at < *len, "value {at} of {len}");
                *value
            }
            Values::Own(values) => values[at],
        }
    }
}

/// Returns the 32-bit float at index `at` (counted in floats) of contiguous little-endian ones.
///
/// # Panics
/// The index is out of range.
pub(crate) fn float(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<4>();
    f32::from_le_bytes(values[at])
}

/// Returns the 64-bit float at index `at` (counted in floats) of contiguous little-endian ones, rounded to 32 bits.
///
/// # Panics
/// The index is out of range.
pub(crate) fn double(bytes: &[u8], at: usize) -> f32 {
    let (values, _) = bytes.as_chunks::<8>();
    f64::from_le_bytes(values[at]) as f32
}

/// Returns the value of a 16-bit float (IEEE 754 binary16), which a 32-bit float holds exactly.
pub(crate) fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    let magnitude = match exponent {
        // Subnormal numbers are multiples of 2^-24.
        0 => (fraction as f32 * 2f32.powi(-24)).to_bits(),
        0x1f => 0x7f80_0000 | fraction << 13,
        _ => (exponent + 112) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

/// Returns the value of a bfloat16.
pub(crate) fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_widened_exactly() {
        let cases = [
            (0x0000, 0.0),
            (0x8000, -0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x03ff, 6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x7c00, f32::INFINITY),
            (0xfc00, f32::NEG_INFINITY),
        ];
        for (bits, value) in cases {
            assert_eq!(half(bits).to_bits(), f32::to_bits(value), "{bits:#06x}");
        }
        assert!(half(0x7e00).is_nan());
        assert_eq!(brain(0x3fc0), 1.5);
    }
}
