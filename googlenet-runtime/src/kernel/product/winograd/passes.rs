//! Passes of the transforms along one axis over many places.

use super::super::LANES;
use super::transform::{MOST_OUTPUTS, MOST_POINTS, input, output};
use crate::kernel::Isa;
use crate::kernel::activation::{activate, apply_slowly, is_simple};
#[cfg(target_arch = "x86_64")]
use crate::kernel::isa::{Avx2, Avx512};
use crate::kernel::isa::{Level, Portable};
use googlenet_dsl::op::Elementwise;

/// Transforms of inputs, side by side.
pub(super) struct Inputs {
    /// The first input of the first place.
    pub(super) from: *const f32,
    /// From one input to the next, and from one place to the next.
    pub(super) step: usize,
    pub(super) next: usize,
    /// Where each point of the first place goes.
    pub(super) to: [*mut f32; MOST_POINTS],
    pub(super) count: usize,
}

/// Transforms of products, side by side.
pub(super) struct Outputs {
    /// The first place of each point.
    pub(super) from: [*const f32; MOST_POINTS],
    /// Where each output of the first place goes.
    pub(super) to: *mut f32,
    pub(super) to_step: usize,
    pub(super) to_next: usize,
    pub(super) count: usize,
    /// What is added to each output at last, where this is the last pass.
    pub(super) bias: Option<*const f32>,
    pub(super) activation: Elementwise,
}

/// Passes for tiles of every number of points and outputs.
macro_rules! passes {
    ($level:ident, $inputs:ident, $outputs:ident, $(#[$attribute:meta])*) => {
        $(#[$attribute])*
        unsafe fn $inputs(points: usize, pass: &Inputs) {
            // SAFETY: the caller's promise.
            unsafe {
                match points {
                    1 => inputs::<$level, 1>(pass),
                    2 => inputs::<$level, 2>(pass),
                    3 => inputs::<$level, 3>(pass),
                    4 => inputs::<$level, 4>(pass),
                    5 => inputs::<$level, 5>(pass),
                    _ => inputs::<$level, 6>(pass),
                }
            }
        }

        $(#[$attribute])*
        unsafe fn $outputs(points: usize, count: usize, pass: &Outputs) {
            // SAFETY: the caller's promise.
            unsafe {
                match (points, count) {
                    (1, _) => outputs::<$level, 1, 1>(pass),
                    (2, _) => outputs::<$level, 2, 1>(pass),
                    (3, 1) => outputs::<$level, 3, 1>(pass),
                    (3, _) => outputs::<$level, 3, 2>(pass),
                    (4, 1) => outputs::<$level, 4, 1>(pass),
                    (4, 2) => outputs::<$level, 4, 2>(pass),
                    (4, _) => outputs::<$level, 4, 3>(pass),
                    (5, 1) => outputs::<$level, 5, 1>(pass),
                    (5, 2) => outputs::<$level, 5, 2>(pass),
                    (5, 3) => outputs::<$level, 5, 3>(pass),
                    (5, _) => outputs::<$level, 5, 4>(pass),
                    (_, 2) => outputs::<$level, 6, 2>(pass),
                    (_, 3) => outputs::<$level, 6, 3>(pass),
                    (_, 4) => outputs::<$level, 6, 4>(pass),
                    _ => outputs::<$level, 6, 5>(pass),
                }
            }
        }
    };
}

passes!(
    Avx512,
    avx512_inputs,
    avx512_outputs,
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx2,fma")]
);
passes!(
    Avx2,
    avx2_inputs,
    avx2_outputs,
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
);
passes!(Portable, portable_inputs, portable_outputs,);

/// Transforms inputs by so many points.
///
/// # Safety
/// All addresses are good for as many places; the processor has the instruction set.
pub(super) unsafe fn transform_inputs(isa: Isa, points: usize, pass: &Inputs) {
    // SAFETY: the caller's promise.
    unsafe {
        match isa {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => avx512_inputs(points, pass),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => avx2_inputs(points, pass),
            _ => portable_inputs(points, pass),
        }
    }
}

/// Transforms products of so many points into `outputs` outputs.
///
/// # Safety
/// As of [`transform_inputs`].
pub(super) unsafe fn transform_outputs(isa: Isa, points: usize, outputs: usize, pass: &Outputs) {
    // SAFETY: the caller's promise.
    unsafe {
        match isa {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => avx512_outputs(points, outputs, pass),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => avx2_outputs(points, outputs, pass),
            _ => portable_outputs(points, outputs, pass),
        }
    }
}

// Loops over indices, as in the register tile.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn inputs<L: Level, const P: usize>(pass: &Inputs) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut to = [pass.to[0]; P];
        for point in 0..P {
            to[point] = pass.to[point];
        }
        let mut from = pass.from;
        for place in 0..pass.count {
            let mut values = [L::load(from); P];
            for at in 1..P {
                values[at] = L::load(from.add(at * pass.step));
            }
            let values = input::<L, P>(values);
            for point in 0..P {
                L::store(to[point].add(place * LANES), values[point]);
            }
            from = from.wrapping_add(pass.next);
        }
    }
}

#[inline(always)]
unsafe fn outputs<L: Level, const P: usize, const M: usize>(pass: &Outputs) {
    // SAFETY: the caller's promise.
    unsafe {
        match pass.bias {
            None => places::<L, P, M, false>(pass, L::splat(0.0)),
            Some(bias) => places::<L, P, M, true>(pass, L::load(bias)),
        }
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn places<L: Level, const P: usize, const M: usize, const LAST: bool>(
    pass: &Outputs,
    bias: L::Vector,
) {
    const { assert!(M <= MOST_OUTPUTS) };
    // SAFETY: the caller's promise.
    unsafe {
        let mut from = [pass.from[0]; P];
        for point in 0..P {
            from[point] = pass.from[point];
        }
        let mut to = pass.to;
        for place in 0..pass.count {
            let mut values = [L::load(from[0].add(place * LANES)); P];
            for point in 1..P {
                values[point] = L::load(from[point].add(place * LANES));
            }
            let mut values = [output::<L, P, M>(values)];
            if LAST {
                for at in 0..M {
                    values[0][at] = L::add(values[0][at], bias);
                }
                activate::<L, 1, M>(pass.activation, &mut values);
            }
            for at in 0..M {
                L::store(to.add(at * pass.to_step), values[0][at]);
            }
            if LAST && !is_simple(pass.activation) {
                for at in 0..M {
                    let lanes = std::slice::from_raw_parts_mut(to.add(at * pass.to_step), LANES);
                    apply_slowly(pass.activation, lanes);
                }
            }
            to = to.wrapping_add(pass.to_next);
        }
    }
}
