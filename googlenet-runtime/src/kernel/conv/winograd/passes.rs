//! Passes of the transforms along one axis over many places.

use super::transform::{MOST_OUTPUTS, MOST_POINTS, input, output};
use crate::kernel::Isa;
use crate::kernel::activation::{activate, apply_slowly, is_simple};
use crate::kernel::arch::{Kernel, Simd, entry};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Transforms of inputs, side by side.
pub(super) struct InputPass {
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
pub(super) struct OutputPass {
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

/// Transforms inputs by so many points.
///
/// # Safety
/// All addresses are good for as many places; the processor has the instruction set.
pub(super) unsafe fn transform_inputs(isa: Isa, points: usize, pass: &InputPass) {
    // SAFETY: the caller's promise.
    unsafe { entry::<Inputs>(isa)((points, pass)) }
}

/// Transforms products of so many points into `outputs` outputs.
///
/// # Safety
/// As of [`transform_inputs`].
pub(super) unsafe fn transform_outputs(isa: Isa, points: usize, outputs: usize, pass: &OutputPass) {
    // SAFETY: the caller's promise.
    unsafe { entry::<Outputs>(isa)((points, outputs, pass)) }
}

struct Inputs;

impl Kernel for Inputs {
    type Args<'a> = (usize, &'a InputPass);

    #[inline(always)]
    unsafe fn run<S: Simd>((points, pass): Self::Args<'_>) {
        // SAFETY: the caller's promise.
        unsafe {
            match points {
                1 => inputs::<S, 1>(pass),
                2 => inputs::<S, 2>(pass),
                3 => inputs::<S, 3>(pass),
                4 => inputs::<S, 4>(pass),
                5 => inputs::<S, 5>(pass),
                _ => inputs::<S, 6>(pass),
            }
        }
    }
}

struct Outputs;

impl Kernel for Outputs {
    type Args<'a> = (usize, usize, &'a OutputPass);

    #[inline(always)]
    unsafe fn run<S: Simd>((points, count, pass): Self::Args<'_>) {
        // SAFETY: the caller's promise.
        unsafe {
            match (points, count) {
                (1, _) => outputs::<S, 1, 1>(pass),
                (2, _) => outputs::<S, 2, 1>(pass),
                (3, 1) => outputs::<S, 3, 1>(pass),
                (3, _) => outputs::<S, 3, 2>(pass),
                (4, 1) => outputs::<S, 4, 1>(pass),
                (4, 2) => outputs::<S, 4, 2>(pass),
                (4, _) => outputs::<S, 4, 3>(pass),
                (5, 1) => outputs::<S, 5, 1>(pass),
                (5, 2) => outputs::<S, 5, 2>(pass),
                (5, 3) => outputs::<S, 5, 3>(pass),
                (5, _) => outputs::<S, 5, 4>(pass),
                (_, 2) => outputs::<S, 6, 2>(pass),
                (_, 3) => outputs::<S, 6, 3>(pass),
                (_, 4) => outputs::<S, 6, 4>(pass),
                _ => outputs::<S, 6, 5>(pass),
            }
        }
    }
}

// Loops over indices, as in the register tile.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn inputs<S: Simd, const P: usize>(pass: &InputPass) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut to = [pass.to[0]; P];
        for point in 0..P {
            to[point] = pass.to[point];
        }
        let mut from = pass.from;
        for place in 0..pass.count {
            let mut values = [S::load(from); P];
            for at in 1..P {
                values[at] = S::load(from.add(at * pass.step));
            }
            let values = input::<S, P>(values);
            for point in 0..P {
                S::store(to[point].add(place * LANES), values[point]);
            }
            from = from.wrapping_add(pass.next);
        }
    }
}

#[inline(always)]
unsafe fn outputs<S: Simd, const P: usize, const M: usize>(pass: &OutputPass) {
    // SAFETY: the caller's promise.
    unsafe {
        match pass.bias {
            None => places::<S, P, M, false>(pass, S::broadcast(0.0)),
            Some(bias) => places::<S, P, M, true>(pass, S::load(bias)),
        }
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn places<S: Simd, const P: usize, const M: usize, const LAST: bool>(
    pass: &OutputPass,
    bias: S::Vector,
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
            let mut values = [S::load(from[0].add(place * LANES)); P];
            for point in 1..P {
                values[point] = S::load(from[point].add(place * LANES));
            }
            let mut values = [output::<S, P, M>(values)];
            if LAST {
                for at in 0..M {
                    values[0][at] = S::add(values[0][at], bias);
                }
                activate::<S, 1, M>(pass.activation, &mut values);
            }
            for at in 0..M {
                S::store(to.add(at * pass.to_step), values[0][at]);
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
