//! Tests of loads and stores of bfloat16 numbers against a scalar reference, on every instruction set of the machine.

use super::harness::isas;
use crate::kernel::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::LANES;

/// Kernel that loads `len` numbers of each 16, and stores as many as `f32` values.
struct Widen;

impl Kernel for Widen {
    type Args<'a> = (&'a [u16], &'a mut [f32], usize);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, to, len): Self::Args<'_>) {
        for at in (0..from.len()).step_by(LANES) {
            let (from, to) = (from[at..at + len].as_ptr(), to[at..at + len].as_mut_ptr());
            // SAFETY: both slices have `len` values; the caller guarantees the instruction set.
            unsafe {
                match len {
                    LANES => S::store(to, S::load_bf16(from)),
                    _ => S::store_part(to, S::load_bf16_part(from, len), len),
                }
            }
        }
    }
}

/// Kernel that loads `len` values of each 16, and stores as many as bfloat16 numbers.
struct Round;

impl Kernel for Round {
    type Args<'a> = (&'a [f32], &'a mut [u16], usize);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, to, len): Self::Args<'_>) {
        for at in (0..from.len()).step_by(LANES) {
            let (from, to) = (from[at..at + len].as_ptr(), to[at..at + len].as_mut_ptr());
            // SAFETY: both slices have `len` values; the caller guarantees the instruction set.
            unsafe {
                match len {
                    LANES => S::store_bf16(to, S::load(from)),
                    _ => S::store_bf16_part(to, S::load_part(from, len), len),
                }
            }
        }
    }
}

/// Kernel that stores values as bfloat16 numbers in the order of the least cost.
struct RoundMixed;

impl Kernel for RoundMixed {
    type Args<'a> = (&'a [f32], &'a mut [u16]);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, to): Self::Args<'_>) {
        for at in (0..from.len()).step_by(LANES) {
            let (from, to) = (
                from[at..at + LANES].as_ptr(),
                to[at..at + LANES].as_mut_ptr(),
            );
            // SAFETY: both slices have 16 values; the caller guarantees the instruction set.
            unsafe { S::store_mixed(to, S::mixed(S::load(from))) };
        }
    }
}

/// Kernel that loads numbers in the order of the least cost, and stores as `f32` values what they differ by from the same numbers that
/// are loaded in order and brought into that order, and the numbers again.
struct Mix;

impl Kernel for Mix {
    type Args<'a> = (&'a [u16], &'a mut [f32], &'a mut [u16]);

    #[inline(always)]
    unsafe fn run<S: Simd>((from, to, again): Self::Args<'_>) {
        for at in (0..from.len()).step_by(LANES) {
            let from = from[at..at + LANES].as_ptr();
            let to = to[at..at + LANES].as_mut_ptr();
            let again = again[at..at + LANES].as_mut_ptr();
            // SAFETY: the slices have 16 values; the caller guarantees the instruction set.
            unsafe {
                let mixed = S::load_mixed(from);
                S::store(to, S::subtract(mixed, S::mixed(S::load_bf16(from))));
                S::store_mixed(again, mixed);
            }
        }
    }
}

#[test]
fn numbers_in_the_order_of_least_cost_are_all_there() {
    let from: Vec<u16> = (0..0x7F80).chain(0x8000..0xFF80).collect();
    for isa in isas() {
        let (mut to, mut again) = (vec![1.0; from.len()], vec![0; from.len()]);
        // SAFETY: the processor has the instruction set.
        unsafe { entry::<Mix>(isa)((&from, &mut to, &mut again)) };
        assert!(to.iter().all(|value| *value == 0.0), "{}", isa.as_str());
        assert_eq!(again, from, "{}", isa.as_str());
    }
}

/// Returns the nearest bfloat16 number, of two the one whose last bit is 0; `None` for NaN.
fn nearest(value: f32) -> Option<u16> {
    let bits = value.to_bits();
    let (upper, lower) = ((bits >> 16) as u16, bits & 0xFFFF);
    let up = lower > 0x8000 || lower == 0x8000 && upper % 2 == 1;
    (!value.is_nan()).then(|| upper + u16::from(up))
}

#[test]
fn all_numbers_are_widened_exactly() {
    let from: Vec<u16> = (0..=u16::MAX).collect();
    for isa in isas() {
        for len in [LANES, 1, 7, 15] {
            let mut to = vec![-1.0f32; from.len()];
            // SAFETY: the processor has the instruction set.
            unsafe { entry::<Widen>(isa)((&from, &mut to, len)) };
            for (at, (word, value)) in from.iter().zip(&to).enumerate() {
                let expected = match at % LANES < len {
                    true => u32::from(*word) << 16,
                    false => (-1.0f32).to_bits(),
                };
                let got = value.to_bits();
                assert_eq!(got, expected, "{word:#06x} on {}", isa.as_str());
            }
        }
    }
}

#[test]
fn values_are_rounded_to_the_nearest_number() {
    // Each number with what lies around it and around the middle to the next one: ties, both zeros, subnormal numbers,
    // what rounds to infinity, and NaN whose only bits are in the lower half.
    let near = [0u32, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF];
    let words = || 0..=u16::MAX;
    let from: Vec<f32> = words()
        .flat_map(|word| near.map(|low| f32::from_bits(u32::from(word) << 16 | low)))
        .collect();
    assert!(from.len().is_multiple_of(LANES));
    for isa in isas() {
        let (mut in_order, mut mixed) = (vec![0u16; from.len()], vec![0u16; from.len()]);
        // SAFETY: the processor has the instruction set.
        unsafe {
            entry::<Round>(isa)((&from, &mut in_order, LANES));
            entry::<RoundMixed>(isa)((&from, &mut mixed));
        }
        assert_eq!(in_order, mixed, "{}", isa.as_str());
        for len in [LANES, 1, 7, 15] {
            let mut to = vec![0x1234u16; from.len()];
            // SAFETY: the processor has the instruction set.
            unsafe { entry::<Round>(isa)((&from, &mut to, len)) };
            for (at, (value, got)) in from.iter().zip(&to).enumerate() {
                let bits = value.to_bits();
                if at % LANES >= len {
                    assert_eq!(*got, 0x1234, "only {len} numbers are stored");
                } else if let Some(expected) = nearest(*value) {
                    assert_eq!(*got, expected, "{bits:#010x} on {}", isa.as_str());
                } else {
                    let sign = got >> 15 == (bits >> 31) as u16;
                    let nan = f32::from_bits(u32::from(*got) << 16).is_nan();
                    assert!(nan && sign, "{bits:#010x} on {}: {got:#06x}", isa.as_str());
                }
            }
        }
    }
}
