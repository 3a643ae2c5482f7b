//! The instructions that compute the multiply-accumulates of a step.

use crate::kernel::Isa;
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;

/// Instructions for multiply-accumulates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unit(pub(in crate::kernel) Instructions);

/// What a [`Unit`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum Instructions {
    /// Multiply-adds of `f32` vectors.
    F32,
    /// Products of tiles of bfloat16 numbers (AMX).
    Bf16Tiles(Amx),
    /// Products of tiles of 8-bit integers (AMX).
    IntegerTiles(Amx),
    /// Sums of four products of 8-bit integers each.
    Quads(QuadSet),
}

impl Unit {
    /// Multiply-adds of `f32` vectors.
    pub(crate) const F32: Unit = Unit(Instructions::F32);

    /// Returns the name shown to users.
    pub(crate) fn word(self) -> &'static str {
        match self.0 {
            Instructions::F32 => "f32",
            Instructions::Bf16Tiles(_) => "amx bf16",
            Instructions::IntegerTiles(_) => "amx int8",
            Instructions::Quads(QuadSet::Portable) => "int8",
            Instructions::Quads(QuadSet::Avx2) => "avx2 int8",
            Instructions::Quads(QuadSet::AvxVnni) => "avx-vnni int8",
            Instructions::Quads(QuadSet::Avx512Vnni) => "avx512-vnni int8",
        }
    }

    /// Returns `true` if the instructions are those of tiles (AMX).
    pub(crate) fn is_of_tiles(self) -> bool {
        matches!(
            self.0,
            Instructions::Bf16Tiles(_) | Instructions::IntegerTiles(_)
        )
    }
}

/// Returns why this process computes no products of tiles with an instruction set; `None` where it does.
pub(crate) fn no_tiles(isa: Isa) -> Option<String> {
    match Amx::get() {
        Err(reason) => Some(reason.to_string()),
        Ok(_) if isa == Isa::Avx512 => None,
        Ok(_) => Some(format!(
            "not used with the instruction set {}",
            isa.as_str()
        )),
    }
}
