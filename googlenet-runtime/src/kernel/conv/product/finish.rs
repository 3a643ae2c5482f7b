//! What becomes of finished sums before they are stored, without tiles and for activations of many instructions.

use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::amx::{Store, Sums};
use crate::kernel::arch::{Kernel, Simd};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Finished sums of some pixels, in the memory of a block.
pub(super) struct Finished<'a> {
    pub(super) stores: &'a [Store],
    pub(super) sums: *mut f32,
    /// Number of panels, 1 or 2.
    pub(super) panels: usize,
    /// First pixel of the first panel of the output.
    pub(super) output: *mut u8,
    /// Bytes from there to the first pixel of the second panel.
    pub(super) panel: isize,
    /// Bytes from an output to the value that is added to it.
    pub(super) added: Option<isize>,
    pub(super) activation: Elementwise,
}

/// Kernel that adds what is to be added, applies the activation, and stores bfloat16 numbers if `BF16` is set and `f32` values
/// otherwise. All addresses must be valid, and no other thread may access the outputs.
pub(super) struct StoreFinished<const BF16: bool>;

impl<const BF16: bool> Kernel for StoreFinished<BF16> {
    type Args<'a> = Finished<'a>;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(finished: Finished<'_>) {
        let Finished { stores, sums, panels, output, panel, added, activation } = finished;
        let step = Sums::PIXEL as usize / size_of::<f32>();
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            for at in 0..stores.len() {
                let store = stores[at];
                for number in 0..panels {
                    let sum = sums.add(store.sums as usize / size_of::<f32>() + number * LANES);
                    let to = output.add(store.output as usize).offset(number as isize * panel);
                    let mut value = [[S::load(sum)]];
                    if let Some(distance) = added {
                        let held = load::<S, BF16>(to.offset(distance));
                        value[0][0] = S::add(value[0][0], held);
                    }
                    activate::<S, 1, 1>(activation, &mut value);
                    match is_simple(activation) {
                        true => keep::<S, BF16>(to, value[0][0]),
                        false => S::store(sum, value[0][0]),
                    }
                }
            }
            if is_simple(activation) || stores.is_empty() {
                return;
            }
            // The pixels between are those of no output, whose sums nobody reads.
            let first = stores[0].sums as usize / size_of::<f32>();
            let last = stores[stores.len() - 1].sums as usize / size_of::<f32>();
            let rows = Rows {
                first: sums.add(first),
                counts: [(last - first) / step + 1, panels],
                steps: [step, LANES],
                last: LANES,
            };
            S::entry::<Apply>()((activation, rows));
            for at in 0..stores.len() {
                let store = stores[at];
                for number in 0..panels {
                    let sum = sums.add(store.sums as usize / size_of::<f32>() + number * LANES);
                    let to = output.add(store.output as usize).offset(number as isize * panel);
                    keep::<S, BF16>(to, S::load(sum));
                }
            }
        }
    }
}

#[inline(always)]
unsafe fn load<S: Simd, const BF16: bool>(from: *const u8) -> S::Vector {
    // SAFETY: the caller guarantees the address and the instruction set.
    unsafe {
        match BF16 {
            true => S::load_bf16(from.cast()),
            false => S::load(from.cast()),
        }
    }
}

#[inline(always)]
unsafe fn keep<S: Simd, const BF16: bool>(to: *mut u8, value: S::Vector) {
    // SAFETY: the caller guarantees the address and the instruction set.
    unsafe {
        match BF16 {
            true => S::store_bf16(to.cast(), value),
            false => S::store(to.cast(), value),
        }
    }
}
