//! The types of the elements of weight files, and their conversion to 32-bit floats.

use safetensors::Dtype;

/// A type of floats that weights are read from.
#[derive(Clone, Copy)]
pub(super) enum Element {
    F32,
    F64,
    F16,
    BF16,
}

impl Element {
    /// Returns the type of floats; `None` for all other types.
    pub(super) fn of(ty: Dtype) -> Option<Element> {
        match ty {
            Dtype::F32 => Some(Element::F32),
            Dtype::F64 => Some(Element::F64),
            Dtype::F16 => Some(Element::F16),
            Dtype::BF16 => Some(Element::BF16),
            _ => None,
        }
    }

    /// Returns the size of an element in bytes.
    pub(super) fn size(self) -> usize {
        match self {
            Element::F64 => 8,
            Element::F32 => 4,
            Element::F16 | Element::BF16 => 2,
        }
    }

    /// Appends the values of `bytes`, little-endian elements, to `values`: exactly, but for 64-bit floats, which are
    /// rounded; those beyond the range of 32-bit floats become infinite.
    pub(super) fn append(self, bytes: &[u8], values: &mut Vec<f32>) {
        match self {
            Element::F32 => {
                let (numbers, _) = bytes.as_chunks::<4>();
                values.extend(numbers.iter().map(|number| f32::from_le_bytes(*number)));
            }
            Element::F64 => {
                let (numbers, _) = bytes.as_chunks::<8>();
                let rounded = numbers
                    .iter()
                    .map(|number| f64::from_le_bytes(*number) as f32);
                values.extend(rounded);
            }
            Element::F16 => {
                let (numbers, _) = bytes.as_chunks::<2>();
                values.extend(
                    numbers
                        .iter()
                        .map(|number| half(u16::from_le_bytes(*number))),
                );
            }
            Element::BF16 => {
                let (numbers, _) = bytes.as_chunks::<2>();
                let upper = numbers
                    .iter()
                    .map(|number| u32::from(u16::from_le_bytes(*number)));
                values.extend(upper.map(|upper| f32::from_bits(upper << 16)));
            }
        }
    }
}

/// Returns the value of a 16-bit float (IEEE 754 binary16), which a 32-bit float holds exactly.
fn half(bits: u16) -> f32 {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every 16-bit float has the value that its three fields say.
    #[test]
    fn all_halves_are_widened_exactly() {
        for bits in 0..=u16::MAX {
            let got = half(bits);
            let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
            let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
            let expected = match exponent {
                0 => sign * fraction * 2_f64.powi(-24),
                31 if fraction == 0.0 => sign * f64::INFINITY,
                31 => f64::NAN,
                _ => sign * (1.0 + fraction / 1024.0) * 2_f64.powi(exponent - 15),
            };
            let same = f64::from(got) == expected || got.is_nan() && expected.is_nan();
            assert!(same, "{bits:#06x}: {got}");
            assert_eq!(got.is_sign_negative(), bits >> 15 == 1, "{bits:#06x}");
        }
    }
}
