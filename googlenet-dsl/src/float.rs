//! Values of 16-bit floats.

/// Returns the value of a 16-bit float (IEEE 754 binary16), which a 32-bit float holds exactly.
pub fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    let magnitude = match exponent {
        // Zeros and subnormal numbers are multiples of 2^-24.
        0 => (fraction as f32 * 2f32.powi(-24)).to_bits(),
        0x1f => 0x7f80_0000 | fraction << 13,
        _ => (exponent + 112) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

/// Returns the value of a bfloat16, the upper half of a 32-bit float.
pub fn brain(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
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

    #[test]
    fn brains_are_upper_halves() {
        assert_eq!(brain(0x3fc0), 1.5);
        assert_eq!(brain(0xff80), f32::NEG_INFINITY);
    }
}
