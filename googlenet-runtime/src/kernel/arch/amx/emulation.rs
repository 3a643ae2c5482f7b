//! What the instructions on tiles compute, in plain Rust, with the same bits.

/// A tile of 16 rows of 16 sums.
pub(in crate::kernel) type Tile<T> = [[T; 16]; 16];

/// Adds to `sums` the products of a tile of values, `a`, with a tile of weights, `b`, as `tdpbf16ps` does. Row `r` of
/// `b` has, for each of 16 outputs, the weights of the values `2 * r` and `2 * r + 1` of each row of `a`; all are the
/// bits of bfloat16 numbers.
///
/// The products of the even values and those of the odd ones are summed by fused multiply-adds from zero, then both
/// sums are added, then that is added to the tile. Each operation rounds to the nearest number, reads subnormal numbers
/// as zero, and returns zero of the same sign in their place.
pub(in crate::kernel) fn tdpbf16ps(sums: &mut Tile<f32>, a: &[[u16; 32]; 16], b: &[[u16; 32]; 16]) {
    let widened = |bits: u16| flushed(f32::from_bits(u32::from(bits) << 16));
    for (sums, a) in sums.iter_mut().zip(a) {
        for (output, sum) in sums.iter_mut().enumerate() {
            let mut halves = [0.0f32; 2];
            for (row, weights) in b.iter().enumerate() {
                for (odd, half) in halves.iter_mut().enumerate() {
                    let value = widened(a[2 * row + odd]);
                    *half = multiply_add(value, widened(weights[2 * output + odd]), *half);
                }
            }
            let both = added(halves[0], halves[1]);
            *sum = added(flushed(*sum), both);
        }
    }
}

/// Adds to `sums` the products of a tile of values, `a`, with a tile of weights, `b`, as `tdpbusd` does, modulo 2^32.
/// Row `r` of `b` has, for each of 16 outputs, the weights of the values from `4 * r` to `4 * r + 3` of each row of
/// `a`.
pub(in crate::kernel) fn tdpbusd(sums: &mut Tile<i32>, a: &[[u8; 64]; 16], b: &[[i8; 64]; 16]) {
    for (sums, a) in sums.iter_mut().zip(a) {
        for (output, sum) in sums.iter_mut().enumerate() {
            for (row, weights) in b.iter().enumerate() {
                for at in 0..4 {
                    let product = i32::from(a[4 * row + at]) * i32::from(weights[4 * output + at]);
                    *sum = sum.wrapping_add(product);
                }
            }
        }
    }
}

fn flushed(value: f32) -> f32 {
    match value.is_subnormal() {
        true => 0.0f32.copysign(value),
        false => value,
    }
}

/// The smallest magnitude that rounds to a normal number where the exponent is not limited.
const TINY: f64 = f32::MIN_POSITIVE as f64 * (1.0 - 1.0 / (1u64 << 25) as f64);

/// Returns `a * b + sum`, rounded once; zero where the result, rounded to 24 bits, is subnormal. Of operands that are
/// NaN the result is the first of `a`, `b` and `sum`; without one it is the negative NaN of x86.
fn multiply_add(a: f32, b: f32, sum: f32) -> f32 {
    if let Some(nan) = [a, b, sum].into_iter().find(|value| value.is_nan()) {
        return f32::from_bits(nan.to_bits() | QUIET);
    }
    let exact = f64::from(a) * f64::from(b) + f64::from(sum);
    match exact {
        _ if exact.is_nan() => f32::from_bits(INDEFINITE),
        _ if exact != 0.0 && exact.abs() < TINY => 0.0f32.copysign(exact as f32),
        _ => a.mul_add(b, sum),
    }
}

/// The bit of a NaN that raises no exception, and the NaN that operations make of other numbers.
const QUIET: u32 = 1 << 22;
const INDEFINITE: u32 = 0xffc0_0000;

fn added(a: f32, b: f32) -> f32 {
    match a.is_nan() {
        true => f32::from_bits(a.to_bits() | QUIET),
        false => multiply_add(b, 1.0, a),
    }
}
