//! What becomes of finished sums before they are stored, without tiles and for activations of many instructions.

#[cfg(target_arch = "x86_64")]
use super::super::args::ByteArgs;
#[cfg(target_arch = "x86_64")]
use super::Product;
use super::numbers::{U8, load, quantised, store};
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::amx::Store;
#[cfg(target_arch = "x86_64")]
use crate::kernel::arch::results::{Results, store_results};
use crate::kernel::arch::{Kernel, Simd};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// Finished sums of some pixels, in the memory of a block.
#[derive(Clone, Copy)]
pub(super) struct Finished<'a> {
    pub(super) stores: &'a [Store],
    /// Sums, `f32` values or, with `scales`, 32-bit integers.
    pub(super) sums: *mut f32,
    /// Number of sums from those of a pixel to those of the next.
    pub(super) apart: usize,
    /// Number of panels, 1 or 2.
    pub(super) panels: usize,
    /// First pixel of the first panel of the output.
    pub(super) output: *mut u8,
    /// Bytes from there to the first pixel of the second panel.
    pub(super) panel: isize,
    /// Bytes from an output to the value that is added to it.
    pub(super) added: Option<isize>,
    pub(super) activation: Elementwise,
    /// Scales and zero points of the results and of what is added, if these are 8-bit integers.
    pub(super) result_scale: [f32; 2],
    pub(super) added_scale: [f32; 2],
    /// Factors of integer sums.
    pub(super) scales: Option<Scales>,
}

/// Factors of integer sums.
#[derive(Clone, Copy)]
pub(super) struct Scales {
    /// Factors of the sums, 16 of each panel.
    pub(super) factors: *const f32,
    /// Limits of results that are multiples of their scale, without the zero point, where the factors are those of
    /// results.
    pub(super) limits: Option<[f32; 2]>,
}

/// Kernel that adds what is to be added, applies the activation, and stores numbers of the type `TYPE`. All addresses
/// must be valid, and no other thread may access the outputs.
pub(super) struct StoreFinished<const TYPE: usize>;

impl<const TYPE: usize> Kernel for StoreFinished<TYPE> {
    type Args<'a> = Finished<'a>;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(finished: Finished<'_>) {
        let Finished {
            stores,
            sums,
            panels,
            activation,
            apart: step,
            ..
        } = finished;
        if let Some(Scales {
            factors,
            limits: Some(limits),
        }) = finished.scales
        {
            let limited = Limited::new(&finished, factors, limits);
            for number in 0..panels {
                // SAFETY: the caller guarantees the addresses and the instruction set.
                unsafe {
                    match finished.added {
                        None => limited.panel::<S, TYPE, false>(number),
                        Some(_) => limited.panel::<S, TYPE, true>(number),
                    }
                }
            }
            return;
        }
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            for at in 0..stores.len() {
                for number in 0..panels {
                    let sum =
                        sums.add(stores[at].sums as usize / size_of::<f32>() + number * LANES);
                    let to = finished.output.add(stores[at].output as usize);
                    let to = to.offset(number as isize * finished.panel);
                    let mut value = [[value::<S, TYPE>(&finished, sum, to, number)]];
                    activate::<S, 1, 1>(activation, &mut value);
                    match is_simple(activation) {
                        true => keep::<S, TYPE>(&finished, to, value[0][0]),
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
                for number in 0..panels {
                    let sum =
                        sums.add(stores[at].sums as usize / size_of::<f32>() + number * LANES);
                    let to = finished.output.add(stores[at].output as usize);
                    let to = to.offset(number as isize * finished.panel);
                    keep::<S, TYPE>(&finished, to, S::load(sum));
                }
            }
        }
    }
}

/// Returns the values of 16 sums with what is added to them.
#[inline(always)]
unsafe fn value<S: Simd, const TYPE: usize>(
    finished: &Finished<'_>,
    sum: *const f32,
    to: *const u8,
    number: usize,
) -> S::Vector {
    // SAFETY: the caller guarantees the addresses and the instruction set.
    unsafe {
        let value = match finished.scales {
            None => S::load(sum),
            Some(scales) => {
                let factors = S::load(scales.factors.add(number * LANES));
                S::multiply(S::load_integers(sum.cast()), factors)
            }
        };
        let Some(distance) = finished.added else {
            return value;
        };
        let held = load::<S, TYPE>(to.offset(distance));
        let held = match TYPE {
            U8 => {
                let [scale, zero_point] = finished.added_scale;
                S::multiply(
                    S::subtract(held, S::broadcast(zero_point)),
                    S::broadcast(scale),
                )
            }
            _ => held,
        };
        S::add(value, held)
    }
}

/// Stores finished values.
#[inline(always)]
unsafe fn keep<S: Simd, const TYPE: usize>(
    finished: &Finished<'_>,
    to: *mut u8,
    values: S::Vector,
) {
    // SAFETY: the caller guarantees the address and the instruction set.
    unsafe {
        let values = match TYPE {
            U8 => quantised::<S>(values, finished.result_scale),
            _ => values,
        };
        store::<S, TYPE>(to, values);
    }
}

/// Integer sums with factors of results, which are finished as tiles finish theirs.
struct Limited<'a> {
    stores: &'a [Store],
    sums: *const f32,
    output: *mut u8,
    /// Bytes from the output of a panel to that of the next, and from an output to what is added.
    panel: isize,
    added: isize,
    factors: *const f32,
    limits: [f32; 2],
    zero_point: f32,
    /// Factor and zero point of what is added.
    added_factor: [f32; 2],
}

