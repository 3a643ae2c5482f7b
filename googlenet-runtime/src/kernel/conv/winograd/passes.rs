//! Passes of the input and output transforms along one axis, each over many places side by side. A place is the
//! position of one one-dimensional transform, which handles all 16 lanes of a channel block at once.

use super::super::args::Epilogue;
use super::transform::{MAX_OUTPUTS, MAX_POINTS, input, output};
use crate::kernel::Isa;
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::LANES;

/// Arguments of a pass of the input transform; distances count `f32` values.
pub(super) struct InputPass {
    /// Address of the first input of the first place.
    pub(super) from: *const f32,
    /// Number of values from one input of a place to the next input.
    pub(super) step: usize,
    /// Number of values from the first input of one place to that of the next.
    pub(super) next: usize,
    /// Address to which each point's value at the first place is written; later places follow `LANES` values apart.
    /// Entries beyond the pass's points are not used.
    pub(super) to: [*mut f32; MAX_POINTS],
    /// Number of places.
    pub(super) count: usize,
}

/// Arguments of a pass of the output transform; distances count `f32` values.
pub(super) struct OutputPass {
    /// Address of each point's product at the first place; later places follow `LANES` values apart. Entries beyond the
    /// pass's points are not used.
    pub(super) from: [*const f32; MAX_POINTS],
    /// Address to which the first output of the first place is written.
    pub(super) to: *mut f32,
    /// Number of values from one output of a place to the next output.
    pub(super) to_step: usize,
    /// Number of values from the first output of one place to that of the next.
    pub(super) to_next: usize,
    /// Number of places.
    pub(super) count: usize,
    /// Address of the 16 biases that the last pass adds to each output; `None` for the first pass of two.
    pub(super) bias: Option<*const f32>,
    /// What the last pass adds to the outputs and applies to them; ignored without a bias.
    pub(super) epilogue: Epilogue,
}

/// Applies the input transform at all places of a pass: at each place, `points` inputs (1 to 6) become the values of as
/// many points.
///
/// # Safety
/// All addresses of the pass must be valid for its places; the processor must have the instruction set.
pub(super) unsafe fn transform_inputs(isa: Isa, points: usize, pass: &InputPass) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { entry::<Inputs>(isa)((points, pass)) }
}

/// Transforms the products of `points` points (1 to 6) to `outputs` outputs at all places of a pass. The numbers must
/// be those of a [`TileKind`](super::tiling::TileKind).
///
/// # Safety
/// All addresses of the pass must be valid for its places; the processor must have the instruction set.
pub(super) unsafe fn transform_outputs(isa: Isa, points: usize, outputs: usize, pass: &OutputPass) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { entry::<Outputs>(isa)((points, outputs, pass)) }
}

struct Inputs;

impl Kernel for Inputs {
    type Args<'a> = (usize, &'a InputPass);

    #[inline(always)]
    unsafe fn run<S: Simd>((points, pass): Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of this function.
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
        // SAFETY: the caller upholds the safety requirements of this function.
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

// Loops over indices, as closures of iterators would not inherit the instruction set.
#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn inputs<S: Simd, const P: usize>(pass: &InputPass) {
    // SAFETY: the caller upholds the safety requirements of this function.
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
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match pass.bias {
            None => places::<S, P, M, false>(pass, S::broadcast(0.0), None),
            Some(bias) => {
                let added = pass.epilogue.added.distance();
                places::<S, P, M, true>(pass, S::load(bias), added);
            }
        }
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop, clippy::manual_memcpy)]
unsafe fn places<S: Simd, const P: usize, const M: usize, const LAST: bool>(
    pass: &OutputPass,
    bias: S::Vector,
    added: Option<isize>,
) {
    const { assert!(M <= MAX_OUTPUTS) };
    // SAFETY: the caller upholds the safety requirements of this function.
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
                if let Some(distance) = added {
                    for at in 0..M {
                        let held = S::load(to.add(at * pass.to_step).offset(distance));
                        values[0][at] = S::add(values[0][at], held);
                    }
                }
                activate::<S, 1, M>(pass.epilogue.activation, &mut values);
            }
            for at in 0..M {
                S::store(to.add(at * pass.to_step), values[0][at]);
            }
            to = to.wrapping_add(pass.to_next);
        }
        if LAST && !is_simple(pass.epilogue.activation) {
            let rows = Rows {
                first: pass.to,
                counts: [pass.count, M],
                steps: [pass.to_next, pass.to_step],
                last: LANES,
            };
            S::entry::<Apply>()((pass.epilogue.activation, rows));
        }
    }
}
