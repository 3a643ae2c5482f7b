//! Measurement of the processor's throughput of multiply-accumulates, by the instructions that compute them.

mod quads;
#[cfg(target_arch = "x86_64")]
mod tiles;
mod unit;
mod vectors;

pub(in crate::kernel) use unit::Instructions;
pub(crate) use unit::{Unit, no_tiles};

use super::Isa;
use std::time::Instant;

/// Number of timed runs, of which the fastest counts.
const TIMES: usize = 40;

/// Measures the peak throughput of the core that runs the calling thread, with the instructions `unit`, which the
/// processor must have, and otherwise those of the instruction set `isa`. Returns operations per second (a
/// multiply-accumulate is two operations): the best of some short runs that use only registers or, of 8-bit integers
/// without tiles, weights in the first-level cache.
pub(crate) fn peak(unit: Unit, isa: Isa) -> f64 {
    match unit.0 {
        Instructions::F32 => vectors::peak(isa),
        #[cfg(target_arch = "x86_64")]
        Instructions::Bf16Tiles(amx) => tiles::peak_of_bf16(amx),
        #[cfg(target_arch = "x86_64")]
        Instructions::IntegerTiles(amx) => tiles::peak_of_integers(amx),
        #[cfg(not(target_arch = "x86_64"))]
        Instructions::Bf16Tiles(_) | Instructions::IntegerTiles(_) => vectors::peak(isa),
        Instructions::Quads(set) => quads::peak(set),
    }
}

/// Returns the seconds of the fastest of some calls.
fn fastest(mut run: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::arch::QuadSet;
    use crate::kernel::arch::amx::Amx;

    #[test]
    fn every_unit_has_a_peak() {
        let isa = Isa::chosen();
        let tiles = Amx::get().ok();
        let tiles = tiles.map(|amx| {
            [
                Instructions::Bf16Tiles(amx),
                Instructions::IntegerTiles(amx),
            ]
        });
        let sets = QuadSet::ALL.into_iter().filter(|set| set.is_available());
        let units = [Instructions::F32]
            .into_iter()
            .chain(sets.map(Instructions::Quads));
        let mut words = Vec::new();
        for unit in units.chain(tiles.into_iter().flatten()).map(Unit) {
            assert!(peak(unit, isa) > 1e7, "{}", unit.word());
            words.push(unit.word());
        }
        let len = words.len();
        words.dedup();
        assert_eq!(words.len(), len, "each has a name of its own");
    }
}
