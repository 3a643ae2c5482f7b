//! The transforms along one axis (Toom and Cook; Winograd, "Arithmetic complexity of computations", 1980; Lavin and Gray,
//! "Fast algorithms for convolutional neural networks", 2015).
//!
//! The points are 0, infinity, 1, -1, 1/2, -2; a tile with fewer points takes the first ones. The transform of kernels is
//! that of six points for all tiles, so that one set of transformed weights serves tiles of several sizes; the transforms
//! of inputs carry the ratios between the points' normalisers.

use crate::kernel::arch::Simd;

/// Points of the largest tile: more would lose too many digits.
pub(super) const MOST_POINTS: usize = 6;

/// Outputs of the largest tile.
pub(super) const MOST_OUTPUTS: usize = 5;

/// What the taps of a kernel are multiplied by: for each point its powers over its normaliser, which is the product of
/// its distances from the other finite points.
pub(super) fn kernel_row(point: usize, taps: usize) -> [f64; MOST_POINTS] {
    let mut row = [0.0; MOST_POINTS];
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

/// The transform of so many inputs.
///
/// # Safety
/// The processor has the instruction set.
#[inline(always)]
pub(super) unsafe fn input<S: Simd, const P: usize>(d: [S::Vector; P]) -> [S::Vector; P] {
    let mut to = d;
    // SAFETY: the caller's promise. The comments give the polynomials whose coefficients multiply the inputs.
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
            // Of one point, or of 0 and infinity, the inputs themselves.
            _ => {}
        }
    }
    to
}

/// The `M` outputs of so many points; output k sums each point's k-th power times its product, and the last one has
/// infinity's product too.
///
/// # Safety
/// The processor has the instruction set.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
pub(super) unsafe fn output<S: Simd, const P: usize, const M: usize>(
    m: [S::Vector; P],
) -> [S::Vector; M] {
    let mut to = [m[0]; M];
    // SAFETY: the caller's promise.
    unsafe {
        let [mut even, mut odd] = [m[0]; 2];
        if P > 3 {
            even = S::add(m[2], m[3]);
            odd = S::subtract(m[2], m[3]);
        } else if P > 2 {
            [even, odd] = [m[2]; 2];
        }
        // The other powers of 1/2 and -2, by which their products are multiplied.
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
        // SAFETY: every processor has the portable instructions.
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