#[cfg(target_arch = "x86_64")]
impl<'a> Finished<'a> {
    /// Returns the 8-bit integers that are made of the integer sums of one panel; `None` where the activation is one of
    /// those that take `f32` values.
    pub(super) fn results(&self) -> Option<Results<'a>> {
        let Scales { factors, limits } = self.scales?;
        let limited = Limited::new(self, factors, limits?);
        Some(Results {
            stores: self.stores,
            sums: limited.sums.cast(),
            output: limited.output,
            factors,
            limits: limited.limits,
            zero_point: limited.zero_point,
            added: self.added.map(|added| (added, limited.added_factor)),
        })
    }
}

#[cfg(target_arch = "x86_64")]
impl Product {
    /// Stores finished integer sums of one panel with AVX2.
    ///
    /// # Safety
    /// As that of [`Product::finish`].
    pub(super) unsafe fn finish_panel(&self, args: &ByteArgs<'_>, finished: Finished<'_>) {
        // SAFETY: the caller guarantees the addresses; the instruction set, of which AVX2 and FMA are part, was detected.
        unsafe {
            match finished.results() {
                Some(results) => store_results(&results),
                None => self.finish(args, finished),
            }
        }
    }
}

impl<'a> Limited<'a> {
    fn new(finished: &Finished<'a>, factors: *const f32, limits: [f32; 2]) -> Limited<'a> {
        let factor = added_factor(finished.added_scale, finished.result_scale);
        Limited {
            stores: finished.stores,
            sums: finished.sums,
            output: finished.output,
            panel: finished.panel,
            added: finished.added.unwrap_or(0),
            factors,
            limits,
            zero_point: finished.result_scale[1],
            added_factor: [factor, finished.added_scale[1]],
        }
    }

    /// Stores the results of a panel; `ADDS` says whether something is added.
    ///
    /// # Safety
    /// As for [`StoreFinished`].
    #[inline(always)]
    unsafe fn panel<S: Simd, const TYPE: usize, const ADDS: bool>(&self, number: usize) {
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            let factors = S::load(self.factors.add(number * LANES));
            let [low, high] = [S::broadcast(self.limits[0]), S::broadcast(self.limits[1])];
            let factor = S::broadcast(self.added_factor[0]);
            let added_zero = S::broadcast(self.added_factor[1]);
            let zero_point = S::broadcast(self.zero_point);
            let sums = self.sums.add(number * LANES);
            let output = self.output.offset(number as isize * self.panel);
            for store in self.stores {
                let sum = sums.add(store.sums as usize / size_of::<f32>());
                let to = output.add(store.output as usize);
                let mut value = S::multiply(S::load_integers(sum.cast()), factors);
                if ADDS {
                    let held = load::<S, TYPE>(to.offset(self.added));
                    value = S::multiply_sum(S::subtract(held, added_zero), factor, value);
                }
                let value = S::min(high, S::max(low, value));
                self::store::<S, TYPE>(to, S::add(S::round(value), zero_point));
            }
        }
    }
}

/// Returns the factor that makes the distances of added integers from their zero point multiples of the results' scale.
#[inline(always)]
pub(super) fn added_factor(added: [f32; 2], result: [f32; 2]) -> f32 {
    ((f64::from(added[0]) / f64::from(result[0])) as f32).min(f32::MAX)
}
