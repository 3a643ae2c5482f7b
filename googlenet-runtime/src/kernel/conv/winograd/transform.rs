//! Winograd transforms along one axis (Toom and Cook; Winograd, "Arithmetic complexity of computations", 1980; Lavin
//! and Gray, "Fast algorithms for convolutional neural networks", 2015).
//!
//! The interpolation points are 0, infinity, 1, -1, 1/2, -2; a tile with fewer points uses the first ones. All tiles
//! use the kernel transform of six points, so that one set of transformed weights serves tiles of several sizes. The
//! input transforms of smaller tiles therefore include the ratios between the normalisers of the points.

use crate::kernel::arch::Simd;

/// Maximum number of points (of transformed values) of a tile along an axis, equal to its outputs plus the taps minus
/// one; more points would lose too much precision.
pub(super) const MAX_POINTS: usize = 6;

/// Maximum number of outputs of a tile along an axis.
pub(super) const MAX_OUTPUTS: usize = 5;

/// Returns the row of the kernel transform that belongs to the point with index `point`, in the order 0, infinity, 1,
/// -1, 1/2, -2: the factor of each of `taps` taps, then zeros. The factors are the powers of the point, divided by the
/// normaliser, which is the product of the point's differences from the other finite points. At infinity, only the last
/// tap counts.
pub(super) fn kernel_row(point: usize, taps: usize) -> [f64; MAX_POINTS] {
    let mut row = [0.0; MAX_POINTS];
    let (base, normaliser) = match point {
        0 => (0.0, 1.0),
        1 => {
            row[taps - 1] = 1.0;
            return row;
        }
        2 => (1.0, 3.0),
        3 => (-1.0, -3.0),
        4 => (0.5, -15.0 / 16.0),
        _ => (-2.0, 15.0),
    };
    let mut power = 1.0;
    for value in &mut row[..taps] {
        *value = power / normaliser;
        power *= base;
    }
    row
}

/// Transforms `P` consecutive inputs `d` of a tile to `P` values, lane by lane: the factors of the transformed kernel
/// at the first `P` points.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
pub(super) unsafe fn input<S: Simd, const P: usize>(d: [S::Vector; P]) -> [S::Vector; P] {
    let mut to = d;
    // SAFETY: the caller guarantees the instruction set. Comments name the polynomials whose coefficients multiply the
    // inputs.
    unsafe {
        match P {
            3 => {
                // 1 - x, x(x - 1), 3x
                to[0] = S::subtract(d[0], d[1]);
                to[1] = S::subtract(d[2], d[1]);
                to[2] = S::multiply(d[1], S::broadcast(3.0));
            }
            4 => {
                // 1 - x^2, x(x^2 - 1), 3/2 x(1 + x), 3/2 x(1 - x)
                let more = S::broadcast(1.5);
                to[0] = S::subtract(d[0], d[2]);
                to[1] = S::subtract(d[3], d[1]);
                to[2] = S::multiply(S::add(d[1], d[2]), more);
                to[3] = S::multiply(S::subtract(d[1], d[2]), more);
            }
            5 => {
                // (x^2 - 1)(2x - 1), x(x^2 - 1)(x - 1/2), 3/2 x(x + 1)(2x - 1), 1/2 x(x - 1)(2x - 1), 5/2 x(x^2 - 1)
                let [a, b, c] = [
                    S::subtract(d[2], d[0]),
                    S::subtract(d[3], d[1]),
                    S::subtract(d[4], d[2]),
                ];
                let near = S::subtract(S::add(d[2], d[2]), d[1]);
                let far = S::subtract(S::add(d[3], d[3]), d[2]);
                to[0] = S::subtract(S::add(b, b), a);
                to[1] = S::multiply_add(-0.5, b, c);
                to[2] = S::multiply(S::add(far, near), S::broadcast(1.5));
                to[3] = S::multiply(S::subtract(far, near), S::broadcast(0.5));
                to[4] = S::multiply(b, S::broadcast(2.5));
            }
            6 => {
                // (x^2 - 1)q, x(x^2 - 1)q, x(x + 1)q, x(x - 1)q with q = x^2 + 3/2 x - 1; x(x^2 - 1)(x + 2),
                // x(x^2 - 1)(x - 1/2)
                let [a, b] = [S::subtract(d[2], d[0]), S::subtract(d[3], d[1])];
                let [c, e] = [S::subtract(d[4], d[2]), S::subtract(d[5], d[3])];
                let near = S::multiply_add(1.5, d[2], b);
                let far = S::multiply_add(1.5, d[3], c);
                to[0] = S::multiply_add(1.5, b, S::subtract(c, a));
                to[1] = S::multiply_add(1.5, c, S::subtract(e, b));
                to[2] = S::add(far, near);
                to[3] = S::subtract(far, near);
                to[4] = S::multiply_add(2.0, b, c);
                to[5] = S::multiply_add(-0.5, b, c);
            }
            // Transforms of one point, or of the points 0 and infinity, are the identity.
            _ => {}
        }
    }
    to
}

/// Transforms the products `m` at the first `P` points to `M` outputs of a tile, lane by lane. Output k is the sum over
/// the finite points of the point's k-th power times the product; the last output also includes the product at
/// infinity.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
pub(super) unsafe fn output<S: Simd, const P: usize, const M: usize>(
    m: [S::Vector; P],
) -> [S::Vector; M] {
    let mut to = [m[0]; M];
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let [mut even, mut odd] = [m[0]; 2];
        if P > 3 {
            even = S::add(m[2], m[3]);
            odd = S::subtract(m[2], m[3]);
        } else if P > 2 {
            [even, odd] = [m[2]; 2];
        }
        // Powers of 1/2 and -2, the factors of the products at these points.
        let mut powers = [1.0f32, 1.0];
        for k in 0..M {
            let mut sum = if k % 2 == 0 { even } else { odd };
            if k == 0 && P > 2 {
                sum = S::add(m[0], sum);
            }
            if P > 4 {
                sum = match k {
                    0 => S::add(sum, m[4]),
                    _ => S::multiply_add(powers[0], m[4], sum),
                };
            }
            if P > 5 {
                sum = match k {
                    0 => S::add(sum, m[5]),
                    _ => S::multiply_add(powers[1], m[5], sum),
                };
            }
            if k + 1 == M && P > 1 {
                sum = S::add(sum, m[1]);
            }
            to[k] = sum;
            powers = [powers[0] * 0.5, powers[1] * -2.0];
        }
    }
    to
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::arch::Portable;

    fn check<const P: usize, const M: usize>() {
        let taps = P + 1 - M;
        let value = |at: u64| crate::weights::formula(5, at) as f32;
        let inputs: [f32; P] = std::array::from_fn(|at| value(at as u64));
        let kernel: Vec<f32> = (0..taps).map(|at| value(100 + at as u64)).collect();
        // SAFETY: every processor can run the portable instruction set.
        let outputs = unsafe {
            let transformed = input::<Portable, P>(inputs.map(|value| Portable::broadcast(value)));
            let mut products = transformed;
            for (point, product) in products.iter_mut().enumerate() {
                let row = kernel_row(point, taps);
                let weight: f64 = (0..taps).map(|tap| row[tap] * f64::from(kernel[tap])).sum();
                *product = Portable::multiply(*product, Portable::broadcast(weight as f32));
            }
            output::<Portable, P, M>(products)
        };
        for (at, output) in outputs.iter().enumerate() {
            let expected: f32 = (0..taps).map(|tap| inputs[at + tap] * kernel[tap]).sum();
            assert!(
                (output[3] - expected).abs() < 2e-5,
                "F({M}, {taps}): {} at {at}, expected {expected}",
                output[3]
            );
        }
    }

    #[test]
    fn tiles_of_every_size_convolve() {
        check::<1, 1>();
        check::<2, 1>();
        check::<3, 1>();
        check::<3, 2>();
        check::<4, 1>();
        check::<4, 2>();
        check::<4, 3>();
        check::<5, 1>();
        check::<5, 2>();
        check::<5, 3>();
        check::<5, 4>();
        check::<6, 2>();
        check::<6, 3>();
        check::<6, 4>();
        check::<6, 5>();
    }
}
